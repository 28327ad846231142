//! What Spring Boot 3.4 to 4.0 makes of a file, point by point. Every line is checked against the JVM and against the reader.
//!
//! Sources: SnakeYAML 1.33, spring-beans' `YamlProcessor`, Spring Boot's `OriginTrackedYamlLoader`, and the YAML 1.1 specification.

/// What a file gives.
pub enum Expected {
    /// One document with these properties.
    Properties(Properties),
    /// Several documents, or none.
    Documents(&'static [Properties]),
    /// The class of the exception, and line and column where it names them.
    Refused(&'static str, Option<(usize, usize)>),
}

use Expected::{Documents, Refused};

/// Names and values.
pub type Properties = &'static [(&'static str, &'static str)];

/// A subject, a file, and what it gives.
pub type Case = (&'static str, &'static [u8], Expected);

const SCANNER: &str = "ScannerException";
const PARSER: &str = "ParserException";
const CONSTRUCTOR: &str = "ConstructorException";
const DUPLICATE: &str = "DuplicateKeyException";

const fn at(class: &'static str, line: usize, column: usize) -> Expected {
    Refused(class, Some((line, column)))
}

const fn refused(class: &'static str) -> Expected {
    Refused(class, None)
}

const fn is(properties: Properties) -> Expected {
    Expected::Properties(properties)
}

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    // Bytes
    ("UTF-8 with a byte-order mark", b"\xef\xbb\xbfa: \xc3\xa4\n", is(&[("a", "ä")])),
    ("UTF-16, little endian", b"\xff\xfea\0:\0 \0\xe4\0\n\0", is(&[("a", "ä")])),
    ("UTF-16, big endian", b"\xfe\xff\0a\0:\0 \0\xe4\0\n", is(&[("a", "ä")])),
    ("UTF-16 without a byte-order mark", b"a\0:\0 \0b\0\n\0", refused("ReaderException")),
    ("a Windows-1252 letter in a value", b"a: gr\xfc\xdfe\n", refused("YAMLException")),
    ("a Windows-1252 letter in a comment", b"a: b # gr\xfc\xdfe\n", refused("YAMLException")),
    ("a control character", b"a: 'x\x07'\n", refused("ReaderException")),
    ("a control character in a comment", b"a: b # \x07\n", refused("ReaderException")),
    ("NUL", b"a: x\0\n", refused("ReaderException")),
    ("DEL", b"a: x\x7f\n", refused("ReaderException")),
    ("C1 control characters", "a: x\u{80}\n".as_bytes(), refused("ReaderException")),
    ("U+FFFE and U+FFFF", "a: x\u{ffff}\n".as_bytes(), refused("ReaderException")),
    ("characters beyond the basic plane", "a: \u{1f511}\u{10ffff}\n".as_bytes(), is(&[("a", "\u{1f511}\u{10ffff}")])),
    ("a byte-order mark inside is text", "a: x\u{feff}y\n".as_bytes(), is(&[("a", "x\u{feff}y")])),
    ("CRLF", b"a: b\r\nc:\r\n  d: e\r\n", is(&[("a", "b"), ("c.d", "e")])),
    ("CR", b"a: b\rc:\r  d: e\r", is(&[("a", "b"), ("c.d", "e")])),
    ("NEL", "a: b\u{85}c: d".as_bytes(), is(&[("a", "b"), ("c", "d")])),
    ("U+2028", "a: b\u{2028}c: d".as_bytes(), is(&[("a", "b"), ("c", "d")])),
    ("U+2029", "a: b\u{2029}c: d".as_bytes(), is(&[("a", "b"), ("c", "d")])),
    ("NEL counts as a line", "a: b\u{85}c: @".as_bytes(), at(SCANNER, 2, 4)),
    ("mixed line ends in a block scalar", "a: |\r\n  x\r  y\n  z\u{85}  w\u{2028}  v".as_bytes(), is(&[("a", "x\ny\nz\nw\u{2028}v")])),
    ("49 levels below a key", b"a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        is(&[("a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]", "")])),
    ("60 levels", b"a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n", refused("YAMLException")),

    // Tabs
    ("a tab before a comment behind a plain value", b"a: x\t# c\n", is(&[("a", "x")])),
    ("a tab at the end of a plain value", b"a: x\t\n", is(&[("a", "x")])),
    ("a tab inside text", b"a: x\ty\nb: 'x\ty'\nc: |\n  x\ty\n", is(&[("a", "x\ty"), ("b", "x\ty"), ("c", "x\ty\n")])),
    ("a tab as indentation", b"a:\n\tb: c\n", at(SCANNER, 2, 1)),
    ("a tab on a line of its own", b"a: b\n\t\nc: d\n", at(SCANNER, 2, 1)),
    ("a tab behind a colon", b"a:\tb\n", at(SCANNER, 1, 3)),
    ("a tab behind a dash", b"a:\n  -\tb\n", at(SCANNER, 2, 4)),
    ("a tab behind a quoted value", b"a: \"x\"\t\n", at(SCANNER, 1, 7)),
    ("a tab behind a bracket", b"a: [x]\t\n", at(SCANNER, 1, 7)),
    ("a tab between flow tokens", b"a: [x,\ty]\n", at(SCANNER, 1, 7)),

    // Comments, quotes, escapes, characters that cannot start a value
    ("a comment directly behind a quote", b"a: \"x\"#c\nb: [a]#c\n", is(&[("a", "x"), ("b[0]", "a")])),
    ("a number sign inside a plain value", b"a: x#c\nb: x #c\n", is(&[("a", "x#c"), ("b", "x")])),
    ("an escaped slash", b"a: \"x\\/y\"\n", at(SCANNER, 1, 7)),
    ("escapes", b"a: \"\\x41\\u00e4\\U0001F511\\e\\0\\_\\N\\L\\P\\ \\t\\\n   b\"\n", is(&[("a", "Aä\u{1f511}\u{1b}\0\u{a0}\u{85}\u{2028}\u{2029} \tb")])),
    ("an unknown escape", b"a: \"DOMAIN\\user\"\n", at(SCANNER, 1, 13)),
    ("single quotes know no escape", b"a: 'DOMAIN\\user'\nb: 'it''s'\n", is(&[("a", "DOMAIN\\user"), ("b", "it's")])),
    ("an unclosed quote", b"a: 'x\nb: y\n", at(SCANNER, 3, 1)),
    ("@ at the start", b"a: @x@\n", at(SCANNER, 1, 4)),
    ("% at the start", b"a: %x\n", at(SCANNER, 1, 4)),
    ("a backquote at the start", b"a: `x`\n", at(SCANNER, 1, 4)),
    ("a dash and a blank at the start", b"a: - x\n", at(SCANNER, 1, 4)),
    ("a dash without a blank", b"a: -x\nb: ?x\nc: :x\n", is(&[("a", "-x"), ("b", "?x"), ("c", ":x")])),
    ("an asterisk at the start", b"a: *x\n", at("ComposerException", 1, 4)),
    ("an ampersand at the start", b"a: &x\n", is(&[("a", "")])),
    ("an exclamation mark at the start", b"a: !x\n", at(CONSTRUCTOR, 1, 4)),
    ("a cipher without quotes", b"a: {cipher}AQB\n", at(PARSER, 1, 12)),
    ("a bracket at the start", b"a: [x]\nb: {x}\n", is(&[("a[0]", "x"), ("b.x", "")])),
    ("a placeholder in braces", b"a: {b: ${X}}\n", at(PARSER, 1, 9)),
    ("a placeholder", b"a: ${X}\nb: ${X:y}\n", is(&[("a", "${X}"), ("b", "${X:y}")])),
    ("a placeholder with a blank behind the colon", b"a: ${X: y}\n", at(SCANNER, 1, 7)),
    ("a version of YAML", b"%YAML 1.2\n---\na: 0465\n", is(&[("a", "309")])),
    ("a version of YAML that is not known", b"%YAML 2.0\n---\na: b\n", at(PARSER, 1, 1)),
    ("no blank behind a colon", b"a:\n  b:x\n", is(&[("a", "b:x")])),
    ("a template's braces", b"a: {{ .Values.x }}\n", is(&[("a[{.Values.x=}]", "")])),
    ("wrong indentation", b"a:\n  b: c\n   d: e\n", at(SCANNER, 3, 5)),
    ("less indentation than the first key", b"a:\n    b: c\n  d: e\n", at(PARSER, 3, 3)),
    ("a key without a colon", b"a: b\nc\nd: e\n", at(SCANNER, 3, 1)),
    ("a value with a colon and a blank", b"a: b: c\n", at(SCANNER, 1, 5)),
    ("an unclosed bracket", b"a: [b, c\n", at(PARSER, 2, 1)),
    ("a list at the indentation of its key", b"a:\n- b\n- c\n", is(&[("a[0]", "b"), ("a[1]", "c")])),
    ("JSON", b"{\"a\":{\"b\":[1,true,null,\"x\"]}}\n", is(&[("a.b[0]", "1"), ("a.b[1]", "true"), ("a.b[2]", ""), ("a.b[3]", "x")])),
    ("block scalars", b"a: |\n  x\n   y\n\nb: >-\n  x\n  y\n\n  z\nc: |+\n  x\n\n", is(&[("a", "x\n y\n"), ("b", "x y\nz"), ("c", "x\n\n")])),
    ("a broken later document", b"a: b\n---\nc: @\n", at(SCANNER, 3, 4)),

    ("an undeclared tag handle is noticed after what follows it", b"a: !a!b %", at(SCANNER, 1, 9)),
    ("a text behind a quoted key without its colon", b"a: b\n''c: d\n", at(PARSER, 2, 4)),

    // Values
    ("booleans", b"[yes, Yes, YES, no, on, Off, true, FALSE, y, n, yEs, tRuE]\n", is(&[
        ("document[0]", "true"), ("document[1]", "true"), ("document[2]", "true"), ("document[3]", "false"), ("document[4]", "true"), ("document[5]", "false"),
        ("document[6]", "true"), ("document[7]", "false"), ("document[8]", "y"), ("document[9]", "n"), ("document[10]", "yEs"), ("document[11]", "tRuE")])),
    ("null", b"a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: nULL\n", is(&[("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", ""), ("f", "nULL")])),
    ("octal numbers", b"a: 0465\nb: 025\nc: 010\nd: -017\ne: 0587\nf: 08\ng: 0o17\n", is(&[("a", "309"), ("b", "21"), ("c", "8"), ("d", "-15"), ("e", "0587"), ("f", "08"), ("g", "0o17")])),
    ("hexadecimal and binary numbers", b"a: 0x1F\nb: 0X1F\nc: 0b11\n", is(&[("a", "31"), ("b", "0X1F"), ("c", "3")])),
    ("underscores", b"a: 1_000\nb: 1_\nc: 0_\nd: _1\ne: 1,000\n", is(&[("a", "1000"), ("b", "1"), ("c", "0_"), ("d", "_1"), ("e", "1,000")])),
    ("signs and size", b"a: +5\nb: -0\nc: 123456789012345678901234567890\n", is(&[("a", "5"), ("b", "0"), ("c", "123456789012345678901234567890")])),
    ("base 60", b"a: 1:30\nb: 12:34:56\nc: 9:47\nd: -1:30\ne: 01:30\nf: 00:00\ng: 1:60\nh: 1:30.5\n", is(&[
        ("a", "90"), ("b", "45296"), ("c", "587"), ("d", "-90"), ("e", "01:30"), ("f", "00:00"), ("g", "1:60"), ("h", "90.5")])),
    ("floating point", b"a: 1e5\nb: 1.10\nc: 1.\nd: .5e3\ne: 08.5\nf: 1_0.5\ng: 1e309\nh: .inf\ni: .NaN\nj: 1e\n", is(&[
        ("a", "100000.0"), ("b", "1.1"), ("c", "1.0"), ("d", "500.0"), ("e", "8.5"), ("f", "10.5"), ("g", "Infinity"), ("h", "Infinity"), ("i", "NaN"), ("j", "1e")])),
    ("the text of doubles", b"a: 12345678.9\nb: 0.0001\nc: 0.001\nd: 9999999.0\ne: 1e7\n", is(&[("a", "1.23456789E7"), ("b", "1.0E-4"), ("c", "0.001"), ("d", "9999999.0"), ("e", "1.0E7")])),
    ("dates stay text", b"a: 2026-01-31\nb: 2026-01-31T10:00:00Z\nc: =\n", is(&[("a", "2026-01-31"), ("b", "2026-01-31T10:00:00Z"), ("c", "=")])),
    ("quoted values and those tagged as text stay text, `!` alone changes nothing", b"a: '010'\nb: \"yes\"\nc: ! 010\nd: !!str 010\ne: |-\n  010\n", is(&[("a", "010"), ("b", "yes"), ("c", "8"), ("d", "010"), ("e", "010")])),
    ("a merge key as a value", b"a: <<\n", at(CONSTRUCTOR, 1, 4)),
    ("a class as tag", b"a: !!java.net.URL [x]\n", at(CONSTRUCTOR, 1, 4)),
    ("tags of YAML 1.1", b"a: !!binary aGk=\nb: !!bool x\nc: !!null x\nd: !!set {x, y}\ne: !!omap [x: 1]\nf: !!float 1\n", is(&[
        ("a", "base64:aGk="), ("b", ""), ("c", ""), ("d[0]", "x"), ("d[1]", "y"), ("e.x", "1"), ("f", "1.0")])),
    ("an integer's tag on text", b"a: !!int x\n", refused("NumberFormatException")),

    // Structure
    ("a duplicate key", b"a: 1\nb: 2\na: 3\n", at(DUPLICATE, 3, 1)),
    ("a duplicate key deep inside", b"x:\n  - {a: 1, a: 2}\n", at(DUPLICATE, 2, 12)),
    ("duplicate keys are compared after typing", b"8: x\n010: y\n", at(DUPLICATE, 2, 1)),
    ("text and number are two keys", b"8: x\n'8': y\n", is(&[("[8]", "x"), ("8", "y")])),
    ("quoted and plain text are one key", b"a: x\n\"a\": y\n", at(DUPLICATE, 2, 1)),
    ("the same name in two ways", b"a.b: 1\nc: x\na: {b: 2}\n", is(&[("a.b", "2"), ("c", "x")])),
    ("typed keys", b"587: a\n0465: b\non: c\n1.5: d\n2026-01-31: e\n", is(&[("[587]", "a"), ("[309]", "b"), ("[true]", "c"), ("[1.5]", "d"), ("2026-01-31", "e")])),
    ("a typed key in a list's mapping", b"a:\n  - 1: x\n", refused("ClassCastException")),
    ("a null key", b"~: x\n", refused("NullPointerException")),
    ("lists", b"a: [x, {b: y}, [z, w]]\n", is(&[("a[0]", "x"), ("a[1].b", "y"), ("a[2][0]", "z"), ("a[2][1]", "w")])),
    ("a key that starts with a bracket", b"a:\n  '[b.c]': x\n", is(&[("a[b.c]", "x")])),
    ("a blank key at the top and deeper", b"'': {y: 1}\n' ': {z: 2}\nx: {'': {b: 3}}\n", is(&[("y", "1"), ("z", "2"), ("x..b", "3")])),
    ("an empty list and an empty mapping", b"a: []\nb: {}\nc: x\n", is(&[("a", ""), ("c", "x")])),
    ("an empty set", b"a: !!set {}\n", is(&[("a", "")])),
    ("merge: an own key wins", b"m: &m {a: 1, b: 2}\nx:\n  <<: *m\n  b: 3\ny:\n  b: 4\n  <<: *m\n", is(&[("m.a", "1"), ("m.b", "2"), ("x.a", "1"), ("x.b", "3"), ("y.b", "4"), ("y.a", "1")])),
    ("merge: the first of a list wins", b"m: &m {a: 1}\nn: &n {a: 2, b: 3}\nx: {<<: [*m, *n]}\n", is(&[("m.a", "1"), ("n.a", "2"), ("n.b", "3"), ("x.a", "1"), ("x.b", "3")])),
    ("merge: an inline mapping wins over own keys", b"x:\n  a: 1\n  <<: {a: 2}\n", is(&[("x.a", "2")])),
    ("merge: with something else", b"x:\n  <<: y\n", at(CONSTRUCTOR, 2, 7)),
    ("an alias", b"a: &x {b: 1}\nc: *x\nd: &y 010\ne: *y\n", is(&[("a.b", "1"), ("c.b", "1"), ("d", "8"), ("e", "8")])),
    ("an alias that contains itself", b"a: &x {b: *x}\n", refused("StackOverflowError")),

    // Documents
    ("a document that is text", b"text\n", is(&[("document", "text")])),
    ("a document that is a list", b"- a\n- b\n", is(&[("document[0]", "a"), ("document[1]", "b")])),
    ("several documents", b"a: 1\n---\na: 2\nb: 3\n", Documents(&[&[("a", "1")], &[("a", "2"), ("b", "3")]])),
    ("documents that do not count", b"---\n---\n# c\n---\n''\n---\na: 1\n---\n~\n", is(&[("a", "1")])),
    ("an empty mapping counts as a document", b"{}\n---\na: 1\n", Documents(&[&[], &[("a", "1")]])),
    ("an empty file", b"", Documents(&[])),
    ("an end of document", b"a: 1\n...\n---\nb: 2\n", Documents(&[&[("a", "1")], &[("b", "2")]])),
];

/// Cases that are easier built than written.
pub fn built() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let long_key = |length: usize| format!("{}: {{}}\n", "k".repeat(length)).into_bytes();
    let aliases = format!("a: &x {{}}\nb: [{}]\n", ["*x"; 60].join(", "));
    vec![
        ("a key of 1,024 characters", long_key(1024), is(&[])),
        ("a key of 1,025 characters", long_key(1025), Refused(SCANNER, Some((1, 1026)))),
        ("more than 50 aliases of a collection", aliases.into_bytes(), is(&[])),
    ]
}
