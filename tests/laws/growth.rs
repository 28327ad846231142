//! Work grows with the text and not with its square: allocations and their bytes at n and at 4n, which no other load of the machine
//! changes. What goes over a text again and again without allocating is counted in instructions, by `tests/full.d/growth.sh`.

use std::sync::Arc;

use osweb_config::diagnostic::FailOn;
use osweb_config::fix::fix;
use osweb_config::inspect::{Options, inspect};
use osweb_config::migration::{Documents, survey};
use osweb_config::report::{File, Findings, Outcome, Report, ReportFormat};
use osweb_config::source::SourceFile;
use osweb_config::terminal::Look;

/// The smaller size; the larger one is four times this.
const N: usize = 80;
/// Four times the text may cost this much more: four, and what grows with the logarithm.
const MOST: u64 = 6;

const SECTION: &str = "featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: TLS
    smtpAuthentication: LOGIN
    smtpUsername: mailer@contoso.com
";

/// How a text of n pieces is made: the name of the file, what comes before the pieces, one piece (`@` is its number), what comes after.
type Shape = (&'static str, &'static str, &'static str, &'static str);

const SHAPES: &[Shape] = &[
    // One long line.
    ("osweb-prod.yml", "a: ", "password=", "\n"),
    ("osweb-prod.yml", "a: ", "://u:p", "@h\n"),
    ("osweb-prod.yml", "a: ", "a@b.de,", "\n"),
    ("osweb-prod.yml", "a: ", "key x", "\n"),
    ("osweb-prod.yml", "a: ", "${A:", "\n"),
    ("osweb-prod.yml", "a: ", "${A}", "\n"),
    ("osweb-prod.yml", "# ", "password ", "\n"),
    ("osweb-prod.yml", "# ", "Kennwort: ", "\n"),
    ("osweb-prod.yml", "", "a.", "b: 1\n"),
    ("osweb-prod.yml", "", "smtpPassword", ": 1\n"),
    ("osweb-prod.yml", "a: \"", "\\u0041", "\"\n"),
    ("osweb-prod.yml", "a: '", "''", "'\n"),
    ("osweb-prod.yml", "a: [", "b@, ", "]\n"),
    ("osweb-prod.yml", "a: {", "b@: 1, ", "}\n"),
    ("osweb-prod.yml", "a: ", "\u{a0}", "\n"),
    // Many lines.
    ("osweb-prod.yml", SECTION, "    k@: v\n", ""),
    ("osweb-prod.yml", SECTION, "    smtpPassword@: Herbst@x\n", ""),
    ("osweb-prod.yml", SECTION, "    k@: v # osweb-config: ignore[unknown-setting] x\n", ""),
    ("osweb-prod.yml", "", "# osweb-config: ignore[unknown-setting] x\n", SECTION),
    ("osweb-prod.yml", "", "# smtpPassword: Herbst@x\n", SECTION),
    ("osweb-prod.yml", "", "# smtpPort: 25\n", SECTION),
    ("osweb-prod.yml", "", "a: 1\n---\n", SECTION),
    ("osweb-prod.yml", "", "spring.config.activate.on-profile: p@\n---\n", SECTION),
    ("osweb-prod.yml", "", "a: 1\n", SECTION),
    ("osweb-prod.yml", "", "a@: &a@ x\nb@: *a@\n", SECTION),
    ("osweb-prod.yml", "a: &a {b: 1}\n", "c@:\n  <<: *a\n", SECTION),
    ("osweb-prod.yml", "a: |\n", "  line @\n", SECTION),
    ("osweb-prod.yml", "a: b\n", "  line @\n", SECTION),
    ("osweb-prod.yml", "a:\n", "- b@\n", SECTION),
    ("osweb-prod.yml", "", "\tk@: v\n", SECTION),
    ("osweb-prod.yml", "", "k@:v\n", SECTION),
    ("osweb-prod.yml", "", "\u{a0}k@: v\n", SECTION),
    ("osweb-prod.yml", "", "<<<<<<< a\n=======\n>>>>>>> b\n", SECTION),
    ("osweb-prod.yml", "", "\r", SECTION),
    ("osweb-prod.yml", "", "smtpPort@: 25\nsmtpServer@: x\n", SECTION),
    ("osweb-prod.yml", "", "m@:\n  smtpServer: x\n  smtpPort: 25\n", SECTION),
    ("osweb-prod.yml", "", "m@:\n  sendEmail:\n    oAuthClientId: x\n    smtpPassword: y\n", SECTION),
    ("osweb.properties", "", "featureSwitches.sendEmail.k@=v\n", ""),
    ("osweb.properties", "a=", "b\\\n", "\n"),
    ("osweb.properties", "", "a[@]=b\n", ""),
    ("osweb.json", "{", "\"k@\": [1],", "\"z\": 1}"),
    (
        "server.reg",
        "REGEDIT4\r\n",
        "\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPTIMAL SYSTEMS\\k@]\r\n\"SMTPPort\"=\"25\"\r\n",
        "",
    ),
    ("server.reg", "REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\r\n\"a\"=hex:", "00,\\\r\n  ", "00\r\n"),
];

