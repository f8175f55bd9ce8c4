//! The messages of the DM Server Delegation Protocol, edition amended.
//!
//! Written by `cargo xtask codegen` from `codec/schema/dm-delegation-amended.xsd`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::reader::{Fault, Reader};
use crate::{ReasonCode, Sink, Source};

pub use super::delegation::{
    AAuthLevel, AAuthType, AddrType, AppAddr, AppAuth, BootstrapConfirmed,
    BootstrapConfirmedUrl, BootstrapSrvUrlDelivery, BootstrapSrvUrlReq,
    DelegationConfirmed, DelegationFailure, DelegationReq, DelegationResp,
    DelegationRevocationReq, DelegationRevoked, DelegationTerminationAck,
    DelegationTerminationReq, DelegationTerminationResp, DmAcc, Ext, Node, Port,
    RevocationFailure, ToConRef,
};

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
    /// `isDelegationFull`: true: the delegation is to be full; DMS-1 leaves the device once
    /// DELEGATION_CONFIRMED has come (5.2.1.5, 5.3.1.4)
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

/// DELEGATION_REVOKED/forced (Table 18; 5.3.5.1): Forced revocation: DMS-1 reports afterwards that
/// it has ended the delegation (5.3.5.1, 5.2.5.3); with a sessionId of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationRevokedForced<'a> {
    /// `deviceId`: the device whose delegation has ended (5.3.5.1)
    #[serde(rename = "deviceId")]
    pub device_id: Cow<'a, str>,
    /// `reasonCode`: result as a response status code (DMREPRO section 11)
    #[serde(rename = "reasonCode")]
    pub reason_code: ReasonCode,
    /// `sessionId`: names the session of this revocation
    #[serde(rename = "sessionId")]
    pub session_id: Cow<'a, str>,
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
        let session_id = from.text("sessionId")?;
        Ok(Self {
            device_id,
            reason_code,
            session_id,
        })
    }

    /// Gives the parts in the order of Table 18.
    pub fn write<S: Sink>(&self, to: &mut S) {
        to.text("deviceId", &self.device_id);
        to.reason("reasonCode", self.reason_code);
        to.word("status", "DEL_REVOKED");
        to.text("sessionId", &self.session_id);
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> DelegationRevokedForced<'static> {
        DelegationRevokedForced {
            device_id: Cow::Owned(self.device_id.into_owned()),
            reason_code: self.reason_code,
            session_id: Cow::Owned(self.session_id.into_owned()),
        }
    }
}
