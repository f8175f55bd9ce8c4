//! The tree for people and for programs: values, ACLs, own and inherited.

use serde::Serialize;

use crate::acl::Acl;
use crate::device::Device;
use crate::rules;

/// A node as it is shown. Secrets are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its address.
    pub address: String,
    /// Its format.
    pub format: &'static str,
    /// Its type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// A leaf's value; of a secret nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The value of its ACL property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_acl: Option<Acl>,
    /// The ACL that holds: its own or the inherited one.
    pub acl: Acl,
}

/// All nodes, from the root on.
pub fn lines(device: &Device) -> Vec<Line> {
    let nodes = device.tree.walk();
    let line = nodes.into_iter().map(|(path, node)| Line {
        address: path.to_string(),
        format: node.format.name(),
        kind: node.kind.clone(),
        value: node.value().filter(|_| !rules::is_secret(&path.parts())).map(str::to_owned),
        own_acl: node.acl.clone(),
        acl: device.tree.acl(&path),
    });
    line.collect()
}

/// The tree as text: an inherited ACL stands in brackets.
pub fn text(device: &Device) -> String {
    let lines = lines(device);
    let named = |line: &Line| match &line.value {
        Some(value) => format!("{} = {value}", line.address),
        None if line.format == "node" => line.address.clone(),
        None => format!("{} (secret)", line.address),
    };
    let width = lines.iter().map(|line| named(line).chars().count()).max().unwrap_or(0).min(72);
    let mut out = String::new();
    for line in &lines {
        let acl = match &line.own_acl {
            Some(acl) => acl.to_string(),
            None => format!("({})", line.acl),
        };
        out.push_str(&format!("{:width$}  {acl}\n", named(line)));
    }
    out
}
