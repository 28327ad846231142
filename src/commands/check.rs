//! `check`: validate files.

use std::sync::Arc;

use crate::cli::CheckArgs;
use crate::exit::Exit;
use crate::inspect::{Options, inspect};
use crate::source::SourceFile;

/// Runs `check`.
pub fn run(args: &CheckArgs) -> Exit {
    let mut exit = Exit::Done;
    for path in &args.paths {
        match SourceFile::read(path) {
            Ok(source) => {
                for diagnostic in inspect(Arc::new(source), &Options::default()).diagnostics {
                    println!("{}[{}] {}", diagnostic.severity.word(), diagnostic.rule, diagnostic.message);
                    exit = exit.max(Exit::Left);
                }
            }
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                exit = Exit::Failed;
            }
        }
    }
    exit
}
