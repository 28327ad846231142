//! Collects the rules' examples, `fixtures/rules/*/invalid.*` and the report that belongs to it, for `explain`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=fixtures/rules");
    let mut table = String::from("[\n");
    for folder in sorted(Path::new("fixtures/rules")) {
        let files = sorted(&folder);
        let input = files.iter().find(|file| stem(file) == "invalid" && !has_extension(file, "out"));
        let output = files.iter().find(|file| stem(file) == "invalid" && has_extension(file, "out"));
        let (Some(input), Some(output)) = (input, output) else { continue };
        let (rule, file) = (name(&folder), name(input));
        let _ = writeln!(table, "({rule:?}, {file:?}, {:?}, {:?}),", text(input), text(output));
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("examples.rs"), table).expect("the build folder can be written");
}

/// What lies in a folder, by name; nothing where there is no folder.
fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// The file as text; bytes that are no UTF-8, which one rule is about, become U+FFFD.
fn text(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).expect("a fixture can be read")).into_owned()
}
