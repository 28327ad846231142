//! `rotate`: replace the client secret, once the new one is proven.

use std::io::IsTerminal;
use std::path::Path;

use zeroize::Zeroizing;

use super::put::put;
use super::secret;
use super::session::Session;
use crate::cli::{GlobalArgs, RotateArgs};
use crate::diff;
use crate::error::Error;
use crate::exit::Exit;
use crate::inspect::Inspection;
use crate::rotation::{Rotated, rotate};
use crate::secret::Secret;
use crate::system;
use crate::terminal::{Look, harmless, say_part};
use crate::write::{self, Backup};

/// Runs `rotate`.
pub fn run(args: &RotateArgs, global: &GlobalArgs) -> Exit {
    rotated(args, global).unwrap_or_else(|error| super::refuse(&error))
}

fn rotated(args: &RotateArgs, global: &GlobalArgs) -> Result<Exit, Error> {
    usage(args)?;
    let mut session = Session::new(&args.read, global)?;
    let view = session.one("rotate", &args.path)?;
    let old = session.workspace.check(view.file);
    if !args.diff {
        write::clear_leftovers(file(args, &old));
    }
    let secret = match secret::read(&args.secret)? {
        Some(secret) => secret,
        None => ask()?,
    };
    let rotated = rotate(&old, &secret, args.expires, &session.workspace.options).map_err(|refusal| {
        Error::new(format!("{}\n  nothing was written", old.mask().text(&refusal.text(&old.source))))
    })?;
    if args.diff {
        let colour = Look::of_stdout(global.color).colour;
        super::print(&diff::unified(&old, &rotated.new, &harmless(old.source.name()), colour))
            .map_or_else(Ok, |()| Ok(Exit::Done))
    } else {
        let proof = prove(args, global, &session, &old, &secret)?;
        write(args, global, &old, &rotated, proof)
    }
}

/// What clap cannot see.
fn usage(args: &RotateArgs) -> Result<(), Error> {
    if args.path == Path::new("-") {
        return Err(Error::new("standard input cannot be replaced").hint("name the file"));
    }
    secret::not_expired(args.expires)?;
    #[cfg(not(feature = "live"))]
    if !args.offline && !args.diff {
        let cause = "this build cannot try the new secret: it was made without the feature `live`";
        return Err(Error::new(cause).hint("add --offline to write it untried"));
    }
    Ok(())
}

/// The new secret, typed at a terminal.
fn ask() -> Result<Secret, Error> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        let cause = "the new secret is missing";
        return Err(
            Error::new(cause).hint("give it with --client-secret-env, --client-secret-file or --client-secret-stdin")
        );
    }
    say_part("New client secret: its value (not shown while you type): ");
    let failed = |error| Error::reading("the terminal", &error);
    let typed = Zeroizing::new(rpassword::read_password().map_err(failed)?);
    match typed.trim() {
        "" => Err(Error::new("no secret was typed: nothing was written")),
        text => Ok(Secret::new(text)),
    }
}

/// How the new secret was tried, in a sentence; `None` where that was not wanted.
#[cfg(feature = "live")]
fn prove(
    args: &RotateArgs,
    global: &GlobalArgs,
    session: &Session,
    old: &Inspection,
    secret: &Secret,
) -> Result<Option<String>, Error> {
    use super::live::{Live, Way};
    use crate::live::{Outcome, Stage, human};
    use crate::terminal::say;

    if args.offline {
        return Ok(None);
    }
    let way = if args.login { Way::SignIn } else { Way::Token };
    let live = Live::with(&args.reach.live(&args.secret), global, Some(secret.clone()), way)?;
    // What is wrong with the file is no fault of the secret.
    let mut tried = session.workspace.check(old.file.clone());
    tried.diagnostics.clear();
    let Some(report) = live.check(&mut tried) else { return Err(Error::new("interrupted: nothing was written")) };
    let passed = |stage: Stage| report.stages.iter().any(|one| one.stage == stage && one.outcome == Outcome::Passed);
    let needed: &[Stage] =
        if args.login { &[Stage::Token, Stage::Claims, Stage::Authenticate] } else { &[Stage::Token, Stage::Claims] };
    if needed.iter().all(|stage| passed(*stage)) {
        let what = if args.login {
            "a token was issued for it, and the mail server took that"
        } else {
            "a token was issued for it"
        };
        let warnings = report.stages.iter().flat_map(|stage| &stage.warnings);
        let warnings: Vec<_> =
            warnings.filter(|warning| warning.code != "role-missing").map(|one| one.cause.clone()).collect();
        let warned = warnings.iter().fold(String::new(), |text, one| format!("{text}\n  note: {one}"));
        return Ok(Some(format!("{what}{warned}")));
    }
    say(human::stages(&report, Look::of_stderr(global.color)).trim_end());
    for diagnostic in tried.diagnostics.iter().filter(|one| one.rule == "live-settings") {
        say(&format!("  {}. {}", diagnostic.message, diagnostic.help));
    }
    let refused = report.failed().any(|stage| matches!(stage.stage, Stage::Token | Stage::Claims));
    let why = if refused {
        "the new secret gets no token that can be used"
    } else {
        "the new secret could not be tried to the end"
    };
    Err(Error::new(format!("{why}: {}; nothing was written", report.verdict())))
}

