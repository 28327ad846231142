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
    let expression = |text: &str| match text.strip_prefix("${{ ").and_then(|text| text.split_once(" }}")) {
        Some(("github.action_path", rest)) => format!("{}{rest}", checkout().display()),
        Some(("runner.temp", rest)) => format!("{}{rest}", temp.display()),
        Some((name, rest)) => format!("{}{rest}", input(name.strip_prefix("inputs.").unwrap())),
        None => text.to_owned(),
    };
    let paths = temp.join("added-paths");
    std::fs::write(&paths, "").unwrap();
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
        let added = std::fs::read_to_string(&paths).unwrap();
        let search: Vec<_> = added.lines().map(str::to_owned).chain(std::env::var("PATH")).collect();
        let output = run(share_build(bash.env("PATH", search.join(":")).env("GITHUB_PATH", &paths)));
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
