//! What generated documents are made of.

/// Keys that no loader objects to.
#[rustfmt::skip]
pub const KEYS: &[&str] = &[
    "a", "b", "c", "d", "e", "featureSwitches", "sendEmail", "smtpPort", "featureSwitches.sendEmail.smtpServer",
    "feature-switches", "a.b", "'q'", "\"d e\"", "\"x y\"", "587", "0465", "on", "1.5", "''", "' '", "2026-01-31",
    "ä", "?x", "-x", "'[0]'", "'[a.b]'", "a b", "true", "smtp_server", "=", "'#'", "a#b", "日本", "\"\\u00e4\"",
    "12345678901234567890", "a[0]", "b/c", ".x",
];

/// Keys with a meaning of their own, or a fault.
#[rustfmt::skip]
pub const STRANGE_KEYS: &[&str] = &[
    "~", "null", "\"\"", "[a, b]", "{a: b}", "[0]", "1e3", "0x1F", ".inf", "<<", "!!str k", "!!int 010", "&k a",
    "*k ", "? a\n", "!x a", "[]", "{}", "''''", "a: b", "@a", "%a", "|", "1e400", "2e23", "[1, 2.50, yes, ~]",
    "!!binary aGk=", "\"a\\\n  b\"", "a\n  b", "'<<'",
];

/// Values that no loader objects to.
#[rustfmt::skip]
pub const SCALARS: &[&str] = &[
    "TLS", "MS_OAUTH", "smtp.office365.com", "587", "0587", "010", "yes", "No", "OFF", "tRuE", "~", "null", "NULL",
    "1:30", "01:30", "-1:30", "12:34:56", "1:30.5", "1_000", "0x1F", "0b11", "0o17", "1e5", "1.10", "1.", ".5e3",
    "1e309", ".inf", "-.INF", ".NaN", "0.0001", "12345678.9", "2e23", "99999999999",
    "123456789012345678901234567890", "-0", "+5", "'it''s'", "\"a\\tb\"",
    "\"\\x41\\u00e4\\U0001F511\\e\\0\\_\\N\\L\\P\\ \"", "", "'x'#c", "\"x\" # c", "x#c", "x # c", "${SECRET}",
    "${A:b}", "'{cipher}AQB'", "{{ .Values.x }}", "&a x", "&a", "!!str 5", "! 5", "!!int 0x1f", "!!float 5",
    "!!bool x", "!!null x", "!!binary aGk=", "!!set {a, b}", "!!omap [a: 1, b: 2]", "!!pairs [a: 1, a: 2]",
    "!!map {}", "!!seq []", "!!set {}", "[]", "{}", "[a, b]", "[a, [b, c], {d: e}]", "{a: 1, b: {c: 2}}", "{a, b}",
    "[a: 1]", "[? a : b, c]", "{? a : b, ? c}", "{\"a\":1}", "{\"a\" :1}", "[a,b]", "|\n  text\n   more\n",
    ">\n  folded\n  text\n\n  x\n", "|-\n  x\n", "|+\n  x\n\n", ">-\n  a\n\n   b\n  c\n", "|2\n   x\n",
    ">-2 # c\n    x\n", "a\n  b", "'a\n  b'", "\"a\\\n   b\"", "\"a\n\n   b\"", ":x", "-x", "?x", "=", "2026-01-31",
    "2026-01-31T10:00:00Z", "a b  c", "äöü", "日本語", "\u{1f511}", "\u{a0}x", "x\u{feff}y", "'x\u{85}  y'", "a\tb",
    "x\t# c", "DOMAIN\\user", "user@example.com", "a, b", "a]b", "!<tag:yaml.org,2002:str> 010", "don't", "a{b}",
    "-1", "https://a.b/?c=d#e",
];

/// Values with a fault, or near one.
#[rustfmt::skip]
pub const STRANGE_SCALARS: &[&str] = &[
    "\"\\/\"", "${A: b}", "{cipher}AQB", "@x@", "%x", "`x`", "*a", "*nope", "!x y", "{a:1}", "- x", "? x", ": x",
    "x: y", "x:", "-", "?", "<<", "x\u{85}y", "x\u{2028}y", "\tx", "'a'\t", "[a,\tb]", "!<!x> y", "!e!x y",
    "\u{7f}", "\u{7}", "'\u{80}'", "\"open", "'open", "[open", "{open", "!!str", "!!timestamp 2026-01-31",
    "!!foo x", "|x\n  a\n", ">0\n  a\n", "|\n a\n  b\nc\n", "{a: b}}", "[a]]", "--- x", "- 1", "\"\\uD83D\\uDD11\"",
    "\"\\uD83D\"", "\"\\x4\"", "\"\\U00110000\"", "\"\\UFFFFFFFF\"", "!!binary a", "!!int x", "!!float x",
    "!!omap {a: 1}", "!!pairs [a]", "!!set [a]", "!!map [a]", "!!seq {a: 1}", "!!bool", "!!int", "[,]", "{,}",
    "[a,,b]", "{a:}", "[a b: c d]", "*a b", "&a *a", "&a &b c", "!!str !!str c", "&a\n", "!!str &a !!str x",
    "!!omap [a]", "!!omap [{a: 1, b: 2}]", "!!set {a: 1}", "!!set [a]", "!!str [a]", "!!int [1]", "!!float .inf",
    "!!float 1:30", "!!int 1:99", "!!int 08", "!!null ~",
];

/// Tokens, whole and in pieces.
#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "a", "b", "k", "x y", "1", "0x", "-", "- ", "-\t", "? ", "?", ": ", ":", ":\t", " :", ",", ", ", "[", "]", "{",
    "}", "'", "''", "\"", "\\", "\\n", "\\x4", "\\u00e4", "\\\n", "#", " #c", "&a", "&a ", "*a", "*a ", "!", "! ",
    "!!str ", "!t ", "!<", ">", "|", "|\n", ">\n", "|1\n", ">+\n", "|-\n", "|0\n", "|x\n", "\n", "\n", "\n", "\n ",
    "\n  ", "\n  ", "\n   ", "\n    ", "\n\t", " ", " ", "  ", "\t", "---", "--- ", "---\n", "...", "...\n",
    "%YAML 1.1\n", "%YAML 2.0\n", "%TAG ! tag:x,2000:\n", "%TAG !e! tag:x,2000:\n", "%FOO bar\n", "%", "@", "`",
    "~", "<<", "<<: ", "=", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{feff}", "\u{a0}", "ä", "日",
    "\u{1f511}", "\u{7f}", "null", "true", "a: b\n", "- a\n", "a:\n", "\"a\": ", "'a': ", "[a]: ", "{a: b}", "[]",
    "{}", "[? a : b]", "%20", "!%41 ", "!a!b ", "&:x", "*:x",
];
