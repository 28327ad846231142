//! When a client secret expires, and how early that is said.

use clap::Args;

use crate::date::Date;
use crate::inspect::Expiry;

/// Options on the day on which a client secret expires.
#[derive(Clone, Debug, Default, Args)]
pub struct ExpiryArgs {
    /// Warn so many days before a secret expires (30)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub expiry_warning: Option<u32>,
    /// Mention it so many days before (60)
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub expiry_info: Option<u32>,
    /// When it expires, for a file without comments
    #[arg(long, value_name = "DATE")]
    pub secret_expires: Option<Date>,
}

impl ExpiryArgs {
    /// What a check is told: these options, and the day that it is.
    pub fn of_today(&self) -> Expiry {
        let default = Expiry::default();
        Expiry {
            today: Some(Date::today()),
            secret: self.secret_expires,
            warning: self.expiry_warning.unwrap_or(default.warning),
            info: self.expiry_info.unwrap_or(default.info),
        }
    }
}
