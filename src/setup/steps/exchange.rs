//! Exchange Online, in PowerShell: the service principal and its permissions.

use super::super::{Access, Author, Section, Values, literal};
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
        .note("Version 3.10 and later needs Windows PowerShell 5.1 or PowerShell 7.6. In an older PowerShell 7 add `-MaximumVersion 3.9.99`.")
        .step(Author::Vendor, "Connect to Exchange Online")
        .command(format!("Connect-ExchangeOnline -UserPrincipalName {}", values.administrator.literal()))
        .note("Where the sign-in window fails, add `-DisableWAM` (from version 3.7.2).")
        .step(Author::Microsoft, "Look the Object ID up, to be sure")
        .item("In a PowerShell window of its own, since the two modules do not always load together. The commands need the module Microsoft.Graph.Applications; `Id` is the Object ID of the enterprise application.")
        .command("Connect-MgGraph -Scopes 'Application.Read.All'")
        .command(format!("Get-MgServicePrincipal -Filter (\"appId eq '{{0}}'\" -f {client}) | Format-List Id, AppId, DisplayName"))
        .step(Author::Vendor, "Make the app known to Exchange, with the Object ID of the enterprise application")
        .command(format!("New-ServicePrincipal -AppId {client} -ObjectId {object} -DisplayName {app}"))
        .note("Older texts write `-ServiceId`; Microsoft replaced it by `-ObjectId`.")
        .step(Author::Microsoft, "Look for the app with a wrong Object ID")
        .command(format!("Get-ServicePrincipal | Where-Object {{ $_.AppId -eq {client} }} | Format-List DisplayName, AppId, ObjectId"))
        .item("If `ObjectId` is another one than {object}, such as that of the app registration, remove the entry, and repeat the step before with the right one:")
        .command("Remove-ServicePrincipal -Identity '<wrong Object ID>'");
    access(&mut steps, values);
    steps.step(Author::Microsoft, "Let the users send, where it was not done in the admin center");
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
        match values.access {
            Access::Mailbox => "In Windows PowerShell, as an Exchange administrator. `osweb-config setup --format powershell` writes this part as a script that can be run again and has a dry run (`-WhatIf`).",
            Access::Rbac => "In Windows PowerShell, as an Exchange administrator of the role group Organization Management. The app gets a role for one mailbox (RBAC for Applications) instead of full access, which enaio's documentation describes. `osweb-config setup --access rbac --format powershell` writes this part as a script that can be run again and has a dry run (`-WhatIf`).",
        },
    )
}

/// The app's way to the mailbox.
fn access(steps: &mut Steps, values: &Values) {
    let [user, object] = [&values.user, &values.object].map(|value| value.literal());
    match values.access {
        Access::Mailbox => {
            steps
                .step(Author::Vendor, "Give the app access to the mailbox of {user}")
                .command(format!("Add-MailboxPermission -Identity {user} -User {object} -AccessRights FullAccess"))
                .note("`FullAccess` opens the whole mailbox, calendar items that are marked private included (documented by Microsoft since August 2026). Use a mailbox that serves for sending alone, or the way without it: `osweb-config setup --access rbac`.");
        }
        Access::Rbac => {
            let (scope, filter) = (literal(&values.scope()), literal(&values.scope_filter()));
            steps
                .step(Author::Microsoft, "Define a scope that holds only the mailbox {user}")
                .command(format!("Get-Mailbox -Identity {user} | Format-List PrimarySmtpAddress"))
                .item("If the primary address is not {user}, write the primary address into the filter.")
                .command(format!("New-ManagementScope -Name {scope} -RecipientRestrictionFilter {filter}"))
                .step(Author::Microsoft, "Give the app the role for this scope")
                .item("Without a scope the role would be for every mailbox of the organization.")
                .command(format!(
                    "New-ManagementRoleAssignment -Name {scope} -Role 'Application SMTP.SendAsApp' -App {object} -CustomResourceScope {scope}"
                ))
                .note("*Documented by Microsoft*: RBAC for Applications takes the place of SMTP.SendAsApp and of the mailbox permission, with a scope that holds the mailboxes.")
                .note("*Inferred*: the scope may be a filter for one address (the page on SMTP shows a group, and allows other filters), and osweb notices no difference, since it asks for the same token.")
                .note("*Not documented*: whether *Send as* for other users works as it does with full access. Try it at the end with a user's mail.")
                .step(Author::Microsoft, "See what the app may do")
                .command(format!(
                    "Test-ServicePrincipalAuthorization -Identity {object} -Resource {user} | Format-Table RoleName, AllowedResourceScope, ScopeType, InScope"
                ))
                .item("In the row of `Application SMTP.SendAsApp`, `InScope` must be `True`, and `ScopeType` must not be `Organization`. Repeat it with a mailbox that the app must not use: there it must be `False`.")
                .step(Author::Microsoft, "Take away full access that was given before")
                .command(format!("Get-MailboxPermission -Identity {user} -User {object}"))
                .item("Only if it is there:")
                .command(format!("Remove-MailboxPermission -Identity {user} -User {object} -AccessRights FullAccess"));
        }
    }
}
