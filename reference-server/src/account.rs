//! What this server tells others of itself: its account, its bootstrap server.

use codec::delegation::{AAuthLevel, AAuthType, AddrType, AppAddr, AppAuth, DmAcc};

use crate::config::{Config, Device};

/// The account of this server on that device (Table 3, DMAcc).
pub fn own(config: &Config, device: &Device) -> DmAcc<'static> {
    let credentials = |level, name: &str, secret: &str| AppAuth {
        a_auth_level: level,
        a_auth_type: AAuthType::Digest,
        a_auth_name: Some(name.to_owned().into()),
        a_auth_secret: Some(secret.to_owned().into()),
        a_auth_data: None,
    };
    DmAcc {
        server_id: config.server_id.clone().into(),
        name: None,
        pref_con_ref: None,
        to_con_ref: Vec::new(),
        app_addr: vec![AppAddr {
            addr: config.device_interface.url.clone().into(),
            addr_type: AddrType::Uri,
            port: Vec::new(),
        }],
        a_auth_pref: Some("DIGEST".into()),
        app_auth: vec![
            credentials(AAuthLevel::Clcred, &device.user, &device.password),
            credentials(AAuthLevel::Srvcred, &config.server_id, &device.server_password),
        ],
        no_auto_initial_session: None,
        ext: None,
    }
}

/// Where that device fetches its account (5.3.2.4). Who knows the URL can read the account, so that
/// it has a part that nobody guesses.
pub fn bootstrap_url(config: &Config, device: &Device) -> String {
    let url = config.device_interface.url.trim_end_matches('/');
    format!("{url}/bootstrap/{}", document_name(device))
}

/// A name for the document of a device, made of what only it and this server know.
pub(crate) fn document_name(device: &Device) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in [&device.id, &device.password, &device.server_password] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// An identifier that nobody has used before: 128 random bits.
pub fn fresh_id() -> String {
    let mut bytes = [0; 16];
    if rustls::crypto::ring::default_provider().secure_random.fill(&mut bytes).is_err() {
        fastrand::fill(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
