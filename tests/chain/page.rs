//! The set-up page in a real browser: every step, at every width, on paper, and with markup in a value.

use super::browser;
use super::runbook::*;
use crate::common::{printed, write};

#[test]
fn the_page_holds_every_step_and_works_at_desktop_and_phone_width() {
    let folder = tempfile::tempdir().unwrap();
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
    let folder = tempfile::tempdir().unwrap();
    let pages = browser::print(folder.path(), &setup(folder.path(), "html"));
    assert!((3..=12).contains(&pages), "{pages} pages");
}

#[test]
fn markup_in_a_value_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let user = "<script>document.title='taken'</script>\"><img src=x onerror=alert(1)>";
    let file = FILE.replace("scan@contoso.com", &format!("'{}'", user.replace('\'', "''")));
    write(folder.path(), "osweb-prod.yml", file);
    let page = printed(folder.path(), &["setup", "osweb-prod.yml", "--format", "html"]);
    let seen = browser::visit(folder.path(), &page);
    assert!(seen["text"].as_str().expect("a text").contains(user));
    assert_eq!((&seen["scripts"], &seen["images"]), (&1.into(), &0.into()));
    assert_eq!(seen["title"], "E-mail from enaio with Microsoft 365 and OAuth2");
}
