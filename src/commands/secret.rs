//! The client secret, from wherever the options say.

use std::io::{BufRead, IsTerminal, Read};

use zeroize::Zeroizing;

use crate::cli::SecretArgs;
use crate::date::Date;
use crate::error::Error;
use crate::secret::Secret;
use crate::system;

/// The longest secret that is taken, in bytes; real ones have about 40.
const LONGEST: u64 = 4096;

/// Reads the secret, if an option names a place.
///
/// # Errors
/// Why there is none at that place; never its content.
pub fn read(args: &SecretArgs) -> Result<Option<Secret>, Error> {
    if let Some(name) = &args.client_secret_env {
        let variable = |why| Error::at(format!("the environment variable {name} (--client-secret-env)"), why);
        let value = std::env::var(name).map_err(|error| match error {
            std::env::VarError::NotPresent => variable("is not set"),
            std::env::VarError::NotUnicode(_) => variable("is not valid text"),
        })?;
        return one_line(Zeroizing::new(value), &format!("the environment variable {name}")).map(Some);
    }
    if let Some(path) = &args.client_secret_file {
        let shown = path.display().to_string();
        let bytes = system::patiently(|| std::fs::File::open(path))
            .and_then(read_some)
            .map_err(|error| Error::reading(&shown, &error).given_by("--client-secret-file"))?;
        return one_line(text(&bytes, &shown)?, &shown).map(Some);
    }
    if args.client_secret_stdin {
        let stdin = std::io::stdin();
        let failed = |error| Error::reading("standard input", &error).given_by("--client-secret-stdin");
        let typed = if stdin.is_terminal() {
            crate::terminal::say("Client secret (not shown while you type):");
            Zeroizing::new(rpassword::read_password().map_err(failed)?)
        } else {
            text(&first_line(stdin.lock()).map_err(failed)?, "standard input")?
        };
        return one_line(typed, "standard input").map(Some);
    }
    Ok(None)
}

/// Refuses a day of `--expires` that has passed.
///
/// # Errors
/// It has.
pub fn not_expired(expires: Option<Date>) -> Result<(), Error> {
    match expires.filter(|date| *date < Date::today()) {
        Some(date) => Err(Error::new(format!("--expires: {date} has passed; a new secret expires later"))),
        None => Ok(()),
    }
}

/// More bytes than a secret can have are not read.
fn read_some(file: impl Read) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 1));
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Up to the first line feed, which may be half a character of UTF-16; who pipes a secret may keep the pipe open.
fn first_line(stdin: impl BufRead) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut stdin = stdin.take(LONGEST + 1);
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 1));
    stdin.read_until(b'\n', &mut bytes)?;
    if is_utf16_le(&bytes) {
        stdin.read_until(0, &mut bytes)?;
    }
    Ok(bytes)
}

/// Whether a text is UTF-16LE, as `>` and `Out-File` of Windows PowerShell write it; `cmd /u` leaves out the byte-order mark.
fn is_utf16_le(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || matches!(bytes, [first, 0, ..] if *first != 0)
}

/// The text of bytes in any encoding that Windows writes one in.
///
/// # Errors
/// It is in none of them.
fn text(bytes: &[u8], place: &str) -> Result<Zeroizing<String>, Error> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Zeroizing<Vec<u16>> = Zeroizing::new(pairs.iter().map(|pair| unit(*pair)).collect());
        rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        _ if is_utf16_le(bytes) => units(bytes, u16::from_le_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.map(Zeroizing::new).ok_or_else(|| Error::at(place, "is not text in UTF-8 or UTF-16"))
}

fn one_line(text: Zeroizing<String>, place: &str) -> Result<Secret, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Err(Error::at(place, "contains no secret: it is empty"));
    }
    if text.contains(['\r', '\n']) || text.len() as u64 > LONGEST {
        return Err(Error::at(place, "contains more than a secret, which is one line"));
    }
    Ok(Secret::new(text))
}
