//! Where reports go beside standard output.

use std::path::PathBuf;
use std::str::FromStr;

use super::ReportFormat;
use crate::choice::Choice;

/// A file that takes a report, typed as `FILE` or `FORMAT=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The format, where one was given.
    pub format: Option<ReportFormat>,
    /// The file.
    pub file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((format, file)) = text.split_once('=') else {
            return match text {
                "-" => Err("standard output takes the report of --format; name a file here".to_owned()),
                _ => Ok(Self { format: None, file: text.into() }),
            };
        };
        match ReportFormat::parse(format) {
            Some(_) if file.is_empty() => Err(format!("the file is missing behind `{format}=`")),
            Some(format) => Ok(Self { format: Some(format), file: file.into() }),
            None if format.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                let known: Vec<_> = ReportFormat::ALL.iter().map(|format| format.as_str()).collect();
                Err(format!(
                    "`{format}` is no format ({}); a file of that name is written `./{text}`",
                    known.join(", ")
                ))
            }
            None => Ok(Self { format: None, file: text.into() }),
        }
    }
}
