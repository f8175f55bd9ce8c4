//! The process that was written by hand from the text, beside that of the table.

use std::time::Duration;

use libtest_mimic::Trial;
use protocol::Effect;

use crate::engines::tlc::hand::{self, Freedoms};
use crate::tlc::{AT_MOST, jar};
use crate::{Told, folder, has, table};

pub fn trials() -> Vec<Trial> {
    crate::trials(
        "hand",
        &[
            ("is_that_of_the_table", is_that_of_the_table),
            ("a_misreading_in_the_table_shows", a_misreading_in_the_table_shows),
            ("time_ends_it", time_ends_it),
        ],
    )
}

fn is_that_of_the_table() -> Told {
    for (freedoms, orders) in [(Freedoms::Used, 10), (Freedoms::Unused, 8)] {
        let by_hand = hand::by_hand(&jar(), &folder("hand"), freedoms, AT_MOST)?;
        let by_table = hand::by_table(&table(), freedoms)?;
        assert_eq!(hand::differences(&by_hand, &by_table), "", "{freedoms:?}");
        assert_eq!((by_hand.orders.len(), by_hand.violated.len()), (orders, 1));
    }
    Ok(())
}

fn a_misreading_in_the_table_shows() -> Told {
    let by_hand = hand::by_hand(&jar(), &folder("misread"), Freedoms::Unused, AT_MOST)?;
    // DMS-2 confirms as soon as it hears that the device is prepared.
    let mut table = table();
    let confirmed = table.message("DELEGATION_CONFIRMED").expect("the message exists");
    let early = table.row("ACC-2-07").expect("the row exists");
    let row = &mut table.rows[early.0 as usize];
    row.effects.push(Effect::Send(confirmed, vec![(0, protocol::FieldValue::Constant(1))]));
    let by_table = hand::by_table(&table, Freedoms::Unused)?;
    let told = hand::differences(&by_hand, &by_table);
    has(
        &told,
        &["only by the table: DMS-2 takes DELEGATION_REQ;", "DMS-1 refuses DELEGATION_CONFIRMED"],
    )
}

fn time_ends_it() -> Told {
    let error = hand::by_hand(&jar(), &folder("ended"), Freedoms::Used, Duration::ZERO).err();
    assert_eq!(error.as_deref(), Some("TLC was ended after 0 s"));
    Ok(())
}
