//! `probe` against scripted servers: its states in each of its formats, thresholds, and the cache.

use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::program::Program;
use super::refusals::against;
use super::replies::good_endpoint;
use super::scripted::{self, SILENT, Script, Server};
use crate::common::{TODAY, run, stderr, stdout};

const FORMATS: [&str; 5] = ["plugin", "checkmk", "prometheus", "prtg", "json"];

/// A probe, and what it said.
struct Probe {
    code: i32,
    text: String,
}

impl Probe {
    fn of(output: &Output) -> Self {
        assert_eq!(stderr(output), "", "nothing but the result is said");
        Self { code: output.status.code().expect("it ends by itself"), text: stdout(output) }
    }

    /// The state that the text tells in its format; the text is checked against the format's grammar on the way.
    fn state(&self, format: &str) -> i32 {
        let text = &self.text;
        let first = text.lines().next().expect("there is a line");
        match format {
            "plugin" => {
                let (state, _, _) = plugin(text);
                ["OK", "WARNING", "CRITICAL", "UNKNOWN"].iter().position(|word| *word == state).expect(text) as i32
            }
            "checkmk" => {
                let (state, rest) = first.split_once(" \"osweb mail").expect(first);
                let (_, rest) = rest.split_once("\" ").expect(first);
                let (metrics, words) = rest.split_once(' ').expect(first);
                assert!(!words.is_empty() && text.lines().count() == 1, "{text}");
                for metric in metrics.split('|').filter(|metric| *metric != "-") {
                    let (name, value) = metric.split_once('=').expect(metrics);
                    assert!(name.chars().all(|char| char.is_ascii_lowercase() || char == '_'), "{metrics}");
                    assert!(value.split(';').all(|part| part.is_empty() || part.parse::<f64>().is_ok()), "{metrics}");
                }
                state.parse().expect(first)
            }
            "prometheus" => {
                assert!(text.ends_with('\n') && !text.contains("=\"\""), "{text}");
                let mut state = None;
                for line in text.lines().filter(|line| !line.starts_with("# ")) {
                    let (name, value) = line.rsplit_once(' ').expect(line);
                    assert!(name.starts_with("osweb_probe_") && value.parse::<f64>().is_ok(), "{line}");
                    let family = name.split('{').next().expect(name);
                    assert!(text.contains(&format!("# TYPE {family} gauge\n")), "{text}");
                    if family == "osweb_probe_state" {
                        state = Some(value.parse().expect(value));
                    }
                }
                state.expect(text)
            }
            "prtg" => {
                let json: Value = serde_json::from_str(text).expect(text);
                let prtg = &json["prtg"];
                let words = prtg["text"].as_str().expect("a text");
                assert!(words.chars().count() <= 2_000);
                let state = words.split(':').next().expect(words);
                for channel in prtg["result"].as_array().into_iter().flatten() {
                    assert!(channel["channel"].is_string() && !channel["value"].is_null(), "{text}");
                }
                assert_eq!(prtg["error"] == 1, matches!(state, "CRITICAL" | "UNKNOWN"), "{text}");
                ["OK", "WARNING", "CRITICAL", "UNKNOWN"].iter().position(|word| *word == state).expect(text) as i32
            }
            _ => {
                let json: Value = serde_json::from_str(text).expect(text);
                assert_eq!(json["version"], 1);
                json["code"].as_i64().expect(text) as i32
            }
        }
    }

    /// The result as JSON.
    fn json(&self) -> Value {
        serde_json::from_str::<Value>(&self.text).expect(&self.text)["files"][0].take()
    }
}

