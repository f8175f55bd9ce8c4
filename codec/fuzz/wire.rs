//! Any bytes at all: the decoders do not panic, and what they accept is what it seems to be.
//!
//! Ordinary tests replay the corpus in `__fuzz__` and try some random inputs. For more, with
//! coverage (libFuzzer, on the stable toolchain, after `cargo install cargo-bolero`):
//! `cargo bolero test -p codec-fuzz any_bytes_as_a_message --sanitizer NONE --rustc-bootstrap`.

use codec::{decode, encode, syncml};
use tests::draw::{Noise, Texts, message, package};
use tests::mutate::mutate;

#[test]
fn any_bytes_as_a_message() {
    bolero::check!().for_each(|bytes: &[u8]| message_of(bytes));
}

#[test]
fn any_bytes_as_a_package() {
    bolero::check!().for_each(|bytes: &[u8]| package_of(bytes));
}

/// The bytes make a right message and say how it is changed, up to four times.
#[test]
fn nearly_right_documents() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut xml = Vec::new();
        let mut noise = Noise(bytes.iter().fold(7, |sum, &byte| {
            sum.wrapping_mul(0x0100_0000_01B3).wrapping_add(u64::from(byte))
        }));
        let is_message = bytes.len().is_multiple_of(2);
        let written = if is_message {
            encode(&message(bytes, Texts::Any), &mut xml)
        } else {
            syncml::encode(&package(bytes, Texts::Any), &mut xml)
        };
        if written.is_err() {
            return;
        }
        for _ in 0..4 {
            if is_message {
                message_of(&xml);
            } else {
                package_of(&xml);
            }
            let Ok(text) = std::str::from_utf8(&xml) else { return };
            if !text.is_ascii() {
                return;
            }
            xml = mutate(text, &mut noise);
        }
    });
}

fn message_of(bytes: &[u8]) {
    match decode(bytes) {
        Err(error) => sane(&error, bytes),
        Ok(message) => {
            well_formed(bytes);
            let mut xml = Vec::new();
            assert_eq!(encode(&message, &mut xml), Ok(()), "what was read can be written");
            assert_eq!(decode(&xml), Ok(message));
        }
    }
}

fn package_of(bytes: &[u8]) {
    match syncml::decode(bytes) {
        Err(error) => sane(&error, bytes),
        Ok(package) => {
            well_formed(bytes);
            let mut xml = Vec::new();
            assert_eq!(syncml::encode(&package, &mut xml), Ok(()), "what was read can be written");
            assert_eq!(syncml::decode(&xml), Ok(package));
        }
    }
}

/// Another parser takes it for XML too.
fn well_formed(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or("not UTF-8");
    if let Err(error) = roxmltree::Document::parse(text) {
        // The prefix `xml` need not be declared; that parser wants it to be.
        if matches!(&error, roxmltree::Error::UnknownNamespace(prefix, _) if prefix == "xml") {
            return;
        }
        panic!("accepted, and yet: {error}\n{text}");
    }
}

fn sane(error: &codec::DecodeError, bytes: &[u8]) {
    let lines = bytes.iter().filter(|&&byte| byte == b'\n' || byte == b'\r').count() + 1;
    assert!((1..=lines).contains(&(error.line as usize)), "{error}");
    assert!(error.column >= 1 && error.path.starts_with('/'), "{error}");
    assert!(!error.expected.is_empty() && !error.found.is_empty(), "{error}");
}
