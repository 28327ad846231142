//! `explain`.

use clap::{Args, ValueEnum};

use super::rule_name;

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config explain encryption-not-tls
  osweb-config explain --all                 the rules, one line each
  osweb-config explain --all --format markdown";

/// Options of `explain`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// The rule
    #[arg(value_name = "RULE", required_unless_present = "all", value_parser = rule_name::parser(), hide_possible_values = true)]
    pub rule: Option<&'static str>,
    /// All rules
    #[arg(long, conflicts_with = "rule")]
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
