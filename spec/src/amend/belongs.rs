//! Whether each difference belongs to exactly one amendment, and each amendment tells the truth.

use std::collections::BTreeMap;

use crate::amend::{Difference, differences};
use crate::{Amendment, Diagnostic, Diagnostics, Edition, Item, Span, Wire, quote};

/// All that is wrong with the amendments of this edition of that base. An item in two amendments
/// is told by the reader already.
pub fn check(base: &Edition, amended: &Edition) -> Diagnostics {
    let mut found = Diagnostics::new();
    let Some(amendments) = &amended.amendments else { return found };
    let differences: BTreeMap<Item, Difference> =
        differences(base, amended).into_iter().map(|one| (one.item.clone(), one)).collect();
    let named = |item: &Item| {
        let items = amendments.list.iter().flat_map(|amendment| &amendment.items);
        items.into_iter().any(|(other, _)| other == item)
    };
    for difference in differences.values().filter(|difference| !named(&difference.item)) {
        found.push(unnamed(difference, amendments.span, &base.name));
    }
    for amendment in &amendments.list {
        for (item, span) in &amendment.items {
            if !differences.contains_key(item) {
                let text = format!("{} is the same in {}", quote(&item.to_string()), base.name);
                let names: Vec<String> = differences.keys().map(Item::to_string).collect();
                let error = Diagnostic::error("idle-item", *span, text).row(Some(&amendment.id));
                let names = names.iter().map(String::as_str);
                found.push(error.suggest(&item.to_string(), names));
            }
        }
        check_wire(amendment, &differences, &mut found);
    }
    found
}

fn unnamed(difference: &Difference, amends: Span, base: &str) -> Diagnostic {
    let item = quote(&difference.item.to_string());
    let (span, text) = match difference.span {
        Some(span) => (span, format!("{item} is not as in {base}, and no amendment names it")),
        None => (amends, format!("{item} of {base} is gone, and no amendment names it")),
    };
    let error = Diagnostic::error("unamended-difference", span, text);
    error.help("add it to the items of the amendment that it belongs to")
}

/// Whether what is said of the wire is so.
fn check_wire(
    amendment: &Amendment,
    differences: &BTreeMap<Item, Difference>,
    found: &mut Diagnostics,
) {
    let on_wire = amendment
        .items
        .iter()
        .find(|(item, _)| differences.get(item).is_some_and(|difference| difference.on_wire()));
    let (wire, span, why) = match on_wire {
        Some((item, span)) => (Wire::Changed, *span, format!("{item} has another content")),
        None => (Wire::Compatible, amendment.span, "no message has another content".to_owned()),
    };
    if amendment.wire != wire {
        let text = format!("{} is said to be {}", amendment.id, quote(amendment.wire.word()));
        let error = Diagnostic::error("wrong-wire", span, text).label(why);
        found.push(error.help(format!("write {}", quote(wire.word()))));
    }
}
