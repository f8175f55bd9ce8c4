//! How fast messages are read and written, against what others do with the same bytes.
//!
//! `cargo bench -p codec`. The floor is quick-xml's event loop, which looks at nothing.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has to stop")]

mod rivals {
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    pub mod serde_derive;
    #[expect(clippy::all, unused_variables, dead_code, reason = "as xsd-parser wrote it")]
    #[rustfmt::skip]
    pub mod xsd_parser;
}

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use quick_xml::events::Event;
use rivals::{serde_derive, xsd_parser};
use xsd_parser_types::quick_xml::{DeserializeSync, SliceReader};

const REQUEST: &str = include_str!("../tests/samples/appendix-c/delegation_req.mended.xml");
const RESPONSE: &str = include_str!("../tests/samples/appendix-c/delegation_resp.mended.xml");
const CONFIRMED: &str = include_str!("../tests/samples/appendix-c/bootstrap_confirmed.mended.xml");
const ACCOUNT: &str = include_str!("../tests/samples/bootstrap_confirmed.account.xml");

/// One way to read a document: whether it was read.
type Read = fn(&str) -> bool;

fn events(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(event) => drop(black_box(event)),
            Err(_) => return false,
        }
    }
}

fn tree(text: &str) -> bool {
    black_box(roxmltree::Document::parse(text)).is_ok()
}

fn ours(text: &str) -> bool {
    black_box(codec::decode(text.as_bytes())).is_ok()
}

fn derived<'a, T: serde::Deserialize<'a>>(text: &'a str) -> bool {
    black_box(quick_xml::de::from_str::<T>(text)).is_ok()
}

fn derived_request(text: &str) -> bool {
    derived::<serde_derive::DelegationReq<'_>>(text)
}

fn derived_response(text: &str) -> bool {
    derived::<serde_derive::DelegationResp<'_>>(text)
}

fn derived_confirmed(text: &str) -> bool {
    derived::<serde_derive::BootstrapConfirmed<'_>>(text)
}

fn generated<T: xsd_parser_types::quick_xml::WithDeserializer>(text: &str) -> bool {
    black_box(T::deserialize(&mut SliceReader::new(text))).is_ok()
}

fn documents() -> [(&'static str, &'static str, Read, Read); 4] {
    [
        ("DELEGATION_REQ", REQUEST, derived_request, generated::<xsd_parser::DelegationReq>),
        ("DELEGATION_RESP", RESPONSE, derived_response, generated::<xsd_parser::DelegationResp>),
        (
            "BOOTSTRAP_CONFIRMED",
            CONFIRMED,
            derived_confirmed,
            generated::<xsd_parser::BootstrapConfirmed>,
        ),
        ("with account", ACCOUNT, derived_confirmed, generated::<xsd_parser::BootstrapConfirmed>),
    ]
}

fn decode(criterion: &mut Criterion) {
    for (name, text, derived, generated) in documents() {
        let mut group = criterion.benchmark_group(format!("decode {name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let readers: [(&str, Read); 5] = [
            ("quick-xml events (floor)", events),
            ("codec", ours),
            ("quick-xml serde", derived),
            ("xsd-parser", generated),
            ("roxmltree", tree),
        ];
        for (reader, read) in readers {
            assert!(read(text), "{reader} reads {name}");
            group.bench_function(BenchmarkId::from_parameter(reader), |bencher| {
                bencher.iter(|| read(black_box(text)));
            });
        }
        group.finish();
    }
}

fn encode(criterion: &mut Criterion) {
    for (name, text, ..) in documents() {
        let message = codec::decode(text.as_bytes()).expect("it is a message");
        let mut group = criterion.benchmark_group(format!("encode {name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut out = Vec::with_capacity(4096);
        group.bench_function("codec", |bencher| {
            bencher.iter(|| {
                out.clear();
                codec::encode(black_box(&message), &mut out)
            });
        });
        group.bench_function("a copy of the bytes", |bencher| {
            bencher.iter(|| {
                out.clear();
                out.extend_from_slice(black_box(text).as_bytes());
                black_box(out.len())
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = wire;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = decode, encode
}
criterion_main!(wire);
