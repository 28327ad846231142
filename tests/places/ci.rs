//! CI: the shell parts of the GitHub action and of the snippets of docs/ci.md, run as the servers run them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use osweb_config::parse;
use osweb_config::source::SourceFile;

use super::checkout::{checkout, environment, share_build, wheel};
use super::{both, root, run};

/// A folder of a pipeline, with one file in `config/`.
fn workspace(name: &str, file: &str) -> PathBuf {
    let folder = root().join("target/tests/places/ci").join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(folder.join("config")).unwrap();
    std::fs::copy(root().join("fixtures/rules/policy/policy.yml"), folder.join("policy.yml")).unwrap();
    std::fs::copy(root().join("fixtures/rules/policy").join(file), folder.join("config/osweb-prod.yml")).unwrap();
    folder
}

/// A YAML file's properties, by flattened name.
fn properties(text: &str) -> HashMap<String, String> {
    let reading = parse::read(&SourceFile::from_bytes("x.yml", text.into()));
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    reading.properties.iter().map(|property| (property.name.clone(), property.value.text.clone())).collect()
}

/// The code of the block of docs/ci.md that begins with a fence of this kind and holds `mark`.
fn snippet(fence: &str, mark: &str) -> String {
    let page = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let fence = format!("\n```{fence}\n");
    let blocks = page.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap());
    let found: Vec<_> = blocks.filter(|block| block.contains(mark)).map(str::to_owned).collect();
    assert_eq!(found.len(), 1, "docs/ci.md: one{fence}block with `{mark}`");
    format!("{}\n", found[0])
}

/// Runs the steps of `action.yml` one after the other, as GitHub's runner does.
fn action(workspace: &Path, inputs: &[(&str, &str)]) -> Output {
    let action = properties(&std::fs::read_to_string(root().join("action.yml")).unwrap());
    let temp = root().join("target/tests/places/ci/runner");
    std::fs::create_dir_all(&temp).unwrap();
    let input = |name: &str| {
        let given = inputs.iter().find(|(input, _)| *input == name).map(|(_, value)| (*value).to_owned());
        given.unwrap_or_else(|| action[&format!("inputs.{name}.default")].clone())
    };
    let results = temp.join("outputs");
    std::fs::write(&results, "").unwrap();
    let result = |step_and_name: &str| {
        let name = step_and_name.split_once(".outputs.").unwrap().1;
        let written = std::fs::read_to_string(&results).unwrap();
        let value = written.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=').map(str::to_owned));
        value.unwrap_or_else(|| panic!("no step has written {name}"))
    };
    let value = |name: &str| match name {
        "github.action_path" => checkout().display().to_string(),
        "github.action_ref" => "main".to_owned(),
        "runner.temp" => temp.display().to_string(),
        "runner.os" => "Linux".to_owned(),
        "runner.arch" => "X64".to_owned(),
        name => match name.strip_prefix("steps.") {
            Some(name) => result(name),
            None => input(name.strip_prefix("inputs.").unwrap()),
        },
    };
    let expression = |text: &str| match text.strip_prefix("${{ ").and_then(|text| text.split_once(" }}")) {
        Some((name, rest)) => value(name) + rest,
        None => text.to_owned(),
    };
    let mut last = None;
    for step in 0.. {
        let name = format!("runs.steps[{step}]");
        let Some(script) = action.get(&format!("{name}.run")) else { break };
        assert_eq!(action[&format!("{name}.shell")], "bash");
        let file = temp.join(format!("step-{step}.sh"));
        std::fs::write(&file, script).unwrap();
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&file).current_dir(workspace);
        for (key, value) in &action {
            if let Some(variable) = key.strip_prefix(&format!("{name}.env.")) {
                bash.env(variable, expression(value));
            }
        }
        let path =
            if input("download-from").is_empty() { std::env::var("PATH").unwrap() } else { "/usr/bin:/bin".into() };
        let output = run(share_build(bash.env("PATH", path).env("GITHUB_OUTPUT", &results)));
        let failed = !output.status.success();
        last = Some(output);
        if failed {
            break;
        }
    }
    last.expect("the action has no step")
}

#[test]
fn the_action_annotates_and_fails_where_it_should() {
    let quick = ("build-profile", "dev");
    let clean = action(&workspace("github-clean", "valid.yml"), &[quick, ("policy", "policy.yml")]);
    assert_eq!(clean.status.code(), Some(0), "{}", both(&clean));

    let workspace = workspace("github-broken", "invalid.yml");
    let without = action(&workspace, &[quick]);
    assert_eq!(without.status.code(), Some(0), "{}", both(&without));
    let broken = action(&workspace, &[quick, ("paths", "config\n"), ("policy", "policy.yml")]);
    assert_eq!(broken.status.code(), Some(1), "{}", both(&broken));
    assert!(both(&broken).contains("::error title=policy,file=config/osweb-prod.yml,line=7,"), "{}", both(&broken));
    let tolerated = action(&workspace, &[quick, ("policy", "policy.yml"), ("fail-on", "never")]);
    assert_eq!(tolerated.status.code(), Some(0), "{}", both(&tolerated));
    let ignored = action(&workspace, &[quick, ("policy", "policy.yml"), ("arguments", "--ignore\npolicy")]);
    assert_eq!(ignored.status.code(), Some(0), "{}", both(&ignored));
    let missing = action(&workspace, &[quick, ("paths", "nowhere/osweb-prod.yml")]);
    assert_eq!(missing.status.code(), Some(2), "{}", both(&missing));
}

