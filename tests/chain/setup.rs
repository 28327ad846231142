//! The runbook: every step of the vendor's page, in its order, with the file's values; in a browser; without the secret.

use std::path::Path;

use super::{browser, folder, printed, run, write};

const FILE: &str = include_str!("../../fixtures/setup/osweb-prod.yml");
const SECRET: &str = "planted~secret.0Q~of_the_fixture";
const OBJECT: &str = "99998888-7777-6666-5555-444433332222";

/// What the vendor's page tells to do, step by step, and the values that belong there.
const STEPS: &[&str] = &[
    // The account, the app registration, the users who send, the secret, the permission, the enterprise application.
    "https://portal.microsoft.com/",
    "Mail",
    "Manage email apps",
    "Authenticated SMTP",
    "https://entra.microsoft.com/",
    "App registrations",
    "New registration",
    "Redirect URI",
    "Web",
    "http://localhost",
    "Active users",
    "Send as permissions",
    "scan@contoso.com",
    "SendAsDenied",
    "Certificates & secrets",
    "New client secret",
    "description",
    "expires",
    "Add",
    "Value",
    "API permissions",
    "Add a permission",
    "APIs my organization uses",
    "Office 365 Exchange Online",
    "Application permissions",
    "SMTP",
    "SMTP.SendAsApp",
    "Grant admin consent",
    "Overview",
    "Application (client) ID",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "Directory (tenant) ID",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "Enterprise applications",
    "Object ID",
    OBJECT,
    "Users and groups",
    "scan@contoso.com",
    "taken wrongly",
    // PowerShell.
    "Get-ExecutionPolicy",
    "Set-ExecutionPolicy RemoteSigned",
    "Install-Module -Name PowerShellGet -Force",
    "Install-Module -Name ExchangeOnlineManagement",
    "Install-Module -Name ExchangeOnlineManagement -Scope CurrentUser",
    "Connect-ExchangeOnline -UserPrincipalName 'admin@contoso.com'",
    "New-ServicePrincipal -AppId '11112222-bbbb-3333-cccc-4444dddd5555' -ObjectId '99998888-7777-6666-5555-444433332222' -DisplayName",
    "Add-MailboxPermission -Identity 'scan@contoso.com' -User '99998888-7777-6666-5555-444433332222' -AccessRights FullAccess",
    // Microsoft's own.
    "Add-RecipientPermission -Identity 'anna@contoso.com' -Trustee 'scan@contoso.com' -AccessRights SendAs",
    "Set-CASMailbox -Identity 'scan@contoso.com' -SmtpClientAuthenticationDisabled $false",
    "Get-TransportConfig",
    // enterprise-manager.
    "E-mail sender",
    "MailSender",
    "scan@contoso.com",
    "Administrative e-mails",
    "NoMails",
    "Allow e-mails",
    "E-mail server",
    "MailServer",
    "smtp.office365.com",
    "SMTP encryption",
    "SMTPSecurity",
    "2",
    "SMTP server port",
    "SMTPPort",
    "587",
    "SMTP authentication",
    "SMTPAuthenticating",
    "OAuth2 Microsoft Office",
    "3",
    "SMTP user name",
    "SMTPUserName",
    "scan@contoso.com",
    "Microsoft Office client ID",
    "OfficeClientID",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "Microsoft Office client secret",
    "OfficeClientSecret",
    "Microsoft Office tenant ID",
    "OfficeTenantID",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "OfficeTokenEndpoint",
    "https://login.microsoftonline.com/#TenantID#/oauth2/v2.0/token",
    "OfficeAccessScopes",
    "https://outlook.office365.com/.default",
    "OfficeTokenGraceTimeInSeconds",
    "30",
    "after consultation",
    // osweb-prod.yml.
    "services-admin",
    "featureSwitches.sendEmail.smtpServer",
    "smtp.office365.com",
    "featureSwitches.sendEmail.smtpPort",
    "587",
    "featureSwitches.sendEmail.smtpEncryption",
    "TLS",
    "featureSwitches.sendEmail.smtpAuthentication",
    "MS_OAUTH",
    "featureSwitches.sendEmail.smtpUsername",
    "scan@contoso.com",
    "featureSwitches.sendEmail.oAuthClientId",
    "11112222-bbbb-3333-cccc-4444dddd5555",
    "featureSwitches.sendEmail.oAuthClientSecret",
    "featureSwitches.sendEmail.oAuthTenantId",
    "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    // Verify and wait.
    "Get-ServicePrincipal",
    "Get-MailboxPermission -Identity 'scan@contoso.com'",
    "Get-CASMailbox",
    "15 to 30 minutes",
    "two hours",
    "osweb-config check --live osweb-prod.yml",
];

