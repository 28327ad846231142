//! The project file: which one counts, what it may not do, and what a run costs that has none.

use std::fs;
use std::path::Path;

use crate::common::{FAULTY, run, stderr, stdout};

/// A folder with these files; those whose names end with a slash are folders.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    folder
}

/// How a check ends, and what it says on standard error.
fn check(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(folder, &[&["check", "--format", "short"], arguments].concat(), &[]);
    (output.status.code().unwrap(), stderr(&output))
}

#[test]
fn what_a_repository_must_not_do_ends_the_run_and_says_why() {
    // Beside the repository there is a file that it must not reach, whatever way it takes.
    for (text, why) in [
        ("fail-on = 'never'", "it is for the command line alone"),
        ("extend = '../osweb-config.toml'", "`../osweb-config.toml` leads out of the repository"),
        ("[[files]]\npath = '*'\nbase = 'x/../../base.yml'", ":3:9: `x/../../base.yml` leads out of the repository"),
        ("[[files]]\npath = '*'\npolicy = ['link.yml']", "`link.yml` leads out of the repository"),
        ("[[files]]\npath = '*'\nserver = '/etc/server.reg'", "`/etc/server.reg` leads out of the repository"),
        ("allow-host = ['evil.example']", "`allow-host` belongs to the live check"),
        ("token-endpoint = 'https://evil.example'", "`token-endpoint` belongs to the live check"),
        ("extend = 'link.toml'", "`link.toml` leads out of the repository"),
        ("extend = 'folder'", ":1:10: `folder` is not a file"),
        ("[[files]]\npath = '*'\nbase = 'pipe'", ":3:9: `pipe` is not a file"),
        ("[[files]]\npath = '*'\npolicy = 'pipe'", ":3:11: `pipe` is not a file"),
        ("[[files]]\npath = '*'\nserver = 'pipe'", ":3:11: `pipe` is not a file"),
        ("[[files]]\npath = '*'\nbase = 'zero'", "`zero` leads out of the repository"),
        ("[[files]]\npath = '../**'\nprofile = 'x'", "`..` leads out of the folder"),
        ("[files]\npath = '*'", "write each entry as `[[files]]`"),
        ("exclude = '**'", "everything is excluded (1 files; the first by `**`, osweb-config.toml:1)"),
    ] {
        let outer = folder(&[
            ("inner/.git/", ""),
            ("inner/osweb-prod.yml", FAULTY),
            ("base.yml", ""),
            ("osweb-config.toml", ""),
        ]);
        let inner = outer.path().join("inner");
        fs::write(inner.join("osweb-config.toml"), text).unwrap();
        fs::create_dir(inner.join("folder")).unwrap();
        #[cfg(unix)]
        {
            let link = |to: &Path, name| std::os::unix::fs::symlink(to, inner.join(name)).unwrap();
            link(&outer.path().join("base.yml"), "link.yml");
            link(&outer.path().join("osweb-config.toml"), "link.toml");
            link(Path::new("/dev/zero"), "zero");
            assert!(std::process::Command::new("mkfifo").arg(inner.join("pipe")).status().unwrap().success());
        }
        if cfg!(unix) || !["link", "/etc", "pipe", "zero"].iter().any(|of_unix| text.contains(of_unix)) {
            let (code, said) = check(&inner, &["."]);
            assert!(code == 2 && said.contains(why), "{text}: {code} {said}");
        }
    }
}

#[test]
fn a_value_in_a_line_that_is_not_understood_is_not_shown() {
    for text in
        ["oAuthClientSecret = 'Rq7~planted'", "files = 'Rq7~planted'", "password = Rq7~planted", "'x' = 'Rq7~planted"]
    {
        let folder = folder(&[("osweb-config.toml", text), ("osweb-prod.yml", FAULTY)]);
        for command in [&["check", "-v"][..], &["config", "osweb-prod.yml"], &["show", "osweb-prod.yml"]] {
            let output = run(folder.path(), command, &[]);
            assert_eq!(output.status.code(), Some(2), "{text} {command:?}");
            let said = stdout(&output) + &stderr(&output);
            assert!(said.contains("osweb-config.toml:1:") && !said.contains("planted"), "{said}");
        }
    }
}

