//! The messages of the DM Server Delegation Protocol, edition 2012-candidate.
//!
//! Written by `cargo xtask codegen` from `codec/schema/dm-delegation-2012.xsd`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::reader::{Fault, Reader};
use crate::{ReasonCode, Sink, Source, Word};

/// Any of the messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message<'a> {
    /// DELEGATION_REQ (Table 1; 5.3.1.1, 5.3.2.1).
    #[serde(rename = "DELEGATION_REQ")]
    DelegationReq(DelegationReq<'a>),
    /// DELEGATION_RESP (Table 2; 5.3.1.2, 5.3.2.2).
    #[serde(rename = "DELEGATION_RESP")]
    DelegationResp(DelegationResp<'a>),
    /// BOOTSTRAP_CONFIRMED (Table 3; 5.3.1.3).
    #[serde(rename = "BOOTSTRAP_CONFIRMED")]
    BootstrapConfirmed(BootstrapConfirmed<'a>),
    /// BOOTSTRAP_CONFIRMED/url (Table 9; 5.3.2.5).
    #[serde(rename = "BOOTSTRAP_CONFIRMED/url")]
    BootstrapConfirmedUrl(BootstrapConfirmedUrl<'a>),
    /// DELEGATION_PREPARED (Tables 4, 10; 5.3.1.4, 5.3.2.6).
    #[serde(rename = "DELEGATION_PREPARED")]
    DelegationPrepared(DelegationPrepared<'a>),
    /// DELEGATION_CONFIRMED (Table 5; 5.3.1.5, 5.3.2.7).
    #[serde(rename = "DELEGATION_CONFIRMED")]
    DelegationConfirmed(DelegationConfirmed<'a>),
    /// DELEGATION_FAILURE (Table 6; 5.3.1.6, 5.3.2.8).
    #[serde(rename = "DELEGATION_FAILURE")]
    DelegationFailure(DelegationFailure<'a>),
    /// BOOTSTRAP_SRV_URL_REQ (Table 7; 5.3.2.3).
    #[serde(rename = "BOOTSTRAP_SRV_URL_REQ")]
    BootstrapSrvUrlReq(BootstrapSrvUrlReq<'a>),
    /// BOOTSTRAP_SRV_URL_DELIVERY (Table 8; 5.3.2.4).
    #[serde(rename = "BOOTSTRAP_SRV_URL_DELIVERY")]
    BootstrapSrvUrlDelivery(BootstrapSrvUrlDelivery<'a>),
    /// DELEGATION_TERMINATION_REQ (Table 11; 5.3.3.1).
    #[serde(rename = "DELEGATION_TERMINATION_REQ")]
    DelegationTerminationReq(DelegationTerminationReq<'a>),
    /// DELEGATION_TERMINATION_ACK (Table 12; 5.3.3.2).
    #[serde(rename = "DELEGATION_TERMINATION_ACK")]
    DelegationTerminationAck(DelegationTerminationAck<'a>),
    /// DELEGATION_TERMINATION_RESP (Table 13; 5.3.3.3).
    #[serde(rename = "DELEGATION_TERMINATION_RESP")]
    DelegationTerminationResp(DelegationTerminationResp<'a>),
    /// DELEGATION_REVOKED (Tables 14, 17; 5.3.3.4, 5.3.4.2).
    #[serde(rename = "DELEGATION_REVOKED")]
    DelegationRevoked(DelegationRevoked<'a>),
    /// DELEGATION_REVOKED/forced (Table 18; 5.3.5.1).
    #[serde(rename = "DELEGATION_REVOKED/forced")]
    DelegationRevokedForced(DelegationRevokedForced<'a>),
    /// REVOCATION_FAILURE (Table 15; 5.3.3.5, 5.3.4.3, 5.3.5.2).
    #[serde(rename = "REVOCATION_FAILURE")]
    RevocationFailure(RevocationFailure<'a>),
    /// DELEGATION_REVOCATION_REQ (Table 16; 5.3.4.1).
    #[serde(rename = "DELEGATION_REVOCATION_REQ")]
    DelegationRevocationReq(DelegationRevocationReq<'a>),
}

impl<'a> Message<'a> {
    /// The names of all messages, in the order of the document.
    pub const NAMES: [&'static str; 16] = [
        "DELEGATION_REQ",
        "DELEGATION_RESP",
        "BOOTSTRAP_CONFIRMED",
        "BOOTSTRAP_CONFIRMED/url",
        "DELEGATION_PREPARED",
        "DELEGATION_CONFIRMED",
        "DELEGATION_FAILURE",
        "BOOTSTRAP_SRV_URL_REQ",
        "BOOTSTRAP_SRV_URL_DELIVERY",
        "DELEGATION_TERMINATION_REQ",
        "DELEGATION_TERMINATION_ACK",
        "DELEGATION_TERMINATION_RESP",
        "DELEGATION_REVOKED",
        "DELEGATION_REVOKED/forced",
        "REVOCATION_FAILURE",
        "DELEGATION_REVOCATION_REQ",
    ];

    /// The name of the message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::DelegationReq(_) => "DELEGATION_REQ",
            Self::DelegationResp(_) => "DELEGATION_RESP",
            Self::BootstrapConfirmed(_) => "BOOTSTRAP_CONFIRMED",
            Self::BootstrapConfirmedUrl(_) => "BOOTSTRAP_CONFIRMED/url",
            Self::DelegationPrepared(_) => "DELEGATION_PREPARED",
            Self::DelegationConfirmed(_) => "DELEGATION_CONFIRMED",
            Self::DelegationFailure(_) => "DELEGATION_FAILURE",
            Self::BootstrapSrvUrlReq(_) => "BOOTSTRAP_SRV_URL_REQ",
            Self::BootstrapSrvUrlDelivery(_) => "BOOTSTRAP_SRV_URL_DELIVERY",
            Self::DelegationTerminationReq(_) => "DELEGATION_TERMINATION_REQ",
            Self::DelegationTerminationAck(_) => "DELEGATION_TERMINATION_ACK",
            Self::DelegationTerminationResp(_) => "DELEGATION_TERMINATION_RESP",
            Self::DelegationRevoked(_) => "DELEGATION_REVOKED",
            Self::DelegationRevokedForced(_) => "DELEGATION_REVOKED/forced",
            Self::RevocationFailure(_) => "REVOCATION_FAILURE",
            Self::DelegationRevocationReq(_) => "DELEGATION_REVOCATION_REQ",
        }
    }

    /// The root element of its document.
    pub fn root(&self) -> &'static str {
        match self {
            Self::DelegationReq(_) => "delegation_req",
            Self::DelegationResp(_) => "delegation_resp",
            Self::BootstrapConfirmed(_) => "bootstrap_confirmed",
            Self::BootstrapConfirmedUrl(_) => "bootstrap_confirmed",
            Self::DelegationPrepared(_) => "delegation_prepared",
            Self::DelegationConfirmed(_) => "delegation_confirmed",
            Self::DelegationFailure(_) => "delegation_failure",
            Self::BootstrapSrvUrlReq(_) => "bootstrap_srv_url_req",
            Self::BootstrapSrvUrlDelivery(_) => "bootstrap_srv_url_delivery",
            Self::DelegationTerminationReq(_) => "delegation_termination_req",
            Self::DelegationTerminationAck(_) => "delegation_termination_ack",
            Self::DelegationTerminationResp(_) => "delegation_termination_resp",
            Self::DelegationRevoked(_) => "delegation_revoked",
            Self::DelegationRevokedForced(_) => "delegation_revoked",
            Self::RevocationFailure(_) => "revocation_failure",
            Self::DelegationRevocationReq(_) => "delegation_revocation_req",
        }
    }

    /// Its table, and the clauses that describe it.
    pub fn text(&self) -> &'static str {
        match self {
            Self::DelegationReq(_) => "Table 1; 5.3.1.1, 5.3.2.1",
            Self::DelegationResp(_) => "Table 2; 5.3.1.2, 5.3.2.2",
            Self::BootstrapConfirmed(_) => "Table 3; 5.3.1.3",
            Self::BootstrapConfirmedUrl(_) => "Table 9; 5.3.2.5",
            Self::DelegationPrepared(_) => "Tables 4, 10; 5.3.1.4, 5.3.2.6",
            Self::DelegationConfirmed(_) => "Table 5; 5.3.1.5, 5.3.2.7",
            Self::DelegationFailure(_) => "Table 6; 5.3.1.6, 5.3.2.8",
            Self::BootstrapSrvUrlReq(_) => "Table 7; 5.3.2.3",
            Self::BootstrapSrvUrlDelivery(_) => "Table 8; 5.3.2.4",
            Self::DelegationTerminationReq(_) => "Table 11; 5.3.3.1",
            Self::DelegationTerminationAck(_) => "Table 12; 5.3.3.2",
            Self::DelegationTerminationResp(_) => "Table 13; 5.3.3.3",
            Self::DelegationRevoked(_) => "Tables 14, 17; 5.3.3.4, 5.3.4.2",
            Self::DelegationRevokedForced(_) => "Table 18; 5.3.5.1",
            Self::RevocationFailure(_) => "Table 15; 5.3.3.5, 5.3.4.3, 5.3.5.2",
            Self::DelegationRevocationReq(_) => "Table 16; 5.3.4.1",
        }
    }

    /// Reads a message by its name; `None` where there is none of that name.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(
        name: &str,
        from: &mut S,
    ) -> Option<Result<Self, S::Error>> {
        let message = match name {
            "DELEGATION_REQ" => DelegationReq::read(from).map(Self::DelegationReq),
            "DELEGATION_RESP" => DelegationResp::read(from).map(Self::DelegationResp),
            "BOOTSTRAP_CONFIRMED" => {
                BootstrapConfirmed::read(from).map(Self::BootstrapConfirmed)
            }
            "BOOTSTRAP_CONFIRMED/url" => {
                BootstrapConfirmedUrl::read(from).map(Self::BootstrapConfirmedUrl)
            }
            "DELEGATION_PREPARED" => {
                DelegationPrepared::read(from).map(Self::DelegationPrepared)
            }
            "DELEGATION_CONFIRMED" => {
                DelegationConfirmed::read(from).map(Self::DelegationConfirmed)
            }
            "DELEGATION_FAILURE" => {
                DelegationFailure::read(from).map(Self::DelegationFailure)
            }
            "BOOTSTRAP_SRV_URL_REQ" => {
                BootstrapSrvUrlReq::read(from).map(Self::BootstrapSrvUrlReq)
            }
            "BOOTSTRAP_SRV_URL_DELIVERY" => {
                BootstrapSrvUrlDelivery::read(from).map(Self::BootstrapSrvUrlDelivery)
            }
            "DELEGATION_TERMINATION_REQ" => {
                DelegationTerminationReq::read(from).map(Self::DelegationTerminationReq)
            }
            "DELEGATION_TERMINATION_ACK" => {
                DelegationTerminationAck::read(from).map(Self::DelegationTerminationAck)
            }
            "DELEGATION_TERMINATION_RESP" => {
                DelegationTerminationResp::read(from)
                    .map(Self::DelegationTerminationResp)
            }
            "DELEGATION_REVOKED" => {
                DelegationRevoked::read(from).map(Self::DelegationRevoked)
            }
            "DELEGATION_REVOKED/forced" => {
                DelegationRevokedForced::read(from).map(Self::DelegationRevokedForced)
            }
            "REVOCATION_FAILURE" => {
                RevocationFailure::read(from).map(Self::RevocationFailure)
            }
            "DELEGATION_REVOCATION_REQ" => {
                DelegationRevocationReq::read(from).map(Self::DelegationRevocationReq)
            }
            _ => return None,
        };
        Some(message)
    }

    /// Gives the parts of the message.
    pub fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::DelegationReq(it) => it.write(to),
            Self::DelegationResp(it) => it.write(to),
            Self::BootstrapConfirmed(it) => it.write(to),
            Self::BootstrapConfirmedUrl(it) => it.write(to),
            Self::DelegationPrepared(it) => it.write(to),
            Self::DelegationConfirmed(it) => it.write(to),
            Self::DelegationFailure(it) => it.write(to),
            Self::BootstrapSrvUrlReq(it) => it.write(to),
            Self::BootstrapSrvUrlDelivery(it) => it.write(to),
            Self::DelegationTerminationReq(it) => it.write(to),
            Self::DelegationTerminationAck(it) => it.write(to),
            Self::DelegationTerminationResp(it) => it.write(to),
            Self::DelegationRevoked(it) => it.write(to),
            Self::DelegationRevokedForced(it) => it.write(to),
            Self::RevocationFailure(it) => it.write(to),
            Self::DelegationRevocationReq(it) => it.write(to),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Message<'static> {
        match self {
            Self::DelegationReq(it) => Message::DelegationReq(it.into_owned()),
            Self::DelegationResp(it) => Message::DelegationResp(it.into_owned()),
            Self::BootstrapConfirmed(it) => Message::BootstrapConfirmed(it.into_owned()),
            Self::BootstrapConfirmedUrl(it) => {
                Message::BootstrapConfirmedUrl(it.into_owned())
            }
            Self::DelegationPrepared(it) => Message::DelegationPrepared(it.into_owned()),
            Self::DelegationConfirmed(it) => {
                Message::DelegationConfirmed(it.into_owned())
            }
            Self::DelegationFailure(it) => Message::DelegationFailure(it.into_owned()),
            Self::BootstrapSrvUrlReq(it) => Message::BootstrapSrvUrlReq(it.into_owned()),
            Self::BootstrapSrvUrlDelivery(it) => {
                Message::BootstrapSrvUrlDelivery(it.into_owned())
            }
            Self::DelegationTerminationReq(it) => {
                Message::DelegationTerminationReq(it.into_owned())
            }
            Self::DelegationTerminationAck(it) => {
                Message::DelegationTerminationAck(it.into_owned())
            }
            Self::DelegationTerminationResp(it) => {
                Message::DelegationTerminationResp(it.into_owned())
            }
            Self::DelegationRevoked(it) => Message::DelegationRevoked(it.into_owned()),
            Self::DelegationRevokedForced(it) => {
                Message::DelegationRevokedForced(it.into_owned())
            }
            Self::RevocationFailure(it) => Message::RevocationFailure(it.into_owned()),
            Self::DelegationRevocationReq(it) => {
                Message::DelegationRevocationReq(it.into_owned())
            }
        }
    }
}

/// Reads what stands in a root element.
pub(crate) type Decode = for<'a> fn(&mut Reader<'a>) -> Result<Message<'a>, Box<Fault>>;

/// The root elements, and how what stands in each is read.
pub(crate) const ROOTS: &[(&str, Decode)] = &[
    (
        "delegation_req",
        |from| {
            from.place("Table 1; 5.3.1.1, 5.3.2.1");
            DelegationReq::read(from).map(Message::DelegationReq)
        },
    ),
    (
        "delegation_resp",
        |from| {
            from.place("Table 2; 5.3.1.2, 5.3.2.2");
            DelegationResp::read(from).map(Message::DelegationResp)
        },
    ),
    (
        "bootstrap_confirmed",
        |from| match from
            .ahead(
                &["reasonCode", "status"],
                &["isClientBootstapped", "sessionId"],
                "Table 3; 5.3.1.3; or Table 9; 5.3.2.5",
            )?
        {
            0 => {
                from.place("Table 3; 5.3.1.3");
                BootstrapConfirmed::read(from).map(Message::BootstrapConfirmed)
            }
            _ => {
                from.place("Table 9; 5.3.2.5");
                BootstrapConfirmedUrl::read(from).map(Message::BootstrapConfirmedUrl)
            }
        },
    ),
    (
        "delegation_prepared",
        |from| {
            from.place("Tables 4, 10; 5.3.1.4, 5.3.2.6");
            DelegationPrepared::read(from).map(Message::DelegationPrepared)
        },
    ),
    (
        "delegation_confirmed",
        |from| {
            from.place("Table 5; 5.3.1.5, 5.3.2.7");
            DelegationConfirmed::read(from).map(Message::DelegationConfirmed)
        },
    ),
    (
        "delegation_failure",
        |from| {
            from.place("Table 6; 5.3.1.6, 5.3.2.8");
            DelegationFailure::read(from).map(Message::DelegationFailure)
        },
    ),
    (
        "bootstrap_srv_url_req",
        |from| {
            from.place("Table 7; 5.3.2.3");
            BootstrapSrvUrlReq::read(from).map(Message::BootstrapSrvUrlReq)
        },
    ),
    (
        "bootstrap_srv_url_delivery",
        |from| {
            from.place("Table 8; 5.3.2.4");
            BootstrapSrvUrlDelivery::read(from).map(Message::BootstrapSrvUrlDelivery)
        },
    ),
    (
        "delegation_termination_req",
        |from| {
            from.place("Table 11; 5.3.3.1");
            DelegationTerminationReq::read(from).map(Message::DelegationTerminationReq)
        },
    ),
    (
        "delegation_termination_ack",
        |from| {
            from.place("Table 12; 5.3.3.2");
            DelegationTerminationAck::read(from).map(Message::DelegationTerminationAck)
        },
    ),
    (
        "delegation_termination_resp",
        |from| {
            from.place("Table 13; 5.3.3.3");
            DelegationTerminationResp::read(from).map(Message::DelegationTerminationResp)
        },
    ),
    (
        "delegation_revoked",
        |from| match from
            .ahead(
                &[],
                &["reasonCode", "deviceId"],
                "Tables 14, 17; 5.3.3.4, 5.3.4.2; or Table 18; 5.3.5.1",
            )?
        {
            0 => {
                from.place("Tables 14, 17; 5.3.3.4, 5.3.4.2");
                DelegationRevoked::read(from).map(Message::DelegationRevoked)
            }
            _ => {
                from.place("Table 18; 5.3.5.1");
                DelegationRevokedForced::read(from).map(Message::DelegationRevokedForced)
            }
        },
    ),
    (
        "revocation_failure",
        |from| {
            from.place("Table 15; 5.3.3.5, 5.3.4.3, 5.3.5.2");
            RevocationFailure::read(from).map(Message::RevocationFailure)
        },
    ),
    (
        "delegation_revocation_req",
        |from| {
            from.place("Table 16; 5.3.4.1");
            DelegationRevocationReq::read(from).map(Message::DelegationRevocationReq)
        },
    ),
];

/// DELEGATION_REQ (Table 1; 5.3.1.1, 5.3.2.1): Opens a delegation: DMS-1 offers the device to
/// DMS-2, or DMS-2 asks DMS-1 for it (5.3.1.1, 5.3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationReq<'a> {
    /// `serverId`: the server that sends the request (sic: String, Q-52)
    #[serde(rename = "serverId")]
    pub server_id: Cow<'a, str>,
    /// `deviceId`: the device to be delegated
    #[serde(rename = "deviceId")]
    pub device_id: Cow<'a, str>,
    /// `deviceMan`: maker of the device, the value of /DevInfo/Man (DMSTDOBJ)
    #[serde(rename = "deviceMan")]
    pub device_man: Cow<'a, str>,
    /// `deviceMod`: model of the device, the value of /DevInfo/Mod (DMSTDOBJ)
    #[serde(rename = "deviceMod")]
    pub device_mod: Cow<'a, str>,
    /// `DMTreeURI`: root of the part of the tree that changes hands
    #[serde(rename = "DMTreeURI")]
    pub dm_tree_uri: Cow<'a, str>,
    /// `isDelegationFull`: true: full delegation is wanted
    #[serde(rename = "isDelegationFull")]
    pub is_delegation_full: bool,
    /// `sessionId`: names the session that begins here
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationReq<'a> {
    /// Reads the parts in the order of Table 1.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let server_id = from.text("serverId")?;
        let device_id = from.text("deviceId")?;
        let device_man = from.text("deviceMan")?;
        let device_mod = from.text("deviceMod")?;
        let dm_tree_uri = from.text("DMTreeURI")?;
        let is_delegation_full = from.boolean("isDelegationFull")?;
        let session_id = from.text("sessionId")?;
        Ok(Self {
            server_id,
            device_id,
            device_man,
            device_mod,
            dm_tree_uri,
            is_delegation_full,
            session_id,
        })
    }

    /// Gives the parts in the order of Table 1.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("serverId", &self.server_id);
        to.text("deviceId", &self.device_id);
        to.text("deviceMan", &self.device_man);
        to.text("deviceMod", &self.device_mod);
        to.text("DMTreeURI", &self.dm_tree_uri);
        to.boolean("isDelegationFull", self.is_delegation_full);
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationReq<'static> {
        DelegationReq {
            server_id: Cow::Owned(self.server_id.into_owned()),
            device_id: Cow::Owned(self.device_id.into_owned()),
            device_man: Cow::Owned(self.device_man.into_owned()),
            device_mod: Cow::Owned(self.device_mod.into_owned()),
            dm_tree_uri: Cow::Owned(self.dm_tree_uri.into_owned()),
            is_delegation_full: self.is_delegation_full,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_RESP (Table 2; 5.3.1.2, 5.3.2.2): The peer's yes or no to the request (5.3.1.2,
/// 5.3.2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationResp<'a> {
    /// `reasonCode`: the decision as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `isAcknowledged`: true: the peer is willing (5.3.1.2)
    #[serde(rename = "isAcknowledged")]
    pub is_acknowledged: bool,
    /// `sessionId`: the session of the request
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationResp<'a> {
    /// Reads the parts in the order of Table 2.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "DELEGATION_RESP")?;
        let is_acknowledged = from.boolean("isAcknowledged")?;
        let session_id = from.text("sessionId")?;
        Ok(Self {
            reason_code,
            is_acknowledged,
            session_id,
        })
    }

    /// Gives the parts in the order of Table 2.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DELEGATION_RESP");
        to.boolean("isAcknowledged", self.is_acknowledged);
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationResp<'static> {
        DelegationResp {
            reason_code: self.reason_code,
            is_acknowledged: self.is_acknowledged,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// BOOTSTRAP_CONFIRMED (Table 3; 5.3.1.3): Account approach: DMS-2 says that the device has its
/// account already, or hands over the account for DMS-1 to create (5.3.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapConfirmed<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `isClientBootstapped`: (sic, Q-51) true: DMS-2 has bootstrapped the device already
    /// (5.3.1.3)
    #[serde(rename = "isClientBootstapped")]
    pub is_client_bootstapped: bool,
    /// `DMAcc`: account of DMS-2 for DMS-1 to create, where the flag is false (5.3.1.3);
    /// there where `isClientBootstapped` is false, and only there
    #[serde(rename = "DMAcc", skip_serializing_if = "Option::is_none")]
    pub dm_acc: Option<DmAcc<'a>>,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> BootstrapConfirmed<'a> {
    /// Reads the parts in the order of Table 3.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "BOOTSTRAP_CONFIRMED")?;
        let is_client_bootstapped = from.boolean("isClientBootstapped")?;
        let dm_acc = from
            .when(
                !is_client_bootstapped,
                "DMAcc",
                |from, name| from.group(name, DmAcc::read),
            )?;
        let session_id = from.text("sessionId")?;
        Ok(Self {
            reason_code,
            is_client_bootstapped,
            dm_acc,
            session_id,
        })
    }

    /// Gives the parts in the order of Table 3.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "BOOTSTRAP_CONFIRMED");
        to.boolean("isClientBootstapped", self.is_client_bootstapped);
        to.require("DMAcc", self.dm_acc.is_some() != self.is_client_bootstapped);
        if let Some(dm_acc) = &self.dm_acc {
            to.group("DMAcc", |to| dm_acc.write(to));
        }
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> BootstrapConfirmed<'static> {
        BootstrapConfirmed {
            reason_code: self.reason_code,
            is_client_bootstapped: self.is_client_bootstapped,
            dm_acc: self.dm_acc.map(DmAcc::into_owned),
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// BOOTSTRAP_CONFIRMED/url (Table 9; 5.3.2.5): URL approach: DMS-2 reports that the device has
/// fetched its account (5.3.2.5); no isClientBootstapped and no DMAcc.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapConfirmedUrl<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> BootstrapConfirmedUrl<'a> {
    /// Reads the parts in the order of Table 9.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "BOOTSTRAP_CONFIRMED")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 9.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "BOOTSTRAP_CONFIRMED");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> BootstrapConfirmedUrl<'static> {
        BootstrapConfirmedUrl {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_PREPARED (Tables 4, 10; 5.3.1.4, 5.3.2.6): Account approach: DMS-1 reports the
/// device ready, so that DMS-2 opens a DM session; true in isDelegationFull confirms full
/// delegation (5.3.1.4). URL approach: DMS-1 reports the device ready; the same content as Table 4
/// (5.3.2.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationPrepared<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `isDelegationFull`: true: DMS-1 has given up its own account (5.3.1.4)
    #[serde(rename = "isDelegationFull")]
    pub is_delegation_full: bool,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationPrepared<'a> {
    /// Reads the parts in the order of Tables 4, 10.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "PREPARED")?;
        let is_delegation_full = from.boolean("isDelegationFull")?;
        let session_id = from.text("sessionId")?;
        Ok(Self {
            reason_code,
            is_delegation_full,
            session_id,
        })
    }

    /// Gives the parts in the order of Tables 4, 10.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "PREPARED");
        to.boolean("isDelegationFull", self.is_delegation_full);
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationPrepared<'static> {
        DelegationPrepared {
            reason_code: self.reason_code,
            is_delegation_full: self.is_delegation_full,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_CONFIRMED (Table 5; 5.3.1.5, 5.3.2.7): DMS-2 reports that it has had a DM session
/// with the device, which completes the delegation (5.3.1.5, 5.3.2.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationConfirmed<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationConfirmed<'a> {
    /// Reads the parts in the order of Table 5.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "CONFIRMED")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 5.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "CONFIRMED");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationConfirmed<'static> {
        DelegationConfirmed {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_FAILURE (Table 6; 5.3.1.6, 5.3.2.8): Either server stops the delegation (5.3.1.6,
/// 5.3.2.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationFailure<'a> {
    /// `reasonCode`: the cause as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationFailure<'a> {
    /// Reads the parts in the order of Table 6.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "FAILURE")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 6.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "FAILURE");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationFailure<'static> {
        DelegationFailure {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// BOOTSTRAP_SRV_URL_REQ (Table 7; 5.3.2.3): URL approach: DMS-1 asks DMS-2 for the address of its
/// bootstrap server (5.3.2.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapSrvUrlReq<'a> {
    /// `reasonCode`: a response status code (DMREPRO section 11) in a request
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> BootstrapSrvUrlReq<'a> {
    /// Reads the parts in the order of Table 7.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "BOOT_SRV_URL_REQ")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 7.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "BOOT_SRV_URL_REQ");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> BootstrapSrvUrlReq<'static> {
        BootstrapSrvUrlReq {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// BOOTSTRAP_SRV_URL_DELIVERY (Table 8; 5.3.2.4): URL approach: the answer with that address, for
/// DMS-1 to put on the device (5.3.2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapSrvUrlDelivery<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `bootstrapURL`: address of the bootstrap server of DMS-2 (5.3.2.4)
    #[serde(rename = "bootstrapURL")]
    pub bootstrap_url: Cow<'a, str>,
    /// `sessionId`: the session of the request
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> BootstrapSrvUrlDelivery<'a> {
    /// Reads the parts in the order of Table 8.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "BOOT_SRV_URL_DEL")?;
        let bootstrap_url = from.text("bootstrapURL")?;
        let session_id = from.text("sessionId")?;
        Ok(Self {
            reason_code,
            bootstrap_url,
            session_id,
        })
    }

    /// Gives the parts in the order of Table 8.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "BOOT_SRV_URL_DEL");
        to.text("bootstrapURL", &self.bootstrap_url);
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> BootstrapSrvUrlDelivery<'static> {
        BootstrapSrvUrlDelivery {
            reason_code: self.reason_code,
            bootstrap_url: Cow::Owned(self.bootstrap_url.into_owned()),
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_TERMINATION_REQ (Table 11; 5.3.3.1): Opens an asked revocation: DMS-1 wants DMS-2 to
/// bring its work on the device to an end (5.3.3.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationTerminationReq<'a> {
    /// `deviceId`: the device whose delegation is to end (5.3.3.1)
    #[serde(rename = "deviceId")]
    pub device_id: Cow<'a, str>,
    /// `sessionId`: names the session that begins here
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationTerminationReq<'a> {
    /// Reads the parts in the order of Table 11.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let device_id = from.text("deviceId")?;
        from.fixed("status", "DEL_TERM_REQ")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { device_id, session_id })
    }

    /// Gives the parts in the order of Table 11.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("deviceId", &self.device_id);
        to.word("status", "DEL_TERM_REQ");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationTerminationReq<'static> {
        DelegationTerminationReq {
            device_id: Cow::Owned(self.device_id.into_owned()),
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_TERMINATION_ACK (Table 12; 5.3.3.2): DMS-2 has taken note of that request (5.3.3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationTerminationAck<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session of the request
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationTerminationAck<'a> {
    /// Reads the parts in the order of Table 12.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "DEL_TERM_ACK")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 12.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DEL_TERM_ACK");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationTerminationAck<'static> {
        DelegationTerminationAck {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_TERMINATION_RESP (Table 13; 5.3.3.3): DMS-2 has ended its work on the device
/// (5.3.3.3); a POST of its own in spite of its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationTerminationResp<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationTerminationResp<'a> {
    /// Reads the parts in the order of Table 13.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "DEL_TERM_RESP")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 13.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DEL_TERM_RESP");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationTerminationResp<'static> {
        DelegationTerminationResp {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_REVOKED (Tables 14, 17; 5.3.3.4, 5.3.4.2): Asked revocation: DMS-1 has removed from
/// the device what belongs to DMS-2 (5.3.3.4). Requested revocation: the same report and content
/// as Table 14 (5.3.4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationRevoked<'a> {
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationRevoked<'a> {
    /// Reads the parts in the order of Tables 14, 17.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "DEL_REVOKED")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Tables 14, 17.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DEL_REVOKED");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationRevoked<'static> {
        DelegationRevoked {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_REVOKED/forced (Table 18; 5.3.5.1): Forced revocation: DMS-1 reports afterwards that
/// it has ended the delegation (5.3.5.1, 5.2.5.3); no sessionId.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationRevokedForced<'a> {
    /// `deviceId`: the device whose delegation has ended (5.3.5.1)
    #[serde(rename = "deviceId")]
    pub device_id: Cow<'a, str>,
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
}

impl<'a> DelegationRevokedForced<'a> {
    /// Reads the parts in the order of Table 18.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let device_id = from.text("deviceId")?;
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "DEL_REVOKED")?;
        Ok(Self { device_id, reason_code })
    }

    /// Gives the parts in the order of Table 18.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("deviceId", &self.device_id);
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DEL_REVOKED");
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationRevokedForced<'static> {
        DelegationRevokedForced {
            device_id: Cow::Owned(self.device_id.into_owned()),
            reason_code: self.reason_code,
        }
    }
}

/// REVOCATION_FAILURE (Table 15; 5.3.3.5, 5.3.4.3, 5.3.5.2): Either server stops a revocation, or
/// DMS-1 warns that the delegation may be compromised (5.3.3.5, 5.3; 5.3.4.3 and 5.3.5.2 by Q-82).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationFailure<'a> {
    /// `reasonCode`: the cause as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: the session that the message belongs to
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> RevocationFailure<'a> {
    /// Reads the parts in the order of Table 15.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let reason_code = from.reason("reasonCode")?;
        from.fixed("status", "FAILURE")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { reason_code, session_id })
    }

    /// Gives the parts in the order of Table 15.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.reason("reasonCode", self.reason_code);
        to.word("status", "FAILURE");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> RevocationFailure<'static> {
        RevocationFailure {
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DELEGATION_REVOCATION_REQ (Table 16; 5.3.4.1): Opens a requested revocation: DMS-2 wants to be
/// rid of the device (5.3.4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationRevocationReq<'a> {
    /// `deviceId`: the device to be taken back (5.3.4.1)
    #[serde(rename = "deviceId")]
    pub device_id: Cow<'a, str>,
    /// `sessionId`: names the session that begins here
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
}

impl<'a> DelegationRevocationReq<'a> {
    /// Reads the parts in the order of Table 16.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let device_id = from.text("deviceId")?;
        from.fixed("status", "DEL_TERM_REQ")?;
        let session_id = from.text("sessionId")?;
        Ok(Self { device_id, session_id })
    }

    /// Gives the parts in the order of Table 16.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("deviceId", &self.device_id);
        to.word("status", "DEL_TERM_REQ");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationRevocationReq<'static> {
        DelegationRevocationReq {
            device_id: Cow::Owned(self.device_id.into_owned()),
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}

/// DMAcc: The account of DMS-2, an object of DM (DMSTDOBJ): an element for each node, and this one
/// for the account itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DmAcc<'a> {
    /// `ServerID`: the server identifier of DMS-2: ACLs name it, and so does serverId by Q-57
    #[serde(rename = "ServerID")]
    pub server_id: Cow<'a, str>,
    /// `Name`: name of the account for people
    #[serde(rename = "Name", skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// `PrefConRef`: the connection that the device prefers
    #[serde(rename = "PrefConRef", skip_serializing_if = "Option::is_none")]
    pub pref_con_ref: Option<Cow<'a, str>>,
    /// `ToConRef`: one for each connection that leads to DMS-2
    #[serde(rename = "ToConRef", default, skip_serializing_if = "Vec::is_empty")]
    pub to_con_ref: Vec<ToConRef<'a>>,
    /// `AppAddr`: one for each address of DMS-2
    #[serde(rename = "AppAddr")]
    pub app_addr: Vec<AppAddr<'a>>,
    /// `AAuthPref`: the type of authentication that the device tries first
    #[serde(rename = "AAuthPref", skip_serializing_if = "Option::is_none")]
    pub a_auth_pref: Option<Cow<'a, str>>,
    /// `AppAuth`: one for each pair of credentials, those of the device or of DMS-2
    #[serde(rename = "AppAuth", default, skip_serializing_if = "Vec::is_empty")]
    pub app_auth: Vec<AppAuth<'a>>,
    /// `NoAutoInitialSession`: whether the device opens a session by itself (5.2.1.4); which value
    /// means which
    #[serde(rename = "NoAutoInitialSession", skip_serializing_if = "Option::is_none")]
    pub no_auto_initial_session: Option<bool>,
    /// `Ext`: what vendors add
    #[serde(rename = "Ext", skip_serializing_if = "Option::is_none")]
    pub ext: Option<Ext<'a>>,
}

impl<'a> DmAcc<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        from.fixed("AppID", "w7")?;
        let server_id = from.text("ServerID")?;
        let name = from.optional(&["Name"], S::text)?;
        let pref_con_ref = from.optional(&["PrefConRef"], S::text)?;
        let to_con_ref = from
            .list(&["ToConRef"], |from, name| from.group(name, ToConRef::read))?;
        let app_addr = from
            .many(&["AppAddr"], |from, name| from.group(name, AppAddr::read))?;
        let a_auth_pref = from.optional(&["AAuthPref"], S::text)?;
        let app_auth = from
            .list(&["AppAuth"], |from, name| from.group(name, AppAuth::read))?;
        let no_auto_initial_session = from
            .optional(&["NoAutoInitialSession"], S::boolean)?;
        let ext = from.optional(&["Ext"], |from, name| from.group(name, Ext::read))?;
        Ok(Self {
            server_id,
            name,
            pref_con_ref,
            to_con_ref,
            app_addr,
            a_auth_pref,
            app_auth,
            no_auto_initial_session,
            ext,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.word("AppID", "w7");
        to.text("ServerID", &self.server_id);
        if let Some(name) = &self.name {
            to.text("Name", name);
        }
        if let Some(pref_con_ref) = &self.pref_con_ref {
            to.text("PrefConRef", pref_con_ref);
        }
        for to_con_ref in &self.to_con_ref {
            to.group("ToConRef", |to| to_con_ref.write(to));
        }
        to.require("AppAddr", !self.app_addr.is_empty());
        for app_addr in &self.app_addr {
            to.group("AppAddr", |to| app_addr.write(to));
        }
        if let Some(a_auth_pref) = &self.a_auth_pref {
            to.text("AAuthPref", a_auth_pref);
        }
        for app_auth in &self.app_auth {
            to.group("AppAuth", |to| app_auth.write(to));
        }
        if let Some(no_auto_initial_session) = self.no_auto_initial_session {
            to.boolean("NoAutoInitialSession", no_auto_initial_session);
        }
        if let Some(ext) = &self.ext {
            to.group("Ext", |to| ext.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DmAcc<'static> {
        DmAcc {
            server_id: Cow::Owned(self.server_id.into_owned()),
            name: self.name.map(|it| Cow::Owned(it.into_owned())),
            pref_con_ref: self.pref_con_ref.map(|it| Cow::Owned(it.into_owned())),
            to_con_ref: self.to_con_ref.into_iter().map(ToConRef::into_owned).collect(),
            app_addr: self.app_addr.into_iter().map(AppAddr::into_owned).collect(),
            a_auth_pref: self.a_auth_pref.map(|it| Cow::Owned(it.into_owned())),
            app_auth: self.app_auth.into_iter().map(AppAuth::into_owned).collect(),
            no_auto_initial_session: self.no_auto_initial_session,
            ext: self.ext.map(Ext::into_owned),
        }
    }
}

/// ToConRef: A connection that leads to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToConRef<'a> {
    /// `ConRef`: refers to the parameters of the connection
    #[serde(rename = "ConRef")]
    pub con_ref: Cow<'a, str>,
}

impl<'a> ToConRef<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let con_ref = from.text("ConRef")?;
        Ok(Self { con_ref })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("ConRef", &self.con_ref);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> ToConRef<'static> {
        ToConRef {
            con_ref: Cow::Owned(self.con_ref.into_owned()),
        }
    }
}

/// AppAddr: An address of the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppAddr<'a> {
    /// `Addr`: the address, in the form that AddrType names
    #[serde(rename = "Addr")]
    pub addr: Cow<'a, str>,
    /// `AddrType`: the form of the address (DMSTDOBJ)
    #[serde(rename = "AddrType")]
    pub addr_type: AddrType,
    /// `Port`: one for each port
    #[serde(rename = "Port", default, skip_serializing_if = "Vec::is_empty")]
    pub port: Vec<Port<'a>>,
}

impl<'a> AppAddr<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let addr = from.text("Addr")?;
        let addr_type = from.word("AddrType")?;
        let port = from.list(&["Port"], |from, name| from.group(name, Port::read))?;
        Ok(Self { addr, addr_type, port })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("Addr", &self.addr);
        to.word("AddrType", self.addr_type.as_str());
        for port in &self.port {
            to.group("Port", |to| port.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> AppAddr<'static> {
        AppAddr {
            addr: Cow::Owned(self.addr.into_owned()),
            addr_type: self.addr_type,
            port: self.port.into_iter().map(Port::into_owned).collect(),
        }
    }
}

/// Port: A port of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Port<'a> {
    /// `PortNbr`: the number of the port, as text
    #[serde(rename = "PortNbr")]
    pub port_nbr: Cow<'a, str>,
}

impl<'a> Port<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let port_nbr = from.text("PortNbr")?;
        Ok(Self { port_nbr })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("PortNbr", &self.port_nbr);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Port<'static> {
        Port {
            port_nbr: Cow::Owned(self.port_nbr.into_owned()),
        }
    }
}

/// AppAuth: Credentials, of one side to the other.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppAuth<'a> {
    /// `AAuthLevel`: whose credentials these are, or the transport that they are for (DMSTDOBJ)
    #[serde(rename = "AAuthLevel")]
    pub a_auth_level: AAuthLevel,
    /// `AAuthType`: the type of authentication (DMSTDOBJ)
    #[serde(rename = "AAuthType")]
    pub a_auth_type: AAuthType,
    /// `AAuthName`: the name that authenticates
    #[serde(rename = "AAuthName", skip_serializing_if = "Option::is_none")]
    pub a_auth_name: Option<Cow<'a, str>>,
    /// `AAuthSecret`: the secret that goes with it
    #[serde(
        rename = "AAuthSecret",
        with = "crate::secret",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub a_auth_secret: Option<Cow<'a, str>>,
    /// `AAuthData`: further data of that type, such as a nonce
    #[serde(
        rename = "AAuthData",
        with = "crate::binary::optional",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub a_auth_data: Option<Cow<'a, [u8]>>,
}

impl<'a> AppAuth<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let a_auth_level = from.word("AAuthLevel")?;
        let a_auth_type = from.word("AAuthType")?;
        let a_auth_name = from.optional(&["AAuthName"], S::text)?;
        let a_auth_secret = from.optional(&["AAuthSecret"], S::text)?;
        let a_auth_data = from.optional(&["AAuthData"], S::binary)?;
        Ok(Self {
            a_auth_level,
            a_auth_type,
            a_auth_name,
            a_auth_secret,
            a_auth_data,
        })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.word("AAuthLevel", self.a_auth_level.as_str());
        to.word("AAuthType", self.a_auth_type.as_str());
        if let Some(a_auth_name) = &self.a_auth_name {
            to.text("AAuthName", a_auth_name);
        }
        if let Some(a_auth_secret) = &self.a_auth_secret {
            to.text("AAuthSecret", a_auth_secret);
        }
        if let Some(a_auth_data) = &self.a_auth_data {
            to.binary("AAuthData", a_auth_data);
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> AppAuth<'static> {
        AppAuth {
            a_auth_level: self.a_auth_level,
            a_auth_type: self.a_auth_type,
            a_auth_name: self.a_auth_name.map(|it| Cow::Owned(it.into_owned())),
            a_auth_secret: self.a_auth_secret.map(|it| Cow::Owned(it.into_owned())),
            a_auth_data: self.a_auth_data.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

impl std::fmt::Debug for AppAuth<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppAuth")
            .field("a_auth_level", &self.a_auth_level)
            .field("a_auth_type", &self.a_auth_type)
            .field("a_auth_name", &self.a_auth_name)
            .field("a_auth_secret", &crate::secret::Hidden(&self.a_auth_secret))
            .field("a_auth_data", &self.a_auth_data)
            .finish()
    }
}

/// Ext: Nodes of vendors, which no table can list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ext<'a> {
    /// `Node`: the topmost nodes
    #[serde(rename = "Node", default, skip_serializing_if = "Vec::is_empty")]
    pub node: Vec<Node<'a>>,
}

impl<'a> Ext<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let node = from.list(&["Node"], |from, name| from.group(name, Node::read))?;
        Ok(Self { node })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        for node in &self.node {
            to.group("Node", |to| node.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Ext<'static> {
        Ext {
            node: self.node.into_iter().map(Node::into_owned).collect(),
        }
    }
}

/// Node: A node of a vendor in the form in which DM writes trees: its name, and its value or what
/// stands below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node<'a> {
    /// `NodeName`: the name of the node
    #[serde(rename = "NodeName")]
    pub node_name: Cow<'a, str>,
    /// `Value`: the value of a leaf
    #[serde(rename = "Value", skip_serializing_if = "Option::is_none")]
    pub value: Option<Cow<'a, str>>,
    /// `Node`: the nodes below it
    #[serde(rename = "Node", default, skip_serializing_if = "Vec::is_empty")]
    pub node: Vec<Node<'a>>,
}

impl<'a> Node<'a> {
    /// Reads the parts in their order.
    ///
    /// # Errors
    /// Those of the source.
    pub fn read<S: Source<'a>>(from: &mut S) -> Result<Self, S::Error> {
        let node_name = from.text("NodeName")?;
        let value = from.optional(&["Value"], S::text)?;
        let node = from.list(&["Node"], |from, name| from.group(name, Node::read))?;
        Ok(Self { node_name, value, node })
    }

    /// Gives the parts in their order.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("NodeName", &self.node_name);
        if let Some(value) = &self.value {
            to.text("Value", value);
        }
        for node in &self.node {
            to.group("Node", |to| node.write(to));
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Node<'static> {
        Node {
            node_name: Cow::Owned(self.node_name.into_owned()),
            value: self.value.map(|it| Cow::Owned(it.into_owned())),
            node: self.node.into_iter().map(Node::into_owned).collect(),
        }
    }
}

/// AddrType: one word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AddrType {
    /// `URI`
    #[serde(rename = "URI")]
    Uri,
    /// `IPv4`
    #[serde(rename = "IPv4")]
    Ipv4,
    /// `IPv6`
    #[serde(rename = "IPv6")]
    Ipv6,
}

