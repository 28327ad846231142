//! Texts that are small and unfold, or nest, or are simply large: refused or read, never a crash.

use osweb_config::parse::ParseErrorKind;

use super::read;

/// Reads on a stack of the size that a thread usually has.
fn kind(text: String) -> Option<ParseErrorKind> {
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || read(text).1.faults.first().map(|fault| fault.kind))
        .expect("a thread can be started")
        .join()
        .expect("the reader does not panic")
}

#[test]
fn nesting_is_refused_at_the_depth_where_the_jvm_refuses_it() {
    for open in ["[", "{a: ", "- ", "? "] {
        assert_eq!(kind(format!("a:\n {}", open.repeat(100_000))), Some(ParseErrorKind::TooComplex), "{open}");
    }
    let nested = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(kind(nested(49)), None);
    assert_eq!(kind(nested(51)), Some(ParseErrorKind::TooComplex));
    for beside in ["[], ", "{}, ", "b: 1, "] {
        assert_eq!(kind(format!("a: [{}]", beside.repeat(60))), None, "{beside}");
    }
}

#[test]
fn references_that_unfold_without_end_are_refused() {
    let doubled = |first: &str, line: fn(usize) -> String| {
        (1..40).fold(first.to_owned(), |text, level| text + &line(level) + "\n")
    };
    let laughs =
        doubled("a0: &a0 [x, x]\n", |level| format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}]", level - 1));
    let merges = doubled("a0: &a0 {x: 1}\n", |level| {
        format!("a{level}: &a{level}\n  <<: [*a{0}, *a{0}]\n  k{level}: 1", level - 1)
    });
    let keys =
        format!("? - &a0 [x]\n{}: x\n", doubled("", |level| format!("  - &a{level} [*a{0}, *a{0}, *a{0}]", level - 1)));
    for text in [laughs, keys] {
        assert_eq!(kind(text), Some(ParseErrorKind::TooComplex));
    }
    // A mapping is merged once however often it is named, and the JVM reads such a file.
    assert_eq!(kind(merges), None);
}

/// What references unfold to is counted by its length, and so are names, keys that are no text, and merges.
#[test]
fn text_that_unfolds_is_counted_by_its_length() {
    let long = "x".repeat(100_000);
    let repeated = |line: fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    let values = format!("a: &a {long}\n{}", repeated(|at| format!("b{at}: *a\n")));
    let items = format!("a: &a {long}\nb: [{}]\n", "*a, ".repeat(20_000));
    let keys = format!("- &a {long}\n{}", repeated(|_| "- {? *a : 1}\n".to_owned()));
    let names = format!("? {long}\n: {{{}}}\n", repeated(|at| format!("k{at}: 1, ")));
    let merges =
        format!("a: &a {{{}}}\nb: {{<<: [{}]}}\n", repeated(|at| format!("k{at}: 1, ")), "*a, ".repeat(20_000));
    let moved = format!("a: &a {{x: 1}}\nb: {{{}}}\n", "<<: *a, ".repeat(60_000));
    let collections = (1..30).fold(format!("a0: &a0 {}\n", &long[..100]), |text, at| {
        format!("{text}a{at}: &a{at} {{? {{*a{0} : *a{0}}} : 1}}\n", at - 1)
    });
    for (name, text) in [
        ("values", values),
        ("items", items),
        ("keys", keys),
        ("names", names),
        ("merges", merges),
        ("moved", moved),
        ("collections", collections),
    ] {
        assert_eq!(kind(text), Some(ParseErrorKind::TooComplex), "{name}");
    }
    // A few are read: the length is what counts.
    assert_eq!(kind(format!("a: &a {long}\n{}", "b: *a\nc: *a\n")), None);
}

#[test]
fn a_long_chain_of_references_does_not_exhaust_the_stack() {
    let chain =
        |link: fn(usize) -> String| (1..50_000).fold("c0: &c0 {x: 1}\n".to_owned(), |text, at| text + &link(at) + "\n");
    assert_eq!(kind(chain(|at| format!("c{at}: &c{at} {{y: *c{}}}", at - 1))), Some(ParseErrorKind::TooComplex));
    // Each mapping of this one is merged when the next one comes, so nothing is deep.
    assert_eq!(kind(chain(|at| format!("c{at}: &c{at} {{<<: *c{}}}", at - 1))), None);
}

#[test]
fn a_reference_to_itself_is_refused_where_it_stands() {
    let (source, reading) = read("a: &a\n  b: [1, *a]\n");
    assert_eq!(reading.faults[0].kind, ParseErrorKind::TooComplex);
    assert_eq!(source.position(reading.faults[0].span.start).line, 2);
}

#[test]
fn large_files_are_read() {
    let lines: String = (0..200_000).map(|at| format!("k{at}: v # comment\n")).collect();
    assert_eq!(kind(lines), None);
    assert_eq!(kind(format!("k: [{}]", "{a: 1}, ".repeat(100_000))), None);
    assert_eq!(kind(format!("k: {}", "word ".repeat(400_000))), None);
    assert_eq!(kind(format!("k: \"{}", "word ".repeat(400_000))), Some(ParseErrorKind::Syntax));
    assert_eq!(kind("---\na: 1\n".repeat(50_000)), None);
}
