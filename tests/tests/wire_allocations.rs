//! How often reading and writing ask for memory.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use allocation_counter::measure;

const SAMPLES: [&str; 3] = [
    include_str!("../../codec/tests/samples/appendix-c/delegation_req.mended.xml"),
    include_str!("../../codec/tests/samples/appendix-c/delegation_resp.mended.xml"),
    include_str!("../../codec/tests/samples/appendix-c/bootstrap_confirmed.mended.xml"),
];
const ACCOUNT: &str = include_str!("../../codec/tests/samples/bootstrap_confirmed.account.xml");

fn read(text: &str) -> u64 {
    measure(|| drop(codec::decode(text.as_bytes()).expect("it is a message"))).count_total
}

#[test]
fn reading_asks_for_none() {
    for sample in SAMPLES {
        assert_eq!(read(sample), 0, "{sample}");
        let windows = sample.replace('\n', "\r\n");
        assert_eq!(read(&windows), 0, "line ends between elements are no text");
        let mut sections = sample.replacen(">200<", "><![CDATA[200]]><", 1);
        sections = sections.replacen("Mod5462", "<!-- -->Mod5462", 1);
        assert_eq!(read(&sections), 0, "a text in one piece is borrowed, whatever is around it");
    }
}

/// One for each text with an escape; in an account the lists (connections, addresses, the ports of
/// each, credentials, the vendor's nodes) and what is in base64.
#[test]
fn escapes_and_lists_ask_for_some() {
    assert_eq!(read(&SAMPLES[0].replacen("Mod5462", "Mod&amp;5462", 1)), 1);
    let (connections, addresses, ports, credentials, nodes, base64) = (1, 1, 2, 1, 1, 2);
    let lists = connections + addresses + ports + credentials + nodes;
    assert_eq!(read(ACCOUNT), lists + base64);
}

#[test]
fn writing_asks_for_room_alone() {
    for sample in SAMPLES.into_iter().chain([ACCOUNT]) {
        let message = codec::decode(sample.as_bytes()).expect("it is a message");
        let mut out = Vec::with_capacity(8192);
        let asked = measure(|| codec::encode(&message, &mut out).expect("it can be written"));
        assert_eq!(asked.count_total, 0);
        assert_eq!(String::from_utf8_lossy(&out), sample.trim_end());
    }
}
