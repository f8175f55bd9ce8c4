//! The configuration with its peers and devices found by name: a server has many, and each step
//! asks for some.

use std::collections::BTreeMap;
use std::ops::Deref;

use crate::account;
use crate::config::{Config, Device, Peer};

/// A configuration that does not change any more.
#[derive(Debug)]
pub struct Directory {
    config: Config,
    /// Places in the lists of the configuration, by identifier.
    peers: BTreeMap<String, usize>,
    devices: BTreeMap<String, usize>,
    /// By the name of the device's bootstrap document.
    documents: BTreeMap<String, usize>,
}

impl Directory {
    /// Of that configuration. Of two that have the same name the first one counts.
    pub fn new(config: Config) -> Directory {
        let mut peers = BTreeMap::new();
        for (place, peer) in config.peers.iter().enumerate() {
            peers.entry(peer.server_id.clone()).or_insert(place);
        }
        let (mut devices, mut documents) = (BTreeMap::new(), BTreeMap::new());
        for (place, device) in config.devices.iter().enumerate() {
            devices.entry(device.id.clone()).or_insert(place);
            documents.entry(account::document_name(device)).or_insert(place);
        }
        Directory { config, peers, devices, documents }
    }

    /// The peer of that identifier.
    pub fn peer(&self, server_id: &str) -> Option<&Peer> {
        self.peers.get(server_id).and_then(|place| self.config.peers.get(*place))
    }

    /// The device of that identifier.
    pub fn device(&self, id: &str) -> Option<&Device> {
        self.devices.get(id).and_then(|place| self.config.devices.get(*place))
    }

    /// The device whose bootstrap document has that name.
    pub fn bootstrapped(&self, document: &str) -> Option<&Device> {
        self.documents.get(document).and_then(|place| self.config.devices.get(*place))
    }
}

impl Deref for Directory {
    type Target = Config;

    fn deref(&self) -> &Config {
        &self.config
    }
}
