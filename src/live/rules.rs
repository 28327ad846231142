//! The rules of the live check, one a stage: their diagnostics stand at the setting responsible, so that every format
//! carries them. Their pages are the doc comments of the files that do the work.

use crate::catalog::Stage;
use crate::diagnostic::{Consequence, Severity};
use crate::rules::{Formats, Group, Rule, rule_page};

/// A rule of the live check; its page is the doc comment of the file that does the work.
macro_rules! rule {
    ($name:literal) => {
        Rule {
            name: $name,
            group: Group::Live,
            severity: Severity::Error,
            consequence: Consequence::Send,
            formats: Formats::All,
            judges_refused: false,
            page: rule_page!($name),
            // Nothing to find in a file: only a live check can tell.
            check: |_, _, _| {},
        }
    };
}

/// All rules of the live check.
pub static LIVE_RULES: &[Rule] = &[
    rule!("live-settings"),
    rule!("live-resolve"),
    rule!("live-connect"),
    rule!("live-starttls"),
    rule!("live-token"),
    rule!("live-claims"),
    rule!("live-authenticate"),
    rule!("live-envelope"),
    rule!("live-send"),
];

/// The rule of a stage.
pub(super) fn of_stage(stage: Stage) -> &'static Rule {
    &LIVE_RULES[1 + stage as usize]
}

/// The rule about what keeps a live check from beginning.
pub(super) fn of_settings() -> &'static Rule {
    &LIVE_RULES[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_rule_and_each_rule_its_page() {
        for stage in Stage::ALL {
            assert_eq!(of_stage(stage).name, format!("live-{}", stage.name()));
        }
        for rule in LIVE_RULES {
            let page = rule.page();
            for title in ["What", "Why", "What to do", "References"] {
                assert!(page.section(title).is_some_and(|text| !text.is_empty()), "{}: {title}", rule.name);
            }
            assert!(page.summary.ends_with('.') && !page.summary.contains('\n'), "{}: {}", rule.name, page.summary);
            assert!(page.url().is_some_and(|url| url.starts_with("https://")), "{}", rule.name);
        }
    }
}
