//! Where reports go beside standard output.

use std::path::PathBuf;
use std::str::FromStr;

use super::ReportFormat;
use crate::choice::Choice;
use crate::error::Error;

/// A file that takes a report, typed as `FILE` or `FORMAT=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The format, where one was given.
    pub format: Option<ReportFormat>,
    /// The file.
    pub file: PathBuf,
}

impl FromStr for Output {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let Some((format, file)) = text.split_once('=') else {
            return match text {
                "-" => Err(Error::new("standard output takes the report of --format; name a file here")),
                _ => Ok(Self { format: None, file: text.into() }),
            };
        };
        match ReportFormat::parse(format) {
            Some(format) if file == "-" => Err(Error::new(format!(
                "standard output takes the report of --format: use `--format {}`, or name a file here",
                format.as_str()
            ))),
            Some(_) if file.is_empty() => Err(Error::new(format!("the file is missing after `{format}=`"))),
            Some(format) => Ok(Self { format: Some(format), file: file.into() }),
            None if format.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                let known: Vec<_> = ReportFormat::ALL.iter().map(|format| format.as_str()).collect();
                Err(Error::new(format!("`{format}` is not a format (expected {})", known.join(", ")))
                    .hint(format!("a file of that name is written `./{text}`")))
            }
            None => Ok(Self { format: None, file: text.into() }),
        }
    }
}
