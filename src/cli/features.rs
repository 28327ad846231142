//! Options that a build may lack, since it was made without a cargo feature.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Features that this build lacks, with the options that they bring.
const LEFT_OUT: &[(&str, &[&str])] = &[
    #[cfg(not(feature = "live"))]
    (
        "live",
        &["--live", "--send-to", "--send-as", "--cloud", "--token-endpoint", "--allow-host", "--ca-file", "--timeout"],
    ),
    #[cfg(not(feature = "policy"))]
    ("policy", &["--policy"]),
];

/// Why an option is not known, where it is one of a feature that was left out: the option and the feature.
pub fn left_out(error: &Error) -> Option<(&str, &'static str)> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    let option = typed.split('=').next().unwrap_or(typed);
    LEFT_OUT.iter().find(|(_, options)| options.contains(&option)).map(|(feature, _)| (option, *feature))
}