/// State, text and performance data (label, value, warning, critical) of a plug-in's first line.
fn plugin(text: &str) -> (String, String, Vec<[String; 4]>) {
    assert!(text.len() < 8_192, "Nagios reads so much");
    let first = text.lines().next().expect("there is a line");
    let mut parts = first.splitn(2, " | ");
    let (state, words) =
        parts.next().expect(first).strip_prefix("OSWEB MAIL ").expect(first).split_once(": ").expect(first);
    assert!(!words.contains('|') && text.matches('|').count() <= 1, "{text}");
    let mut data = vec![];
    let mut rest = parts.next().unwrap_or_default();
    while let Some(label) = rest.strip_prefix('\'') {
        let (label, after) = label.split_once("'=").expect(rest);
        assert!(!label.contains(['\'', '=']), "{label}");
        let (values, after) = after.split_once(' ').unwrap_or((after, ""));
        let values: Vec<_> = values.split(';').collect();
        assert!(values.len() <= 5 && values[0].trim_end_matches('s').parse::<f64>().is_ok(), "{values:?}");
        let level = |at: usize| values.get(at).copied().unwrap_or_default().to_owned();
        data.push([label.to_owned(), values[0].to_owned(), level(1), level(2)]);
        rest = after;
    }
    assert_eq!(rest, "", "nothing but performance data follows");
    (state.to_owned(), words.to_owned(), data)
}

/// A file of the tests, and the servers that it names.
struct Site {
    server: Server,
    endpoint: Server,
    program: Program,
    folder: tempfile::TempDir,
}

impl Site {
    fn new(server: Server, endpoint: Server) -> Self {
        let program = against(&server, &endpoint);
        Self { program, server, endpoint, folder: tempfile::tempdir().expect("a folder of its own") }
    }

    fn good() -> Self {
        Self::new(scripted::smtp(Script::default()), good_endpoint())
    }

    fn refused() -> Self {
        let body = r#"{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}"#;
        Self::new(scripted::smtp(Script::default()), scripted::token_endpoint("401 Unauthorized", "", body))
    }

    /// Probes the file, whose text is changed before.
    fn probe(&self, change: impl Fn(String) -> String, options: &[&str]) -> Probe {
        let mut command = self.program.command_of(&[&["probe"], options].concat(), &self.folder);
        let file = self.path();
        std::fs::write(&file, change(std::fs::read_to_string(&file).unwrap())).unwrap();
        command.env("OSWEB_CONFIG_TODAY", TODAY);
        Probe::of(&command.output().expect("the program runs"))
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("osweb-prod.yml")
    }

    /// How often somebody signed in.
    fn sign_ins(&self) -> usize {
        self.server.received().matches("AUTH XOAUTH2").count()
    }
}

fn same(text: String) -> String {
    text
}

fn expires(day: &'static str) -> impl Fn(String) -> String {
    move |text| {
        text.replace(
            "    oAuthClientSecret",
            &format!("    # osweb-config: secret-expires {day}\n    oAuthClientSecret"),
        )
    }
}

#[test]
fn each_state_has_its_code_in_each_format() {
    let (good, refused) = (Site::good(), Site::refused());
    for format in FORMATS {
        let options = ["--format", format];
        for (code, probe) in [
            (0, good.probe(expires("2028-11-25"), &options)),
            (1, good.probe(expires("2026-12-26"), &options)),
            (2, good.probe(expires("2026-11-25"), &options)),
            (2, refused.probe(same, &options)),
            (2, good.probe(|_| "a: 'x\n".to_owned(), &options)),
            (3, good.probe(|text| text.replace("abc8Q", "${NOT_SET_HERE}"), &options)),
            (
                3,
                good.probe(
                    |text| {
                        text.lines().filter(|line| !line.contains("Secret")).map(|line| format!("{line}\n")).collect()
                    },
                    &options,
                ),
            ),
        ] {
            assert_eq!((probe.code, probe.state(format)), (code, code), "{format}: {}", probe.text);
        }
        let output = run(good.folder.path(), &["probe", "--format", format, "missing.yml"], &[]);
        let missing = Probe::of(&output);
        assert!(missing.text.contains("missing.yml"), "{}", missing.text);
        assert_eq!((missing.code, missing.state(format)), (3, 3), "{}", missing.text);
        for wrong in
            [&["--no-such-option", "x.yml"][..], &[], &["--timeout", "0", "x.yml"], &["--max-age", "5", "x.yml"]]
        {
            let output = run(good.folder.path(), &[&["probe", "--format", format], wrong].concat(), &[]);
            let misused = Probe { code: output.status.code().unwrap(), text: stdout(&output) };
            assert_eq!((misused.code, misused.state(format)), (3, 3), "{}", misused.text);
        }
    }
    assert!(!good.server.received().contains("MAIL FROM"), "no message is sent");
}

