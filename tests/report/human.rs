//! What people see. `SNAPSHOTS=overwrite` writes what a changed program draws; look at it.

use snapbox::{assert_data_eq, file};

use osweb_config::workspace::LoadedFile;

use super::*;

const LOOK: Look = Look { colour: false, unicode: true, links: false, width: 80 };

/// The report of one file with an error at each `(needle, label)`; the first is the primary place, the others are related.
fn drawn(text: &str, places: &[(&str, &str)], look: Look) -> String {
    drawn_of(file("osweb-prod.yml", text), places, look)
}

fn drawn_of(source: SourceFile, places: &[(&str, &str)], look: Look) -> String {
    let spans = places.iter().map(|(needle, _)| {
        let at = source.text().find(needle).expect(needle);
        Span::new(at, at + needle.len())
    });
    let spans: Vec<_> = spans.collect();
    let message = "the cause stands here, and this sentence is long enough to be wrapped on a narrow terminal";
    let mut diagnostic = Diagnostic::new("encryption-not-tls", Severity::Error, Consequence::Send, spans[0], message)
        .label(places[0].1)
        .help("Write what is needed, then run the check again: osweb-config check osweb-prod.yml");
    for (span, (_, label)) in spans.iter().zip(places).skip(1) {
        diagnostic = diagnostic.related(*span, *label);
    }
    let mut report = report(vec![checked(source, vec![diagnostic])]);
    report.quiet = true;
    report.render(ReportFormat::Human, look)
}

#[test]
fn tabs_and_wide_characters_do_not_shift_the_label() {
    let text = "a:\t\"日本語 🔑 é\": x\nb:\t\t日本語 bad # 日本\nc: e\u{301}e\u{301} bad\n";
    let first = drawn(text, &[("日本語 bad", "two columns each"), ("\t\"", "a tab")], LOOK);
    let second = drawn(text, &[("bad\n", "behind a combined accent")], LOOK);
    assert_data_eq!(first + &second, file!["human/widths.out"].raw());
}

#[test]
fn long_lines_are_cut_around_the_label() {
    let far = format!("a: {}bad{}\n", "x".repeat(300), "日".repeat(200));
    let start = format!("bad: {}\n", "x".repeat(300));
    let end = format!("a: {} bad\n", "x".repeat(300));
    let all = format!("a: \"{}\"\nb: {}\n", "y".repeat(300), "z".repeat(300));
    let text = [
        drawn(&far, &[("bad", "in the middle")], LOOK),
        drawn(&start, &[("bad", "at the beginning")], LOOK),
        drawn(&end, &[("bad", "at the end")], LOOK),
        drawn(&all, &[(&"y".repeat(300), "longer than the line")], LOOK),
        drawn(&far, &[("bad", "in ASCII")], Look { unicode: false, ..LOOK }),
    ];
    assert_data_eq!(text.concat(), file!["human/long-lines.out"].raw());
}

#[test]
fn empty_places_are_drawn_too() {
    let at = |text: &str, at: usize| {
        let diagnostic =
            Diagnostic::new("yaml-syntax", Severity::Warning, Consequence::Rest, Span::at(at), "nothing stands here");
        let mut report = report(vec![checked(file("osweb-prod.yml", text), vec![diagnostic.label("here")])]);
        report.quiet = true;
        report.render(ReportFormat::Human, LOOK)
    };
    let text = [at("", 0), at("a: 1\n", 5), at("a:\nb: 1\n", 2), at("a: 1", 4), at("\n\n\n", 1), at("a: 1\r\n", 6)];
    assert_data_eq!(text.concat(), file!["human/empty-places.out"].raw());
}

#[test]
fn positions_are_those_of_the_file() {
    let mut bytes = b"\xff\xfe".to_vec();
    bytes.extend("é: 1\r\nü: bad\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    let text = [
        drawn_of(SourceFile::from_bytes("utf16.yml", bytes), &[("bad", "behind ü")], LOOK),
        drawn("\u{feff}é: bad\r\nx: 1\r\n", &[("bad", "behind a byte-order mark")], LOOK),
        drawn("a: 1\rb: bad\rc: 1\r", &[("bad", "old Mac line ends")], LOOK),
        drawn("a: 1\u{85}b: 2\u{2028}c: bad\u{2029}d: 1", &[("bad", "line ends of YAML 1.1")], LOOK),
    ];
    assert_data_eq!(text.concat(), file!["human/positions.out"].raw());
}

