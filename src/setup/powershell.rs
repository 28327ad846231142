//! The Exchange part of the runbook as a PowerShell script.
//!
//! The script itself is constant; the file's values are the defaults of its parameters, each a literal, and nowhere else.

use super::{Runbook, Value, literal};

const SCRIPT: &str = include_str!("script.ps1");

/// Renders the script: ASCII, LF.
pub fn powershell(runbook: &Runbook) -> String {
    let values = &runbook.values;
    let senders: Vec<_> = values.senders.iter().filter(|sender| sender.known).map(Value::literal).collect();
    let mut script = String::with_capacity(SCRIPT.len() + 512);
    // One pass, so that nothing inside a value is taken for a mark of the script.
    let mut rest = SCRIPT;
    while let Some((before, (name, after))) =
        rest.split_once("@@").and_then(|(before, rest)| Some((before, rest.split_once("@@")?)))
    {
        script.push_str(before);
        script.push_str(&match name {
            "version" => env!("CARGO_PKG_VERSION").to_owned(),
            "file" => literal(&values.file),
            "client" => default(&values.client),
            "object" => default(&values.object),
            "mailbox" => default(&values.user),
            "tenant" => default(&values.tenant),
            "administrator" => default(&values.administrator),
            "app" => default(&values.app),
            _ => format!("@({})", senders.join(", ")),
        });
        rest = after;
    }
    script.push_str(rest);
    script
}

/// A value, or an empty text where the script has to ask for it.
fn default(value: &Value) -> String {
    if value.known { value.literal() } else { literal("") }
}