#[test]
fn what_was_measured_is_told_with_its_thresholds() {
    let site = Site::good();
    let options =
        ["--warn-cert-days", "20", "--crit-cert-days", "10", "--warn-seconds", "20", "--crit-seconds", "30.5"];
    let probe = site.probe(expires("2027-05-31"), &options);
    let (state, text, data) = plugin(&probe.text);
    assert_eq!(state, "OK");
    assert_eq!(
        text,
        "mail can be sent (the sign-in was accepted; no message was sent); the client secret expires in 186 days"
    );
    let labels: Vec<_> = data.iter().map(|[label, ..]| label.as_str()).collect();
    let stages = ["time_resolve", "time_connect", "time_starttls", "time_token", "time_claims", "time_authenticate"];
    assert_eq!(labels, [&["time"], &stages[..], &["token_life", "secret_days", "certificate_days"]].concat());
    let of = |name: &str| data.iter().find(|[label, ..]| label == name).expect(name);
    assert_eq!(of("secret_days")[1..], ["186", "@~:30", "@~:7"]);
    assert_eq!(of("time")[2..], ["20", "30.5"]);
    assert_eq!(of("certificate_days")[2..], ["@~:20", "@~:10"]);
    let life: f64 = of("token_life")[1].trim_end_matches('s').parse().unwrap();
    assert!((60.0..=3_700.0).contains(&life), "{life}");
}

#[test]
fn a_threshold_is_crossed_at_its_day() {
    let site = Site::good();
    let borders = [("2026-12-27", 0, "expires in 31 days"), ("2026-12-26", 1, "in 30 days, by the comment of line 9")];
    let borders = borders.into_iter().chain([
        ("2026-12-03", 2, "in 7 days"),
        ("2026-11-26", 2, "expires today"),
        ("2026-11-25", 2, "1 day ago"),
    ]);
    for (day, code, words) in borders {
        let probe = site.probe(expires(day), &[]);
        assert!(probe.code == code && probe.text.contains(words), "{day}: {}", probe.text);
    }
    let probe =
        site.probe(same, &["--secret-expires", "2028-02-29", "--warn-secret-days", "460", "--crit-secret-days", "459"]);
    assert!(probe.code == 1 && probe.text.contains("in 460 days, by --secret-expires"), "{}", probe.text);
    let slow = Site::new(
        scripted::smtp(Script { hold_back: Duration::from_millis(300), ..Script::default() }),
        good_endpoint(),
    );
    let probe = slow.probe(same, &["--warn-seconds", "0.2"]);
    assert!(probe.code == 1 && probe.text.contains(" s, more than 0.2 s"), "{}", probe.text);
    let certificate = site.probe(same, &["--format", "json"]).json()["certificate_days"].as_i64().unwrap();
    let days = certificate.min(36_500).to_string();
    let probe = site.probe(same, &["--crit-cert-days", &days]);
    assert_eq!(probe.code == 2, certificate <= 36_500, "{}", probe.text);
}

#[test]
fn the_worst_of_several_files_comes_first() {
    let (good, refused) = (Site::good(), Site::refused());
    let options: Vec<&str> = good.program.arguments.iter().map(String::as_str).collect();
    for site in [&good, &refused] {
        site.probe(same, &[]);
    }
    let paths: Vec<_> = [&good, &refused].iter().map(|site| site.path().display().to_string()).collect();
    let both = [&["probe"], &options[..], &[&paths[0], "missing.yml", &paths[0]]].concat();
    let probe = Probe::of(&run(good.folder.path(), &both, &[]));
    let (state, text, data) = plugin(&probe.text);
    assert_eq!((probe.code, state.as_str()), (3, "UNKNOWN"));
    assert!(text.starts_with("1 of 2 files not OK: missing.yml: cannot be read"), "{text}");
    assert!(data.iter().any(|[label, ..]| label == &format!("{} time", paths[0])), "{data:?}");
    let broken = [&["probe"], &options[..], &[&paths[0], "missing.yml", "broken.yml"]].concat();
    std::fs::write(good.folder.path().join("broken.yml"), "a: 'x\n").unwrap();
    let probe = Probe::of(&run(good.folder.path(), &broken, &[]));
    let (state, text, _) = plugin(&probe.text);
    assert_eq!((probe.code, state.as_str()), (2, "CRITICAL"));
    assert!(text.starts_with("2 of 3 files not OK: broken.yml: the file is refused: line 1: "), "{text}");
}

