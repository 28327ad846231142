//! The steps: what the vendor's page says, in its order and in our words, and what Microsoft adds.

use super::{Author, Block, Line, Row, Section, Step, Values};

mod entra;
mod exchange;
mod secret;
mod server;
mod verify;
mod webclient;

/// Where the steps are documented.
pub(super) const REFERENCES: [(&str, &str); 9] = [
    (
        "enaio documentation, OAuth2 authentication for sending e-mails",
        "https://help.optimal-systems.com/enaio/v1010/admin/administrator/en/administrator/sicherheit/oauth_email.htm",
    ),
    (
        "Microsoft, SMTP with OAuth",
        "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
    ),
    ("Microsoft, New-ServicePrincipal", "https://learn.microsoft.com/powershell/module/exchange/new-serviceprincipal"),
    ("Microsoft, Set-CASMailbox", "https://learn.microsoft.com/powershell/module/exchange/set-casmailbox"),
    (
        "Microsoft, Add-RecipientPermission",
        "https://learn.microsoft.com/powershell/module/exchange/add-recipientpermission",
    ),
    (
        "Microsoft, Add-MailboxPermission",
        "https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission",
    ),
    (
        "Microsoft, SMTP onboarding to App RBAC",
        "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/smtp-app-rbac-onboarding",
    ),
    (
        "Microsoft, RBAC for Applications in Exchange Online",
        "https://learn.microsoft.com/exchange/permissions-exo/application-rbac",
    ),
    (
        "Microsoft, restrict the use of client secrets",
        "https://learn.microsoft.com/entra/identity/enterprise-apps/block-password-addition",
    ),
];

pub(super) fn intro(values: &Values) -> Line {
    Line::new(
        "Filled in from {file}. What is in angle brackets is not in the file: write it down when you come across it. The client secret is not shown here.",
        values,
    )
}

pub(super) fn all(values: &Values) -> Vec<Section> {
    vec![
        entra::section(values),
        exchange::section(values),
        server::section(values),
        webclient::section(values),
        verify::section(values),
        secret::section(values),
    ]
}

/// Builds the steps of a section.
struct Steps<'v> {
    values: &'v Values,
    steps: Vec<Step>,
}

impl<'v> Steps<'v> {
    fn new(values: &'v Values) -> Self {
        Self { values, steps: vec![] }
    }

    /// Begins a step.
    fn step(&mut self, by: Author, title: &'static str) -> &mut Self {
        self.steps.push(Step { title: Line::new(title, self.values), blocks: vec![], by });
        self
    }

    fn block(&mut self, block: Block) -> &mut Self {
        if let Some(step) = self.steps.last_mut() {
            step.blocks.push(block);
        }
        self
    }

    /// One thing to do.
    fn item(&mut self, template: &'static str) -> &mut Self {
        self.block(Block::Item(Line::new(template, self.values)))
    }

    /// Something to know.
    fn note(&mut self, template: &'static str) -> &mut Self {
        self.block(Block::Note(Line::new(template, self.values)))
    }

    /// A command without values.
    fn command(&mut self, text: impl Into<String>) -> &mut Self {
        self.block(Block::Command(text.into()))
    }

    fn table(&mut self, rows: Vec<Row>) -> &mut Self {
        self.block(Block::Table(rows))
    }

    fn section(self, title: &'static str, intro: &'static str) -> Section {
        Section { title, intro: Line::new(intro, self.values), steps: self.steps }
    }
}
