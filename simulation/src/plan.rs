//! What a run is about, chosen first: servers, pairs, devices, wishes, and what may go wrong.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use protocol::{Operator, Party, Role, vars};
use reference_server::config::{
    Admin, Approach, Config, Device, DeviceInterface, Peer, PeerInterface, Side, Waits,
};
use reference_server::directory::Directory;

use crate::dice::Dice;
use crate::fault::Rates;
use crate::subject::{PROFILES, Subject};

/// How long a server waits for a response, in milliseconds.
const RESPONSE_MS: [u64; 2] = [10_000, 1_500];
/// How long timers run, in milliseconds.
const TIMERS_MS: [u64; 3] = [60_000, 3_000, 30];
/// When operators want something after the last wish, in milliseconds.
const WISHES_MS: [i64; 6] = [120_000, 0, 15, 60, 700, 4_000];

/// What a run is about.
pub struct Plan {
    /// The place of its options among the profiles.
    pub profile: usize,
    /// The servers' configurations.
    pub servers: Vec<Arc<Directory>>,
    /// The devices.
    pub devices: Vec<Planned>,
    /// What operators want, and when.
    pub wishes: Vec<Wish>,
    /// How often what goes wrong.
    pub rates: Rates,
    /// How long a server waits for a response.
    pub response_ms: i64,
}

/// A device, and between whom it is delegated.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// The places of DMS-1 and DMS-2.
    pub servers: [usize; 2],
    /// DMS-2 has bootstrapped it by itself.
    pub bootstrapped: bool,
    /// By Bootstrap Server URL.
    pub url: bool,
}

impl Planned {
    /// The record of the server on that side before anything has happened.
    pub fn start(self, side: usize) -> Party {
        let knows = side == 1 && self.bootstrapped;
        Party(vars::BOOTSTRAPPED.set(0, knows.into()))
    }
}

/// What an operator wants.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// When, in milliseconds after the beginning.
    pub at: i64,
    /// Of which device.
    pub device: usize,
    /// At which side.
    pub role: Role,
    /// What.
    pub operator: Operator,
    /// The whole tree.
    pub full: bool,
}

/// A pair of servers.
struct Pair {
    servers: [usize; 2],
    url: bool,
    bootstraps: bool,
    willing: [bool; 2],
}

impl Plan {
    /// Chooses one.
    pub fn draw(subject: &Subject, dice: &mut Dice) -> Plan {
        let mixed = (subject.profiles.len() - PROFILES.len()) as u8;
        let profile = match dice.rarely(256, mixed + 1) {
            0 => usize::from(dice.pick(PROFILES.len() as u8)),
            number => PROFILES.len() - 1 + usize::from(number),
        };
        let count = 2 + usize::from(dice.rarely(256, 3));
        // Around a ring, so that each of three is DMS-1 to one and DMS-2 to another.
        let ring = if count == 2 { 1 } else { count };
        let pairs: Vec<Pair> = (0..ring)
            .map(|place| Pair {
                servers: [place, (place + 1) % count],
                url: dice.pick(2) == 1,
                bootstraps: dice.rarely(256, 2) == 1,
                willing: [dice.rarely(100, 2) == 0, dice.rarely(100, 2) == 0],
            })
            .collect();
        let mut devices = Vec::new();
        let mut more = true;
        while more && devices.len() < 8 {
            let pair = &pairs[usize::from(dice.pick(ring as u8))];
            let Pair { servers, url, bootstraps: bootstrapped, .. } = *pair;
            devices.push(Planned { servers, bootstrapped, url });
            more = dice.rarely(512, 2) == 1;
        }
        let response = RESPONSE_MS[usize::from(dice.rarely(256, RESPONSE_MS.len() as u8))];
        let timer = TIMERS_MS[usize::from(dice.rarely(400, TIMERS_MS.len() as u8))];
        let rates = Rates::draw(dice);
        let wishes = wishes(subject, &devices, dice);
        let names = subject.table.timers.iter().flatten().map(|it| (it.name.clone(), timer));
        let waits = Waits { response_ms: response, device_ms: 30_000, timers_ms: names.collect() };
        let servers = (0..count).map(|own| {
            let config = config(subject, own, &pairs, &devices, &waits);
            Arc::new(Directory::new(config))
        });
        let servers = servers.collect();
        let response_ms = i64::try_from(response).unwrap_or(i64::MAX);
        Plan { profile, servers, devices, wishes, rates, response_ms }
    }
}

