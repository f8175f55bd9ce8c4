//! What this device's standard objects allow, whoever asks.

/// Whether the node can be neither deleted nor added: what the device is made with.
pub fn is_permanent(parts: &[&str]) -> bool {
    match parts {
        [] | ["DevInfo" | "DevDetail", ..] => true,
        ["DMAcc" | "BootstrapConfig" | "SCOMO"] => true,
        ["SCOMO", "Download" | "Inventory"] => true,
        [..] => false,
    }
}

/// Whether nobody can change the value.
pub fn is_read_only(parts: &[&str]) -> bool {
    matches!(parts, ["DevInfo" | "DevDetail", ..])
}

/// Whether nobody can read the value: the secrets of accounts.
pub fn is_secret(parts: &[&str]) -> bool {
    matches!(parts, ["DMAcc", _, "AppAuth", _, "AAuthSecret" | "AAuthData"])
}

/// Whether there is something to be executed.
pub fn is_executable(parts: &[&str]) -> bool {
    matches!(parts, ["SCOMO", .., "Operations", _])
}
