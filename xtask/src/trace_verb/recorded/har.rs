//! HTTP archives (HAR 1.2), as browsers and proxies write them.

use std::path::Path;
use std::time::UNIX_EPOCH;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::Exchange;
use crate::exit::Exit;

#[derive(Deserialize)]
struct Archive {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    started_date_time: String,
    /// Milliseconds.
    time: Option<f64>,
    request: Request,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    post_data: Option<Content>,
}

#[derive(Deserialize)]
struct Response {
    /// 0 where none came.
    status: i64,
    content: Option<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    mime_type: Option<String>,
    text: Option<String>,
    encoding: Option<String>,
}

/// Reads an archive. Requests that are no POST of XML are passed over.
///
/// # Errors
/// [`Exit::Document`], told on standard error with the place.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Vec<Exchange>, Exit> {
    let wrong = |place: &str, what: &str| {
        eprintln!("error: {}: {place}{what}", path.display());
        Exit::Document
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let archive: Archive = serde_json::from_slice(bytes)
        .map_err(|error| wrong("", &format!("no HTTP archive: {error}")))?;
    let (mut all, mut others) = (Vec::new(), 0);
    for (number, entry) in archive.log.entries.into_iter().enumerate() {
        let place = format!("entry {}, {} {}", number + 1, entry.request.method, entry.request.url);
        let body = entry.request.post_data.as_ref();
        let is_xml = |body: &Content| {
            body.mime_type.as_deref().is_none_or(|kind| kind.to_ascii_lowercase().contains("xml"))
        };
        if entry.request.method != "POST" || !body.is_some_and(is_xml) {
            others += 1;
            continue;
        }
        let bytes = |content: Option<&Content>, which: &str| {
            content
                .map_or(Ok(Vec::new()), Content::bytes)
                .map_err(|error| wrong(&format!("{place}, {which}: "), &error))
        };
        let sent = moment(&entry.started_date_time).ok_or_else(|| {
            wrong(&format!("{place}: "), &format!("no time: {}", entry.started_date_time))
        })?;
        let response = match u16::try_from(entry.response.status) {
            Ok(0) | Err(_) => None,
            Ok(status) => Some((status, bytes(entry.response.content.as_ref(), "response")?)),
        };
        let address = entry.request.url.split("://").last().unwrap_or_default();
        let host = address.split(['/', '?']).next().unwrap_or_default().to_owned();
        all.push(Exchange {
            request: bytes(body, "request")?,
            response,
            times: [sent, sent + entry.time.unwrap_or(0.0).max(0.0) / 1_000.0],
            host: Some(host),
            from: None,
            answer_place: format!("{place}, response"),
            place,
        });
    }
    if others > 0 {
        eprintln!("note: {}: {others} entries are no POST of XML", path.display());
    }
    Ok(all)
}

impl Content {
    fn bytes(&self) -> Result<Vec<u8>, String> {
        let text = self.text.clone().unwrap_or_default();
        match self.encoding.as_deref() {
            None | Some("") => Ok(text.into_bytes()),
            Some("base64") => STANDARD.decode(text).map_err(|error| format!("no base64: {error}")),
            Some(other) => Err(format!("the encoding `{other}`; expected base64, or none")),
        }
    }
}

/// Seconds since 1970 of a time in RFC 3339 with any offset.
fn moment(text: &str) -> Option<f64> {
    let (local, offset) = match text.strip_suffix(['Z', 'z']) {
        Some(local) => (local, 0.0),
        None => {
            let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
            let (sign, offset) = match offset.split_at_checked(1)? {
                ("+", offset) => (1.0, offset),
                ("-", offset) => (-1.0, offset),
                _ => return None,
            };
            let (hours, minutes) = offset.split_once(':')?;
            let [hours, minutes] = [hours, minutes].map(|part| part.parse::<u8>().ok());
            (local, sign * (f64::from(hours?) * 3_600.0 + f64::from(minutes?) * 60.0))
        }
    };
    let time = humantime::parse_rfc3339(&format!("{local}Z")).ok()?;
    Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs_f64() - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_offsets() {
        assert_eq!(moment("1970-01-01T00:00:01.500Z"), Some(1.5));
        assert_eq!(moment("1970-01-01T02:00:01+02:00"), Some(1.0));
        assert_eq!(moment("1970-01-01T00:00:00-01:30"), Some(5_400.0));
        for text in
            ["", "1970", "1970-01-01T00:00:01", "1970-01-01T00:00:01+2", "yesterday at noon"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
