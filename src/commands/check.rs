//! `check`: validate files.

use std::sync::Arc;

use super::{discover, read};
use crate::cli::{CheckArgs, GlobalArgs};
use crate::exit::Exit;
use crate::inspect::inspect;
use crate::terminal;

/// Runs `check`.
pub fn run(args: &CheckArgs, _global: &GlobalArgs) -> Exit {
    let options = match read::options(&args.read) {
        Ok(options) => options,
        Err(why) => return super::refuse(&why),
    };
    let mut exit = Exit::Done;
    let mut text = String::new();
    for found in discover::discover(&args.paths) {
        let (name, source) = match found {
            discover::Found::File(path) => (path.display().to_string(), read::file(&path)),
            discover::Found::Stdin => (args.read.stdin_filename.clone(), read::stdin(&args.read)),
            discover::Found::Nothing(path, why) => (path, Err(why)),
        };
        match source {
            Ok(source) => {
                let inspection = inspect(Arc::new(source), &options);
                for diagnostic in inspection.diagnostics {
                    let at = inspection.source.position(diagnostic.span.start);
                    text.push_str(&format!(
                        "{}:{}:{}: {}[{}] {}\n",
                        name,
                        at.line,
                        at.column,
                        diagnostic.severity.word(),
                        diagnostic.rule,
                        diagnostic.message
                    ));
                    if args.fail_on.fails(diagnostic.severity) {
                        exit = exit.max(Exit::Left);
                    }
                }
            }
            Err(why) => {
                terminal::say(&format!("error: {} {why}", terminal::harmless(&name)));
                exit = Exit::Failed;
            }
        }
    }
    super::print(&text).map_or_else(|failed| failed, |()| exit)
}
