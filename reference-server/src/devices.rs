//! The interface to devices: DM sessions, and the documents that they bootstrap from.

use std::sync::Arc;

use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::account;
use crate::device::{Line, bootstrap};
use crate::directory::Directory;
use crate::listener::{Answer, body, empty};
use crate::run::not_found;

/// What answers the requests of devices.
#[derive(Clone)]
pub struct Devices {
    config: Arc<Directory>,
    line: Arc<Line>,
    /// The path of the address that devices are told.
    path: Arc<str>,
}

impl Devices {
    /// The devices of a configuration.
    pub fn new(config: Arc<Directory>, line: Arc<Line>) -> Devices {
        let url: Option<hyper::Uri> = config.device_interface.url.parse().ok();
        let path = url.map_or(String::new(), |url| url.path().trim_end_matches('/').to_owned());
        Devices { config, line, path: path.into() }
    }

    /// Answers one request.
    pub async fn answer(self, request: Request<Incoming>) -> Answer {
        let path = request.uri().path().to_owned();
        let Some(below) = path.strip_prefix(&*self.path) else { return not_found() };
        let get = request.method() == Method::GET;
        match below.strip_prefix("/bootstrap/") {
            Some(name) if get => return self.bootstrap(name),
            Some(_) => return empty(StatusCode::METHOD_NOT_ALLOWED),
            None if !matches!(below, "" | "/") => return not_found(),
            None if request.method() != Method::POST => {
                return empty(StatusCode::METHOD_NOT_ALLOWED);
            }
            None => {}
        }
        let query = request.uri().query().map(str::to_owned);
        let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
        let media = media.map(str::to_owned);
        let body = match body(request, codec::MAX_BYTES).await {
            Ok(body) => body,
            Err(status) => return empty(status),
        };
        let (status, media, package) =
            self.line.posted(media.as_deref(), query.as_deref(), &body).await;
        response(status, media, package)
    }

    /// The account of this server for the device whose document that is (5.2.2.4).
    fn bootstrap(&self, name: &str) -> Answer {
        let Some(device) = self.config.bootstrapped(name) else { return not_found() };
        let account = account::own(&self.config, device);
        response(200, bootstrap::MEDIA_TYPE, bootstrap::document(&account).into_bytes())
    }
}

fn response(status: u16, media: &'static str, body: Vec<u8>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let is_empty = body.is_empty();
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    if !is_empty {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    }
    response
}