#[test]
fn a_missing_secret_hides_no_failure() {
    let down =
        Site::new(scripted::smtp(Script { greeting: b"554 no\r\n".to_vec(), ..Script::default() }), good_endpoint());
    let probe = down.probe(|text| text.replace("abc8Q", "${NOT_SET_HERE}"), &[]);
    assert!(probe.code == 2 && probe.text.contains("step connect fails"), "{}", probe.text);
    let good = Site::good();
    let probe = good.probe(|text| text.replace("abc8Q", "${NOT_SET_HERE}"), &[]);
    let (_, text, _) = plugin(&probe.text);
    assert_eq!(
        text,
        "not complete: `oAuthClientSecret` needs `${NOT_SET_HERE}`, which is not set here (passed up to starttls)"
    );
    assert!(probe.text.contains("Set the environment variable NOT_SET_HERE"), "{}", probe.text);
    let probe = good.probe(|text| text.replace("oAuthTenantId", "oAuthTenant"), &[]);
    assert!(probe.code == 2 && probe.text.contains("not complete: line"), "{}", probe.text);
    let (_, text, _) = plugin(&good.probe(|_| "server:\n  port: 7900\n".to_owned(), &[]).text);
    assert_eq!(text, "not complete: line 1: the file gives no setting of `featureSwitches.sendEmail`");
}

#[test]
fn words_of_a_server_are_no_performance_data() {
    let reply = b"535 5.7.3 no | 'time'=0s;;; \xf0\x9f\x92\xa5 \x1b[31m \"x\" \\n \\ | x\r\n".to_vec();
    let site = Site::new(scripted::smtp(Script { auth: vec![reply], ..Script::default() }), good_endpoint());
    for format in FORMATS {
        let probe = site.probe(same, &["--format", format]);
        assert_eq!((probe.code, probe.state(format)), (2, 2), "{}", probe.text);
        assert!(!probe.text.contains('\u{1b}'), "{}", probe.text);
    }
}

#[test]
fn the_whole_takes_no_longer_than_its_deadline() {
    let silent =
        Site::new(scripted::smtp(Script { auth: vec![SILENT.to_vec()], ..Script::default() }), good_endpoint());
    let begin = Instant::now();
    let probe = silent.probe(same, &["--deadline", "2"]);
    assert!(begin.elapsed() < Duration::from_secs(20), "the reply to AUTH is waited for 30 s");
    let late = "step authenticate was not done when the time for the whole probe was over";
    assert!(probe.code == 2 && probe.text.contains(late), "{}", probe.text);
    assert!(plugin(&probe.text).2.iter().any(|[label, ..]| label == "time_token"), "what was done is told");
}

