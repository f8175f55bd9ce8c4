//! The doors of a faulty server: what its peers, and its devices, see instead of it. They pass on
//! what comes, changed by the fault.

use std::sync::Arc;

use conformance::config as judge;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use reference_server::config::{Config, PeerInterface};
use reference_server::tls;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme};
use tokio::task::JoinHandle;
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::http::{ask, serve};
use super::{Asked, Change, Memory, Said, element, status};
use crate::ground::{listener, port};

/// The doors; they close when this is dropped.
pub struct Doors(Vec<JoinHandle<()>>);

impl Drop for Doors {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

impl Doors {
    /// Opens doors where the fault is, and tells both sides of them.
    pub fn open(
        change: &Change,
        (server, own): (&mut Config, &str),
        (told, certificates): (&mut judge::Config, &[String]),
    ) -> Doors {
        let change = Arc::new(change.clone());
        Doors(vec![match *change {
            Change::Sends(_) | Change::Twice | Change::Hears(_) => {
                outside(change, (server, own), (told, certificates))
            }
            Change::Orders(_) | Change::Believes(_) => to_devices(change, server, told),
            Change::Anybody
            | Change::AnyPeer
            | Change::Takes(_)
            | Change::AnswersFirst(_)
            | Change::Answers(_)
            | Change::Settings(_)
            | Change::Rows(_)
            | Change::Document(_) => inside(change, (server, own), (told, certificates)),
        }])
    }
}

/// The way in of one peer.
struct Peer {
    id: String,
    /// The fingerprint of its certificate.
    shows: String,
    /// Who comes by this shows that.
    tls: TlsConnector,
}

/// The door of peers.
struct Inside {
    change: Arc<Change>,
    memory: Memory,
    port: u16,
    peers: Vec<Peer>,
}

fn inside(
    change: Arc<Change>,
    (server, own): (&mut Config, &str),
    (told, certificates): (&mut judge::Config, &[String]),
) -> JoinHandle<()> {
    let interface = &server.peer_interface;
    let acceptor = match *change {
        Change::Anybody => anybody(interface),
        _ => tls::peer_server(interface).expect("the certificates are right"),
    };
    let peers = told.peers.iter().zip(certificates).map(|(peer, shows)| {
        let as_peer = PeerInterface {
            certificate: peer.certificate.clone(),
            key: peer.key.clone(),
            ..interface.clone()
        };
        Peer { id: peer.id.clone(), shows: shows.clone(), tls: connector(&as_peer, own) }
    });
    let peers = peers.collect();
    let door = listener();
    let before = format!(":{}/", interface.listen.port());
    told.server.url = told.server.url.replace(&before, &format!(":{}/", port(&door)));
    let port = interface.listen.port();
    let inside = Arc::new(Inside { change, memory: Memory::default(), port, peers });
    serve(door, Some(TlsAcceptor::from(Arc::new(acceptor))), move |request, shown| {
        let inside = Arc::clone(&inside);
        async move { Some(inside.pass(request, shown).await) }
    })
}

impl Inside {
    async fn pass(self: Arc<Inside>, mut request: Asked, shown: Option<String>) -> Said {
        let says = element(request.body(), "serverId").map(str::to_owned);
        let by_message = || self.peers.iter().position(|peer| Some(&peer.id) == says.as_ref());
        // A message of a session does not say who sends it; then the one that is known is meant.
        let of_session = || {
            let session = element(request.body(), "sessionId")?;
            self.memory.of(&format!("peer of {session}"))?.parse().ok()
        };
        let by_certificate =
            || self.peers.iter().position(|peer| Some(&peer.shows) == shown.as_ref());
        let sender = match *self.change {
            Change::Anybody | Change::AnyPeer => {
                by_message().or_else(of_session).or_else(by_certificate)
            }
            _ => by_certificate(),
        };
        let Some(sender) = sender else { return status(403) };
        if let Some(session) = element(request.body(), "sessionId") {
            self.memory.put(&format!("peer of {session}"), &sender.to_string());
        }
        if let Change::Takes(takes) = *self.change
            && let Some(said) = takes(&mut request, &self.memory)
        {
            return said;
        }
        if let Change::AnswersFirst(says) = *self.change {
            let said = says(&request);
            tokio::spawn(async move { self.ask(sender, request).await });
            return said;
        }
        let body = request.body().clone();
        let mut said = self.ask(sender, request).await;
        if let Change::Answers(changes) = *self.change {
            changes(&body, &mut said, &self.memory);
        }
        said
    }

