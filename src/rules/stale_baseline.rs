//! An entry of the baseline is not found any more.
//!
//! # What
//!
//! The file that `check --baseline FILE` names holds a finding that a file no longer has, or has less often, or one of a file that is gone.
//! The diagnostic stands in the baseline, at the entry.
//!
//! # Why
//!
//! What is left in a baseline silences the same fault when it comes back.
//!
//! # What to do
//!
//! Run the same command with `--prune-baseline`, and commit the file. Findings of files that the run did not look at stay as they are.
//!
//! # References
//!
//! - Baselines, as another checker explains them: <https://phpstan.org/user-guide/baseline>

use super::{Formats, Group, Rule};
use crate::diagnostic::{Consequence, Severity};

pub(super) const RULE: Rule = Rule {
    name: "stale-baseline",
    group: Group::Bookkeeping,
    severity: Severity::Warning,
    consequence: Consequence::Rest,
    formats: Formats::All,
    judges_refused: false,
    page: rule_page!("stale-baseline"),
    // Nothing to find in a file alone: only a run with a baseline can tell.
    check: |_, _, _| {},
};
