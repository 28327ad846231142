//! Ctrl-C.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use super::program::Program;
use super::scripted;

#[test]
fn control_c_ends_the_check_at_once_and_cleanly() {
    // It takes the connection and never says a word.
    let silent = scripted::listener("");
    let program = Program::new(silent.port, "abc8Q~planted").with(&["--allow-host", "localhost", "--timeout", "600"]);
    let folder = tempfile::tempdir().expect("a folder of its own");
    let mut running =
        program.command(&folder).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut stderr = BufReader::new(running.stderr.take().expect("it is piped"));
    let mut said = String::new();
    while !said.contains("resolve") {
        assert!(stderr.read_line(&mut said).expect("it is text") > 0, "it ended before it waited: {said}");
    }
    let killed = Command::new("kill").args(["-INT", &running.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    // With a timeout of ten minutes, an end at all is an end at once.
    let code = running.wait().expect("it ends").code();
    stderr.read_to_string(&mut said).expect("it is text");
    let mut stdout = String::new();
    running.stdout.take().expect("it is piped").read_to_string(&mut stdout).expect("it is text");
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{said}");
    assert!(said.ends_with("error: interrupted\n"), "{said}");
}
