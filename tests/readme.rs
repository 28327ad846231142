//! The generated parts of the README: `UPDATE_FIXTURES=1` writes them anew.

use std::path::Path;

use osweb_config::rules;

use crate::common::{folder_with, run, stdout};

/// One part is written at a time.
static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// Holds what stands between `<!-- name: begin -->` and `<!-- name: end -->` against what belongs there.
fn assert_part(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = std::fs::read_to_string(&path).unwrap();
    let [begin, end] = ["begin", "end"].map(|side| format!("<!-- {name}: {side} -->\n"));
    let from = text.find(&begin).unwrap_or_else(|| panic!("README.md lacks {begin}")) + begin.len();
    let to = from + text[from..].find(&end).unwrap_or_else(|| panic!("README.md lacks {end}"));
    if text[from..to] != *expected {
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            std::fs::write(&path, [&text[..from], expected, &text[to..]].concat()).unwrap();
            return;
        }
        panic!(
            "the part `{name}` of README.md is old (UPDATE_FIXTURES=1 writes it):\n{}\nbelongs there:\n{expected}",
            &text[from..to]
        );
    }
}

#[test]
fn the_table_of_rules_is_complete() {
    let mut table = "\n| rule | severity | what it reports |\n| --- | --- | --- |\n".to_owned();
    for rule in rules::documented() {
        let summary = rule.page().summary.replace('\n', " ").replace('|', "\\|");
        table.push_str(&format!("| `{}` | {} | {summary} |\n", rule.name, rule.severity.word()));
    }
    assert_part("rules", &(table + "\n"));
}

/// The first command of the README, and what it prints.
#[test]
fn the_first_command_prints_what_the_readme_shows() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "fixtures/osweb-prod.yml"], &[]);
    assert!(output.stderr.is_empty());
    assert_part("transcript", &format!("\n```text\n{}```\n\n", stdout(&output)));
}

/// Before, the command, and what it plans.
#[test]
fn the_migration_goes_as_the_readme_shows() {
    let before = include_str!("../fixtures/legacy/nested-prod.yml");
    let folder = folder_with(before);
    let command = "osweb-config migrate osweb-prod.yml --client-id 3f0d6c2a-5b1e-4c77-9a48-1e2d3c4b5a69 \\\n    \
                   --tenant-id contoso.onmicrosoft.com --client-secret-placeholder OSWEB_MAIL_SECRET";
    let arguments: Vec<_> = command.split_whitespace().skip(1).filter(|word| *word != "\\").collect();
    let plan = stdout(&run(folder.path(), &arguments, &[]));
    let migrated = run(folder.path(), &[&arguments[..], &["--write", "--no-backup"]].concat(), &[]);
    assert!(migrated.status.success());
    assert!(
        run(folder.path(), &["check", "osweb-prod.yml"], &[]).status.success(),
        "what was written passes the check"
    );
    assert_part("migration", &format!("\n```yaml\n{before}```\n\n```text\n$ {command}\n\n{plan}```\n\n"));
}

/// Every option that the README names in a command line or a table exists.
#[test]
fn the_options_that_the_readme_names_exist() {
    use clap::CommandFactory;
    let definition = osweb_config::cli::Cli::command();
    let mut known: Vec<String> = vec!["--version".into()];
    for command in std::iter::once(&definition).chain(definition.get_subcommands()) {
        known.extend(command.get_arguments().filter_map(|argument| Some(format!("--{}", argument.get_long()?))));
    }
    let text = include_str!("../README.md");
    for line in text.lines().filter(|line| line.contains("osweb-config ") || line.starts_with("| `--")) {
        for word in line
            .split(|char: char| !(char.is_ascii_alphanumeric() || char == '-'))
            .filter(|word| word.starts_with("--"))
        {
            let is_rule = word.chars().all(|char| char == '-');
            assert!(is_rule || known.iter().any(|option| option == word), "README.md names {word}: {line}");
        }
    }
}
