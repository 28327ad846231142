//! The life of a secret against real servers: `probe` watches it, `rotate` replaces it, whatever kills the program on the way.

use std::path::Path;
use std::process::{Command, Output};

use super::lab::lab;
use super::program::{Program, Ran};
use crate::common::TODAY;

const FORMATS: [&str; 5] = ["plugin", "checkmk", "prometheus", "prtg", "json"];
/// What the file holds before it is rotated.
const OLD: &str = "aA18Q~formerly.made_secret-of.the.tests_7890";

pub(super) fn program(service: &str, client: &str, secret: &str) -> Program {
    let lab = lab();
    let mut program = Program::new(lab.port(service), secret);
    program.client_id = lab.client(client).to_owned();
    program.tenant = lab.text("tenant").to_owned();
    program.with(&["--allow-host", "localhost", "--ca-file", lab.text("ca"), "--token-endpoint", &lab.token_endpoint()])
}

/// Runs a command on a file in a folder; no secret of the lab is said.
fn ran(program: &Program, words: &[&str], folder: &tempfile::TempDir) -> Ran {
    let output = program.command_of(words, folder).env("OSWEB_CONFIG_TODAY", TODAY).output().expect("the program runs");
    let ran = Ran::of(&output);
    assert!(!ran.all().contains(lab().text("secret")) && !ran.all().contains(OLD), "{}", ran.all());
    ran
}

fn probe(service: &str, client: &str, options: &[&str]) -> Ran {
    let folder = tempfile::tempdir().expect("a folder of its own");
    ran(&program(service, client, lab().text("secret")), &[&["probe"], options].concat(), &folder)
}

#[test]
fn a_probe_passes_in_each_format_and_sends_nothing() {
    for format in FORMATS {
        let ran = probe("good", "good", &["--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.all());
        assert!(
            ran.stdout.contains("the sign-in was accepted; no message was sent") || format == "prtg",
            "{}",
            ran.stdout
        );
    }
    let ran = probe("good", "rbac", &[]);
    assert!(ran.code == 0 && ran.stdout.contains("note: "), "{}", ran.all());
}

#[test]
fn each_fault_of_a_server_is_critical_in_each_format() {
    let faults = [
        ("no_tls", "good"),
        ("tls10", "good"),
        ("expired", "good"),
        ("other_ca", "good"),
        ("implicit", "good"),
        ("good", "expired"),
        ("good", "graph"),
        ("good", "no-role"),
        ("good", "other-mailbox"),
    ];
    for (number, (service, client)) in faults.into_iter().enumerate() {
        let format = FORMATS[number % FORMATS.len()];
        let ran = probe(service, client, &["--format", format, "--timeout", "2"]);
        assert_eq!(ran.code, 2, "{service} {client}: {}", ran.all());
        assert!(ran.stdout.contains("step ") || format == "prometheus", "{service} {client}: {}", ran.all());
    }
    let ran = probe("expired", "good", &["--warn-cert-days", "30"]);
    assert!(ran.stdout.contains("'certificate_days'=-"), "it expired in 2021: {}", ran.stdout);
    let ran = probe("hang", "good", &["--deadline", "2", "--timeout", "60"]);
    assert!(ran.code == 2 && ran.stdout.contains("step connect was not done"), "{}", ran.all());
}

#[test]
fn the_certificates_of_a_real_server_are_judged_by_the_thresholds() {
    // The lab's live for two days.
    for (options, code) in
        [(["--warn-cert-days", "5"], 1), (["--crit-cert-days", "5"], 2), (["--crit-cert-days", "0"], 0)]
    {
        let ran = probe("good", "good", &options);
        assert_eq!(ran.code, code, "{options:?}: {}", ran.all());
        assert_eq!(ran.stdout.contains("the mail server's certificate expires on "), code > 0, "{}", ran.stdout);
    }
}

#[test]
fn a_result_from_the_cache_asks_nobody() {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let cache = folder.path().join("probe.cache").display().to_string();
    let program = program("good", "good", lab().text("secret"));
    let options = ["probe", "--format", "json", "--max-age", "600", "--cache", &cache];
    let times: Vec<_> = (0..2)
        .map(|_| {
            let ran = ran(&program, &options, &folder);
            let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
            json["files"][0]["timestamp"].as_i64().expect("it is told")
        })
        .collect();
    assert_eq!(times[0], times[1]);
    let kept = std::fs::read_to_string(&cache).expect("it is there");
    assert!(!kept.contains(lab().text("secret")) && !kept.contains("eyJ"), "{kept}");
    assert!(kept.contains("token_seconds"), "{kept}");
}

/// Rotates from `OLD` to a secret, and gives what was said and the file.
fn rotate(service: &str, client: &str, new: &str, options: &[&str]) -> (Ran, String) {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let mut program = program(service, client, OLD).with(&["--client-secret-env", "NEW"]);
    program.environment.push(("NEW", new.to_owned()));
    let ran = ran(&program, &[&["rotate"], options].concat(), &folder);
    assert!(!ran.all().contains(new), "{}", ran.all());
    (ran, std::fs::read_to_string(folder.path().join("osweb-prod.yml")).expect("it is there"))
}

#[test]
fn a_secret_that_the_token_server_takes_is_written() {
    let secret = lab().text("secret");
    for options in [&[][..], &["--login"], &["--login", "--expires", "2028-02-29"]] {
        let (ran, file) = rotate("good", "good", secret, options);
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert!(file.contains(secret) && !file.contains(OLD), "{options:?}");
    }
    // RBAC for Applications gives no role.
    let (ran, file) = rotate("good", "rbac", secret, &["--login"]);
    assert!(ran.code == 0 && file.contains(secret), "{}", ran.all());
}

#[test]
fn a_secret_that_the_token_server_refuses_is_not_written() {
    for (client, secret, options, why) in [
        ("good", "wrong8Q~this-is-none-of-the-lab's.secrets_00", &[][..], "gets no token that can be used"),
        ("graph", lab().text("secret"), &[], "gets no token that can be used"),
        ("other-mailbox", lab().text("secret"), &["--login"], "could not be tried to the end"),
    ] {
        let (ran, file) = rotate("good", client, secret, options);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.all());
        assert!(ran.stderr.contains(why) && ran.stderr.contains("nothing was written"), "{}", ran.stderr);
        assert!(file.contains(OLD) && !file.contains(secret), "{client}");
    }
}

/// Kills the program as it enters the n-th of the calls of this kind, for each n, until it comes to its end.
fn killed_at_each(calls: &str, mut run: impl FnMut(&mut Command) -> Output, mut look: impl FnMut(usize)) -> usize {
    for number in 1..2_000 {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
        strace.args(["-e", &format!("inject={calls}:signal=KILL:when={number}")]);
        let output = run(&mut strace);
        look(number);
        if output.status.code() == Some(0) {
            return number;
        }
    }
    panic!("it does not come to its end");
}

/// What a folder holds beside the file and its backup.
fn beside(folder: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(folder).expect("readable").map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("osweb-prod.yml")).collect()
}

