//! No secret in any output of any command, format or verbosity, on success or on failure.

use base64::Engine;
use osweb_config::choice::Choice;
use osweb_config::report::ReportFormat;
use proptest::prelude::*;

use crate::common::{folder_with, run, stderr, stdout};

/// Files in which a secret is at `§`, encoded for an address at `¤`, in base64 at `¶`; with each another way to go wrong.
const PLACES: &[&str] = &[
    // A file that can be read, and one with a fault next to the secret.
    "featureSwitches:\n  sendEmail:\n    smtpServer: mail\n    smtpPort: 25\n    oAuthClientSecret: §\n    oAuthTenantId: x\n",
    "featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n    smtpPassword: '§'\n    smtpUsername: DOMAIN\\user\n",
    "featureSwitches.sendEmail.smtpPassword: \"§\"\nfeatureSwitches.sendEmail.smtp-password: \"§\"\n",
    "featureSwitches:\n  sendEmail: {smtpEncryption: SSL, oAuthClientSecret: '§', smtpPort: x}\n",
    "{\"featureSwitches\": {\"sendEmail\": {\"smtpEncryption\": \"SSL\", \"oAuthClientSecret\": \"§\"}}}\n",
    // Values over several lines, and values that stand elsewhere.
    "featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n    oAuthClientSecret: |\n      §\n      §\n    smtpPort: x\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: >-\n      §\n\n      §\n    smtpEncryption: tls\n",
    "x: &s §\nfeatureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n    oAuthClientSecret: *s\n",
    "base: &b\n  oAuthClientSecret: §\n  smtpEncryption: tls\nfeatureSwitches:\n  sendEmail:\n    <<: *b\n",
    "featureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n    oAuthClientSecret:\n      - §\n      - a: §\n",
    "secrets:\n  a: §\n  b:\n  - §\nfeatureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n",
    // Blanks, hashes and comments around it.
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: ' § '\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: \u{a0}§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: abc #§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: #§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    # smtpPassword: §\n    smtpEncryption: tls # password=§\n",
    "# was § before\nfeatureSwitches:\n  sendEmail:\n    oAuthClientSecret: § # §\n    smtpEncryption: tls # not §\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: ${SECRET:§}\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: '{cipher}§'\n    smtpEncryption: tls\n",
    // Where nobody looks for it.
    "url: https://user:§@host/path\nfeatureSwitches:\n  sendEmail:\n    smtpServer: https://user:§@smtp.office365.com\n",
    "url: jdbc:sqlserver://host;password=§;x=1\nfeatureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n",
    "spring.config.activate.on-profile: other\nsmtpPassword: §\n---\nfeatureSwitches:\n  sendEmail:\n    smtpEncryption: tls\n",
    // Files that cannot be read.
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: {cipher}§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: @§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: %§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: '§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: \"§\\q\"\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret:\t§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: a: §\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret §\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret:§\n    smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: §\n    oAuthClientSecret: §\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: |\n      §\n   smtpPort: 587\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: *§\n",
    "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: !!int §\n",
    "{\"smtpPassword\": \"§\", \"a\": [}\n",
    "smtpPassword: '§'\na: \"\u{1}\"\n",
    "smtpPassword:\n  - §\n  - b\n c: d\n",
    "? smtpPassword\n: §\na: 'x\n",
    // Where its value should be: a key, an anchor, a tag, the next line, further lines.
    "featureSwitches:\n  sendEmail:\n    smtpPassword: {§}\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    smtpPassword: &§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    smtpPassword: !§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    smtpPassword:\n§\n    smtpEncryption: tls\n",
    "featureSwitches:\n  sendEmail:\n    smtpPassword:\u{a0} §\n",
    "featureSwitches:\n  sendEmail:\n    smtpPassword: §\n§\n    smtpEncryption: tls\n",
    // Repeated: in other values, in comments, encoded.
    "smtpPassword: '§'\nhook: https://dms/?x=¤\nnote: ¶ and ¶\n# ¶ §\nfeatureSwitches:\n  sendEmail:\n    smtpServer: §\n    smtpEncryption: ¤\n",
    // Other words, other forms.
    "kennwort: §\nauth:\n  api-key: §\nfeatureSwitches:\n  sendEmail:\n    smtpEncryption: tls # Kennwort: §\n    smtpServer: AccountKey=§\n",
    // The same text in two properties.
    "featureSwitches:\n  sendEmail:\n    oAuthClientId: §\n    oAuthClientSecret: §\n    smtpUsername: §\n",
    // Exports, told by their content.
    "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\a]\n\"SMTPPort\"=\"x\"\n\"OfficeClientSecret\"=\"§\"\n\"OfficeTenantID\"=\"x\"\n",
    "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\a]\n\"OfficeClientSecret\"=\"§\"x\n\"SMTPPort\"=\"0\"\n",
    "REGEDIT4\n\n[A]\n\"OfficeClientSecret\"=\"§\"\n\"OfficeClientSecret\"=\"§x\"\n\"MailServer\"=\"§\"\n",
    "REGEDIT4\n; OfficeClientSecret=§\n[A\n\"SMTPPassword\"=\"§\n",
    "{\"propertySources\":[{\"name\":\"a\",\"properties\":{\"featureSwitches.sendEmail.oAuthClientSecret\":{\"value\":\"§\",\"origin\":\"file [x.yml] - 1:2\"},\"featureSwitches.sendEmail.smtpPort\":{\"value\":\"x\"}}}]}\n",
    "{\"propertySources\":[{\"name\":\"systemEnvironment\",\"properties\":{\"FEATURESWITCHES_SENDEMAIL_SMTPPASSWORD\":{\"value\":\"§\"},\"A\":{\"value\":\"§\"}}}]}\n",
    "{\"propertySources\":[{\"name\":\"a\",\"properties\":{\"x.secret\":{\"value\":\"§\"},}}]}\n",
    "{\n\"featureSwitches.sendEmail.smtpPort\": \"x\",\n\"featureSwitches.sendEmail.oAuthClientSecret\": \"§\"\n}\n",
];

