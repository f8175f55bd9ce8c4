//! Folders of recorded bodies: `0001-dms1-dms2-request.xml`, `0001-response.xml`, `0001.status`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Exchange;
use crate::exit::Exit;
use crate::files;

/// What a file of the folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A request; who sent it, where its name says so.
    Request(Option<usize>),
    /// A response.
    Response,
    /// The status of a response.
    Status,
}

const NAMES: &str =
    "0001-request.xml, 0001-dms1-dms2-request.xml, 0001-response.xml or 0001.status";

/// Reads a folder, in the order of the numbers. A response passes before the next request. Without a
/// status it is 200, and 204 where it is empty; without response and status none came.
///
/// # Errors
/// [`Exit::Usage`] for what cannot be read, [`Exit::Document`] for what has no place; told on
/// standard error.
pub fn read(folder: &Path) -> Result<Vec<Exchange>, Exit> {
    let wrong = |name: &str, what: &str| {
        eprintln!("error: {}: {what}", folder.join(name).display());
        Exit::Document
    };
    let entries = fs::read_dir(folder).map_err(|error| files::told(folder, &error))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let mut all: BTreeMap<u64, Exchange> = BTreeMap::new();
    let mut answers: BTreeMap<u64, (Option<u16>, Option<Vec<u8>>)> = BTreeMap::new();
    for name in &names {
        let part =
            part(name).ok_or_else(|| wrong(name, &format!("the name is none of {NAMES}")))?;
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| files::told(&path, &error))?;
        match part {
            (number, Part::Request(from)) => {
                let time = number as f64;
                let exchange = Exchange {
                    place: path.display().to_string(),
                    times: [time, time + 0.5],
                    from,
                    request: bytes,
                    ..Exchange::default()
                };
                if let Some(other) = all.insert(number, exchange) {
                    return Err(wrong(name, &format!("{} has that number too", other.place)));
                }
            }
            (number, Part::Response) => {
                if answers.entry(number).or_default().1.replace(bytes).is_some() {
                    return Err(wrong(name, "another response has that number too"));
                }
            }
            (number, Part::Status) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let word = text.split_whitespace().find_map(|word| word.parse::<u16>().ok());
                let status = word.filter(|status| (100..600).contains(status));
                let status = status.ok_or_else(|| wrong(name, "no HTTP status, such as 200"))?;
                if answers.entry(number).or_default().0.replace(status).is_some() {
                    return Err(wrong(name, "another status has that number too"));
                }
            }
        }
    }
    for (number, (status, body)) in answers {
        let Some(exchange) = all.get_mut(&number) else {
            let name = names.iter().find(|name| part(name).is_some_and(|(n, _)| n == number));
            return Err(wrong(name.map_or("", |name| name), "there is no request of that number"));
        };
        let body = body.unwrap_or_default();
        let status = status.unwrap_or(if body.is_empty() { 204 } else { 200 });
        exchange.answer_place = format!("{}, its response", exchange.place);
        exchange.response = Some((status, body));
    }
    Ok(all.into_values().collect())
}

/// The number of a file, and what it is.
fn part(name: &str) -> Option<(u64, Part)> {
    let digits = name.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = name.split_at(digits);
    let part = match rest {
        ".status" | "-response.status" => Part::Status,
        "-response.xml" => Part::Response,
        "-request.xml" => Part::Request(None),
        "-dms1-dms2-request.xml" => Part::Request(Some(0)),
        "-dms2-dms1-request.xml" => Part::Request(Some(1)),
        "-dms1-dms2-response.xml" | "-dms2-dms1-response.xml" => Part::Response,
        _ => return None,
    };
    Some((number.parse().ok()?, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_file_is() {
        assert_eq!(part("0007-dms2-dms1-request.xml"), Some((7, Part::Request(Some(1)))));
        assert_eq!(part("12-request.xml"), Some((12, Part::Request(None))));
        assert_eq!(part("0001-response.xml"), Some((1, Part::Response)));
        assert_eq!(part("0001.status"), Some((1, Part::Status)));
        for name in ["request.xml", "1.xml", "0001-dms1-request.xml", "readme.md"] {
            assert_eq!(part(name), None, "{name}");
        }
    }
}