/// The first wish is a delegation; each may come long after the last one or cross it.
fn wishes(subject: &Subject, devices: &[Planned], dice: &mut Dice) -> Vec<Wish> {
    let possible: Vec<(Role, Operator, bool)> = [
        (Role::Delegating, Operator::Delegates, false),
        (Role::Delegating, Operator::Delegates, true),
        (Role::Delegated, Operator::Delegates, false),
        (Role::Delegated, Operator::Delegates, true),
        (Role::Delegating, Operator::RevokesAsked, false),
        (Role::Delegating, Operator::RevokesForced, false),
        (Role::Delegated, Operator::RequestsRevocation, false),
    ]
    .into_iter()
    .filter(|(role, operator, _)| subject.wants(*role, *operator))
    .collect();
    let mut wishes = Vec::new();
    for device in 0..devices.len() {
        let mut at = i64::from(dice.pick(8)) * 40;
        let mut begun = [0; 4];
        let most = 1 + dice.pick(5);
        for number in 0..most {
            let choice = if number == 0 { dice.pick(4) } else { dice.pick(possible.len() as u8) };
            let (role, operator, full) = possible[usize::from(choice) % possible.len()];
            if number > 0 {
                at += WISHES_MS[usize::from(dice.pick(WISHES_MS.len() as u8))];
            }
            // As often as the scopes of the model say, so that claims speak of the same.
            let limit = if operator == Operator::Delegates { 2 } else { 1 };
            if begun[operator as usize] < limit {
                begun[operator as usize] += 1;
                wishes.push(Wish { at, device, role, operator, full });
            }
        }
    }
    wishes
}

/// The name of a server.
pub fn server_id(place: usize) -> String {
    format!("dms{place}")
}

/// The name of a device.
pub fn device_id(place: usize) -> String {
    format!("IMEI:{place}")
}

/// The place of a device.
pub fn device_place(id: &str) -> Option<usize> {
    id.strip_prefix("IMEI:")?.parse().ok()
}

fn config(
    subject: &Subject,
    own: usize,
    pairs: &[Pair],
    devices: &[Planned],
    waits: &Waits,
) -> Config {
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let peers = pairs.iter().filter(|pair| pair.servers.contains(&own)).map(|pair| {
        let side = usize::from(pair.servers[0] != own);
        Peer {
            server_id: server_id(pair.servers[1 - side]),
            url: String::new(),
            certificate_sha256: String::new(),
            server_certificate_sha256: None,
            we_are: [Side::Delegating, Side::Delegated][side],
            edition: subject.table.edition.clone(),
            approach: if pair.url { Approach::Url } else { Approach::Account },
            willing: pair.willing[side],
            bootstraps: pair.bootstraps,
        }
    });
    let of = |(place, device): (usize, &Planned)| {
        let own = device.servers.iter().position(|server| *server == own)?;
        Some(Device {
            id: device_id(place),
            man: "Man".to_owned(),
            model: "Mod".to_owned(),
            tree: "./SCOMO".to_owned(),
            push: None,
            user: "user".to_owned(),
            password: "password".to_owned(),
            server_password: "secret".to_owned(),
            peers: Some(vec![server_id(device.servers[1 - own])]),
        })
    };
    Config {
        server_id: server_id(own),
        edition: subject.table.edition.clone(),
        data: PathBuf::new(),
        options: BTreeMap::new(),
        parameters: BTreeMap::new(),
        peer_interface: PeerInterface {
            listen: nowhere,
            path: String::new(),
            certificate: PathBuf::new(),
            key: PathBuf::new(),
            authorities: PathBuf::new(),
        },
        device_interface: DeviceInterface {
            listen: nowhere,
            url: format!("https://{}/dm", server_id(own)),
            certificate: None,
            key: None,
        },
        admin: Admin { listen: nowhere, token_file: PathBuf::new() },
        waits: waits.clone(),
        peers: peers.collect(),
        devices: devices.iter().enumerate().filter_map(of).collect(),
    }
}
