//! `check`.

use std::path::PathBuf;

use clap::Args;

use super::{ExpiryArgs, ReadArgs, SearchArgs, rule_name};
use crate::diagnostic::FailOn;
use crate::report::{Output, ReportFormat};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config check                         all osweb*.yml below this folder
  osweb-config check --fail-on warning osweb-prod.yml
  osweb-config check --fix osweb-prod.yml    put right what can be
  osweb-config check --diff --unsafe-fixes osweb-prod.yml
  osweb-config check --base application-prod.yml osweb-prod.yml
  osweb-config check osweb-prod.yml server.reg   do the two agree?
  osweb-config check --output sarif=osweb.sarif --output junit=osweb.xml config/
  osweb-config check --stdin-filename osweb-prod.yml - <exported.yml
  osweb-config check --exclude 'archive/' --statistics customers/
  osweb-config check --live osweb-prod.yml       can mail be sent?
  osweb-config check --live --send-to me@example.com osweb-prod.yml";

/// Options of `check`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Files, folders (searched for osweb*.yml and osweb*.yaml), exports (.reg, .properties, JSON, the actuator's `env`),
    /// or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Report this rule only (repeat, or use commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name::parser(), hide_possible_values = true)]
    pub select: Vec<&'static str>,
    /// Do not report this rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_name::parser(), hide_possible_values = true)]
    pub ignore: Vec<&'static str>,
    /// Lowest severity that makes the exit code 1; default: error
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Format of the report; default: human
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,
    /// Report into FILE (or FORMAT=FILE, several times)
    #[arg(long, value_name = "FILE", value_parser = clap::value_parser!(Output))]
    pub output: Vec<Output>,
    /// Count by rule instead of showing what was found
    #[arg(long, conflicts_with_all = ["diff", "show_files"])]
    pub statistics: bool,
    /// What is left out.
    #[command(flatten)]
    pub search: SearchArgs,
    /// Say what would be checked, and what not and why
    #[arg(long, conflicts_with_all = ["fix", "diff", "output"])]
    pub show_files: bool,
    /// Report only what this file does not know
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    pub baseline: Option<PathBuf>,
    /// Write what is found into FILE, as known from now on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["diff", "baseline"])]
    pub write_baseline: Option<PathBuf>,
    /// Take out of the baseline what is not found any more
    #[arg(long, requires = "baseline")]
    pub prune_baseline: bool,
    /// Apply safe fixes; the old file becomes NAME.bak
    #[arg(long, group = "fixing")]
    pub fix: bool,
    /// Show what --fix would change; write nothing
    #[arg(long, group = "fixing", conflicts_with_all = ["fix", "format", "output"])]
    #[cfg_attr(feature = "live", arg(conflicts_with = "live"))]
    pub diff: bool,
    /// Apply (or show) unsafe fixes too: see whether each is meant
    #[arg(long, requires = "fixing")]
    pub unsafe_fixes: bool,
    /// Keep no backup
    #[arg(long, requires = "fix")]
    pub no_backup: bool,
    /// Write into the file (mounts, links); not atomic
    #[arg(long, requires = "fix", conflicts_with = "no_backup")]
    pub in_place: bool,
    /// Your own JSON Schema on top, JSON or YAML
    #[cfg(feature = "policy")]
    #[arg(long, value_name = "FILE")]
    pub policy: Vec<PathBuf>,
    /// When the client secret expires.
    #[command(flatten)]
    pub expiry: ExpiryArgs,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// The live check.
    #[cfg(feature = "live")]
    #[command(flatten)]
    pub live: super::LiveArgs,
}
