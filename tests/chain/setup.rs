//! The runbook: every step of the vendor's page, in its order, with the file's values; in a browser; without the secret.

use super::runbook::*;
use crate::common::{printed, run, write};

const SECRET: &str = "planted~secret.0Q~of_the_fixture";

#[test]
fn text_and_markdown_hold_every_step_in_the_vendors_order() {
    let folder = tempfile::tempdir().unwrap();
    assert_steps(&setup(folder.path(), "text"));
    assert_steps(&setup(folder.path(), "markdown").replace("**", ""));
}

/// The way without full access: what Microsoft's page on SMTP and RBAC for Applications tells to do.
const RBAC: &[&str] = &[
    "Leave the app without the permission SMTP.SendAsApp",
    "must not be there",
    "New-ServicePrincipal -AppId '11112222-bbbb-3333-cccc-4444dddd5555' -ObjectId '99998888-7777-6666-5555-444433332222'",
    "Remove-ServicePrincipal",
    "New-ManagementScope -Name 'osweb-mail-11112222' -RecipientRestrictionFilter 'PrimarySmtpAddress -eq ''scan@contoso.com'''",
    "New-ManagementRoleAssignment -Name 'osweb-mail-11112222' -Role 'Application SMTP.SendAsApp' -App '99998888-7777-6666-5555-444433332222' -CustomResourceScope 'osweb-mail-11112222'",
    "Documented by Microsoft",
    "Inferred",
    "Not documented",
    "Test-ServicePrincipalAuthorization -Identity '99998888-7777-6666-5555-444433332222' -Resource 'scan@contoso.com'",
    "InScope",
    "Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled $false",
    "Test-ServicePrincipalAuthorization",
];

#[test]
fn rbac_gives_a_role_for_one_mailbox_and_no_permission() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "osweb-prod.yml", FILE);
    let format = |format| {
        let line = [&["setup", "osweb-prod.yml", "--access", "rbac", "--format", format], &WISHES[..]].concat();
        printed(folder.path(), &line)
    };
    let page = format("html").replace("&#39;", "'");
    let page: String = page.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
    for text in [format("text"), format("markdown").replace("**", "").replace('`', ""), page] {
        assert_order(&text, RBAC);
        assert!(!text.contains("Add-MailboxPermission -") && !text.contains("check SMTP.SendAsApp"), "{text}");
    }
    assert!(format("powershell").contains("[string] $Access = 'rbac',"));
    assert!(setup(folder.path(), "powershell").contains("[string] $Access = 'mailbox',"));
    assert_order(
        &setup(folder.path(), "text"),
        &["-AccessRights FullAccess", "calendar items that are marked private"],
    );
}

/// A file, its name, and what is said of the day on which its secret expires.
const TERMS: &[(&str, &str, &str)] = &[
    (
        "osweb-prod.yml",
        "featureSwitches:\n  sendEmail:\n    # osweb-config: secret-expires 2031-01-09\n    oAuthClientSecret: '${MAIL}'\n",
        "The secret of the file expires on 2031-01-09, by the comment of line 3.",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches:\n  sendEmail:\n    oAuthClientSecret: '${MAIL}' # osweb-config: secret-expires 2031-01-09\n",
        "The secret of the file expires on 2031-01-09, by the comment of line 3.",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches:\n  sendEmail:\n    smtpPort: 587\n    oAuthClientSecret: '${MAIL}'\n",
        "No comment says when the secret of line 4 expires. Add this comment above it, with the day: # osweb-config: secret-expires YEAR-MONTH-DAY",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches.sendEmail.oAuthClientSecret: '${MAIL}' # osweb-config: secret-expires 2027-02-29\n",
        "The comment of line 1 names no day that exists. Write the day into it, like this: # osweb-config: secret-expires YEAR-MONTH-DAY",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches.sendEmail.smtpPort: 587\n",
        "Add this comment above the client secret, with the day: # osweb-config: secret-expires YEAR-MONTH-DAY",
    ),
    (
        "osweb-prod.yml",
        "featureSwitches.sendEmail.oAuthClientSecret: 5e3a1f90-1111-4222-8333-944455566677\n",
        "The value that the file has there is a GUID, so it is a Secret ID",
    ),
    (
        "osweb-prod.properties",
        "! osweb-config: secret-expires 2031-01-09\nfeatureSwitches.sendEmail.oAuthClientSecret=${MAIL}\n",
        "The secret of the file expires on 2031-01-09, by the comment of line 1.",
    ),
    (
        "server.reg",
        "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\a]\n\"SMTPPort\"=\"587\"\n\"OfficeClientSecret\"=\"ab\"\n",
        "the day: ; osweb-config: secret-expires YEAR-MONTH-DAY",
    ),
    (
        "settings.json",
        "{\"featureSwitches.sendEmail.oAuthClientSecret\": \"${MAIL}\"}\n",
        "A file of this format has no comments: tell osweb-config check the day with this option. --secret-expires YEAR-MONTH-DAY",
    ),
];

