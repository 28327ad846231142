//! Whether it works, and how long to wait.

use super::super::{Access, Author, Block, Section, Values};
use super::Steps;
use super::server::shell;

pub(super) fn section(values: &Values) -> Section {
    let [user, object] = [&values.user, &values.object].map(|value| value.literal());
    let mut steps = Steps::new(values);
    steps
        .step(Author::Microsoft, "Look at what Exchange has")
        .command("Get-ServicePrincipal | Format-List DisplayName, AppId, ObjectId")
        .command(match values.access {
            Access::Mailbox => format!("Get-MailboxPermission -Identity {user}"),
            Access::Rbac => {
                format!("Test-ServicePrincipalAuthorization -Identity {object} -Resource {user} | Format-Table")
            }
        })
        .command(format!("Get-CASMailbox -Identity {user} | Format-List SmtpClientAuthenticationDisabled"));
    for sender in &values.senders {
        steps.command(format!("Get-RecipientPermission -Identity {}", sender.literal()));
    }
    steps
        .note("`AppId` must be {client} and `ObjectId` the one of the enterprise application; `SmtpClientAuthenticationDisabled` must be `False`.")
        .step(Author::Program, "Wait")
        .item("Service principal, permissions and SMTP AUTH: people report 15 to 30 minutes. Send as: up to two hours, says Microsoft; the same is reported of a role.")
        .item("Change nothing more meanwhile: each change begins a new wait.")
        .step(Author::Program, "Try it")
        .block(Block::Shell(format!("osweb-config check --live {}", shell(&values.file))))
        .item("Then send a mail from webclient as a user who is not {user}: only that shows whether *Send as* is right.");
    steps.section(
        "Verify",
        "Every answer of Exchange to a missing step is the same (535 5.7.3), so look before you try.",
    )
}