/// Faults that `--fix` heals, and some that it cannot.
const FAULTS: &[Shape] = &[
    ("osweb-prod.yml", SECTION, "x@: 0 # osweb-config: ignore[unknown-setting] x\n", ""),
    ("osweb-prod.yml", SECTION, "x@: 0\u{a0} # osweb-config: ignore[unknown-setting] x\n", ""),
    ("osweb-prod.yml", "", "#\u{a0}x@\n", SECTION),
    // Refused, each at a place of its own.
    ("osweb-prod.yml", "", "a@:\tx\n", SECTION),
    ("osweb-prod.yml", SECTION, "    k@: %x\n", ""),
    ("osweb-prod.yml", SECTION, "    k@: !x y\n", ""),
    ("osweb-prod.yml", SECTION, "x@: {a: ${Y@}}\n", ""),
    ("osweb-prod.yml", SECTION, "x@: {cipher}AQB@\n", ""),
    ("osweb-prod.yml", SECTION, "---\na: b: @\n", ""),
    (
        "osweb.properties",
        "featureSwitches.sendEmail.smtp_port=587\n",
        "a@=1\n! osweb-config: ignore[unknown-setting] x\n",
        "",
    ),
];

/// Allocations and bytes of what is done with a text.
fn work((name, before, piece, after): Shape, n: usize) -> [u64; 2] {
    let pieces: String = (0..n).map(|number| piece.replace('@', &number.to_string())).collect();
    let text = format!("{before}{pieces}{after}");
    let counted = allocation_counter::measure(|| {
        let options = Options::default();
        let inspection = inspect(Arc::new(SourceFile::from_bytes(name, text.into_bytes())), &options);
        drop(survey(&inspection, Documents::All));
        let findings = Findings::new(inspection, |_| true);
        let files = vec![File { path: name.to_owned(), outcome: Outcome::Checked(findings), fail_on: FailOn::Error }];
        let report = Report { files, quiet: false };
        for format in [ReportFormat::Human, ReportFormat::Json, ReportFormat::Sarif] {
            drop(report.render(format, Look::FILE));
        }
    });
    [counted.count_total, counted.bytes_total]
}

/// The same of `--fix`.
fn fixing((name, before, piece, after): Shape, n: usize) -> [u64; 2] {
    let pieces: String = (0..n).map(|number| piece.replace('@', &number.to_string())).collect();
    let text = format!("{before}{pieces}{after}");
    let counted = allocation_counter::measure(|| {
        let options = Options::default();
        let inspection = inspect(Arc::new(SourceFile::from_bytes(name, text.into_bytes())), &options);
        drop(fix(&inspection, &options, &|_| true));
    });
    [counted.count_total, counted.bytes_total]
}

#[test]
fn work_grows_with_the_text() {
    assert_linear(SHAPES, work);
}

#[test]
fn fixes_grow_with_the_faults() {
    assert_linear(FAULTS, fixing);
}

fn assert_linear(shapes: &[Shape], work: impl Fn(Shape, usize) -> [u64; 2]) {
    let mut wrong = vec![];
    // What is made once, at the first use, is no part of the growth.
    work(shapes[0], 1);
    for shape in shapes {
        let (small, large) = (work(*shape, N), work(*shape, 4 * N));
        for (what, small, large) in [("allocations", small[0], large[0]), ("bytes", small[1], large[1])] {
            if large > MOST * small {
                wrong.push(format!("{shape:?}: {small} {what} at {N}, {large} at {}", 4 * N));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), shapes.len(), wrong.join("\n"));
}
