//! `explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::rule_name;

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config explain encryption-not-tls    a rule
  osweb-config explain AADSTS7000215         a code of Microsoft Entra
  osweb-config explain '535 5.7.3 Authentication unsuccessful'
  osweb-config explain --log osweb.log       the replies in a log
  osweb-config explain --all                 the rules, one line each
  osweb-config explain --all --format markdown";

/// Options of `explain`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// A rule, a code (AADSTS7000215, 5.7.139), or a reply as it was shown
    #[arg(value_name = "RULE|CODE|REPLY", required_unless_present_any = ["all", "log"], value_parser = rule_name::or_text(), hide_possible_values = true)]
    pub what: Option<String>,
    /// Log of any program: every reply in it that is known, once
    #[arg(long, value_name = "FILE", conflicts_with_all = ["what", "all"])]
    pub log: Option<PathBuf>,
    /// File whose values are filled in
    #[arg(long = "for", value_name = "FILE", conflicts_with = "all")]
    pub file: Option<PathBuf>,
    /// All rules
    #[arg(long, conflicts_with = "what")]
    pub all: bool,
    /// Format of the pages
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub format: ExplainFormat,
}

/// The format of a rule's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// Text for a terminal; of all rules one line each
    Human,
    /// Markdown
    Markdown,
    /// JSON
    Json,
}
