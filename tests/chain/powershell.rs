//! The commands of the runbook and its script, parsed by tree-sitter's grammar of PowerShell: each value is one string literal and
//! nothing of it is code.

use osweb_config::choice::Choice;
use osweb_config::sanitize;
use osweb_config::setup::{Access, Block, Part, Runbook, Term, Value, Values, powershell};
use proptest::prelude::*;
use tree_sitter::{Node, Parser, Tree};

fn parse(script: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar fits the parser");
    let tree = parser.parse(script, None).expect("a tree");
    assert!(!tree.root_node().has_error(), "PowerShell refuses:\n{script}\n{}", tree.root_node().to_sexp());
    tree
}

/// All nodes of some kinds, in the order of the text.
fn nodes<'t>(tree: &'t Tree, kinds: &[&str]) -> Vec<Node<'t>> {
    let mut found = vec![];
    let mut waiting = vec![tree.root_node()];
    while let Some(node) = waiting.pop() {
        if kinds.contains(&node.kind()) {
            found.push(node);
        }
        waiting.extend((0..node.child_count()).rev().filter_map(|index| node.child(index as u32)));
    }
    found
}

/// What PowerShell makes of the literals in single quotes; the text inside `[regex]::Unescape('…')` as .NET unescapes it.
fn literals(tree: &Tree, script: &str) -> Vec<String> {
    let literals = nodes(tree, &["verbatim_string_characters"]);
    literals
        .iter()
        .map(|node| {
            let quoted = &script[node.byte_range()];
            let inner = quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).expect("single quotes");
            assert!(inner.replace("''", "").chars().all(|char| char != '\''), "{quoted}");
            let text = inner.replace("''", "'");
            match script[..node.start_byte()].ends_with("[regex]::Unescape(") {
                true => unescape(&text),
                false => text,
            }
        })
        .collect()
}

/// `Regex.Unescape`, as far as it is used: `\\` and `\uXXXX`.
fn unescape(text: &str) -> String {
    let mut units: Vec<u16> = vec![];
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if let Some(escaped) = rest.strip_prefix("\\u") {
            units.push(u16::from_str_radix(&escaped[..4], 16).expect("four digits"));
            rest = &escaped[4..];
        } else if let Some(after) = rest.strip_prefix("\\\\") {
            units.push(u16::from(b'\\'));
            rest = after;
        } else {
            assert_ne!(char, '\\', "{text}");
            units.extend(char.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[char.len_utf8()..];
        }
    }
    String::from_utf16(&units).expect("whole characters")
}

fn values(texts: &[String], access: Access) -> Values {
    let [file, server, port, user, client, tenant, object, sender, administrator, app] = texts else {
        panic!("ten texts")
    };
    Values {
        file: file.clone(),
        server: Value::known(server),
        port: Value::known(port),
        user: Value::known(user),
        client: Value::known(client),
        tenant: Value::known(tenant),
        object: Value::known(object),
        senders: vec![Value::known(sender)],
        administrator: Value::known(administrator),
        app: Value::known(app),
        access,
        term: Term { line: Some(9), ..Term::default() },
    }
}

/// Each script for each access.
fn scripts(texts: &[String]) -> Vec<(Part, String)> {
    let all = Access::ALL.iter().flat_map(|access| Part::ALL.iter().map(move |part| (*access, *part)));
    all.map(|(access, part)| (part, powershell(&Runbook::new(values(texts, access)), part))).collect()
}

/// What a script runs: its commands, statements and calls, without the texts.
fn code(tree: &Tree) -> usize {
    nodes(tree, &["command", "if_statement", "foreach_statement", "function_statement", "assignment_expression"]).len()
}

fn plain() -> Vec<String> {
    (0..10).map(|number| format!("value{number}")).collect()
}

fn hostile() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        3 => "[ -~]{0,6}",
        2 => prop::sample::select(vec![
            "'", "''", "\u{2018}", "\u{2019}", "\u{201a}", "\u{201b}", "\"", "\u{201c}", "`", "$(Remove-Item x)", "'; Remove-Item x; '",
            "#>", "<#", "@'", "'@", "@@client@@", "@@", "\n", "\r\n", "\0", "\\", "\\u0027", "|", ";", "&", "%", "Б", "ü", "漢", "🔑", "\u{202e}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat()), 10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_file_holds_is_one_literal_of_each_script(
        texts in hostile(), access in prop::sample::select(Access::ALL), part in prop::sample::select(Part::ALL),
    ) {
        let script = powershell(&Runbook::new(values(&texts, access)), part);
        prop_assert!(script.is_ascii());
        let tree = parse(&script);
        let found = literals(&tree, &script);
        // The parameters, in their order, then the name of the file.
        let [file, _, _, user, client, tenant, object, sender, administrator, app] = &texts[..] else { panic!("ten texts") };
        let expected: Vec<String> = match part {
            Part::Exchange => [client, object, user, sender, administrator, tenant, app].map(String::clone).to_vec(),
            Part::Secret => [client, tenant, app].map(String::clone).to_vec(),
        };
        prop_assert_eq!(&found[..expected.len()], &expected[..]);
        prop_assert!(found[expected.len()..].contains(&sanitize::line(file).into_owned()));
        let ordinary = powershell(&Runbook::new(values(&plain(), access)), part);
        let ordinary_tree = parse(&ordinary);
        prop_assert_eq!(code(&tree), code(&ordinary_tree));
        prop_assert_eq!(found.len(), literals(&ordinary_tree, &ordinary).len());
    }

    #[test]
    fn whatever_a_file_holds_is_one_literal_of_each_command(texts in hostile(), access in prop::sample::select(Access::ALL)) {
        let ordinary = commands(&plain(), access);
        let all = commands(&texts, access);
        prop_assert_eq!(all.len(), ordinary.len());
        for (command, ordinary) in all.iter().zip(&ordinary) {
            let (tree, ordinary_tree) = (parse(command), parse(ordinary));
            let expected: Vec<_> = literals(&ordinary_tree, ordinary).into_iter().map(|literal| {
                match plain().iter().position(|plain| *plain == literal) {
                    Some(index) => texts[index].clone(),
                    // The filter is a language of its own: each quote that could end its text is there twice.
                    None => literal.replace("'value3'", &format!("'{}'", doubled(&texts[3]))),
                }
            }).collect();
            prop_assert_eq!(literals(&tree, command), expected, "{}", command);
            prop_assert_eq!(code(&tree), code(&ordinary_tree));
        }
    }
}

