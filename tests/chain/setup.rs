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

#[test]
fn no_format_holds_the_secret() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "markdown", "powershell", "html"] {
        let text = setup(folder.path(), format);
        assert!(!text.contains(SECRET), "{format}");
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
