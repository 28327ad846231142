//! Servers that mean no good: silence, a drip, a flood, a closed connection, at each step. Whatever they do, the check ends, and says
//! at which step.

use std::time::{Duration, Instant};

use osweb_config::catalog::Phase;

use super::replies::{good_endpoint, run_within, script_with};
use super::scripted::{self, CLOSE, DRIP, ENDLESS, FLOOD, SILENT, Script};

/// Longer than any of these may take, shorter than what the servers would go on.
const BOUND: Duration = Duration::from_secs(8);
const TIMEOUT: Duration = Duration::from_secs(1);

#[test]
fn a_mail_server_that_means_no_good_at_any_step_ends_the_check_at_that_step() {
    let endpoint = good_endpoint();
    let mut cases = vec![];
    for phase in Phase::SMTP {
        for does in [SILENT, DRIP, FLOOD, ENDLESS, CLOSE] {
            // Exchange holds a refusal back, so the replies to AUTH and to a message are waited for longer than a test should last.
            if matches!(phase, Phase::Auth | Phase::End) && [SILENT, DRIP].contains(&does) {
                continue;
            }
            cases.push((*phase, does));
        }
    }
    // Several at a time: most of them wait.
    for some in cases.chunks(8) {
        std::thread::scope(|scope| {
            for (phase, does) in some {
                let endpoint = &endpoint;
                scope.spawn(move || {
                    let server = scripted::smtp(script_with(*phase, does.to_vec()));
                    let begin = Instant::now();
                    let report = run_within(&server, endpoint, Some("inbox@example.com".to_owned()), TIMEOUT);
                    let what = format!("{phase:?} {}", String::from_utf8_lossy(does));
                    assert!(begin.elapsed() < BOUND, "{what}: {:?}", begin.elapsed());
                    let failed = report.failed().next().unwrap_or_else(|| panic!("{what}: {report:?}"));
                    assert_eq!(failed.stage, phase.stage(), "{what}: {report:?}");
                    let finding = failed.finding.as_ref().expect("it is judged");
                    let expected: &[&str] = match *does {
                        SILENT | DRIP => &["reply-timed-out", "greeting-timed-out"],
                        CLOSE => &["connection-closed"],
                        // An endless reply is given up after so many bytes, or is no line of SMTP at all.
                        _ => &["connection-broken", "not-smtp", "starttls-injection", "reply-timed-out"],
                    };
                    assert!(expected.contains(&finding.entry), "{what}: {finding:?}");
                    if *phase >= Phase::EhloTls {
                        let said = format!("{} {}", finding.cause, finding.remedy);
                        assert!(!said.contains("firewall"), "{what}: {said}");
                    }
                });
            }
        });
    }
}

#[test]
fn a_token_endpoint_that_means_no_good_ends_the_check_at_the_token() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    const LENGTH: &str = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    const OPEN: &str = "HTTP/1.1 200 OK\r\n\r\n";
    let cases: [(&[u8], &str, &str); 10] = [
        (SILENT, "", "token-timed-out"),
        (SILENT, LENGTH, "token-too-slow"),
        (DRIP, "", "token-not-http"),
        (DRIP, HEAD, "token-too-slow"),
        (DRIP, LENGTH, "token-too-slow"),
        (FLOOD, OPEN, "token-too-long"),
        (FLOOD, HEAD, "token-too-long"),
        (CLOSE, "", "token-closed"),
        (CLOSE, HEAD, "token-closed"),
        (CLOSE, LENGTH, "token-closed"),
    ];
    std::thread::scope(|scope| {
        for (does, head, expected) in cases {
            scope.spawn(move || {
                let endpoint = scripted::token_endpoint_that(does, head);
                let begin = Instant::now();
                let report = run_within(&scripted::smtp(Script::default()), &endpoint, None, TIMEOUT);
                let what = format!("{} after {head:?}", String::from_utf8_lossy(does));
                assert!(begin.elapsed() < BOUND, "{what}: {:?}", begin.elapsed());
                let failed = report.failed().next().unwrap_or_else(|| panic!("{what}: {report:?}"));
                let finding = failed.finding.as_ref().expect("it is judged");
                assert_eq!((failed.stage.name(), finding.entry), ("token", expected), "{what}: {finding:?}");
                assert!(failed.seen.iter().any(|line| line.contains("certificate for")), "{what}: {failed:?}");
                assert!(!finding.remedy.contains("port 443"), "{what}: {finding:?}");
            });
        }
    });
}
