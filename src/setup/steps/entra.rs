//! Microsoft 365: the account, the app registration, the enterprise application.

use super::super::{Access, Author, Section, Values};
use super::Steps;

pub(super) fn section(values: &Values) -> Section {
    let mut steps = Steps::new(values);
    steps
        .step(Author::Vendor, "Set up the account that signs in, {user}")
        .note("The same account is the SMTP user name everywhere: `SMTPUserName` of enaio server, `smtpUsername` of webclient.")
        .item("Open <https://portal.microsoft.com/> and open, or create, the user account.")
        .item("Go to *Mail* > *Manage email apps* and check *Authenticated SMTP*.")
        .note("The account needs a mailbox, so a licence with Exchange Online, or it must be a shared mailbox.")
        .step(Author::Vendor, "Create the app registration {app}")
        .item("Open <https://entra.microsoft.com/>, *Identity* > *Applications* > *App registrations* > *+ New registration*.")
        .item("Enter a descriptive name: {app}.")
        .item("Under *Redirect URI* select *Web* and enter `http://localhost`.")
        .note("Accounts in this organizational directory only (single tenant) are enough.")
        .step(Author::Vendor, "Let each user who sends from webclient send through the account")
        .item("Open *Active users* in the Microsoft 365 admin center and repeat the following for each of these users.")
        .item("In the *Mail* tab select *Send as permissions*; Microsoft shows two wordings of it.")
        .item("Add a check mark for the account {user}.")
        .note("Without the check mark the user's mails are refused with `SendAsDenied`. Microsoft needs up to two hours until the permission counts. The commands for it are below, with those for Exchange.")
        .step(Author::Vendor, "Create a client secret")
        .item("In the app registration open *Certificates & secrets* > *Client secrets* > *+ New client secret*.")
        .item("Enter a description, select when it expires, and select *Add*.")
        .item("Copy the *Value* at once: it is shown only now. Keep it in a safe place until the files are filled in.")
        .note("The *Secret ID* beside it is a GUID and is not the secret. Note the day on which the secret expires: on that day mail stops. Where to write it down is in the last part below.")
        .note("If the new secret is refused with `Credential type not allowed as per assigned policy`, the organization blocks new secrets (Restricted Mode, *Block addition of new password credentials to apps*). Secrets that are there already go on. Ask the administrator of the tenant to exempt this app: Microsoft would also take a certificate or a federated credential, but enaio's documentation knows only `oAuthClientSecret`. `Credential lifetime exceeds the max value allowed` is another policy: select an earlier day.");
    match values.access {
        Access::Mailbox => {
            steps
                .step(Author::Vendor, "Grant the permission SMTP.SendAsApp")
                .item("In the app registration open *API permissions* > *Add a permission*.")
                .item("Select *APIs my organization uses* > *Office 365 Exchange Online* > *Application permissions* > *SMTP* and check `SMTP.SendAsApp`.")
                .item("Select *Grant admin consent*; the status must turn green.");
        }
        Access::Rbac => {
            steps
                .step(Author::Microsoft, "Leave the app without the permission SMTP.SendAsApp")
                .item("In the app registration open *API permissions*: `SMTP.SendAsApp` must not be there. Remove it if it is.")
                .item("In *Enterprise applications*, select the app, open *Permissions*, and revoke an admin consent for it that was granted before.");
        }
    }
    steps.item(
        "Open *Overview* and note the *Application (client) ID*, {client}, and the *Directory (tenant) ID*, {tenant}.",
    );
    match values.access {
        Access::Mailbox => steps.note("Not Microsoft Graph's `Mail.Send`, and not the delegated permission `SMTP.Send`: with those SMTP refuses the token."),
        Access::Rbac => steps.note("Microsoft documents that a token with SMTP.SendAsApp makes Exchange check the permissions of the mailbox, which the app does not have here. enaio's documentation knows only the other way, with this permission and full access."),
    };
    steps
        .step(Author::Vendor, "Note the Object ID of the enterprise application")
        .item("Open *Identity* > *Applications* > *Enterprise applications* and select {app}.")
        .item("Note the *Object ID* under *Overview*: {object}.")
        .item("Under *Users and groups* add the user {user}.")
        .note("This is the Object ID that is most often taken wrongly. The *app registration* has an Object ID too, on its own Overview; with that one Exchange refuses every sign-in (535 5.7.3). The right one is on the page that *Managed application in local directory* of the app registration leads to.");
    steps.section(
        "Microsoft 365: user, app registration, enterprise application",
        "In the browser, as an administrator of the tenant {tenant}. Microsoft may move or rename what is called here.",
    )
}
