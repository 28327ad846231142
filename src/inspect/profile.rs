//! Which documents of a file osweb's profile activates.

use std::path::Path;

use crate::reader::Reading;

/// The profile in a file's name: what follows the last dash of the stem, `prod` for `osweb-prod.yml`.
pub(super) fn of_file_name(name: &str) -> Option<&str> {
    let stem = Path::new(name).file_stem()?.to_str()?;
    stem.rsplit_once('-').map(|(_, profile)| profile).filter(|profile| !profile.is_empty())
}

/// Per document: whether it is active. A document without a condition always is; one whose only condition is the older
/// `spring.profiles` counts as active too: Spring Boot 3 does not start with it, and what it says is to be judged all the same.
pub(super) fn active_documents(reading: &Reading, profile: Option<&str>) -> Vec<bool> {
    reading
        .documents
        .iter()
        .map(|document| {
            document.condition.as_ref().is_none_or(|condition| {
                condition.legacy
                    || !condition.cloud_platform
                        && condition.expressions.as_ref().is_none_or(|expressions| {
                            expressions.iter().any(|expression| profile == Some(expression.trim()))
                        })
            })
        })
        .collect()
}
