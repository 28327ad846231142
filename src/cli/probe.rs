//! `probe`.

use std::path::PathBuf;

use clap::Args;

use super::{LiveArgs, ReachArgs, ReadArgs, SecretArgs};
use crate::date::Date;
use crate::probe::{Levels, Limits, ProbeFormat};

/// Shown below `--help`.
const EXAMPLES: &str = "Examples:
  osweb-config probe osweb-prod.yml
  osweb-config probe --format checkmk osweb-prod.yml
  osweb-config probe --cache probe.cache --max-age 3600 osweb-prod.yml
Exit codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; docs/probe.md";

/// Options of `probe`.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ProbeArgs {
    /// Files, directories, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// plugin, checkmk, prometheus, prtg, json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, hide_default_value = true)]
    pub format: ProbeFormat,
    /// Days left of the secret: warning
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub warn_secret_days: u32,
    /// Days left of the secret: critical
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub crit_secret_days: u32,
    /// Days left of the certificate: warning
    #[arg(long, alias = "warn-certificate-days", value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub warn_cert_days: Option<u32>,
    /// Days left of the certificate: critical
    #[arg(long, alias = "crit-certificate-days", value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub crit_cert_days: Option<u32>,
    /// Longer than this altogether: warning
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub warn_seconds: Option<f64>,
    /// Longer than this altogether: critical
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub crit_seconds: Option<f64>,
    /// When it expires, for a file without comments
    #[arg(long, value_name = "DATE")]
    pub secret_expires: Option<Date>,
    /// Print a result again that is not older
    #[arg(long, value_name = "SECONDS", requires = "cache", value_parser = clap::value_parser!(u32).range(..=604_800))]
    pub max_age: Option<u32>,
    /// Where results are kept for that
    #[arg(long, value_name = "FILE", requires = "max_age")]
    pub cache: Option<PathBuf>,
    /// Seconds for the whole probe
    #[arg(long, value_name = "SECONDS", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    pub deadline: u32,
    /// Send a small test message to this address
    #[arg(long, value_name = "ADDRESS")]
    pub send_to: Option<String>,
    /// Its sender [default: smtpUsername]
    #[arg(long, value_name = "ADDRESS")]
    pub send_as: Option<String>,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
    /// Where the client secret comes from, if not from the file.
    #[command(flatten)]
    pub secret: SecretArgs,
    /// How the servers are reached.
    #[command(flatten)]
    pub reach: ReachArgs,
}

impl ProbeArgs {
    /// The same as `check --live` is given it.
    pub fn live(&self) -> LiveArgs {
        let (send_to, send_as) = (self.send_to.clone(), self.send_as.clone());
        LiveArgs { send_to, send_as, ..self.reach.live(&self.secret) }
    }

    /// The thresholds.
    pub fn limits(&self) -> Limits {
        let days = |days: Option<u32>| days.map(f64::from);
        Limits {
            secret_days: Levels { warn: days(Some(self.warn_secret_days)), crit: days(Some(self.crit_secret_days)) },
            certificate_days: Levels { warn: days(self.warn_cert_days), crit: days(self.crit_cert_days) },
            seconds: Levels { warn: self.warn_seconds, crit: self.crit_seconds },
        }
    }
}

/// A number of seconds, which may be a fraction.
fn seconds(text: &str) -> Result<f64, &'static str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let seconds = text.parse::<f64>().ok().filter(|seconds| plain && (0.0..=3_600.0).contains(seconds));
    seconds.ok_or("a number of seconds is expected, 0 to 3600, such as 2.5")
}