#[test]
fn the_comment_on_the_secret_is_known_or_asked_for() {
    for (name, text, expected) in TERMS {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), name, text);
        let said = printed(folder.path(), &["setup", name]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(expected), "{name}:\n{text}\nlacks: {expected}\n{said}");
    }
}

#[test]
fn a_script_is_selected_among_scripts_only() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "osweb-prod.yml", FILE);
    let output = run(folder.path(), &["setup", "--part", "secret", "osweb-prod.yml"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("--part selects a script; add --format powershell"), "{said}");
}

#[test]
fn no_format_holds_the_secret() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "markdown", "powershell", "html"] {
        let text = setup(folder.path(), format);
        assert!(!text.contains(SECRET) && !text.contains("planted"), "{format}");
        assert!(text.contains("scan@contoso.com"), "{format}");
    }
}

#[test]
fn what_a_file_does_not_say_is_named_in_angle_brackets_and_asked_for_by_the_script() {
    let folder = tempfile::tempdir().unwrap();
    let file = FILE
        .replace("11112222-bbbb-3333-cccc-4444dddd5555", "${CLIENT}")
        .replace("scan@contoso.com", "'******'")
        .replace("aaaabbbb-0000-cccc-1111-dddd2222eeee", "'{cipher}AQ=='");
    write(folder.path(), "osweb-prod.yml", file);
    let text = printed(folder.path(), &["setup", "osweb-prod.yml"]);
    for missing in ["<Application (client) ID>", "<Directory (tenant) ID>", "<address of the SMTP account>"] {
        assert!(text.contains(missing), "{missing}");
    }
    let script = printed(folder.path(), &["setup", "osweb-prod.yml", "--format", "powershell"]);
    for default in
        ["[string] $ClientId = '',", "[string] $TenantId = '',", "[string] $Mailbox = '',", "[string[]] $Sender = @(),"]
    {
        assert!(script.contains(default), "{default}");
    }
}

#[test]
fn a_registry_export_gives_the_values_as_well() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "server.reg", include_bytes!("../../fixtures/registry/server.reg"));
    let text = printed(folder.path(), &["setup", "server.reg"]);
    assert!(text.contains("Set up the account that signs in, scan@contoso.com"));
    assert!(text.contains("New-ServicePrincipal -AppId '11112222-bbbb-3333-cccc-4444dddd5555'"));
    assert!(!text.contains("6f1d0a5be3c24f7788"));
}

#[test]
fn a_file_that_cannot_be_read_gives_no_runbook() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "osweb-prod.yml", "featureSwitches:\n\tsendEmail: {}\n");
    let output = run(folder.path(), &["setup", "osweb-prod.yml", "--output", "setup.txt"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !folder.path().join("setup.txt").exists());
    assert!(String::from_utf8_lossy(&output.stderr).contains("yaml-syntax"));
}
