//! Values from options: taken from where they are, and judged before any file is.

use crate::cli::{SecretArgs, ValueArgs};
use crate::commands::secret;
use crate::error::Error;
use crate::migration::{self, Origin, Text, Values};
use crate::settings::Setting;

/// The values that were given with options.
///
/// # Errors
/// Every value that cannot be used, a line each.
pub fn from_options(args: &ValueArgs) -> Result<Values, Error> {
    secret::not_expired(args.expires)?;
    let mut values = Values::default();
    values.expires = args.expires;
    let mut refused = vec![];
    let mut open = args.open();
    for setting in Setting::ALL {
        let text = open[setting].take();
        let Some(text) = text else { continue };
        let Some(option) = setting.definition().options.first() else { continue };
        values.set(setting, Text::Open(text.trim().to_owned()), Origin::Option(option));
    }
    match secret(args) {
        Ok(Some((option, text))) => values.set(Setting::OAuthClientSecret, text, Origin::Option(option)),
        Ok(None) => {}
        Err(error) => refused.push(error.to_string()),
    }
    for setting in Setting::ALL {
        let Some(given) = values.get(setting) else { continue };
        if let (Err(why), Origin::Option(option)) = (migration::judge(setting, &given.text, &values), &given.origin) {
            refused.push(format!("{option}: {why}"));
        }
    }
    if refused.is_empty() { Ok(values) } else { Err(Error::new(refused.join("\n  "))) }
}

fn secret(args: &ValueArgs) -> Result<Option<(&'static str, Text)>, Error> {
    if let Some(secret) = secret::read(&args.secret)? {
        let option = match &args.secret {
            SecretArgs { client_secret_env: Some(_), .. } => "--client-secret-env",
            SecretArgs { client_secret_file: Some(_), .. } => "--client-secret-file",
            _ => "--client-secret-stdin",
        };
        return Ok(Some((option, Text::Secret(secret))));
    }
    let Some(name) = &args.client_secret_placeholder else { return Ok(None) };
    const OPTION: &str = "--client-secret-placeholder";
    let is_name = !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char));
    if !is_name {
        // Not repeated: whoever typed the secret here must not find it in a log.
        let cause = "the name of a variable is expected, such as SMTP_SECRET (letters, digits, `.`, `_`, `-`)";
        return Err(Error::at(format!("{OPTION}:"), cause));
    }
    Ok(Some((OPTION, Text::Open(format!("${{{name}}}")))))
}
