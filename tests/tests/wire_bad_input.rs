//! Documents that are no messages: each is refused at its place, in words that help.

use codec::{MAX_BYTES, decode};
use expect_test::{Expect, expect};

const GOOD: &str = include_str!("../../codec/tests/samples/appendix-c/delegation_req.mended.xml");
const CONFIRMED: &str =
    include_str!("../../codec/tests/samples/appendix-c/bootstrap_confirmed.mended.xml");

/// The error, or the message that was read after all.
fn told(document: &[u8]) -> String {
    match decode(document) {
        Ok(message) => format!("is a message: {message:?}"),
        Err(error) => error.to_string(),
    }
}

/// What is said of the good document after each of these exchanges of text, one a line.
fn check(changes: &[(&str, &str)], expected: &Expect) {
    let mut all = String::new();
    for (from, to) in changes {
        assert!(GOOD.contains(from), "{from} is in the document");
        all += &told(GOOD.replacen(from, to, 1).as_bytes());
        all += "\n";
    }
    expected.assert_eq(&all);
}

fn check_bytes(documents: &[&[u8]], expected: &Expect) {
    let all: Vec<String> = documents.iter().map(|document| told(document) + "\n").collect();
    expected.assert_eq(&all.concat());
}

#[test]
fn document_types_and_entities() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>\n<delegation_req";
    let external = "<!DOCTYPE r SYSTEM 'file:///etc/passwd'>\n<delegation_req";
    check(
        &[
            ("<delegation_req", "<!DOCTYPE delegation_req>\n<delegation_req"),
            ("<delegation_req", laughs),
            ("<delegation_req", external),
            ("Mod5462", "&b;"),
            ("Mod5462", "&nbsp;"),
            ("Mod5462", "&#0;"),
            ("Mod5462", "&#xD800;"),
            ("Mod5462", "&#x110000;"),
            ("Mod5462", "a & b"),
            ("Mod5462", "&amp"),
        ],
        &expect![[r#"
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found a document type declaration, and none is read [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found a document type declaration, and none is read [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found a document type declaration, and none is read [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&b;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&nbsp;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&#0;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&#xD800;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&#x110000;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 18, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `& ` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected one of the references &lt; &gt; &amp; &quot; &apos; &#number;, found `&amp<` [XML 1.0 in UTF-8; 5.3, Appendix C]
        "#]],
    );
}

#[test]
fn elements() {
    check(
        &[
            ("    <deviceMod>Mod5462</deviceMod>\n", ""),
            ("    <sessionId>ABCDERFGHCHDJKD</sessionId>\n", ""),
            ("<deviceMod>", "<deviceMan>again</deviceMan><deviceMod>"),
            ("<deviceMod>", "<serverId>again</serverId><deviceMod>"),
            ("<deviceMod>", "<colour>red</colour><deviceMod>"),
            ("</delegation_req>", "<colour>red</colour></delegation_req>"),
            (
                "<deviceMan>VendorXYZ</deviceMan>\n    <deviceMod>Mod5462</deviceMod>",
                "<deviceMod>Mod5462</deviceMod>\n    <deviceMan>VendorXYZ</deviceMan>",
            ),
            ("<deviceMod>Mod5462</deviceMod>", "<DeviceMod>Mod5462</DeviceMod>"),
            ("<deviceMod>Mod5462", "<deviceMod><b>Mod5462</b>"),
            ("</deviceMod>", "</devicemod>"),
            ("<deviceMod>", "text <deviceMod>"),
            ("<deviceMod>", "<![CDATA[ ]]><deviceMod>"),
            ("<deviceMod>", "&#32;<deviceMod>"),
            ("<deviceMod>Mod5462</deviceMod>", "<x:deviceMod>Mod5462</x:deviceMod>"),
            ("<deviceMod>", "<deviceMod xmlns='urn:x'>"),
            ("<delegation_req ", "<delegation_req xmlns='urn:x' "),
            ("delegation_req", "delegation_resp"),
            ("<delegation_req", "<delegation_request"),
        ],
        &expect![[r#"
            line 6, column 5, in /delegation_req: expected <deviceMod>, found <DMTreeURI> [Table 1; 5.3.1.1, 5.3.2.1]
            line 9, column 1, in /delegation_req: expected <sessionId>, found </delegation_req> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found a second <deviceMan> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found <serverId> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found <colour> [Table 1; 5.3.1.1, 5.3.2.1]
            line 10, column 1, in /delegation_req: expected </delegation_req>, found <colour> [Table 1; 5.3.1.1, 5.3.2.1]
            line 5, column 5, in /delegation_req: expected <deviceMan>, found <deviceMod> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found <DeviceMod> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected text and then </deviceMod>, found <b> [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 23, in /delegation_req/deviceMod: expected </deviceMod>, found </devicemod> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found `text ` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found a CDATA section [Table 1; 5.3.1.1, 5.3.2.1]
            is a message: DelegationReq(DelegationReq { server_id: "DM_Server_ABC", device_id: "IMEI:AAAAAABBCCCCCD", device_man: "VendorXYZ", device_mod: "Mod5462", dm_tree_uri: "/SCOMO", is_delegation_full: false, session_id: "ABCDERFGHCHDJKD" })
            line 6, column 5, in /delegation_req: expected a declaration xmlns:x="...", found <x:deviceMod> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 5, in /delegation_req: expected <deviceMod>, found <deviceMod> in another namespace instead of no namespace [Table 1; 5.3.1.1, 5.3.2.1]
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found <delegation_req> in another namespace instead of no namespace [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 3, column 5, in /delegation_resp: expected <reasonCode>, found <serverId> [Table 2; 5.3.1.2, 5.3.2.2]
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found <delegation_request> [XML 1.0 in UTF-8; 5.3, Appendix C]
        "#]],
    );
}

#[test]
fn values() {
    check(
        &[
            (">false", ">>false"),
            (">false", ">1"),
            (">false", ">TRUE"),
            (">false", ">"),
            (">false", "><![CDATA[fal]]>&#115;e"),
            (">false", ">\u{A0}false"),
        ],
        &expect![[r#"
            line 8, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found `>false` [Table 1; 5.3.1.1, 5.3.2.1]
            line 8, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found `1` [Table 1; 5.3.1.1, 5.3.2.1]
            line 8, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found `TRUE` [Table 1; 5.3.1.1, 5.3.2.1]
            line 8, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found nothing [Table 1; 5.3.1.1, 5.3.2.1]
            is a message: DelegationReq(DelegationReq { server_id: "DM_Server_ABC", device_id: "IMEI:AAAAAABBCCCCCD", device_man: "VendorXYZ", device_mod: "Mod5462", dm_tree_uri: "/SCOMO", is_delegation_full: false, session_id: "ABCDERFGHCHDJKD" })
            line 8, column 23, in /delegation_req/isDelegationFull: expected `true` or `false`, found `\u{a0}false` [Table 1; 5.3.1.1, 5.3.2.1]
        "#]],
    );
    let codes = ["99", "1000", "abc", "2 0 0", "", "200.0", "99999999999999999999"];
    let all: Vec<_> =
        codes.iter().map(|code| CONFIRMED.replacen(">200<", &format!(">{code}<"), 1)).collect();
    let all: Vec<_> = all.iter().map(String::as_bytes).collect();
    check_bytes(
        &all,
        &expect![[r#"
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `99` [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `1000` [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `abc` [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `2 0 0` [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found nothing [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `200.0` [Table 3; 5.3.1.3]
        line 3, column 17, in /bootstrap_confirmed/reasonCode: expected a status code from 100 to 999, found `99999999999999999999` [Table 3; 5.3.1.3]
    "#]],
    );
    let words = ["", "BOOTSTRAP", " BOOTSTRAP_CONFIRMED", "bootstrap_confirmed", "FAILURE"];
    let put = |word: &str| CONFIRMED.replacen(">BOOTSTRAP_CONFIRMED", &format!(">{word}"), 1);
    let all: Vec<_> = words.iter().map(|word| put(word)).collect();
    let all: Vec<_> = all.iter().map(String::as_bytes).collect();
    check_bytes(
        &all,
        &expect![[r#"
        line 4, column 13, in /bootstrap_confirmed/status: expected `BOOTSTRAP_CONFIRMED`, found nothing [Table 3; 5.3.1.3]
        line 4, column 13, in /bootstrap_confirmed/status: expected `BOOTSTRAP_CONFIRMED`, found `BOOTSTRAP` [Table 3; 5.3.1.3]
        line 4, column 13, in /bootstrap_confirmed/status: expected `BOOTSTRAP_CONFIRMED`, found ` BOOTSTRAP_CONFIRMED` [Table 3; 5.3.1.3]
        line 4, column 13, in /bootstrap_confirmed/status: expected `BOOTSTRAP_CONFIRMED`, found `bootstrap_confirmed` [Table 3; 5.3.1.3]
        line 4, column 13, in /bootstrap_confirmed/status: expected `BOOTSTRAP_CONFIRMED`, found `FAILURE` [Table 3; 5.3.1.3]
    "#]],
    );
}

/// Tables 6 and 15 share a status, and so do 11 and 16: it is the root that tells.
#[test]
fn a_status_of_another_root() {
    let text = CONFIRMED
        .replace("bootstrap_confirmed", "delegation_failure")
        .replace("    <isClientBootstapped>true</isClientBootstapped>\n", "");
    check_bytes(
        &[text.as_bytes()],
        &expect![[r#"
        line 4, column 13, in /delegation_failure/status: expected `FAILURE`, found `BOOTSTRAP_CONFIRMED` [Table 6; 5.3.1.6, 5.3.2.8]
    "#]],
    );
    let text = text.replace("BOOTSTRAP_CONFIRMED", "FAILURE");
    let read = |text: &str| decode(text.as_bytes()).expect("it is a message").name();
    assert_eq!(read(&text), "DELEGATION_FAILURE");
    assert_eq!(
        read(&text.replace("delegation_failure", "revocation_failure")),
        "REVOCATION_FAILURE"
    );
}

/// Q-76: the account is there exactly where the flag is false.
#[test]
fn the_account_and_its_flag() {
    let no_account = CONFIRMED.replace(">true<", ">false<");
    let account = "<DMAcc><AppID>w7</AppID></DMAcc><sessionId>";
    let both = CONFIRMED.replace("<sessionId>", account);
    let broken = no_account.replace("<sessionId>", account);
    let foreign = broken.replace("w7", "w8");
    let all = [no_account, both, broken, foreign];
    check_bytes(
        &all.each_ref().map(String::as_bytes),
        &expect![[r#"
        line 6, column 5, in /bootstrap_confirmed: expected <DMAcc>, found <sessionId> [Table 3; 5.3.1.3]
        line 6, column 5, in /bootstrap_confirmed: expected <sessionId>, found <DMAcc> [Table 3; 5.3.1.3]
        line 6, column 29, in /bootstrap_confirmed/DMAcc: expected <ServerID>, found </DMAcc> [Table 3; 5.3.1.3]
        line 6, column 19, in /bootstrap_confirmed/DMAcc/AppID: expected `w7`, found `w8` [Table 3; 5.3.1.3]
    "#]],
    );
}

#[test]
fn encodings() {
    let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(GOOD.encode_utf16().flat_map(bytes)).collect()
    };
    let declared = |to: &str| GOOD.replacen("UTF-8", to, 1).into_bytes();
    let documents: [Vec<u8>; 10] = [
        wide(b"\xFF\xFE", u16::to_le_bytes),
        wide(b"\xFE\xFF", u16::to_be_bytes),
        wide(b"", u16::to_le_bytes),
        wide(b"", u16::to_be_bytes),
        declared("UTF-16"),
        declared("ISO-8859-1"),
        declared("US-ASCII"),
        GOOD.replacen("Mod5462", "\u{1}", 1).into_bytes(),
        GOOD.replacen("Mod5462", "\0", 1).into_bytes(),
        [GOOD.as_bytes(), b"\xC3\x28"].concat(),
    ];
    check_bytes(
        &documents.each_ref().map(Vec::as_slice),
        &expect![[r#"
        line 1, column 1, in /: expected UTF-8, found UTF-16 [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 1, in /: expected UTF-8, found UTF-16 [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 1, in /: expected UTF-8, found UTF-16 without its mark [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 1, in /: expected UTF-8, found UTF-16 without its mark [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 31, in /: expected the encoding UTF-8, found `UTF-16` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 31, in /: expected the encoding UTF-8, found `ISO-8859-1` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 31, in /: expected the encoding UTF-8, found `US-ASCII` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 6, column 16, in /delegation_req/deviceMod: expected a character that XML allows, found U+0001 [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 6, column 16, in /delegation_req/deviceMod: expected a character that XML allows, found U+0000 [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 11, column 1, in /: expected UTF-8, found the byte 0xC3 [XML 1.0 in UTF-8; 5.3, Appendix C]
    "#]],
    );
    for good in [declared("utf-8"), [b"\xEF\xBB\xBF", GOOD.as_bytes()].concat()] {
        assert_eq!(decode(&good), decode(GOOD.as_bytes()));
    }
}

#[test]
fn declarations() {
    let declared = |to: &str| GOOD.replacen(r#"<?xml version="1.0" encoding="UTF-8"?>"#, to, 1);
    for good in [
        "",
        "<?xml version='1.0'?>",
        "<?xml\tversion = \"1.0\"\nstandalone='yes' ?>\n",
        "<?xml version='1.0' encoding='UTF-8' standalone='no'?>",
        "<?xml version='1.1'?>",
    ] {
        assert_eq!(decode(declared(good).as_bytes()), decode(GOOD.as_bytes()), "{good}");
    }
    let wrong = [
        "<?xml?>",
        "<?xml encoding='UTF-8'?>",
        "<?xml version='2.0'?>",
        "<?xml version=1.0?>",
        "<?xml version='1.0' standalone='maybe'?>",
        "<?xml version='1.0'encoding='UTF-8'?>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
        "<?xml version='1.0'",
        "<?XML version='1.0'?>",
        " <?xml version='1.0'?>",
        "<?xml version='1.0'>",
    ];
    let all = wrong.map(declared);
    check_bytes(
        &all.each_ref().map(String::as_bytes),
        &expect![[r#"
        line 1, column 1, in /: expected the XML declaration at the very beginning, found a processing instruction [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 6, in /: expected `version="1.0"`, found ` encoding='UTF-8'?>\n` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 16, in /: expected version 1.0, found `2.0` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 15, in /: expected a value in quotes, found `1.0?>\n` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 33, in /: expected `yes` or `no`, found `maybe` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 20, in /: expected white space, found `encoding='UTF-8'?>\n` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 38, in /: expected `?>`, found `encoding='UTF-8'?>\n` [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 2, column 1, in /: expected `?>`, found <delegation_req> [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 1, in /: expected the XML declaration at the very beginning, found a processing instruction [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 2, in /: expected the XML declaration at the very beginning, found a processing instruction [XML 1.0 in UTF-8; 5.3, Appendix C]
        line 1, column 20, in /: expected `?>`, found `>\n` [XML 1.0 in UTF-8; 5.3, Appendix C]
    "#]],
    );
}

#[test]
fn attributes() {
    check(
        &[
            ("<deviceMod>", "<deviceMod lang='en'>"),
            ("<deviceMod>", "<deviceMod xml:lang='en'>"),
            ("<deviceMod>", "<deviceMod a='1' a='2'>"),
            ("<deviceMod>", "<deviceMod xsi:nil='true'>"),
            ("<deviceMod>", "<deviceMod xsi:type='string'>"),
            ("<deviceMod>", "<deviceMod y:a='1'>"),
            ("<deviceMod>", "<deviceMod a=1>"),
            ("<deviceMod>", "<deviceMod a>"),
            ("<deviceMod>", "<deviceMod xmlns:y='urn:y'xmlns:z='urn:z'>"),
            ("<deviceMod>", "<deviceMod xmlns:y='<'>"),
            ("<deviceMod>", "<deviceMod xmlns:y=''>"),
            ("<deviceMod>", "<deviceMod xmlns:y='urn:y>"),
            ("<deviceMod>", "<deviceMod / >"),
            ("xsi:noNamespaceSchemaLocation", "noNamespaceSchemaLocation"),
        ],
        &expect![[r#"
            line 6, column 16, in /delegation_req/deviceMod: expected no attribute but xmlns and the schema location, found `lang='en'` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected no attribute but xmlns and the schema location, found `xml:lang='en'` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected no attribute but xmlns and the schema location, found `a='1'` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected no attribute but xmlns and the schema location, found `xsi:nil='true'` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected no attribute but xmlns and the schema location, found `xsi:type='string'` [Table 1; 5.3.1.1, 5.3.2.1]
            line 6, column 16, in /delegation_req/deviceMod: expected a declaration xmlns:y="...", found `y:a='1'` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 18, in /delegation_req/deviceMod: expected a value in quotes, found `1>Mod5462` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 17, in /delegation_req/deviceMod: expected `=`, found `>Mod5462` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 31, in /delegation_req/deviceMod: expected white space, `/>` or `>`, found `xmlns:z='urn:z'>Mod5462` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 25, in /delegation_req/deviceMod: expected `&lt;` in a value, found `<'>Mod5462` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected a namespace that can be declared, found `xmlns:y=''` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 38, in /delegation_req/deviceMod: expected `&lt;` in a value, found </deviceMod> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected the name of an attribute, `/>` or `>`, found `/ >Mod5462` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 2, column 71, in /delegation_req: expected no attribute but xmlns and the schema location, found `noNamespaceSchemaLocation="http://www.openmobilealliance.org…` [XML 1.0 in UTF-8; 5.3, Appendix C]
        "#]],
    );
    let many: String = (0..20).map(|n| format!(" xmlns:p{n}='urn:{n}'")).collect();
    check(
        &[("<deviceMod", &format!("<deviceMod{many}"))],
        &expect![[r#"
        line 6, column 300, in /delegation_req/deviceMod: expected at most 16 attributes, found `xmlns:p16='urn:16' xmlns:p17='urn:17' xmlns:p18='urn:18' xml…` [XML 1.0 in UTF-8; 5.3, Appendix C]
    "#]],
    );
}

/// Where the schema may be found is a hint: any place, any prefix, or none at all.
#[test]
fn hints_in_any_form() {
    let hint = GOOD.split_once(" xmlns").and_then(|(_, rest)| rest.split_once('>'));
    let (hint, _) = hint.expect("there is a root with attributes");
    let space = "http://www.w3.org/2001/XMLSchema-instance";
    for other in [
        String::new(),
        " xmlns:y='urn:y'".to_owned(),
        format!(" xmlns:s='{space}' s:noNamespaceSchemaLocation='x.xsd'"),
        format!(" s:noNamespaceSchemaLocation = \"\n x\t\" xmlns:s = '{space}' "),
        format!(" xmlns:s='{space}' s:schemaLocation='urn:x x.xsd' xmlns=''"),
        " xmlns:s='http://www.w3.org/2001/XMLSchema&#45;instance' s:schemaLocation=''".to_owned(),
    ] {
        let text = GOOD.replacen(&format!(" xmlns{hint}"), &other, 1);
        assert_eq!(decode(text.as_bytes()), decode(GOOD.as_bytes()), "{other}");
    }
}

#[test]
fn ends() {
    check_bytes(
        &[
            b"",
            b" \n",
            b"\xEF\xBB\xBF",
            b"{\"serverId\": 1}",
            b"<",
            b"<>",
            b"<a/>",
            format!("{GOOD}{GOOD}").as_bytes(),
            format!("{GOOD}<a/>").as_bytes(),
            format!("{GOOD}text").as_bytes(),
            format!("{GOOD}\0").as_bytes(),
            format!("{GOOD}&#32;").as_bytes(),
            format!("{GOOD}<!-- -- -->").as_bytes(),
            format!("{GOOD}<?xml version='1.0'?>").as_bytes(),
            format!("{GOOD}<!-- ").as_bytes(),
            format!("{GOOD}<? ?>").as_bytes(),
        ],
        &expect![[r#"
            line 1, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found the end of the document [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 2, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found the end of the document [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 1, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found the end of the document [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 1, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found `{"serverId": 1}` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 1, column 1, in /: expected an element, found `<` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 1, column 1, in /: expected an element, found `<>` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 1, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found <a> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected the XML declaration at the very beginning, found a processing instruction [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected the end of the document, found <a> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected the end of the document, found `text` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected a character that XML allows, found U+0000 [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected the end of the document, found `&#32;` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 6, in /: expected a comment without `--`, found `-- -->` [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 1, in /: expected the XML declaration at the very beginning, found a processing instruction [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 6, in /: expected `-->`, found the end of the document [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 11, column 3, in /: expected the name of a processing instruction, found ` ?>` [XML 1.0 in UTF-8; 5.3, Appendix C]
        "#]],
    );
}

#[test]
fn sizes() {
    let long = GOOD.replacen("Mod5462", &"x".repeat(10_000_000), 1);
    let deep = GOOD.replacen("Mod5462", &"<a>".repeat(100_000), 1);
    let deep_root = "<a>".repeat(100_000);
    let vendors = CONFIRMED.replace(">true<", ">false<").replace(
        "<sessionId>",
        &format!(
            "<DMAcc><AppID>w7</AppID><ServerID>x</ServerID><AppAddr><Addr>x</Addr>\
                  <AddrType>URI</AddrType></AppAddr><Ext>{}",
            "<Node><NodeName>n</NodeName>".repeat(10_000)
        ),
    );
    check_bytes(
        &[long.as_bytes(), deep.as_bytes(), deep_root.as_bytes(), vendors.as_bytes()],
        &expect![[r#"
            line 6, column 1048230, in /delegation_req/deviceMod: expected at most 1048576 bytes, found 10000517 bytes [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 16, in /delegation_req/deviceMod: expected text and then </deviceMod>, found <a> [Table 1; 5.3.1.1, 5.3.2.1]
            line 1, column 1, in /: expected <delegation_req>, <delegation_resp>, <bootstrap_confirmed>, <delegation_prepared>, <delegation_confirmed>, <delegation_failure>, <bootstrap_srv_url_req>, <bootstrap_srv_url_delivery>, <delegation_termination_req>, <delegation_termination_ack>, <delegation_termination_resp>, <delegation_revoked>, <revocation_failure> or <delegation_revocation_req>, found <a> [XML 1.0 in UTF-8; 5.3, Appendix C]
            line 6, column 903, in /bootstrap_confirmed/DMAcc/Ext/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node/Node: expected at most 32 levels of elements, found <NodeName> [XML 1.0 in UTF-8; 5.3, Appendix C]
        "#]],
    );
    let room = MAX_BYTES - GOOD.len();
    let largest = GOOD.replacen("Mod5462", &"x".repeat(room + "Mod5462".len()), 1);
    assert!(largest.len() == MAX_BYTES && decode(largest.as_bytes()).is_ok());
}

/// Wherever a document is cut off, the error is at its end or before.
#[test]
fn truncated_at_each_byte() {
    for document in [GOOD, CONFIRMED] {
        for end in 0..document.trim_end().len() {
            let cut = &document[..end];
            let error = decode(cut.as_bytes()).expect_err(cut);
            let line = cut.lines().count().max(1);
            assert!(error.line as usize <= line + 1, "{cut}: {error}");
            assert!(!error.expected.is_empty(), "{cut}: {error}");
        }
    }
}

/// Comments and processing instructions change nothing, wherever they stand.
#[test]
fn asides_in_every_place() {
    let expected = decode(GOOD.as_bytes());
    let after_declaration = GOOD.find("?>").expect("there is a declaration") + 2;
    for (at, mark) in GOOD.char_indices().filter(|(at, _)| *at >= after_declaration) {
        let before = &GOOD[..at];
        // Inside of a tag they are no asides.
        if before.rfind('<') > before.rfind('>') {
            continue;
        }
        for aside in ["<!-- <a> & ]]> -->", "<?aside <a> & ?>", "<!---->"] {
            let text = format!("{before}{aside}{}", &GOOD[at..]);
            assert_eq!(decode(text.as_bytes()), expected, "{aside} before {mark:?} at {at}");
        }
    }
}

/// The same value, in whatever way XML writes it.
#[test]
fn one_text_in_many_forms() {
    let expected = decode(GOOD.as_bytes());
    for form in [
        "<![CDATA[Mod5462]]>",
        "Mod<![CDATA[54]]>62",
        "<![CDATA[]]>Mod5462",
        "&#77;od5462",
        "&#x4D;od5462",
        "&#x000000000000000000000000000000000000000000004d;od5462",
        "Mod<!-- -->54<?x?>62",
    ] {
        let text = GOOD.replacen("Mod5462", form, 1);
        assert_eq!(decode(text.as_bytes()), expected, "{form}");
    }
    let lines = GOOD.replacen("Mod5462", "a\r\nb\rc&#13;d<![CDATA[\r\n]]>", 1);
    let Ok(codec::Message::DelegationReq(message)) = decode(lines.as_bytes()) else {
        panic!("{lines} is a request");
    };
    assert_eq!(message.device_mod, "a\nb\nc\rd\n");
}
