//! What reads the lines of `--format short`: GitHub's problem matcher, by the regular expressions of JavaScript, and Vim's `errorformat`, by a real
//! Neovim. Both have to find every line of a report.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::pre_commit::CLEAN;
use super::{installed, root, succeed};
use crate::common::{run, stdout};

/// A folder with an error, a warning, advice and a file that cannot be read; its report in lines and as JSON.
fn reports(folder: &Path) -> (String, Value) {
    std::fs::create_dir(folder.join("conf dir")).unwrap();
    std::fs::write(folder.join("conf dir/osweb-prod.yml"), CLEAN.replace(": TLS", ": SSL").replace(": 587", ": 0587"))
        .unwrap();
    std::fs::write(folder.join("osweb-test.yml"), CLEAN.replace("${OSWEB_CLIENT_SECRET}", "Rq7.planted~Xw2Lk9"))
        .unwrap();
    std::fs::create_dir(folder.join("osweb-gone.yml")).unwrap();
    let paths = ["conf dir/osweb-prod.yml", "osweb-test.yml", "no/osweb.yml"];
    let report = |format| stdout(&run(folder, &[&["check", "--format", format][..], &paths].concat(), &[]));
    (report("short"), serde_json::from_str(&report("json")).unwrap())
}

/// File, line, column and severity of everything that a report holds.
fn expected(report: &Value) -> Vec<Value> {
    let mut all = vec![];
    for file in report["files"].as_array().unwrap() {
        if file["error"].is_string() {
            all.push(json!([file["path"], 0, 0, "error"]));
        }
        for one in file["diagnostics"].as_array().unwrap() {
            let start = &one["span"]["start"];
            all.push(json!([file["path"], start["line"], start["column"], one["severity"]]));
        }
    }
    assert!(all.len() >= 3, "{report}");
    all
}

#[test]
fn the_problem_matcher_finds_every_line() {
    let folder = tempfile::tempdir().unwrap();
    let (lines, report) = reports(folder.path());
    std::fs::write(folder.path().join("lines"), &lines).unwrap();
    let script = "
        const { readFileSync } = require('node:fs');
        const matchers = JSON.parse(readFileSync(process.argv[1], 'utf8')).problemMatcher;
        const found = readFileSync('lines', 'utf8').trimEnd().split('\\n').map((line) => {
            for (const { severity, pattern: [{ regexp, ...groups }] } of matchers) {
                const match = new RegExp(regexp).exec(line);
                if (!match) continue;
                const of = (name) => (groups[name] ? match[groups[name]] : undefined);
                if (!of('message')) continue;
                const word = of('severity') ?? severity;
                return [of('file'), Number(of('line') ?? 0), Number(of('column') ?? 0), word === 'notice' ? 'info' : word];
            }
            return line;
        });
        console.log(JSON.stringify(found));";
    let mut node = Command::new("node");
    node.args(["-e", script]).arg(root().join(".github/osweb-config-matcher.json")).current_dir(folder.path());
    let found: Vec<Value> = serde_json::from_str(&succeed(&mut node)).unwrap();
    assert_eq!(found, expected(&report), "{lines}");
}

#[test]
fn the_errorformat_of_the_page_finds_every_line() {
    let folder = tempfile::tempdir().unwrap();
    let (lines, report) = reports(folder.path());
    std::fs::write(folder.path().join("lines"), &lines).unwrap();
    let page = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let line = page.lines().find(|line| line.starts_with("set errorformat=")).expect("the page sets errorformat");
    let printed = "call writefile([json_encode(map(filter(getqflist(), 'v:val.valid'), \
        '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type]'))], 'found')";
    let mut vim = Command::new(installed("python").join("bin/nvim"));
    vim.args([
        "--headless",
        "-u",
        "NONE",
        "-i",
        "NONE",
        "-n",
        "-c",
        line,
        "-c",
        "cgetfile lines",
        "-c",
        printed,
        "-c",
        "qa!",
    ]);
    vim.current_dir(folder.path()).env("HOME", folder.path());
    succeed(&mut vim);
    let found: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("found")).unwrap()).unwrap();
    let letter = |one: &Value| json!([one[0], one[1], one[2], one[3].as_str().unwrap()[..1]]);
    assert_eq!(found, expected(&report).iter().map(letter).collect::<Vec<_>>(), "{lines}");
}
