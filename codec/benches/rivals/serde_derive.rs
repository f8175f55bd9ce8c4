//! The same messages for quick-xml's `serde` support, as somebody would write them by hand.

use std::borrow::Cow;

use serde::Deserialize;

/// DELEGATION_REQ.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DelegationReq<'a> {
    #[serde(borrow)]
    pub server_id: Cow<'a, str>,
    #[serde(borrow)]
    pub device_id: Cow<'a, str>,
    #[serde(borrow)]
    pub device_man: Cow<'a, str>,
    #[serde(borrow)]
    pub device_mod: Cow<'a, str>,
    #[serde(borrow, rename = "DMTreeURI")]
    pub tree: Cow<'a, str>,
    pub is_delegation_full: bool,
    #[serde(borrow)]
    pub session_id: Cow<'a, str>,
}

/// DELEGATION_RESP.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DelegationResp<'a> {
    pub reason_code: u16,
    #[serde(borrow)]
    pub status: Cow<'a, str>,
    pub is_acknowledged: bool,
    #[serde(borrow)]
    pub session_id: Cow<'a, str>,
}

/// BOOTSTRAP_CONFIRMED.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BootstrapConfirmed<'a> {
    pub reason_code: u16,
    #[serde(borrow)]
    pub status: Cow<'a, str>,
    pub is_client_bootstapped: bool,
    #[serde(borrow, rename = "DMAcc")]
    pub account: Option<Account<'a>>,
    #[serde(borrow)]
    pub session_id: Cow<'a, str>,
}

/// DMAcc.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Account<'a> {
    #[serde(borrow, rename = "AppID")]
    pub app_id: Cow<'a, str>,
    #[serde(borrow, rename = "ServerID")]
    pub server_id: Cow<'a, str>,
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub pref_con_ref: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub to_con_ref: Vec<ToConRef<'a>>,
    #[serde(borrow)]
    pub app_addr: Vec<AppAddr<'a>>,
    #[serde(borrow, rename = "AAuthPref")]
    pub auth_pref: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub app_auth: Vec<AppAuth<'a>>,
    pub no_auto_initial_session: Option<bool>,
}

/// ToConRef.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ToConRef<'a> {
    #[serde(borrow)]
    pub con_ref: Cow<'a, str>,
}

/// AppAddr.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AppAddr<'a> {
    #[serde(borrow)]
    pub addr: Cow<'a, str>,
    #[serde(borrow)]
    pub addr_type: Cow<'a, str>,
    #[serde(borrow, default)]
    pub port: Vec<Port<'a>>,
}

/// Port.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Port<'a> {
    #[serde(borrow)]
    pub port_nbr: Cow<'a, str>,
}

/// AppAuth.
#[derive(Debug, Deserialize)]
pub struct AppAuth<'a> {
    #[serde(borrow, rename = "AAuthLevel")]
    pub level: Cow<'a, str>,
    #[serde(borrow, rename = "AAuthType")]
    pub kind: Cow<'a, str>,
    #[serde(borrow, rename = "AAuthName")]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "AAuthSecret")]
    pub secret: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "AAuthData")]
    pub data: Option<Cow<'a, str>>,
}