#[cfg(not(feature = "live"))]
fn prove(_: &RotateArgs, _: &GlobalArgs, _: &Session, _: &Inspection, _: &Secret) -> Result<Option<String>, Error> {
    Ok(None)
}

fn write(
    args: &RotateArgs,
    global: &GlobalArgs,
    old: &Inspection,
    rotated: &Rotated,
    proof: Option<String>,
) -> Result<Exit, Error> {
    let bytes = [&old.source, &rotated.new.source].map(|source| source.encode(source.text()));
    let path = old.source.name();
    let written = put(file(args, old), &bytes[0], &bytes[1], Backup::of(args.no_backup, args.in_place))?;
    let mut text = format!("{}:{}: the client secret was replaced", harmless(path), rotated.line);
    match &proof {
        Some(how) => text.push_str(&format!("\n  tried before: {how}")),
        None => text.push_str("\n  not tried before (--offline)"),
    }
    if written.in_place {
        text.push_str("\n  written in place, not atomically");
    }
    if let Some(backup) = &written.backup {
        text.push_str(&format!("\n  {} holds the old secret", harmless(&backup.display().to_string())));
    }
    match (rotated.comment, args.expires) {
        (Some((line, date)), Some(_)) => text.push_str(&format!("\n  line {line} says that it expires on {date}")),
        (Some((line, date)), None) => {
            text.push_str(&format!(
                "\n  line {line} still says that the secret expires on {date}: write the day of the new one"
            ));
        }
        (None, _) => {}
    }
    for line in &rotated.left {
        text.push_str(&format!("\n  line {line} still holds the old secret"));
    }
    if !global.quiet {
        text.push_str(&left_to_do(path, written.backup.as_deref(), rotated.comment.is_none()));
    }
    text.push('\n');
    Ok(super::print(&text).err().unwrap_or(Exit::Done))
}

/// What is written. A pattern was expanded on the way.
fn file<'a>(args: &'a RotateArgs, old: &'a Inspection) -> &'a Path {
    if args.path.is_file() { args.path.as_path() } else { Path::new(old.source.name()) }
}

fn left_to_do(path: &str, backup: Option<&Path>, undated: bool) -> String {
    let path = system::argument(path);
    let mut steps = vec![
        "Let osweb read the file: restart the service, or select Reload in enaio services-admin.".to_owned(),
        format!("See that mail can be sent: osweb-config check --live {path}"),
        "Delete the old secret in Microsoft Entra (App registrations > your app > Certificates & secrets). Its Secret ID cannot be read from \
         the file: the list shows the first three characters of each value, and the end date; the new one is the one that ends last."
            .to_owned(),
    ];
    if let Some(backup) = backup {
        steps.push(format!("Delete {}, once the old secret is deleted.", harmless(&backup.display().to_string())));
    }
    if undated {
        steps.push("Write down when the new one expires, above it: # osweb-config: secret-expires DATE".to_owned());
    }
    let lines = steps.iter().enumerate().map(|(number, step)| format!("\n  {}. {step}", number + 1));
    format!("\nWhat is left to do:{}", lines.collect::<String>())
}
