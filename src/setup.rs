//! The way to mail with Microsoft 365 as a runbook: the vendor's steps in their order, Microsoft's where the vendor has none,
//! filled in with a file's values. The client secret is never among them.
//!
//! Sources: enaio documentation, "OAuth2 Authentication for Sending E-Mails with Microsoft Office 365"; Microsoft,
//! "Authenticate an IMAP, POP or SMTP connection using OAuth" and "SMTP Onboarding to App RBAC"; Exchange PowerShell reference.

mod html;
mod line;
mod literal;
mod markdown;
mod powershell;
mod steps;
mod term;
mod text;
mod values;

pub use html::html;
pub use line::{Line, Piece};
pub use literal::literal;
pub use markdown::markdown;
pub use powershell::{Part, powershell};
pub use term::Term;
pub use text::{plain, text};
pub use values::{Value, Values, Wishes};

use crate::choice::choices;

choices! {
    /// How the app comes to the mailbox.
    pub enum Access {
        /// The vendor's way: the permission SMTP.SendAsApp, and full access to the mailbox
        Mailbox = "mailbox",
        /// RBAC for Applications: no permission, a role of Exchange for the one mailbox
        Rbac = "rbac",
    }
}

/// Everything that has to be done, in order.
#[derive(Clone, Debug)]
pub struct Runbook {
    /// What it is about.
    pub title: &'static str,
    /// Where its values come from.
    pub intro: Line,
    /// The parts.
    pub sections: Vec<Section>,
    /// Where the steps are documented.
    pub references: &'static [(&'static str, &'static str)],
    /// The values, for what is more than text.
    pub values: Values,
}

/// One part: a system that has to be set up.
#[derive(Clone, Debug)]
pub struct Section {
    /// The system.
    pub title: &'static str,
    /// What is set up, and where.
    pub intro: Line,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step, to be ticked off.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is to be done, in a few words.
    pub title: Line,
    /// How.
    pub blocks: Vec<Block>,
    /// Who documents it.
    pub by: Author,
}

/// Who documents a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The vendor of enaio.
    Vendor,
    /// Microsoft; the vendor's page does not have it.
    Microsoft,
    /// This program.
    Program,
}

/// A piece of a step.
#[derive(Clone, Debug)]
pub enum Block {
    /// One thing to do.
    Item(Line),
    /// Something to know.
    Note(Line),
    /// A command line of PowerShell; values are string literals.
    Command(String),
    /// A command line of another shell.
    Shell(String),
    /// A line to write into a file.
    File(String),
    /// Settings to enter.
    Table(Vec<Row>),
}

/// A setting to enter.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the program that it is entered in calls it; none where it is not shown.
    pub label: Option<&'static str>,
    /// Its name in the registry or the file.
    pub name: String,
    /// What to enter.
    pub value: Line,
    /// Something to know.
    pub note: Option<Line>,
}

impl Runbook {
    /// The runbook for these values.
    pub fn new(values: Values) -> Self {
        Self {
            title: "E-mail from enaio with Microsoft 365 and OAuth2",
            intro: steps::intro(&values),
            sections: steps::all(&values),
            references: &steps::REFERENCES,
            values,
        }
    }
}
