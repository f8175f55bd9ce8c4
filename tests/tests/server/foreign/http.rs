//! HTTP by hand, as little of it as a device needs.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Length,
    /// In chunks of that many octets.
    Chunks(usize),
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub media: String,
    pub body: Vec<u8>,
}

/// A request to an `http://` URL, and its response.
pub async fn ask(url: &str, head: &str, body: &[u8], how: Body) -> Result<Answer, String> {
    let rest = url.strip_prefix("http://").ok_or_else(|| format!("{url} is no http URL"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (method, headers) = head.split_once('\n').unwrap_or((head, ""));
    let mut request = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for header in headers.lines() {
        request += &format!("{header}\r\n");
    }
    let mut request = request.into_bytes();
    match how {
        Body::Length => {
            let length = format!("content-length: {}\r\n\r\n", body.len());
            request.extend_from_slice(length.as_bytes());
            request.extend_from_slice(body);
        }
        Body::Chunks(size) => {
            request.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
            for chunk in body.chunks(size) {
                request.extend_from_slice(format!("{:X}\r\n", chunk.len()).as_bytes());
                request.extend_from_slice(chunk);
                request.extend_from_slice(b"\r\n");
            }
            request.extend_from_slice(b"0\r\n\r\n");
        }
    }
    let io = |error: std::io::Error| error.to_string();
    let mut stream = TcpStream::connect(host).await.map_err(io)?;
    stream.write_all(&request).await.map_err(io)?;
    let (head, body) = message(&mut stream).await?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| format!("no status: {head}"))?;
    Ok(Answer { status, media: header(&head, "content-type").to_owned(), body })
}

/// Reads one message: its head, and the body that its Content-Length announces.
pub async fn message(stream: &mut TcpStream) -> Result<(String, Vec<u8>), String> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|it| it == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length: usize = header(&head, "content-length").parse().unwrap_or(0);
            if read.len() >= end + 4 + length {
                return Ok((head, read[end + 4..end + 4 + length].to_vec()));
            }
        }
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) => return Err(format!("cut off after {} octets", read.len())),
            Ok(length) => read.extend_from_slice(&part[..length]),
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// The value of a header; empty where it is missing.
pub fn header<'h>(head: &'h str, name: &str) -> &'h str {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut found = lines.filter(|(it, _)| it.eq_ignore_ascii_case(name));
    found.next().map_or("", |(_, value)| value.trim())
}
