//! The client secret after the set-up: when it expires, which one is in the file, a new one.

use super::super::{Author, Block, Section, Values};
use super::Steps;
use super::server::shell;

pub(super) fn section(values: &Values) -> Section {
    let client = values.client.literal();
    let file = shell(&values.file);
    let mut steps = Steps::new(values);
    steps.step(Author::Program, "Write down when the secret expires");
    let term = &values.term;
    match (term.expires, term.line) {
        (None, _) if term.comment_line.is_some() => {
            steps.item("The comment of line {comment_line} names no day that exists. Write the day into it, like this:")
        }
        (Some(_), _) => {
            steps.item("The secret of the file expires on {expires}, by the comment of line {expires_line}. The comment is a claim: after a change of the secret, update the day.")
        }
        (None, _) if !term.in_file() => {
            steps.item("A file of this format has no comments: tell `osweb-config check` the day with this option.")
        }
        (None, Some(_)) => {
            steps.item("No comment says when the secret of line {secret_line} expires. Add this comment above it, with the day:")
        }
        (None, None) => steps.item("Add this comment above the client secret, with the day:"),
    };
    if term.expires.is_none() {
        steps.block(Block::File(term.comment()));
    }
    if term.is_id {
        steps.note(
            "The value that the file has there is a GUID, so it is a *Secret ID* and not the secret: replace it first.",
        );
    }
    steps
        .item("`osweb-config check` then tells 60 days before, and warns from 30 days before on. Days are whole days in UTC. Microsoft sends no notice.")
        .step(Author::Microsoft, "See which secret is in the file, and when it ends")
        .item("In the app registration open *Certificates & secrets*: the first three characters of each *Value* are shown, with the day in *Expires*. Compare them with the file's. Or list them in PowerShell, where `Hint` is these characters and `KeyId` is the *Secret ID*:")
        .command("Connect-MgGraph -Scopes 'Application.Read.All'")
        .command(format!(
            "(Get-MgApplication -Filter (\"appId eq '{{0}}'\" -f {client})).PasswordCredentials | Format-Table DisplayName, Hint, KeyId, EndDateTime"
        ))
        .item("Three equal characters are a match, no proof. A script that asks for the secret without showing it, compares it, and prints the comment:")
        .block(Block::Shell(format!("osweb-config setup --format powershell --part secret --output secret.ps1 {file}")))
        .step(Author::Program, "Replace it in time")
        .item("Make a new one in *Certificates & secrets*; both are valid until the old one is deleted. Then put it in:")
        .block(Block::Shell(format!("osweb-config rotate {file}")));
    steps.section(
        "The client secret, until it expires",
        "Mail stops on the day on which the secret expires: after two years at most if it was made in the browser.",
    )
}