/// Options for a cache in a site's folder.
fn cached(site: &Site) -> [String; 4] {
    ["--max-age", "600", "--cache"]
        .map(str::to_owned)
        .into_iter()
        .chain([cache(site).display().to_string()])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

fn cache(site: &Site) -> std::path::PathBuf {
    site.folder.path().join("probe.cache")
}

#[test]
fn a_result_is_told_again_while_nothing_changed() {
    let site = Site::good();
    let options = cached(&site);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let first = site.probe(expires("2026-12-26"), &options);
    assert!(first.code == 1 && !first.text.contains("cache"), "{}", first.text);
    let asked = site.endpoint.received();
    for format in FORMATS {
        let again = site.probe(expires("2026-12-26"), &[&options[..], &["--format", format]].concat());
        assert_eq!((again.code, again.state(format)), (1, 1), "{}", again.text);
        let says = if format == "json" { "\"cached_seconds\":" } else { " s ago, from the cache)" };
        assert!(again.text.contains(says), "{}", again.text);
    }
    assert_eq!((site.sign_ins(), site.endpoint.received() == asked), (1, true), "nobody was asked again");
    let kept = std::fs::read_to_string(cache(&site)).unwrap();
    for secret in ["abc8Q~planted", "eyJ", "c2lnbmF0dXJl"] {
        assert!(!kept.contains(secret), "{kept}");
    }
    // What the result came of has changed: the day, an option, the text of the file.
    let mut asked = 1;
    let mut asks_again = |change: &dyn Fn(String) -> String, more: &[&str]| {
        site.probe(change, &[&options[..], more].concat());
        asked += 1;
        assert_eq!(site.sign_ins(), asked, "{more:?}");
    };
    asks_again(&expires("2026-12-27"), &[]);
    asks_again(&expires("2026-12-27"), &["--warn-secret-days", "40"]);
    asks_again(&|text| text.replace("mailer@", "other@"), &[]);
    asks_again(&|text| text.replace("refusal", "other"), &[]);
}

#[test]
fn a_cache_that_is_none_is_not_believed() {
    let site = Site::refused();
    let options = cached(&site);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    assert_eq!(site.probe(same, &options).code, 2);
    let honest = std::fs::read_to_string(cache(&site)).unwrap();
    let forged = honest.replace("critical", "ok").replace("fails", "passes");
    assert_ne!(forged, honest);
    let long = format!("{{\"version\":1,\"results\":[{}", "[".repeat(100_000));
    for content in [forged.as_str(), "", "{", "null", &honest[..honest.len() / 2], &long, "\u{0}\u{1b}[2J"] {
        std::fs::write(cache(&site), content).unwrap();
        let before = site.endpoint.received().len();
        let probe = site.probe(same, &options);
        assert!(probe.code == 2 && !probe.text.contains("from the cache"), "{content:.80}: {}", probe.text);
        assert!(site.endpoint.received().len() > before, "it was asked again");
    }
    assert!(site.probe(same, &options).text.contains("from the cache"), "what was written in its place is one again");
}

#[test]
fn a_cache_is_nothing_else() {
    let site = Site::good();
    site.probe(same, &[]);
    let file = site.path();
    let before = std::fs::read_to_string(&file).unwrap();
    let options: Vec<&str> = site.program.arguments.iter().map(String::as_str).collect();
    for (cache, why) in [
        (file.display().to_string().as_str(), "name of a configuration file"),
        ("other.YAML", "name of a configuration file"),
        ("no/such/folder/probe.cache", "does not exist"),
    ] {
        let arguments = [&["probe", "--max-age", "60", "--cache", cache], &options[..], &["osweb-prod.yml"]].concat();
        let probe = Probe::of(&run(site.folder.path(), &arguments, &[]));
        assert!(probe.code == 3 && probe.text.contains(why), "{cache}: {}", probe.text);
    }
    std::fs::rename(&file, site.folder.path().join("plain")).unwrap();
    let arguments = [&["probe", "--max-age", "60", "--cache", "plain"], &options[..], &["plain"]].concat();
    let probe = Probe::of(&run(site.folder.path(), &arguments, &[]));
    assert!(probe.code == 3 && probe.text.contains("also an input"), "{}", probe.text);
    assert_eq!(std::fs::read_to_string(site.folder.path().join("plain")).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::good();
    let options = cached(&site);
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let target = site.folder.path().join("target");
    std::fs::write(&target, "precious").unwrap();
    std::os::unix::fs::symlink(&target, cache(&site)).unwrap();
    for _ in 0..2 {
        let probe = site.probe(same, &options);
        assert!(probe.code == 0 && probe.text.contains("is not used: it is a link"), "{}", probe.text);
    }
    assert_eq!((site.sign_ins(), std::fs::read_to_string(&target).unwrap().as_str()), (2, "precious"));
    std::fs::remove_file(cache(&site)).unwrap();
    site.probe(same, &options);
    let mode = cache(&site).metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "it is for its owner alone: {mode:o}");
    let beside =
        |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(beside(site.folder.path()).len(), 3, "{:?}", beside(site.folder.path()));
}
