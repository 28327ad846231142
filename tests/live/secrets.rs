//! No secret and no token is ever shown: not on success, not on failure, not when a server sends them back.

use osweb_config::choice::Choice;
use osweb_config::probe::ProbeFormat;
use osweb_config::report::ReportFormat;

use super::program::{Program, Ran};
use super::refusals::against;
use super::scripted::{self, Script};

const SIGNATURE: &str = "c2lnbmF0dXJlLXBsYW50ZWQtZm9yLXRoZS10ZXN0LW9mLXNlY3JldHM";
const SECRET: &str = "abc8Q~planted-refusal-secret_that.must.not.leave";

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

/// Demands that nothing secret is in what was said, whole or in parts of eight characters, in capital or small letters, as
/// hexadecimal digits, or in UTF-16.
fn nothing_secret(ran: &Ran, token: &str) {
    let all = ran.all().to_ascii_lowercase();
    for secret in [SECRET, token] {
        for window in secret.as_bytes().windows(8) {
            let piece = std::str::from_utf8(window).expect("ASCII").to_ascii_lowercase();
            assert!(!all.contains(&piece), "`{piece}` of a secret was shown:\n{all}");
            let utf16: String = piece.chars().flat_map(|char| [char, '\0']).collect();
            for form in [hex(window, ""), hex(window, " "), hex(window, ":"), utf16] {
                assert!(!all.contains(&form), "`{form}` of a secret was shown:\n{all}");
            }
        }
    }
}

/// Every format, with the dialogue, on success and when every server sends everything back.
#[test]
fn no_format_and_no_verbosity_shows_a_secret() {
    let claims = scripted::claims();
    let token = scripted::token(&claims, SIGNATURE);
    // The last piece is too short to look like a token: only who knows it can mask it.
    let (part, end) = (&token[100..200], &token[token.len() - 20..]);
    let echo = format!("535-5.7.3 you sent {token}\r\n535 5.7.3 with {SECRET} and {part}, end {end}\r\n");
    let good = Script::default();
    let utf16: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).filter(|byte| *byte != b'\n').collect();
    let forms =
        [token.to_uppercase(), hex(SECRET.as_bytes(), ""), hex(token.as_bytes(), ":").to_uppercase()].join("\r\n535-");
    let forms = [format!("535-{forms}\r\n535 5.7.3 ").into_bytes(), utf16, b"\r\n".to_vec()].concat();
    let bad = Script { auth: vec![echo.into_bytes()], ..Script::default() };
    let odd = Script { auth: vec![forms], ..Script::default() };
    for script in [good, bad, odd] {
        let server = scripted::smtp(script);
        let endpoint = scripted::token_endpoint_with(&claims, SIGNATURE);
        for format in ReportFormat::ALL.iter().map(|format| format.as_str()) {
            for more in ["--verbose", "--quiet"] {
                let program = against(&server, &endpoint);
                let ran = program.with(&["--format", format, more, "--send-to", "inbox@example.com"]).run();
                nothing_secret(&ran, &token);
                assert_eq!(ran.stderr.contains("AUTH XOAUTH2 ***"), more == "--verbose", "{}", ran.all());
            }
        }
        assert!(server.received().contains("AUTH XOAUTH2 "), "the token was sent where it belongs");
        for format in ProbeFormat::ALL {
            let folder = tempfile::tempdir().expect("a folder of its own");
            let cache = folder.path().join("probe.cache").display().to_string();
            let options = ["probe", "--format", format.as_str(), "--max-age", "60", "--cache", &cache, "--verbose"];
            let output = against(&server, &endpoint).command_of(&options, &folder).output().expect("the program runs");
            nothing_secret(&Ran::of(&output), &token);
            let kept = std::fs::read_to_string(&cache).expect("there is a result");
            nothing_secret(&Ran { code: 0, stdout: kept, stderr: String::new() }, &token);
        }
    }
}