/// The PowerShell commands of the runbook.
fn commands(texts: &[String], access: Access) -> Vec<String> {
    let runbook = Runbook::new(values(texts, access));
    let blocks = runbook.sections.into_iter().flat_map(|section| section.steps).flat_map(|step| step.blocks);
    blocks.filter_map(|block| if let Block::Command(command) = block { Some(command) } else { None }).collect()
}

fn doubled(text: &str) -> String {
    ["'", "\u{2018}", "\u{2019}", "\u{201a}", "\u{201b}"]
        .iter()
        .fold(text.to_owned(), |text, quote| text.replace(quote, &quote.repeat(2)))
}

/// The commands of a script with their names.
fn named<'t>(tree: &'t Tree, script: &'t str) -> Vec<(&'t str, Node<'t>)> {
    let name = |command: &Node| command.child_by_field_name("command_name").map(|name| &script[name.byte_range()]);
    nodes(tree, &["command"]).into_iter().map(|command| (name(&command).unwrap_or_default(), command)).collect()
}

#[test]
fn each_change_of_a_script_is_looked_at_first_and_can_be_tried_without_effect() {
    for (part, script) in scripts(&plain()) {
        let changes = match part {
            Part::Exchange => vec![
                "Add-MailboxPermission",
                "Add-RecipientPermission",
                "Install-Module",
                "New-ManagementRoleAssignment",
                "New-ManagementScope",
                "New-ServicePrincipal",
                "Set-CASMailbox",
                "Set-ExecutionPolicy",
            ],
            Part::Secret => {
                vec!["Add-MgApplicationPassword", "Install-Module", "Set-Clipboard", "Set-Clipboard"]
            }
        };
        let tree = parse(&script);
        let verbs =
            ["Add", "Clear", "Disable", "Enable", "Install", "New", "Out", "Remove", "Set", "Uninstall", "Update"];
        let harmless = ["Install-MissingModule", "Out-Null"];
        let mut seen = vec![];
        for (name, command) in named(&tree, &script) {
            let verb = name.split('-').next().unwrap_or_default();
            if !verbs.contains(&verb) || harmless.contains(&name) {
                continue;
            }
            seen.push(name);
            let mut above = command.parent();
            let mut asked = false;
            while let Some(node) = above {
                let text = &script[node.byte_range()];
                if node.kind() == "if_statement" || node.kind() == "elseif_clause" {
                    let condition = text.split_once('{').map_or(text, |(condition, _)| condition);
                    asked |= condition.contains("$PSCmdlet.ShouldProcess");
                }
                above = node.parent();
            }
            assert!(asked, "{name} runs without ShouldProcess");
        }
        seen.sort_unstable();
        assert_eq!(seen, changes);
        assert!(script.contains("[CmdletBinding(SupportsShouldProcess = $true)]"));
    }
}

/// What is asked for, or made, goes to no command but those that take a secret.
#[test]
fn the_script_on_the_secret_shows_none() {
    let (_, script) = scripts(&plain()).into_iter().find(|(part, _)| *part == Part::Secret).expect("a script");
    let tree = parse(&script);
    let taken: Vec<_> = named(&tree, &script)
        .into_iter()
        .filter(|(_, command)| {
            let text = script[command.byte_range()].to_lowercase();
            ["$secret ", "$secret)", "$given", "secrettext"].iter().any(|holder| text.contains(holder))
        })
        .map(|(name, _)| name)
        .collect();
    // Tests of the value itself; the last one copies the new one.
    assert_eq!(taken, ["Test-Guid", "Where-Object", "Where-Object", "Set-Clipboard"]);
    assert!(script.contains("Read-Host -AsSecureString"));
}

/// The lines for PowerShell in docs/install.md are PowerShell.
#[test]
fn the_lines_of_the_page_on_installing_are_parsed() {
    let blocks: Vec<_> = include_str!("../../docs/install.md").split("```powershell\n").skip(1).collect();
    assert!(blocks.len() >= 4, "{} blocks", blocks.len());
    for block in blocks {
        parse(block.split("```").next().unwrap());
    }
}