impl Word for AddrType {
    const ALL: &'static [(&'static str, Self)] = &[
        ("URI", Self::Uri),
        ("IPv4", Self::Ipv4),
        ("IPv6", Self::Ipv6),
    ];
}

/// AAuthLevel: one word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AAuthLevel {
    /// `CLCRED`
    #[serde(rename = "CLCRED")]
    Clcred,
    /// `SRVCRED`
    #[serde(rename = "SRVCRED")]
    Srvcred,
    /// `OBEX`
    #[serde(rename = "OBEX")]
    Obex,
    /// `HTTP`
    #[serde(rename = "HTTP")]
    Http,
}

impl Word for AAuthLevel {
    const ALL: &'static [(&'static str, Self)] = &[
        ("CLCRED", Self::Clcred),
        ("SRVCRED", Self::Srvcred),
        ("OBEX", Self::Obex),
        ("HTTP", Self::Http),
    ];
}

/// AAuthType: one word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AAuthType {
    /// `HTTP-BASIC`
    #[serde(rename = "HTTP-BASIC")]
    HttpBasic,
    /// `HTTP-DIGEST`
    #[serde(rename = "HTTP-DIGEST")]
    HttpDigest,
    /// `BASIC`
    #[serde(rename = "BASIC")]
    Basic,
    /// `DIGEST`
    #[serde(rename = "DIGEST")]
    Digest,
    /// `HMAC`
    #[serde(rename = "HMAC")]
    Hmac,
    /// `X509`
    #[serde(rename = "X509")]
    X509,
    /// `SECURID`
    #[serde(rename = "SECURID")]
    Securid,
    /// `SAFEWORD`
    #[serde(rename = "SAFEWORD")]
    Safeword,
    /// `DIGIPASS`
    #[serde(rename = "DIGIPASS")]
    Digipass,
    /// `TRANSPORT`
    #[serde(rename = "TRANSPORT")]
    Transport,
}

impl Word for AAuthType {
    const ALL: &'static [(&'static str, Self)] = &[
        ("HTTP-BASIC", Self::HttpBasic),
        ("HTTP-DIGEST", Self::HttpDigest),
        ("BASIC", Self::Basic),
        ("DIGEST", Self::Digest),
        ("HMAC", Self::Hmac),
        ("X509", Self::X509),
        ("SECURID", Self::Securid),
        ("SAFEWORD", Self::Safeword),
        ("DIGIPASS", Self::Digipass),
        ("TRANSPORT", Self::Transport),
    ];
}
