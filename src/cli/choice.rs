//! The library's lists of names as values of options: completed by the shell, described in the help.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::choice::Choice;
use crate::diagnostic::FailOn;
use crate::parse::Format;
#[cfg(feature = "live")]
use crate::probe::ProbeFormat;
use crate::report::ReportFormat;
use crate::setup::{Access, Part};
use crate::terminal::Colour;

macro_rules! value_enums {
    ($($Name:ident),+) => {
        $(impl ValueEnum for $Name {
            fn value_variants<'a>() -> &'a [Self] {
                Self::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.as_str()).help(self.summary()))
            }
        })+
    };
}

value_enums!(Access, Colour, FailOn, Format, Part, ReportFormat);
#[cfg(feature = "live")]
value_enums!(ProbeFormat);
