//! Reading: what the JVM refuses and what the program says of it, and texts made to break a reader.
//! (What the JVM accepts is compared with the JVM itself, in `jvm`.)

use osweb_config::parse::{self, ParseError, ParseErrorKind, ParsedFile};
use osweb_config::source::SourceFile;

mod bombs;
mod documents;
mod spans;

fn read(text: impl Into<Vec<u8>>) -> (SourceFile, ParsedFile) {
    let source = SourceFile::from_bytes("osweb-prod.yml", text.into());
    let reading = parse::read(&source);
    (source, reading)
}

/// The answer to a text, as it stands in the fixture.
fn answer(source: &SourceFile, fault: &ParseError) -> String {
    let rule = match fault.kind {
        ParseErrorKind::Encoding => "encoding",
        ParseErrorKind::Syntax => "yaml-syntax",
        ParseErrorKind::DuplicateKey => "duplicate-key",
        ParseErrorKind::TooComplex => "too-complex",
    };
    let place = source.position(fault.span.start);
    let mut answer = format!(
        "{}:{} {rule} at {:?}\n  {}\n  help: {}\n",
        place.line,
        place.column,
        source.slice(fault.span),
        fault.message,
        fault.help
    );
    for (span, message) in &fault.related {
        answer += &format!("  line {}: {message}\n", source.line(span.start));
    }
    if let Some((title, edits)) = &fault.cure {
        answer += &format!("  cure: {title}: {:?}\n", edits[0].replacement);
    }
    answer
}

#[test]
fn refusals_name_their_cause_and_their_cure() {
    const HEAD: &str = "featureSwitches:\n  sendEmail:\n    smtpServer: smtp.office365.com\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/reading/refusals.txt");
    let fixture = std::fs::read_to_string(path).expect("the fixture is part of the repository");
    let mut cases = fixture.split("\n=== ");
    let mut actual = cases.next().expect("the head").to_owned();
    for case in cases {
        let (name, rest) = case.split_once('\n').expect("a text below the name");
        let (text, _) = rest.split_once("---8<---\n").expect("an answer");
        let (source, reading) = read(format!("{HEAD}{}", text.replace('→', "\t").replace('␇', "\u{7}")));
        let fault = reading.faults.first().unwrap_or_else(|| panic!("{name}: the JVM refuses this"));
        actual += &format!("\n=== {name}\n{text}---8<---\n{}", answer(&source, fault));
    }
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &actual).expect("the fixture can be written");
    }
    assert_eq!(actual, fixture, "run with UPDATE_FIXTURES=1 and read the difference");
}

/// Every cure gives a text that the JVM reads; curing is never left half done.
#[test]
fn cures_make_the_text_readable() {
    let cases = [
        "smtpPort:\t587",
        "smtpPort:587\nsmtpEncryption: TLS",
        "oAuthClientSecret: {cipher}AQB12",
        "oAuthClientSecret: @abc'd",
        "oAuthClientSecret: %abc # a comment",
        "oAuthClientSecret: [abc]def",
        "oAuthClientSecret: |abc",
        "oAuthClientSecret: !abc",
        "x: {b: ${X}}",
        "x: ${X: y}",
    ];
    for text in cases {
        let (source, reading) = read(text);
        let fault = reading.faults.first().unwrap_or_else(|| panic!("{text}: the JVM refuses this"));
        let (_, edits) = fault.cure.clone().unwrap_or_else(|| panic!("{text}: has a cure"));
        let mut set = osweb_config::edit::EditSet::default();
        set.add(edits).expect("the edits of one cure do not overlap");
        let cured = set.apply(&source);
        let (_, reading) = read(cured.clone());
        assert!(reading.faults.is_empty(), "{text} became {cured}: {:?}", reading.faults);
    }
}
