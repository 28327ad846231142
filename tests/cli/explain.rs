//! `explain --log`: the known replies of a long log, all of them and nothing else.

use serde_json::Value;

use super::*;

/// Twenty replies as `fixtures/live/catalog` has them, from every step.
const REPLIES: [&str; 20] = [
    "secret-wrong",
    "secret-expired",
    "application-not-found",
    "tenant-not-found",
    "oauth-invalid-client",
    "login-refused",
    "login-trouble",
    "smtp-auth-off-for-tenant",
    "smtp-auth-off-for-mailbox",
    "security-defaults",
    "mechanism-unknown",
    "starttls-unavailable",
    "send-as-not-permitted",
    "no-mail-service",
    "not-logged-in",
    "send-as-denied",
    "mailbox-not-accessible",
    "message-taken-for-malware",
    "system-overloaded",
    "recipient-not-allowed",
];

/// What fills the logs of a service: numbers that look like codes, times, traces, requests.
fn noise(number: usize) -> String {
    let second = number % 60;
    match number % 6 {
        0 => format!(
            "2026-11-23 10:00:{second:02}.{number:06} INFO  [http-nio-7900-exec-{}] c.o.web.Filter - GET /osweb/api/{number} 200 in 454 ms",
            number % 9
        ),
        1 => format!(
            "2026-11-23 10:00:{second:02}.123 WARN  [main] o.s.b.a.Endpoint - 550 requests, 5.7 per second, queue 4.5.{number}"
        ),
        2 => format!("\tat com.example.mail.Transport.send(Transport.java:{number}) ~[mail-5.7.{number}.jar:5.7]"),
        3 => format!(r#"{{"level":"info","time":{number},"message":"user {number} signed in","status":535}}"#),
        4 => format!("10.0.{second}.5 - - [23/Nov/2026:10:00:{second:02} +0000] \"POST /osweb HTTP/1.1\" 500 {number}"),
        _ => {
            format!("2026-11-23 10:00:{second:02} DEBUG o.h.SQL - select * from mail where id in (421, 451, {number})")
        }
    }
}

#[test]
fn twenty_replies_in_a_hundred_thousand_lines_are_found() {
    let fixture = |name: &str| {
        let path = format!("{}/fixtures/live/catalog/{name}.reply", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        text.lines().next().unwrap_or_default().to_owned()
    };
    let mut lines: Vec<String> = (0..100_000).map(noise).collect();
    for (number, name) in REPLIES.iter().enumerate() {
        lines[4_999 + number * 5_000] =
            format!("2026-11-23 11:00:00.123 ERROR osweb - javax.mail.MessagingException: {}", fixture(name));
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("osweb.log"), lines.join("\n")).unwrap();
    let output = run(folder.path(), &["explain", "--format", "json", "--log", "osweb.log"], &[]);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let mut found: Vec<(u64, String)> = vec![];
    for entry in report["entries"].as_array().unwrap() {
        let lines = entry["lines"].as_array().unwrap();
        found.extend(lines.iter().map(|line| (line.as_u64().unwrap(), entry["name"].as_str().unwrap().to_owned())));
    }
    found.sort();
    let expected = REPLIES.iter().enumerate().map(|(number, name)| (5_000 + number as u64 * 5_000, (*name).to_owned()));
    assert_eq!(found, expected.collect::<Vec<_>>());
}
