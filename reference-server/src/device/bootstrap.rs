//! The document of a bootstrap server: an account in the form in which DM writes trees down.

use codec::delegation::DmAcc;

use super::account::{self, FirstSession};

/// Its media type.
pub const MEDIA_TYPE: &str = "application/vnd.syncml.dmtnds+xml";

/// The document for an account.
pub fn document(account: &DmAcc<'_>) -> String {
    let name = account::name(&account.server_id);
    let first = match account.no_auto_initial_session {
        Some(true) => FirstSession::Suppressed,
        Some(false) | None => FirstSession::Automatic,
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD><Node><NodeName>");
    escaped(&name, &mut out);
    out.push_str("</NodeName><RTProperties><Format><node/></Format><Type><DDFName>");
    out.push_str(account::kind(true));
    out.push_str("</DDFName></Type></RTProperties>");
    // The nodes come in their order, what is inside of one right after it.
    let mut open = 0;
    for node in account::below(account, &name, first) {
        let depth = node.uri.matches('/').count();
        while open >= depth {
            out.push_str("</Node>");
            open -= 1;
        }
        open = depth;
        out.push_str("<Node><NodeName>");
        escaped(node.uri.rsplit('/').next().unwrap_or_default(), &mut out);
        out.push_str("</NodeName><RTProperties><Format><");
        out.push_str(node.format);
        out.push_str("/></Format></RTProperties>");
        if node.format != "node" {
            out.push_str("<Value>");
            escaped(&node.data, &mut out);
            out.push_str("</Value>");
        }
    }
    (0..=open).for_each(|_| out.push_str("</Node>"));
    out.push_str("</MgmtTree>\n");
    out
}

fn escaped(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            char => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn a_whole_account() {
        let sample = include_bytes!("../../../codec/tests/samples/bootstrap_confirmed.account.xml");
        let Ok(codec::Message::BootstrapConfirmed(message)) = codec::decode(sample) else {
            panic!("it is one")
        };
        let text = document(message.dm_acc.as_ref().unwrap());
        assert_eq!(text.matches("<Node>").count(), text.matches("</Node>").count(), "{text}");
        let address = "<NodeName>AppAddr</NodeName><RTProperties><Format><node/></Format>\
            </RTProperties><Node><NodeName>1</NodeName>";
        assert!(text.contains(address), "{text}");
        assert!(text.contains("<NodeName>ServerID</NodeName>"), "{text}");
    }
}
