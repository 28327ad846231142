//! `config`: what is in force for a file, and from where.

use super::session::typed;
use crate::cli::{ConfigArgs, ConfigFormat};
use crate::config::{Origin, Projects};
use crate::error::Error;
use crate::exit::Exit;
use crate::terminal::harmless;

/// Runs `config`.
pub fn run(args: &ConfigArgs) -> Exit {
    match text(args) {
        Ok(text) => super::print(&text).map_or_else(|failed| failed, |()| Exit::Done),
        Err(error) => super::refuse(&error),
    }
}

fn text(args: &ConfigArgs) -> Result<String, Error> {
    let mut projects = Projects::new(args.read.config.as_deref(), args.read.no_config)?;
    let in_force = projects.in_force(&args.path, &typed(&args.read))?;
    let excluded = projects.excludes(&args.path)?;
    let project = projects.of(&args.path)?;
    let files: Vec<&str> = project.iter().flat_map(|project| project.names()).collect();
    let rows = in_force.rows();
    Ok(match args.format {
        ConfigFormat::Json => {
            let settings: serde_json::Map<_, _> = rows
                .into_iter()
                .map(|(key, values, from)| {
                    (key.to_owned(), serde_json::json!({ "value": values, "from": origin(from) }))
                })
                .collect();
            let excluded = excluded.map(|one| serde_json::json!({ "pattern": one.pattern, "from": origin(&one.from) }));
            let path = args.path.display().to_string();
            let report = serde_json::json!({
                "version": 1, "path": path, "files": files, "excluded": excluded, "settings": settings,
            });
            crate::report::pretty(&report)
        }
        ConfigFormat::Human => {
            let mut text = String::new();
            match files.split_first() {
                None => text.push_str("no osweb-config.toml applies to this file\n\n"),
                Some((nearest, extended)) => {
                    text.push_str(&format!("project file  {}\n", harmless(nearest)));
                    extended.iter().for_each(|file| text.push_str(&format!("extends       {}\n", harmless(file))));
                    text.push('\n');
                }
            }
            for (key, values, from) in rows {
                let values = if values.is_empty() { "-".to_owned() } else { values.join(", ") };
                text.push_str(&format!("{key:<13} {:<40} {}\n", harmless(&values), harmless(&from.to_string())));
            }
            if let Some(one) = excluded {
                let pattern = format!("by `{}`", one.pattern);
                text.push_str(&format!(
                    "{:<13} {:<40} {}\n",
                    "excluded",
                    harmless(&pattern),
                    harmless(&one.from.to_string())
                ));
            }
            text
        }
    })
}

/// Where something is from, for programs.
fn origin(from: &Origin) -> serde_json::Value {
    match from {
        Origin::File(path, line) => serde_json::json!({ "path": path.as_ref(), "line": line }),
        other => other.to_string().into(),
    }
}