#[test]
fn the_nearest_file_counts_up_to_the_root_of_the_repository() {
    let ignore = "ignore = 'encryption-not-tls'";
    let folder = folder(&[
        ("osweb-config.toml", ignore),
        ("a/osweb-prod.yml", FAULTY),
        ("b/osweb-config.toml", ""),
        ("b/osweb-prod.yml", FAULTY),
        ("c/osweb-config.toml", "extend = '../osweb-config.toml'\n"),
        ("c/deep/osweb-prod.yml", FAULTY),
        ("d/.git/", ""),
        ("d/osweb-prod.yml", FAULTY),
    ]);
    for (path, code) in [("a", 0), ("b", 1), ("c", 0), ("d", 1)] {
        let path = format!("{path}/{}osweb-prod.yml", if path == "c" { "deep/" } else { "" });
        assert_eq!(check(folder.path(), &[&path]).0, code, "{path}");
        assert_eq!(check(folder.path(), &["--no-config", &path]).0, 1, "{path}");
        assert_eq!(check(folder.path(), &["--config", "osweb-config.toml", &path]).0, 0, "{path}");
    }
    // What lies above the working folder is somebody else's, unless it is one repository.
    assert_eq!(check(&folder.path().join("a"), &["osweb-prod.yml"]).0, 1);
    fs::create_dir(folder.path().join(".git")).unwrap();
    assert_eq!(check(&folder.path().join("a"), &["osweb-prod.yml"]).0, 0);
}

