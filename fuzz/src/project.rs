//! Project files are refused with a reason or say what is in force; a secret in one is not shown.

use std::path::PathBuf;
use std::sync::OnceLock;

use osweb_config::config::{Projects, Typed};

use super::masks::SECRET;

/// What must hold of a project file.
pub fn hold(bytes: &[u8]) {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("osweb-config-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    });
    let path = folder.join("osweb-config.toml");
    std::fs::write(&path, bytes).expect("a file");
    let file = folder.join("osweb-prod.yml");
    let mut projects = Projects::within(folder);
    let said = match projects.in_force(&file, &Typed::default()) {
        Ok(in_force) => format!("{}{:?}", in_force.story(), in_force.rows().len()),
        Err(error) => error.to_string(),
    };
    assert!(!said.is_empty());
    let said = said + &projects.excludes(&file).map_or_else(|error| error.to_string(), |_| String::new());
    // Patterns and paths may be shown: they are what somebody has to find in the file.
    assert!(!said.contains(&format!("'{SECRET}")), "{said}");
}