const WISHES: [&str; 6] =
    ["--object-id", OBJECT, "--sender", "anna@contoso.com", "--administrator", "admin@contoso.com"];

fn setup(folder: &Path, format: &str) -> String {
    write(folder, "osweb-prod.yml", FILE);
    let line = [&["setup", "osweb-prod.yml", "--format", format], &WISHES[..]].concat();
    printed(folder, &line)
}

/// Each step stands behind the one before it.
fn assert_steps(text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut from = 0;
    for (index, step) in STEPS.iter().enumerate() {
        let found = text[from..].find(step);
        let before = STEPS[index.saturating_sub(1)];
        from +=
            found.unwrap_or_else(|| panic!("`{step}` does not follow `{before}` in:\n{}", &text[from..])) + step.len();
    }
}

#[test]
fn text_and_markdown_hold_every_step_in_the_vendors_order() {
    let folder = folder();
    assert_steps(&setup(folder.path(), "text"));
    assert_steps(&setup(folder.path(), "markdown").replace("**", ""));
}

#[test]
fn the_page_holds_every_step_and_works_at_desktop_and_phone_width() {
    let folder = folder();
    let page = setup(folder.path(), "html");
    let seen = browser::visit(folder.path(), &page);
    for width in [390, 1280] {
        let layout = &seen["layouts"][width.to_string()];
        assert_eq!(layout["scrolls"], false, "the page is wider than {width} pixels: {layout}");
        assert_eq!(layout["outside"], serde_json::json!([]), "at {width} pixels");
        assert!(layout["smallest"].as_f64() >= Some(20.0), "a check box is too small for a finger: {layout}");
    }
    assert_steps(seen["text"].as_str().expect("a text"));
    let boxes = seen["boxes"].as_u64().expect("a number");
    assert!(boxes > 40, "{boxes}");
    assert_eq!(seen["counted"], format!("2 of {boxes} done"));
    assert_eq!(seen["kept"], serde_json::json!(["step-1.1", "step-3.1-NoMails"]), "check marks after a reload");
    assert_eq!(seen["cleared"], format!("0 of {boxes} done"));
    assert_eq!(seen["requested"], serde_json::json!(["/frame.html", "/setup.html", "/setup.html", "/setup.html"]));
    assert_eq!(seen["violations"], 0);
}

#[test]
fn the_page_prints() {
    let folder = folder();
    let pages = browser::print(folder.path(), &setup(folder.path(), "html"));
    assert!((3..=12).contains(&pages), "{pages} pages");
}

#[test]
fn markup_in_a_value_stays_text() {
    let folder = folder();
    let user = "<script>document.title='taken'</script>\"><img src=x onerror=alert(1)>";
    let file = FILE.replace("scan@contoso.com", &format!("'{}'", user.replace('\'', "''")));
    write(folder.path(), "osweb-prod.yml", file);
    let page = printed(folder.path(), &["setup", "osweb-prod.yml", "--format", "html"]);
    let seen = browser::visit(folder.path(), &page);
    assert!(seen["text"].as_str().expect("a text").contains(user));
    assert_eq!((&seen["scripts"], &seen["images"]), (&1.into(), &0.into()));
    assert_eq!(seen["title"], "E-mail from enaio with Microsoft 365 and OAuth2");
}

#[test]
fn no_format_holds_the_secret() {
    let folder = folder();
    for format in ["text", "markdown", "powershell", "html"] {
        let text = setup(folder.path(), format);
        assert!(!text.contains(SECRET), "{format}");
        assert!(text.contains("scan@contoso.com"), "{format}");
    }
}

#[test]
fn what_a_file_does_not_say_is_named_in_angle_brackets_and_asked_for_by_the_script() {
    let folder = folder();
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
    let folder = folder();
    write(folder.path(), "server.reg", include_bytes!("../../fixtures/registry/server.reg"));
    let text = printed(folder.path(), &["setup", "server.reg"]);
    assert!(text.contains("Set up the account that signs in, scan@contoso.com"));
    assert!(text.contains("New-ServicePrincipal -AppId '11112222-bbbb-3333-cccc-4444dddd5555'"));
    assert!(!text.contains("6f1d0a5be3c24f7788"));
}

#[test]
fn a_file_that_cannot_be_read_gives_no_runbook() {
    let folder = folder();
    write(folder.path(), "osweb-prod.yml", "featureSwitches:\n\tsendEmail: {}\n");
    let output = run(folder.path(), &["setup", "osweb-prod.yml", "--output", "setup.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && !folder.path().join("setup.txt").exists());
    assert!(String::from_utf8_lossy(&output.stderr).contains("yaml-syntax"));
}