    async fn ask(&self, sender: usize, request: Asked) -> Said {
        let said = ask(self.port, Some(&self.peers[sender].tls), request).await;
        said.unwrap_or_else(|| status(502))
    }
}

/// The door by which its messages go out. There each peer has a path.
fn outside(
    change: Arc<Change>,
    (server, own): (&mut Config, &str),
    (told, certificates): (&judge::Config, &[String]),
) -> JoinHandle<()> {
    let interface = &server.peer_interface;
    let acceptor = tls::peer_server(interface).expect("the certificates are right");
    let connectors: Vec<TlsConnector> =
        certificates.iter().map(|shows| connector(interface, shows)).collect();
    let ports: Vec<u16> = told.peers.iter().map(|peer| peer.listen.port()).collect();
    let door = listener();
    for (number, peer) in server.peers.iter_mut().enumerate() {
        peer.url = format!("https://127.0.0.1:{}/{number}/DM_delegation", port(&door));
        peer.server_certificate_sha256 = Some(own.to_owned());
    }
    let way = Arc::new((change, Memory::default(), ports, connectors));
    serve(door, Some(TlsAcceptor::from(Arc::new(acceptor))), move |mut request, _| {
        let way = Arc::clone(&way);
        async move {
            let (change, memory, ports, connectors) = &*way;
            let number = request.uri().path().split('/').nth(1).and_then(|it| it.parse().ok());
            let number: usize = number.expect("the path has the number of a peer");
            *request.uri_mut() = "/DM_interface/DM_delegation".parse().expect("it is a path");
            if let Change::Sends(sends) = **change
                && let Some(code) = sends(&mut request, memory)
            {
                return Some(status(code));
            }
            let (port, tls) = (ports[number], &connectors[number]);
            let body = request.body().clone();
            if let Change::Twice = **change {
                // The mark of a repetition is another one: the peer cannot know it.
                let first = request.clone();
                let again = ask(port, Some(tls), first).await;
                drop(ask(port, Some(tls), request).await);
                return again;
            }
            let said = ask(port, Some(tls), request).await;
            match **change {
                Change::Hears(hears) => hears(&body, said),
                _ => said,
            }
        }
    })
}

/// The door of devices.
fn to_devices(
    change: Arc<Change>,
    server: &mut Config,
    told: &mut judge::Config,
) -> JoinHandle<()> {
    let door = listener();
    let own = server.device_interface.listen.port();
    server.device_interface.url = format!("http://127.0.0.1:{}/dm", port(&door));
    told.server.device_url = Some(server.device_interface.url.clone());
    serve(door, None, move |mut request, _| {
        let change = Arc::clone(&change);
        async move {
            if let Change::Believes(believes) = *change {
                *request.body_mut() = believes(request.body());
            }
            let mut said = ask(own, None, request).await?;
            if let Change::Orders(orders) = *change {
                *said.body_mut() = orders(said.body());
            }
            Some(said)
        }
    })
}

/// Whoever comes by it shows the certificate of that interface, to somebody with that fingerprint.
fn connector(interface: &PeerInterface, shows: &str) -> TlsConnector {
    let config = tls::client_of(interface, shows).expect("the certificates are right");
    TlsConnector::from(Arc::new(config))
}

/// Content that is a message.
pub fn message(said: &mut Said, text: String) {
    *said.body_mut() = text;
    let media = HeaderValue::from_static(codec::delegation::MEDIA_TYPE);
    said.headers_mut().insert(CONTENT_TYPE, media);
}

/// Takes connections of everybody.
fn anybody(interface: &PeerInterface) -> ServerConfig {
    let chain = CertificateDer::pem_file_iter(&interface.certificate).expect("it is a file");
    let chain = chain.collect::<Result<_, _>>().expect("they are certificates");
    let key = PrivateKeyDer::from_pem_file(&interface.key).expect("it is a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .expect("there are versions")
        .with_client_cert_verifier(Arc::new(Anybody(provider)))
        .with_single_cert(chain, key);
    config.expect("they fit")
}

#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ClientCertVerifier for Anybody {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