/// The secret that `rotate` is given.
const NEW: &str = "zR31Q~newly-made.for_the~laws-0123456789";

/// Command lines; the file is called `osweb-prod.yml`.
fn command_lines() -> Vec<Vec<&'static str>> {
    let mut lines = vec![];
    for format in ReportFormat::ALL.iter().map(|format| format.as_str()) {
        for verbosity in [&[][..], &["--quiet"], &["--verbose"]] {
            lines.push([&["check", "--format", format, "--fail-on", "info", "osweb-prod.yml"], verbosity].concat());
        }
    }
    for format in ["human", "json"] {
        for rest in [&[][..], &["--all"], &["--all", "--verbose"], &["--profile", "other"]] {
            lines.push([&["show", "--format", format, "osweb-prod.yml"], rest].concat());
        }
    }
    // As a file of lower precedence, which is quoted where it is refused, and beside a file that is missing.
    lines.push(vec!["check", "--base", "osweb-prod.yml", "osweb-prod.yml", "missing.yml"]);
    lines.push(vec!["show", "--base", "osweb-prod.yml", "osweb-prod.yml"]);
    lines.push(vec!["check", "--output", "human=a.txt", "--output", "sarif=a.sarif", "osweb-prod.yml"]);
    lines.push(vec!["migrate", "osweb-prod.yml"]);
    lines.push(vec!["migrate", "--format", "json", "osweb-prod.yml"]);
    lines.push(vec!["migrate", "--check", "osweb-prod.yml"]);
    lines.push(vec!["migrate", "--verbose", "--client-secret-placeholder", "X", "osweb-prod.yml"]);
    for rest in [
        &["--diff"][..],
        &["--diff", "--unsafe-fixes"],
        &["--statistics"],
        &["--statistics", "--format", "json"],
        &["--show-files", "--format", "json"],
        &["--write-baseline", "known.json", "--verbose"],
        &["--fix", "--unsafe-fixes", "--no-backup"],
    ] {
        lines.push([&["check", "osweb-prod.yml"], rest].concat());
    }
    lines.push(vec!["config", "osweb-prod.yml"]);
    lines.push(vec!["config", "--format", "json", "--base", "osweb-prod.yml", "osweb-prod.yml"]);
    lines.push(vec!["check", "--fix", "osweb-prod.yml"]);
    lines.push(vec!["setup", "osweb-prod.yml"]);
    lines.push(vec!["setup", "--format", "powershell", "osweb-prod.yml"]);
    lines.push(vec!["setup", "--format", "powershell", "--part", "secret", "osweb-prod.yml"]);
    lines.push(vec!["setup", "--format", "html", "--access", "rbac", "osweb-prod.yml"]);
    lines.push(vec!["setup", "--format", "markdown", "--verbose", "osweb-prod.yml"]);
    lines.push(vec!["migrate", "--expires", "2028-02-29", "--client-secret-placeholder", "X", "osweb-prod.yml"]);
    for rest in [&["--offline"][..], &["--offline", "--verbose", "--expires", "2028-02-29"], &["--diff"]] {
        lines.push([&["rotate", "--client-secret-env", "NEW"], rest, &["osweb-prod.yml"]].concat());
    }
    // Nothing is sent to a token endpoint in the clear, nor anywhere before that is known.
    #[cfg(feature = "live")]
    for format in ["plugin", "json"] {
        let probe = ["probe", "--token-endpoint", "http://nobody.invalid/", "--verbose", "--format", format];
        lines.push([&probe[..], &["--max-age", "60", "--cache", "probe.cache", "osweb-prod.yml"]].concat());
    }
    lines
}