#[test]
fn a_token_endpoint_that_sends_the_secret_back_does_not_get_it_shown() {
    let body = format!(
        r#"{{"error":"invalid_client","error_description":"AADSTS7000215: '{SECRET}' is wrong, so is abc8Q%7Eplanted-refusal-secret_that","error_codes":[7000215]}}"#
    );
    let endpoint = scripted::token_endpoint("401 Unauthorized", "Content-Type: application/json\r\n", &body);
    let ran = against(&scripted::smtp(Script::default()), &endpoint).with(&["--verbose"]).run();
    nothing_secret(&ran, SECRET);
    assert!(ran.stdout.contains("AADSTS7000215: '***' is wrong"), "{}", ran.all());
    assert_eq!(ran.code, 1);
}

#[test]
fn a_secret_in_the_wrong_place_is_not_shown_either() {
    let endpoint =
        scripted::token_endpoint("400 Bad Request", "", r#"{"error":"unauthorized_client","error_codes":[700016]}"#);
    let server = scripted::smtp(Script::default());
    // Once the file holds it in its own place as well, once only the environment does.
    for in_file in [SECRET, "{cipher}AQB0"] {
        let mut program = against(&server, &endpoint).with(&["--verbose"]);
        program.client_id = SECRET.to_owned();
        program.secret = in_file.to_owned();
        if in_file != SECRET {
            program.environment.push(("THE_SECRET", SECRET.to_owned()));
            program.arguments.extend(["--client-secret-env", "THE_SECRET"].map(str::to_owned));
        }
        let ran = program.run();
        nothing_secret(&ran, SECRET);
        assert!(ran.stdout.contains("AADSTS700016"), "{}", ran.all());
    }
}

#[test]
fn the_secret_comes_from_the_environment_a_file_or_standard_input() {
    let claims = scripted::claims();
    let server = scripted::smtp(Script::default());
    let endpoint = scripted::token_endpoint_with(&claims, SIGNATURE);
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), "abc8Q~from-the-file_0123456789\r\n").expect("it can be written");
    let path = file.path().display().to_string();
    // An encrypted secret cannot be used; each of these stands in for it.
    let cases: [(&[&str], &str); 2] = [
        (&["--client-secret-file", &path], "abc8Q%7Efrom-the-file_0123456789"),
        (&["--client-secret-env", "THE_SECRET"], "abc8Q%7Efrom-the-environment"),
    ];
    for (arguments, sent) in cases {
        let mut program = against(&server, &endpoint).with(arguments);
        program.secret = "{cipher}AQB0".to_owned();
        program.environment.push(("THE_SECRET", "abc8Q~from-the-environment".to_owned()));
        let ran = program.run();
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert!(endpoint.received().contains(&format!("client_secret={sent}&")), "{}", endpoint.received());
    }
    let mut placeholder = against(&server, &endpoint);
    placeholder.secret = "${mail.client-secret:none}".to_owned();
    placeholder.environment.push(("MAIL_CLIENTSECRET", "abc8Q~as-spring-would".to_owned()));
    assert_eq!(placeholder.run().code, 0);
    assert!(endpoint.received().contains("client_secret=abc8Q%7Eas-spring-would&"), "{}", endpoint.received());
}

#[test]
fn what_the_check_cannot_know_is_named() {
    let cases = [
        ("{cipher}AQB0", "oAuthClientSecret` is encrypted", "--client-secret-env"),
        ("${NOWHERE_TO_BE_FOUND}", "needs `${NOWHERE_TO_BE_FOUND}`, which is not set here", "NOWHERE_TO_BE_FOUND"),
        ("********", "is masked", "--client-secret-stdin"),
        ("", "oAuthClientSecret` is empty", "--client-secret-file"),
    ];
    let server = scripted::smtp(Script::default());
    let endpoint = scripted::token_endpoint_with(&scripted::claims(), SIGNATURE);
    for (secret, message, help) in cases {
        let mut program = against(&server, &endpoint);
        program.secret = secret.to_owned();
        let live = program.report();
        // What needs no secret is checked all the same, and the check counts as not passed.
        assert_eq!(live.stages("passed"), ["resolve", "connect", "starttls"], "{}", live.ran.all());
        assert_eq!(live.stages("skipped").len(), 5, "{}", live.ran.all());
        assert_eq!(live.stage("token")["skipped"], "oAuthClientSecret is not known here");
        assert_eq!(endpoint.received(), "", "nothing is asked of the token endpoint");
        assert_eq!(live.ran.code, 1);
        let diagnostic = live.diagnostic("live-settings");
        assert!(diagnostic["message"].as_str().expect("there").contains(message), "{diagnostic}");
        assert!(diagnostic["help"].as_str().expect("there").contains(help), "{diagnostic}");
        assert_eq!(diagnostic["property"], "featureSwitches.sendEmail.oAuthClientSecret");
    }
}

