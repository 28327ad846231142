//! Use: files are named, the verdict comes first, options are judged before a connection is made.

use super::refusals::against;
use super::replies::good_endpoint;
use super::scripted::{self, Script};

#[test]
fn the_verdict_comes_first_and_names_the_file() {
    let endpoint = good_endpoint();
    let cases: [(&[u8], &str); 3] = [
        (b"235 2.7.0 ok\r\n", "live check: mail can be sent (the sign-in was accepted; no message was sent)"),
        (
            b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\r\n",
            "live check: step authenticate fails: SMTP AUTH is switched off for the whole tenant",
        ),
        (b"535 5.7.3 no\r\n", "live check: step authenticate fails: Exchange Online does not know the app"),
    ];
    for (reply, verdict) in cases {
        let server = scripted::smtp(Script { auth: vec![reply.to_vec()], ..Script::default() });
        let ran = against(&server, &endpoint).run();
        let line = ran.stdout.lines().find(|line| line.contains("live check:")).expect("a verdict");
        assert!(line.contains("osweb-prod.yml: "), "{line}");
        assert!(line.contains(verdict), "{line}");
        let stages = ran.stdout.find("  passed  resolve").expect("the stages");
        assert!(ran.stdout.find(line).expect("it is there") < stages, "{}", ran.stdout);
        assert!(ran.stderr.contains("live check of ") && ran.stderr.contains("osweb-prod.yml"), "{}", ran.stderr);
    }
}

#[test]
fn a_message_that_was_taken_over_is_not_called_delivered() {
    let server = scripted::smtp(Script::default());
    let ran = against(&server, &good_endpoint()).with(&["--send-to", "inbox@example.com"]).run();
    assert!(ran.stdout.contains("mail can be sent (the test message was taken over)"), "{}", ran.stdout);
    let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the non-delivery report then goes to mailer@example.com"), "{words}");
}

#[test]
fn addresses_are_judged_before_a_connection_is_made() {
    let server = scripted::smtp(Script::default());
    let endpoint = good_endpoint();
    for option in ["--send-to", "--send-as"] {
        for address in ["nobody", "not an address", "a@b@c", "@example.com", "a@", "a b@example.com", "<a@example.com>"]
        {
            let ran = against(&server, &endpoint).with(&[option, address]).run();
            assert_eq!(ran.code, 2, "{address}: {}", ran.all());
            assert!(ran.stderr.contains(option) && ran.stderr.contains("name@domain.com"), "{}", ran.all());
        }
    }
    assert_eq!((server.received(), endpoint.received()), (String::new(), String::new()));
}

#[test]
fn the_short_format_has_stage_and_code() {
    let auth = vec![b"535 5.7.3 Authentication unsuccessful\r\n".to_vec()];
    let server = scripted::smtp(Script { auth, ..Script::default() });
    let ran = against(&server, &good_endpoint()).with(&["--format", "short"]).run();
    let expected = "error[live-authenticate] authenticate failed: 535 5.7.3: Exchange Online";
    assert!(ran.stdout.contains(expected), "{}", ran.stdout);
}

#[test]
fn every_warning_is_told_and_a_failed_stage_keeps_them() {
    let mut claims = scripted::claims();
    claims["roles"] = serde_json::json!(null);
    claims["aud"] = "https://outlook.office.com".into();
    let endpoint = scripted::token_endpoint_with(&claims, "c2ln");
    let live = against(&scripted::smtp(Script::default()), &endpoint).report();
    let warnings = live.stage("claims")["warnings"].as_array().expect("there are some");
    let codes: Vec<_> = warnings.iter().map(|warning| warning["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["audience-undocumented", "role-missing"]);
    // The clock is told although the token is refused.
    let date = "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\n";
    let endpoint = scripted::token_endpoint("401 Unauthorized", date, r#"{"error":"invalid_client"}"#);
    let live = against(&scripted::smtp(Script::default()), &endpoint).report();
    assert_eq!(live.stage("token")["code"], "invalid_client");
    assert_eq!(live.stage("token")["warnings"][0]["code"], "clock-off", "{}", live.ran.all());
}

#[test]
fn a_file_of_authorities_may_have_a_mark_and_is_told_what_else_it_is() {
    use base64::Engine;
    let pem = std::fs::read(scripted::ca_file().path()).expect("it can be read");
    let text = String::from_utf8(pem.clone()).expect("PEM");
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(body).expect("base64");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xef\xbb\xbf", &pem[..]].concat();
    let server = scripted::smtp(Script::default());
    let endpoint = good_endpoint();
    let run = |bytes: &[u8]| {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("it can be written");
        let mut program = against(&server, &endpoint);
        let at = program.arguments.iter().position(|argument| argument == "--ca-file").expect("it is there");
        program.arguments[at + 1] = file.path().display().to_string();
        program.run()
    };
    for good in [&pem, &marked, &utf16] {
        let ran = run(good);
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    // A sequence that begins as PKCS#12 does, and one with the identifier of signed data.
    let pkcs12 = [&[0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03][..], &[0; 64]].concat();
    let signed = [0x30, 0x82, 0x01, 0x00, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    let pkcs7 = [&signed[..], &[0; 64]].concat();
    let bad: [(&[u8], &str); 6] = [
        (&der, "certutil -encode"),
        (&der, "openssl x509 -inform der"),
        (&pkcs12, "openssl pkcs12 -nokeys"),
        (&pkcs7, "openssl pkcs7 -inform der -print_certs"),
        (b"-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "openssl pkcs7 -print_certs"),
        (b"nothing of the kind", "no certificate in PEM form"),
    ];
    for (bytes, cure) in bad {
        let ran = run(bytes);
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.contains(cure), "{cure}: {}", ran.stderr);
    }
}

#[test]
fn without_a_secret_the_way_to_the_mail_server_is_walked_and_without_a_server_the_token_fetched() {
    let starttls = b"454 4.7.0 TLS not available due to local problem\r\n".to_vec();
    let server = scripted::smtp(Script { starttls, ..Script::default() });
    let endpoint = good_endpoint();
    let mut program = against(&server, &endpoint);
    program.secret = "{cipher}AQB0".to_owned();
    let live = program.report();
    assert_eq!(live.stages("failed"), ["starttls"], "{}", live.ran.all());
    assert!(live.stage("starttls")["cause"].as_str().expect("there").contains("cannot do TLS at the moment"));
    assert_eq!(live.ran.code, 1);
    live.diagnostic("live-settings");
    let mut program = against(&server, &endpoint);
    program.server = "${NOWHERE_TO_BE_FOUND}".to_owned();
    let live = program.report();
    assert_eq!(live.stages("passed"), ["token", "claims"], "{}", live.ran.all());
    assert_eq!(live.ran.code, 1);
}
