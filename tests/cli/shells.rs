//! Completions in real shells, man pages in a real reader.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{run, stderr, stdout};

fn completions(shell: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["completions", shell], &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{shell}");
    let script = folder.path().join("completions");
    std::fs::write(&script, &output.stdout).unwrap();
    (folder, script.display().to_string())
}

/// Runs a program that `tests/install/shells.sh` installs.
fn shell(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}: run tests/install/shells.sh"));
    assert!(output.status.success(), "{program}: {}{}", stdout(&output), stderr(&output));
    stdout(&output)
}

#[test]
fn bash_completes_commands_options_and_rules() {
    let (folder, script) = completions("bash");
    let complete = |words: &str, last: usize| {
        let program = format!(
            "source {script}; COMP_WORDS=({words}); COMP_CWORD={last}; complete=($(complete -p osweb-config)); \
             for at in \"${{!complete[@]}}\"; do [ \"${{complete[at]}}\" != -F ] || name=${{complete[at + 1]}}; done; \
             $name osweb-config \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last} - 1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        shell("bash", &["-c", &program], folder.path())
    };
    assert_eq!(complete("osweb-config che", 1), "check\n");
    assert_eq!(complete("osweb-config check --sel", 2), "--select\n");
    assert_eq!(complete("osweb-config check --format jun", 3), "junit\n");
    assert_eq!(complete("osweb-config check --select encryption", 3), "encryption-not-tls\n");
}

#[test]
fn fish_completes_commands_options_and_rules() {
    let (folder, script) = completions("fish");
    let complete = |line: &str| {
        let all = shell("fish", &["-c", &format!("source {script}; complete -C '{line}'")], folder.path());
        all.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(complete("osweb-config che"), ["check"]);
    assert_eq!(complete("osweb-config check --sel"), ["--select"]);
    assert_eq!(complete("osweb-config check --select encryption"), ["encryption-not-tls"]);
}

#[test]
fn zsh_loads_its_script() {
    let (folder, script) = completions("zsh");
    let program = format!(
        "autoload -Uz compinit; compinit -u; source {script}; print $_comps[osweb-config]; which _osweb-config"
    );
    let text = shell("zsh", &["-f", "-c", &program], folder.path());
    assert!(text.starts_with("_osweb-config\n") && text.contains("--select"), "{text}");
}

#[test]
fn elvish_completes_commands() {
    let (folder, script) = completions("elvish");
    // The editor, whose variables the script sets, runs on terminals only.
    let editor = "var edit: = (ns [&completion:=(ns [&arg-completer=[&]]) \
                  &complex-candidate~={|stem &display='' &code-suffix=''| put $stem }])\n";
    let ask = "\nfor word [($edit:completion:arg-completer[osweb-config] osweb-config check '')] { echo $word }\n";
    let whole = [editor, &std::fs::read_to_string(script).unwrap(), ask].concat();
    let file = folder.path().join("whole.elv");
    std::fs::write(&file, whole).unwrap();
    let words = shell("elvish", &[&file.display().to_string()], folder.path());
    assert!(words.lines().any(|word| word == "--select"), "{words}");
}

#[test]
fn powershell_gets_a_script_with_every_command() {
    let (_folder, script) = completions("powershell");
    let text = std::fs::read_to_string(script).unwrap();
    for command in ["check", "show", "explain", "completions"] {
        assert!(text.contains(&format!("[CompletionResult]::new('{command}'")), "{command}");
    }
}

#[test]
fn man_pages_are_read_without_a_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["man", "new/folder"], &[]);
    assert!(output.status.success() && output.stdout.is_empty(), "{}", stderr(&output));
    let mut pages: Vec<_> =
        std::fs::read_dir(folder.path().join("new/folder")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for name in ["osweb-config.1", "osweb-config-check.1", "osweb-config-explain.1"] {
        assert!(pages.iter().any(|page| page.ends_with(name)), "{name}: {pages:?}");
    }
    for page in pages {
        let page = page.display().to_string();
        shell("mandoc", &["-T", "lint", "-W", "error", &page], folder.path());
    }
    let check = folder.path().join("new/folder/osweb-config-check.1").display().to_string();
    let text = shell("mandoc", &["-T", "utf8", &check], folder.path());
    assert!(text.contains("osweb") && text.contains("EXAMPLES") || text.contains("Examples"), "{text}");
}