fn assert_hidden(place: &str, secret: &str, line: &[&str]) {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded = |byte: u8| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let address: String = secret.bytes().map(encoded).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(secret);
    let text = place.replace('§', secret).replace('¤', &address).replace('¶', &base64);
    let folder = folder_with(&text);
    let output = run(folder.path(), line, &[("NEW", NEW)]);
    for (name, text) in [("standard output", stdout(&output)), ("standard error", stderr(&output))] {
        for form in [secret, &address, &base64, NEW] {
            assert!(!text.contains(form), "{line:?} shows {form} on {name} of\n{place}\n{text}");
        }
    }
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        // The file itself, and a copy of it that --fix may leave, hold the secret and have to.
        if !path.file_name().unwrap().to_string_lossy().starts_with("osweb-prod") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(!text.contains(secret), "{line:?} writes it into {}:\n{text}", path.display());
        }
    }
}

#[test]
fn a_planted_secret_appears_nowhere() {
    // The shape of a client secret that Microsoft Entra makes.
    let secret = "Qx48Q~hunter2.hunter2_hunter2-AbC";
    for place in PLACES {
        for line in command_lines() {
            assert_hidden(place, secret, &line);
        }
    }
}

/// Secrets that are made like a port and a path, a name, a number, and one whose base64 is of letters alone.
#[test]
fn secrets_that_look_like_something_else_appear_nowhere() {
    let lines = [&["show", "--all"][..], &["check", "--verbose", "--fail-on", "info"], &["migrate"]];
    for secret in ["9/w5=x3t_ZnF/=C8~m", "gartenhausschluessel", "000100000011", "ba..bb./"] {
        for place in PLACES {
            for line in lines {
                assert_hidden(place, secret, &[line, &["osweb-prod.yml"]].concat());
            }
        }
    }
}

/// Each option of each command, with some of the places.
#[test]
fn no_option_lets_a_secret_through() {
    const STEP: usize = 9;
    let secret = "Qx48Q~hunter2.hunter2_hunter2-AbC";
    for (number, line) in super::lines::derived().iter().enumerate() {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        for place in PLACES.iter().skip(number % STEP).step_by(STEP) {
            assert_hidden(place, secret, &line);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Other characters, other lengths.
    #[test]
    fn secrets_of_any_make_appear_nowhere(
        place in proptest::sample::select(PLACES),
        line in proptest::sample::select(command_lines()),
        secret in r"[A-Za-z0-9~._+/=ß日-]{8,40}",
    ) {
        assert_hidden(place, &secret, &line);
    }
}
