//! The client secret, from wherever the options say.

use std::io::{BufRead, IsTerminal, Read};

use zeroize::Zeroizing;

use crate::cli::SecretArgs;
use crate::secret::Secret;

/// The longest secret that is taken, in bytes; real ones have about 40.
const LONGEST: u64 = 4096;

/// Reads the secret, if an option names a place.
///
/// # Errors
/// Why there is none at that place; never its content.
pub fn read(args: &SecretArgs) -> Result<Option<Secret>, String> {
    if let Some(name) = &args.client_secret_env {
        let value = std::env::var(name).map_err(|error| match error {
            std::env::VarError::NotPresent => {
                format!("the environment variable {name} (--client-secret-env) is not set")
            }
            std::env::VarError::NotUnicode(_) => {
                format!("the environment variable {name} (--client-secret-env) is not valid text")
            }
        })?;
        return one_line(Zeroizing::new(value), &format!("the environment variable {name}")).map(Some);
    }
    if let Some(path) = &args.client_secret_file {
        let shown = path.display().to_string();
        let mut text = Zeroizing::new(String::new());
        std::fs::File::open(path)
            .and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text))
            .map_err(|error| format!("{shown} (--client-secret-file) cannot be read: {error}"))?;
        return one_line(text, &shown).map(Some);
    }
    if args.client_secret_stdin {
        let mut text = Zeroizing::new(String::new());
        let stdin = std::io::stdin();
        let read = if stdin.is_terminal() {
            crate::terminal::say("Client secret (not shown while you type):");
            rpassword::read_password().map(|typed| *text = typed)
        } else {
            stdin.lock().take(LONGEST + 1).read_line(&mut text).map(drop)
        };
        read.map_err(|error| format!("standard input (--client-secret-stdin) cannot be read: {error}"))?;
        return one_line(text, "standard input").map(Some);
    }
    Ok(None)
}

fn one_line(text: Zeroizing<String>, place: &str) -> Result<Secret, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Err(format!("{place} holds no secret: it is empty"));
    }
    if text.contains(['\r', '\n']) || text.len() as u64 > LONGEST {
        return Err(format!("{place} holds more than a secret, which is one line"));
    }
    Ok(Secret::new(text))
}
