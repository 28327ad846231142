//! The parts of the runbook that are PowerShell, as scripts.
//!
//! The scripts themselves are constant; the file's values are the defaults of their parameters, each a literal, and nowhere else.

use super::line::shown;
use super::{Runbook, Value, literal};
use crate::choice::{Choice, choices};

const EXCHANGE: &str = include_str!("script/exchange.ps1");
const SECRET: &str = include_str!("script/secret.ps1");
/// What both begin with.
const COMMON: &str = include_str!("script/common.ps1");

choices! {
    /// A script.
    pub enum Part {
        /// Exchange Online: the service principal, its access, SMTP AUTH
        Exchange = "exchange",
        /// Microsoft Entra: which secret the file has, when it ends, a new one
        Secret = "secret",
    }
}

/// Renders a script: ASCII, LF.
pub fn powershell(runbook: &Runbook, part: Part) -> String {
    let values = &runbook.values;
    let senders: Vec<_> = values.senders.iter().filter(|sender| sender.known).map(Value::literal).collect();
    let template = match part {
        Part::Exchange => EXCHANGE,
        Part::Secret => SECRET,
    };
    let mut script = String::with_capacity(template.len() + COMMON.len() + 512);
    // One pass, so that nothing inside a value is taken for a mark of the script.
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once("@@").and_then(|(before, rest)| Some((before, rest.split_once("@@")?)))
    {
        script.push_str(before);
        script.push_str(&match name {
            "common" => COMMON.to_owned(),
            "version" => env!("CARGO_PKG_VERSION").to_owned(),
            "file" => literal(&shown(&values.file)),
            "access" => literal(values.access.as_str()),
            "comment" => literal(values.term.written),
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
