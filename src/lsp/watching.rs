//! What the editor is asked to watch.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::client::Client;
use super::uri;

/// What files are called that texts are judged by.
const ENDINGS: [&str; 6] = ["yml", "yaml", "json", "reg", "properties", "toml"];

/// The watchers for files: all of these kinds in the folders that are open, for which there will be files may change with any setting, and
/// one for each file elsewhere.
pub fn watchers(files: &[PathBuf], client: &Client) -> Value {
    let mut watchers = vec![json!({ "globPattern": format!("**/*.{{{}}}", ENDINGS.join(",")) })];
    let covered = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        path.starts_with(&client.folder) && ending.is_some_and(|ending| ENDINGS.contains(&ending))
    };
    let mut apart: Vec<PathBuf> =
        files.iter().map(|path| client.folder.join(path)).filter(|path| !covered(path)).collect();
    apart.sort();
    apart.dedup();
    for path in apart.iter().filter(|_| client.watches_folders) {
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
            let pattern = json!({ "baseUri": uri::of(folder), "pattern": name.to_string_lossy() });
            watchers.push(json!({ "globPattern": pattern }));
        }
    }
    json!(watchers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_outside_of_the_folder_is_watched_by_itself_where_the_editor_can() {
        let folder = std::env::temp_dir().join("open");
        let outside = std::env::temp_dir().join("shared").join("application.yml");
        let files = [folder.join("osweb-config.toml"), outside.clone(), outside, PathBuf::from("policy.schema")];
        let of = |watches_folders| {
            watchers(&files, &Client { folder: folder.clone(), watches_folders, ..Client::default() })
        };
        assert_eq!(of(false).as_array().unwrap().len(), 1);
        let watched = of(true);
        let patterns: Vec<_> =
            watched.as_array().unwrap()[1..].iter().map(|one| &one["globPattern"]["pattern"]).collect();
        assert_eq!(patterns, ["policy.schema", "application.yml"]);
    }
}