#[test]
fn related_places_stand_with_the_primary_one() {
    let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nj: 10\nk: 11\n";
    let near = drawn(text, &[("c: 3", "the cause"), ("d: 4", "near"), ("b", "above")], LOOK);
    let far = drawn(text, &[("k: 11", "the cause"), ("a: 1", "far above"), ("b: 2", "next to it")], LOOK);
    let same_line = drawn(text, &[("j", "the key"), ("10", "its value")], LOOK);
    assert_data_eq!(near + &far + &same_line, file!["human/related.out"].raw());
}

#[test]
fn a_place_in_another_file_is_shown_with_its_file() {
    let other = Arc::new(LoadedFile::parse(file("application-prod.yml", "x: 1\nsmtpPassword: hunter22\ny: 2\n"), None));
    let mut diagnostic =
        Diagnostic::new("encryption-not-tls", Severity::Info, Consequence::Rest, Span::new(0, 1), "two files disagree")
            .help("Change one of them.");
    diagnostic.related.push(Label { span: Span::new(5, 17), message: "here, too".into(), file: Some(other) });
    let report = report(vec![checked(file("osweb-prod.yml", "a: 1\n"), vec![diagnostic])]);
    assert_data_eq!(report.render(ReportFormat::Human, LOOK), file!["human/other-file.out"].raw());
}

#[test]
fn long_places_show_their_first_line() {
    let text = "a: |\n  one\n  two\n  three\nb: 1\n";
    assert_data_eq!(
        drawn(text, &[("|\n  one\n  two\n  three", "the text")], LOOK),
        file!["human/many-lines.out"].raw()
    );
}

#[test]
fn what_nobody_can_see_is_named() {
    let text = "a: x\u{1b}[31m\u{7}y\nb:\u{a0}zero\u{200b}width \u{202e}turned\u{feff}\nc: 1\n";
    assert_data_eq!(drawn(text, &[("\u{200b}", "zero width")], LOOK), file!["human/invisible.out"].raw());
}

#[test]
fn narrow_ascii_and_coloured_terminals_are_served() {
    let text = "a: 1\nb: bad # …\nc: 3\n";
    let places = [("bad", "this label is long enough to be wrapped on a narrow terminal, too"), ("3", "…")];
    let narrow = drawn(text, &places, Look { width: 40, ..LOOK });
    let ascii = drawn(text, &places, Look { unicode: false, ..LOOK });
    let coloured = drawn(text, &places, Look { colour: true, links: true, ..LOOK });
    assert_data_eq!(narrow + &ascii + &coloured, file!["human/looks.out"].raw());
}

#[test]
fn the_summary_counts_and_names_what_was_not_checked() {
    let text: Vec<_> = states()
        .iter()
        .map(|(state, report)| {
            let whole = report.render(ReportFormat::Human, LOOK);
            let summary = whole.rsplit("\n\n").next().unwrap_or_default().to_owned();
            format!("== {state}\n{summary}")
        })
        .collect();
    assert_data_eq!(text.concat(), file!["human/summaries.out"].raw());
}

/// Nobody reads hundreds of places, and drawing them costs their square.
#[test]
fn of_hundreds_of_places_the_first_are_drawn() {
    let text: String = (0..150).map(|line| format!("a{line}x: 1\n")).collect();
    let places: Vec<String> = (0..150).map(|line| format!("a{line}x")).collect();
    let places: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "here")).collect();
    let report = drawn(&text, &places, LOOK);
    assert!(report.contains("a99x") && !report.contains("a110x"), "{report}");
    assert!(report.contains("(50 more of these places are not shown"), "{report}");
    assert!(!drawn(&text, &places[..100], LOOK).contains("not shown"));
}
