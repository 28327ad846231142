//! A device has no end: wherever a file is read, one is refused before a byte of it is.

use crate::common::{folder_with, osweb_config, stderr, stdout};

/// Address space of a run, in KiB: a program that reads without end fails in it, before it fills the memory of the machine.
const MEMORY: u32 = 1_000_000;
/// Processor time of a run, in seconds.
const TIME: u32 = 20;

const DEVICES: &[&str] = &["/dev/zero", "/dev/urandom", "/dev/full"];

/// Each way in, with the device as `@`.
const WAYS: &[&[&str]] = &[
    &["check", "@"],
    &["check", "--fix", "@"],
    &["check", "osweb-prod.yml", "@"],
    &["check", "--base", "@", "osweb-prod.yml"],
    &["check", "--input-format", "registry", "@"],
    #[cfg(feature = "policy")]
    &["check", "--policy", "@", "osweb-prod.yml"],
    #[cfg(feature = "live")]
    &["check", "--live", "--ca-file", "@", "osweb-prod.yml"],
    #[cfg(feature = "live")]
    &["check", "--live", "--client-secret-file", "@", "osweb-prod.yml"],
    &["migrate", "--client-id", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "--tenant-id", "contoso.onmicrosoft.com", "@"],
    &["migrate", "--base", "@", "osweb-prod.yml"],
    &[
        "migrate",
        "--client-id",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "--tenant-id",
        "contoso.onmicrosoft.com",
        "--client-secret-file",
        "@",
        "osweb-prod.yml",
    ],
    &["show", "@"],
    &["show", "--base", "@", "osweb-prod.yml"],
    &["setup", "@"],
    &["setup", "--base", "@", "osweb-prod.yml"],
];

#[test]
fn a_device_is_refused_wherever_a_file_is_read() {
    let folder = folder_with(
        "featureSwitches:\n  sendEmail:\n    smtpServer: 127.0.0.1\n    smtpPort: 9\n    smtpEncryption: TLS\n    smtpAuthentication: LOGIN\n    smtpUsername: mailer@contoso.com\n",
    );
    let program = osweb_config(folder.path(), &[], &[]);
    let program = program.get_program().to_str().expect("a path of this build");
    let mut wrong = vec![];
    for way in WAYS {
        for device in DEVICES {
            let arguments: Vec<_> = way.iter().map(|argument| argument.replace('@', device)).collect();
            let limits = format!("ulimit -v {MEMORY} -t {TIME}; exec \"$0\" \"$@\"");
            let output = std::process::Command::new("bash")
                .args(["-c", &limits, program])
                .args(&arguments)
                .current_dir(folder.path())
                .env_clear()
                .env("PATH", "/usr/bin:/bin")
                .stdin(std::process::Stdio::null())
                .output()
                .expect("bash");
            let said = stderr(&output) + &stdout(&output);
            // A secret is read as far as a secret can be long: pipes are a usual way to give one.
            let cause = if way.contains(&"--client-secret-file") { device } else { "it is a device, not a file" };
            if output.status.code() != Some(2) || !said.contains(cause) || !said.contains(device) {
                wrong.push(format!("{arguments:?}: {:?}\n{said}", output.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{} ways:\n{}", wrong.len(), wrong.join("\n"));
}

/// The language server reads messages: what is none ends it, however long it is.
#[cfg(feature = "lsp")]
#[test]
fn what_is_no_editor_ends_the_language_server() {
    use std::process::Stdio;
    let folder = folder_with("");
    std::fs::write(folder.path().join("claims"), "Content-Length: 4000000000\r\n\r\n{").expect("a file");
    let claims = folder.path().join("claims");
    for (input, cause) in [
        ("/dev/zero", "not a message"),
        ("/dev/urandom", "not a message"),
        (claims.to_str().expect("a path"), "16 MiB"),
    ] {
        let program = osweb_config(folder.path(), &[], &[]);
        let limits = format!("ulimit -v {MEMORY} -t {TIME}; exec \"$0\" lsp");
        let output = std::process::Command::new("bash")
            .arg("-c")
            .arg(limits)
            .arg(program.get_program())
            .stdin(Stdio::from(std::fs::File::open(input).expect("there")))
            .output()
            .expect("bash");
        assert!(output.status.code() == Some(2) && stderr(&output).contains(cause), "{input}: {output:?}");
    }
}

/// A repository may hold a link to a device, or an archive a pipe, where Git's files are.
#[test]
fn what_git_would_read_is_read_only_where_it_is_a_file() {
    let section = "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: abc8Q~made-up.for_this~test-01234567890\n";
    for place in
        [".gitignore", ".ignore", ".git/info/exclude", ".git/index", "below/.gitignore", "below/.ignore", ".git"]
    {
        for (kind, make) in [("a link", "ln -s /dev/zero"), ("a pipe", "mkfifo")] {
            for way in [&["check", "."][..], &["check", "osweb-prod.yml"], &["check", "--show-files", "."]] {
                let folder = folder_with(section);
                let path = folder.path().join(place);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                std::fs::create_dir_all(folder.path().join("below")).expect("a folder");
                std::fs::write(folder.path().join("below/osweb-dev.yml"), section).expect("a file");
                let made = std::process::Command::new("sh").args(["-c", &format!("{make} \"$0\"")]).arg(&path).status();
                assert!(made.expect("sh").success());
                let program = osweb_config(folder.path(), &[], &[]);
                let limits = format!("ulimit -v {MEMORY} -t {TIME}; exec timeout 60 \"$0\" \"$@\"");
                let output = std::process::Command::new("bash")
                    .args(["-c", &limits])
                    .arg(program.get_program())
                    .args(way)
                    .current_dir(folder.path())
                    .output()
                    .expect("bash");
                let (code, said) = (output.status.code(), stderr(&output) + &stdout(&output));
                let told = said.contains("no file of patterns");
                let expected = match (way[1], place) {
                    ("osweb-prod.yml", _) => code == Some(1) && !told,
                    (_, ".git/index") => code != Some(2) && code.is_some_and(|code| code < 2) && !told,
                    _ => code == Some(2) && told && said.contains(place),
                };
                assert!(expected, "{way:?}, {kind} at {place}: {:?}\n{said}", output.status);
                // What is beside a folder that cannot be searched is checked.
                assert!(!place.starts_with("below") || said.contains("osweb-prod.yml"), "{way:?}: {said}");
            }
        }
    }
}
