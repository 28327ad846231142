//! A rule's page: what `explain` prints.

use osweb_config::rules::{RULES, RUN_RULES};

#[test]
fn pages_are_complete() {
    for rule in RULES.iter().chain(RUN_RULES) {
        let kebab = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        assert!(rule.name.chars().all(kebab) && !rule.name.contains("--"), "{}", rule.name);
        let page = rule.page();
        let titles: Vec<_> = page.sections.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, ["What", "Why", "What to do", "References"], "{}", rule.name);
        for (title, text) in &page.sections {
            assert!(text.len() > 20, "{}: {title} is empty", rule.name);
        }
        assert!(page.summary.ends_with('.') && !page.summary.contains('\n'), "{}: {}", rule.name, page.summary);
        assert!(page.url().is_some_and(|url| url.starts_with("https://") && !url.contains(' ')), "{}", rule.name);
        for line in page.section("References").unwrap().lines().filter(|line| line.starts_with("- ")) {
            assert!(line.contains(": <https://") || line.contains(", <https://"), "{}: {line}", rule.name);
        }
    }
}