/// The files of a release, as far as the action needs them: an archive made by dist/archive.py, and its sum.
fn release() -> PathBuf {
    let folder = root().join("target/tests/places/ci/release");
    let inside = folder.join(format!("osweb-config-{}", env!("CARGO_PKG_VERSION")));
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_osweb-config"), inside.join("osweb-config")).unwrap();
    let archive = folder.join(format!("osweb-config-{}-linux-x64.tar.gz", env!("CARGO_PKG_VERSION")));
    let python = |script: &str, arguments: &[&Path]| {
        let mut python = Command::new("python3");
        python.arg(root().join("dist").join(script)).args(arguments);
        super::succeed(python.env("SOURCE_DATE_EPOCH", "1700000000"));
    };
    python("archive.py", &[&archive, &inside]);
    std::fs::remove_dir_all(&inside).unwrap();
    python("sums.py", &[&folder]);
    folder
}

#[test]
fn the_action_downloads_a_release_and_holds_it_against_its_sum() {
    let release = release();
    let from = format!("file://{}", release.display());
    let inputs = [("download-from", from.as_str()), ("policy", "policy.yml")];
    // No Cargo is on the path: nothing is compiled.
    let clean = action(&workspace("github-download", "valid.yml"), &inputs);
    assert_eq!(clean.status.code(), Some(0), "{}", both(&clean));
    let broken = action(&workspace("github-download-broken", "invalid.yml"), &inputs);
    assert_eq!(broken.status.code(), Some(1), "{}", both(&broken));

    let mut files = std::fs::read_dir(&release).unwrap().map(|entry| entry.unwrap().path());
    let archive = files.find(|path| path.extension().is_some_and(|end| end == "gz")).unwrap();
    std::fs::write(&archive, "another file").unwrap();
    let forged = action(&workspace("github-download-forged", "valid.yml"), &inputs);
    assert_eq!(forged.status.code(), Some(1), "{}", both(&forged));
    assert!(both(&forged).contains("it is not used"), "{}", both(&forged));
}

/// Breaks the file of a workspace.
fn break_file(workspace: &Path) {
    let file = workspace.join("config/osweb-prod.yml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace(": TLS", ": SSL")).unwrap();
}

#[test]
fn the_gitlab_job_fails_and_leaves_its_report() {
    let job = properties(&snippet("yaml", "codequality"));
    let lines = (0..).map_while(|line| job.get(&format!("osweb-config.script[{line}]")));
    // GitLab runs the lines as one script that stops at the first failure.
    let script = lines.fold("set -eo pipefail\n".to_owned(), |script, line| script + line + "\n");
    let report = job["osweb-config.artifacts.reports.codequality"].as_str();
    let environment = environment("ci/gitlab-image");
    let workspace = workspace("gitlab", "valid.yml");
    let pipeline = || {
        let path = format!("{}:{}", environment.join("bin").display(), std::env::var("PATH").unwrap());
        let mut bash = Command::new("bash");
        bash.args(["-c", &script]).current_dir(&workspace).env("PATH", path).env("OSWEB_CONFIG", wheel());
        let output = run(share_build(&mut bash));
        let report = std::fs::read(workspace.join(report)).unwrap_or_else(|_| panic!("no report: {}", both(&output)));
        (output, serde_json::from_slice::<serde_json::Value>(&report).unwrap())
    };
    let (output, report) = pipeline();
    assert_eq!((output.status.code(), report.as_array().map(Vec::len)), (Some(0), Some(0)), "{}", both(&output));
    break_file(&workspace);
    let (output, report) = pipeline();
    assert_eq!(output.status.code(), Some(1), "{}", both(&output));
    assert_eq!(report[0]["location"]["path"], "config/osweb-prod.yml", "{report}");
}

#[test]
fn the_jenkins_stage_fails_and_leaves_its_report() {
    let stage = snippet("groovy", "junit");
    let script = stage.split("'''").nth(1).expect("a script in triple quotes");
    let workspace = workspace("jenkins", "valid.yml");
    let build = || {
        let file = workspace.join("script.sh");
        // Jenkins runs a script with `sh -xe`.
        std::fs::write(&file, script).unwrap();
        let mut sh = Command::new("sh");
        let output = run(share_build(sh.arg("-xe").arg(&file).current_dir(&workspace).env("OSWEB_CONFIG", wheel())));
        let report = std::fs::read_to_string(workspace.join("osweb-config.xml"));
        (report.unwrap_or_else(|_| panic!("no report: {}", both(&output))), output)
    };
    let (report, output) = build();
    assert_eq!(output.status.code(), Some(0), "{}", both(&output));
    assert!(!report.contains("<failure"), "{report}");
    break_file(&workspace);
    let (report, output) = build();
    assert_eq!(output.status.code(), Some(1), "{}", both(&output));
    assert!(report.contains("<failure") && report.contains("encryption-not-tls"), "{report}");
    assert!(stage.contains("junit 'osweb-config.xml'"));
}