#[test]
fn each_file_is_judged_by_what_is_said_of_it() {
    let base = "featureSwitches:\n  sendEmail:\n    oAuthTenantId: 7c9e6679-7425-40de-944b-e07fc1f90ae7\n";
    let sound = FAULTY.replace("SSL", "TLS");
    let without =
        sound.lines().filter(|line| !line.contains("Tenant")).fold(String::new(), |all, line| all + line + "\n");
    let policy = "properties: { server.port: {} }\nrequired: [server]\n";
    let project = "[[files]]\npath = 'n*/'\nbase = 'base.yml'\n[[files]]\npath = 'north2/'\npolicy = 'policy.yml'\n";
    let folder = folder(&[
        ("osweb-config.toml", project),
        ("base.yml", base),
        ("policy.yml", policy),
        ("north1/osweb-prod.yml", &without),
        ("north2/osweb-prod.yml", &without),
        ("south/osweb-prod.yml", &without),
    ]);
    let output = run(folder.path(), &["check", "--format", "short"], &[]);
    let text = stdout(&output);
    assert!(!text.contains("north1"), "{text}");
    assert!(text.contains("south/osweb-prod.yml:2:3: error[missing-setting]"), "{text}");
    assert_eq!(text.contains("north2/osweb-prod.yml:1:1: error[policy]"), cfg!(feature = "policy"), "{text}");
    // The one file of `show` is seen in the same way, and outputs are kept apart from what is read.
    let shown = run(folder.path(), &["show", "north1/osweb-prod.yml"], &[]);
    assert!(stdout(&shown).contains("base.yml"), "{}", stdout(&shown));
    let (code, said) = check(folder.path(), &["--output", "base.yml"]);
    assert!(code == 2 && said.contains("also an input (osweb-config.toml:3)"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("base.yml")).unwrap(), base);
    for command in [&["setup"][..], &["migrate", "--client-id", "6f3d1c52-8b7e-4a09-9c35-2d41e0b7a861"]] {
        let named = ["south/osweb-prod.yml", "--config", "osweb-config.toml", "--output", "osweb-config.toml"];
        let output = run(folder.path(), &[command, &named].concat(), &[]);
        assert!(stderr(&output).contains("also an input (--config)"), "{}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(folder.path().join("osweb-config.toml")).unwrap(), project);
}

#[test]
fn a_tracked_file_is_checked_though_a_gitignore_names_it() {
    let folder = folder(&[("osweb-a.yml", FAULTY), ("osweb-b.yml", FAULTY), (".gitignore", "*.yml\n"), (".git/", "")]);
    assert_eq!(check(folder.path(), &["."]).0, 2, "nothing is found");
    // An index of version 2 with one entry.
    let mut index = b"DIRC\0\0\0\x02\0\0\0\x01".to_vec();
    index.extend([0; 61]);
    index.extend(b"\x0bosweb-b.yml\0\0\0\0\0\0\0");
    fs::write(folder.path().join(".git/index"), index).unwrap();
    let output = run(folder.path(), &["check", "--show-files"], &[]);
    let text = stdout(&output);
    assert!(text.contains("skip   osweb-a.yml: a .gitignore leaves it out\ncheck  osweb-b.yml\n"), "{text}");
    assert_eq!(check(folder.path(), &["."]).0, 1);
}

#[test]
fn a_project_file_that_is_none_or_endless_is_refused() {
    let folder = folder(&[(".git/", ""), ("osweb-prod.yml", FAULTY)]);
    let path = folder.path().join("osweb-config.toml");
    let refused = |why: &str| {
        let (code, said) = check(folder.path(), &["."]);
        assert!(code == 2 && said.contains(why) && said.len() < 4096, "{why}: {code} {said}");
    };
    fs::write(&path, "#".repeat((64 << 20) + 1)).unwrap();
    refused("larger than 64 MiB");
    fs::write(&path, format!("x = {}", "[".repeat(100_000))).unwrap();
    refused("osweb-config.toml:1:");
    fs::write(&path, b"# \xff\n").unwrap();
    refused("is not UTF-8");
    fs::remove_file(&path).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        refused("is a link out of the repository");
        fs::remove_file(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        refused("is not a file");
    }
}

/// The summary of a job is shared by the commands of a step.
#[test]
fn markdown_is_added_to_the_summary_of_a_job() {
    let folder = folder(&[("osweb-prod.yml", FAULTY), ("summary", "# Tests\n"), ("other.md", "# Tests\n")]);
    let summary = folder.path().join("summary");
    let environment = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    for output in [format!("markdown={}", summary.display()), "markdown=other.md".to_owned()] {
        let output = run(folder.path(), &["check", "--output", &output], &environment);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    }
    let text = fs::read_to_string(summary).unwrap();
    assert!(text.starts_with("# Tests\n\n## osweb-config\n\n1 error"), "{text}");
    assert!(fs::read_to_string(folder.path().join("other.md")).unwrap().starts_with("## osweb-config\n"));
}

/// The repository of a hosting company, a small one: one file says how all are checked, and the check is one line.
#[cfg(unix)]
#[test]
fn an_estate_is_checked_by_one_line() {
    let place = tempfile::tempdir().unwrap();
    let estate = place.path().join("estate");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/loads/estate");
    assert!(std::process::Command::new("bash").arg(script).arg(&estate).arg("9").status().unwrap().success());
    let output = run(&estate, &["check"], &[]);
    assert_eq!(stdout(&output), "Nothing to report in 9 files.\n", "{}", stderr(&output));
    // Without the project file the tenant ID is missing everywhere, and what is archived is checked too.
    let output = run(&estate, &["check", "--no-config", "--statistics", "--format", "json"], &[]);
    let statistics: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let missing = statistics["rules"].as_array().unwrap().iter().find(|one| one["rule"] == "missing-setting").unwrap();
    assert!(output.status.code() == Some(1) && missing["count"].as_u64() >= Some(9), "{statistics}");
    // Each is seen in its profiles, and the policy judges all.
    let told = stderr(&run(&estate, &["check", "--verbose"], &[]));
    for profile in ["`prod`", "`prod,cluster`", "`test`"] {
        assert_eq!(told.matches(&format!("profile {profile},")).count(), 3, "{told}");
    }
    assert_eq!(told.matches("policy (osweb-config.toml:6)").count(), 9, "{told}");
    let path = estate.join("customers/c3/osweb-prod.yml");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("smtp.office365.com", "smtp-mail.outlook.com"))
        .unwrap();
    let output = run(&estate, &["check", "--format", "short"], &[]);
    let text = stdout(&output);
    assert_eq!(text.contains("customers/c3/osweb-prod.yml:"), output.status.code() == Some(1), "{text}");
    assert_eq!(text.contains("error[policy]"), cfg!(feature = "policy"), "{text}");
    // What is known is no gate, what is new is one.
    assert_eq!(run(&estate, &["check", "--write-baseline", "known.json"], &[]).status.code(), Some(0));
    assert_eq!(run(&estate, &["check", "--baseline", "known.json"], &[]).status.code(), Some(0));
    let other = estate.join("customers/c4/osweb-cluster.yml");
    fs::write(&other, fs::read_to_string(&other).unwrap().replace(": TLS", ": SSL")).unwrap();
    let output = run(&estate, &["check", "--baseline", "known.json", "--format", "short"], &[]);
    let text = stdout(&output);
    assert!(text.lines().count() == 1 && text.starts_with("customers/c4/osweb-cluster.yml:"), "{text}");
}