#[test]
fn options_that_cannot_be_used_are_bad_usage() {
    let cases: [(&[&str], &str); 4] = [
        (&["--ca-file", "/nonexistent.pem"], "--ca-file"),
        (&["--client-secret-env", "NOT_SET_ANYWHERE"], "NOT_SET_ANYWHERE (--client-secret-env) is not set"),
        (&["--cloud", "germany"], "gcc-high"),
        (&["--timeout", "0"], "--timeout"),
    ];
    for (arguments, words) in cases {
        let ran = Program::new(587, SECRET).with(arguments).run();
        assert_eq!(ran.code, 2, "{}", ran.all());
        assert!(ran.stderr.contains(words), "{}", ran.all());
        assert_eq!(ran.stdout, "");
    }
}

/// Whoever can change the file could otherwise have any variable of a build printed.
#[test]
fn what_a_placeholder_took_from_the_environment_is_shown_by_its_name() {
    const VALUE: &str = "Kopapavorurno8x";
    let refusal = format!("550 5.7.1 no {VALUE} here, nor {}\r\n", VALUE.to_ascii_lowercase());
    for setting in ["server", "username", "client", "tenant"] {
        for format in ReportFormat::ALL {
            let script = Script { auth: vec![refusal.clone().into_bytes()], ..Script::default() };
            let server = scripted::smtp(script);
            let endpoint = scripted::token_endpoint(
                "400 Bad Request",
                "",
                &format!(
                    r#"{{"error":"invalid_client","error_description":"AADSTS700016: '{VALUE}' and '{}'"}}"#,
                    &VALUE[..9]
                ),
            );
            let mut program = against(&server, &endpoint).with(&["--format", format.as_str(), "--verbose"]);
            program.environment.push(("DB_PASSWORD", VALUE.to_owned()));
            let place = match setting {
                "server" => &mut program.server,
                "username" => &mut program.username,
                "client" => &mut program.client_id,
                _ => &mut program.tenant,
            };
            *place = "${DB_PASSWORD}".to_owned();
            let folder = tempfile::tempdir().expect("a folder of its own");
            for format in ["plugin", "json"] {
                let cache = folder.path().join("probe.cache").display().to_string();
                let options = ["probe", "--format", format, "--max-age", "60", "--cache", &cache];
                program.arguments.truncate(6);
                let output = program.command_of(&options, &folder).output().expect("the program runs");
                let kept = std::fs::read_to_string(&cache).unwrap_or_default();
                let said = (Ran::of(&output).all() + &kept).to_ascii_lowercase();
                for piece in VALUE.to_ascii_lowercase().as_bytes().windows(8) {
                    assert!(!said.contains(std::str::from_utf8(piece).expect("ASCII")), "{setting}: {said}");
                }
            }
            program = program.with(&["--format", format.as_str(), "--verbose"]);
            let ran = program.run();
            let said = ran.all().to_ascii_lowercase();
            for piece in VALUE.to_ascii_lowercase().as_bytes().windows(8) {
                let piece = std::str::from_utf8(piece).expect("ASCII");
                assert!(!said.contains(piece), "{setting} {}: {}", format.as_str(), ran.all());
            }
            // Markdown escapes every mark.
            assert!(said.replace('\\', "").contains("${db_password}"), "{setting} {}: {}", format.as_str(), ran.all());
        }
    }
}
