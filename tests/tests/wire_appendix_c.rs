//! The three messages of Appendix C: as printed, with their defects, and mended.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use expect_test::{Expect, expect};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../codec/tests/samples/appendix-c");

fn sample(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}.xml")).expect("the sample is there")
}

fn check_defect(name: &str, expected: &Expect) {
    let text = sample(&format!("{name}.printed"));
    let error = codec::decode(text.as_bytes()).expect_err("as printed it is no message");
    expected.assert_eq(&error.to_string());
}

#[test]
fn the_defects_are_reported_where_they_are() {
    check_defect(
        "delegation_req",
        &expect![
            "line 10, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found `>false` [Table 1; 5.3.1.1, 5.3.2.1]"
        ],
    );
    check_defect(
        "delegation_resp",
        &expect![
            "line 7, column 21, in /delegation_resp/isAcknowledged: expected `true` or `false`, found `>true` [Table 2; 5.3.1.2, 5.3.2.2]"
        ],
    );
}

/// Its location of the schema is broken by a line end, and that is no error: it is a hint.
#[test]
fn the_third_is_a_message_as_printed() {
    let printed = sample("bootstrap_confirmed.printed");
    let mended = sample("bootstrap_confirmed.mended");
    assert_eq!(codec::decode(printed.as_bytes()), codec::decode(mended.as_bytes()));
}

#[test]
fn the_mended_ones_come_back_byte_for_byte() {
    for name in ["delegation_req", "delegation_resp", "bootstrap_confirmed"] {
        let text = sample(&format!("{name}.mended"));
        let message = codec::decode(text.as_bytes()).expect("mended it is a message");
        assert_eq!(message.root(), name);
        let mut written = Vec::new();
        codec::encode(&message, &mut written).expect("it can be written");
        assert_eq!(String::from_utf8_lossy(&written), text.trim_end());
    }
}
