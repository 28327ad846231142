//! Exchange Online, in PowerShell: the service principal and its permissions.

use super::super::{Author, Section, Values};
use super::Steps;

pub(super) fn section(values: &Values) -> Section {
    let [user, client, object, app] =
        [&values.user, &values.client, &values.object, &values.app].map(|value| value.literal());
    let mut steps = Steps::new(values);
    steps
        .step(Author::Vendor, "Allow scripts")
        .item("Open Windows PowerShell and see that the policy is RemoteSigned.")
        .command("Get-ExecutionPolicy")
        .command("Set-ExecutionPolicy RemoteSigned")
        .step(Author::Vendor, "Install PowerShellGet")
        .command("Install-Module -Name PowerShellGet -Force")
        .step(Author::Vendor, "Install the module Exchange Online Management, unless it is there")
        .item("For all users:")
        .command("Install-Module -Name ExchangeOnlineManagement")
        .item("Or for yourself only:")
        .command("Install-Module -Name ExchangeOnlineManagement -Scope CurrentUser")
        .step(Author::Vendor, "Connect to Exchange Online")
        .command(format!("Connect-ExchangeOnline -UserPrincipalName {}", values.administrator.literal()))
        .step(Author::Microsoft, "Look the Object ID up, to be sure")
        .item("The first command needs the module Microsoft.Graph.Applications; its `Id` is the Object ID of the enterprise application.")
        .command("Connect-MgGraph -Scopes 'Application.Read.All'")
        .command(format!("Get-MgServicePrincipal -Filter (\"appId eq '{{0}}'\" -f {client}) | Format-List Id, AppId, DisplayName"))
        .step(Author::Vendor, "Make the app known to Exchange, with the Object ID of the enterprise application")
        .command(format!("New-ServicePrincipal -AppId {client} -ObjectId {object} -DisplayName {app}"))
        .note("Older texts write `-ServiceId`; Microsoft replaced it by `-ObjectId`.")
        .step(Author::Vendor, "Give the app access to the mailbox of {user}")
        .command(format!("Add-MailboxPermission -Identity {user} -User {object} -AccessRights FullAccess"))
        .step(Author::Microsoft, "Let the users send, where it was not done in the admin center");
    for sender in &values.senders {
        let sender = sender.literal();
        steps.command(format!(
            "Add-RecipientPermission -Identity {sender} -Trustee {user} -AccessRights SendAs -Confirm:$false"
        ));
    }
    steps
        .note("Microsoft does not say clearly whether the SMTP account or the service principal must be the trustee. Begin with the account, as enaio's documentation does; if `SendAsDenied` stays, grant it to the Object ID too.")
        .step(Author::Microsoft, "Switch SMTP AUTH on for the mailbox, where it was not done in the admin center")
        .command(format!("Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false"))
        .step(Author::Microsoft, "See what the organization says about SMTP AUTH")
        .command("Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled")
        .note("`True` is usual and may stay: the mailbox's own `False` counts more. Only a mailbox without a setting of its own takes the organization's.");
    steps.section(
        "Exchange Online, in PowerShell",
        "In Windows PowerShell, as an Exchange administrator. `osweb-config setup --format powershell` writes this part as a script that can be run again and has a dry run (`-WhatIf`).",
    )
}
