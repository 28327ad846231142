//! Packages: the wheel, and `cargo install`.

use std::process::Command;

use super::checkout::{checkout, environment, share_build, wheel};
use super::{both, root, run, succeed};

#[test]
fn pip_installs_a_command_that_works() {
    // Built before, so that two builds do not wait for each other.
    wheel();
    let environment = environment("pip-install");
    let mut pip = Command::new(environment.join("bin/pip"));
    succeed(share_build(pip.args(["install", "--quiet", "."]).current_dir(checkout())));
    let command = environment.join("bin/osweb-config");
    assert_eq!(
        succeed(Command::new(&command).arg("--version")),
        format!("osweb-config {}\n", env!("CARGO_PKG_VERSION"))
    );
    let fixture = root().join("fixtures/rules/policy");
    let judged = |file: &str| {
        let mut check = Command::new(&command);
        run(check
            .args(["check", "--format", "short", "--policy"])
            .arg(fixture.join("policy.yml"))
            .arg(fixture.join(file)))
    };
    let (clean, broken) = (judged("valid.yml"), judged("invalid.yml"));
    assert_eq!(clean.status.code(), Some(0), "{}", both(&clean));
    assert_eq!(broken.status.code(), Some(1), "{}", both(&broken));
    assert!(both(&broken).contains("error[policy]"), "{}", both(&broken));
    // The wheel has no network stack, and says so.
    let live = run(Command::new(&command).args(["check", "--live"]).arg(fixture.join("valid.yml")));
    assert_eq!(live.status.code(), Some(2), "{}", both(&live));
    assert!(both(&live).contains("made without the feature `live`"), "{}", both(&live));
}

#[test]
fn the_wheel_carries_the_command_and_the_readme() {
    let list = "import sys, zipfile\nfor name in zipfile.ZipFile(sys.argv[1]).namelist(): print(name)";
    let names = succeed(Command::new("python3").args(["-c", list]).arg(wheel()));
    assert!(names.lines().any(|name| name.ends_with("/scripts/osweb-config")), "{names}");
    let read = "import sys, zipfile\nwheel = zipfile.ZipFile(sys.argv[1])\n\
                print(wheel.read(next(n for n in wheel.namelist() if n.endswith('/METADATA'))).decode())";
    let metadata = succeed(Command::new("python3").args(["-c", read]).arg(wheel()));
    assert!(metadata.contains("Name: osweb-config\n") && metadata.contains("\n# osweb-config\n"), "{metadata}");
}