#[test]
fn whatever_kills_a_rotation_the_file_is_the_old_or_the_new_one() {
    const NEXT: &str = "nN48Q~made.after.the.kill_secret-of.tests_1";
    let secret = lab().text("secret");
    // What changes something in the folder, and what the way to it consists of.
    let calls = "openat,write,rename,renameat,renameat2,linkat,link,unlink,unlinkat,fsync,fdatasync,fchmod,fchown,ftruncate,flock,fsetxattr,connect,sendto,recvfrom,munmap";
    let mut folder = tempfile::tempdir().expect("a folder of its own");
    let mut program = program("good", "good", OLD).with(&["--client-secret-env", "NEW"]);
    program.environment.push(("NEW", secret.to_owned()));
    let whole = |secret: &str| {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let mut of = self::program("good", "good", secret);
        of.secret = secret.to_owned();
        of.command_of(&[], &folder);
        std::fs::read_to_string(folder.path().join("osweb-prod.yml")).expect("it was written")
    };
    let (old, new, next) = (whole(OLD), whole(secret), whole(NEXT));
    let (mut olds, mut news) = (0, 0);
    let folder = std::cell::RefCell::new(&mut folder);
    let times = killed_at_each(
        calls,
        |strace| {
            **folder.borrow_mut() = tempfile::tempdir().expect("a folder of its own");
            let folder = folder.borrow();
            let command = program.command_of(&["rotate"], &folder);
            strace.arg(command.get_program()).args(command.get_args());
            // Without the many certificates of the system there are fewer calls to be killed at.
            strace
                .env("NEW", secret)
                .env("SSL_CERT_FILE", lab().text("ca"))
                .output()
                .expect("strace is there: tests/install/monitoring.sh")
        },
        |number| {
            let folder = folder.borrow();
            let path = folder.path().join("osweb-prod.yml");
            let text = std::fs::read_to_string(&path).expect("there always is a file");
            assert!(text == old || text == new, "torn at call {number}:\n{text}");
            if text == old {
                olds += 1
            } else {
                news += 1
            }
            for name in std::fs::read_dir(folder.path()).expect("readable") {
                let name = name.unwrap().file_name().into_string().unwrap();
                assert!(name == "osweb-prod.yml" || !name.ends_with(".yml"), "{name}: a service may read it");
            }
            if text == new {
                let same = ["rotate", "--offline", "--client-secret-env", "NEXT", "osweb-prod.yml"];
                let same = crate::common::run(folder.path(), &same, &[("NEXT", secret)]);
                assert_eq!(same.status.code(), Some(2), "it is there already");
                assert_eq!(beside(folder.path()), Vec::<String>::new(), "call {number}");
            }
            // The next run is not hindered by what is left, and clears it.
            let arguments = ["rotate", "--offline", "--client-secret-env", "NEXT", "osweb-prod.yml"];
            let again = crate::common::run(folder.path(), &arguments, &[("NEXT", NEXT)]);
            assert!(again.status.success(), "call {number}: {}", String::from_utf8_lossy(&again.stderr));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), next, "call {number}");
            assert_eq!(beside(folder.path()), Vec::<String>::new(), "call {number}");
        },
    );
    assert!(
        olds > 20 && news > 1,
        "killed before the file was replaced {olds} times, after it {news} times, of {times}"
    );
    println!("{times} runs: {olds} left the old file, {news} the new one");
}
