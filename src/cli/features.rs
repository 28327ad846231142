//! Commands and options that a build may lack, since it was made without a cargo feature.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Features that this build lacks, with the commands and options that they bring.
const LEFT_OUT: &[(&str, &[&str])] = &[
    #[cfg(not(feature = "live"))]
    (
        "live",
        &[
            "probe",
            "--live",
            "--send-to",
            "--send-as",
            "--cloud",
            "--token-endpoint",
            "--allow-host",
            "--ca-file",
            "--timeout",
        ],
    ),
    #[cfg(not(feature = "lsp"))]
    ("lsp", &["lsp"]),
    #[cfg(not(feature = "policy"))]
    ("policy", &["--policy"]),
];

/// Why a command or an option is not known, where it is one of a feature that was left out: what was typed and the feature.
pub fn left_out(error: &Error) -> Option<(&str, &'static str)> {
    let place = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        _ => return None,
    };
    let Some(ContextValue::String(typed)) = error.get(place) else { return None };
    let option = typed.split('=').next().unwrap_or(typed);
    LEFT_OUT.iter().find(|(_, options)| options.contains(&option)).map(|(feature, _)| (option, *feature))
}
