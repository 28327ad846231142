//! Collects what `explain` prints of the rules: their pages, which are the leading doc comments of their files, and their examples,
//! `fixtures/rules/*/invalid.*` and the report that belongs to it. The program carries these texts, not the code around them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=fixtures/rules");
    println!("cargo:rerun-if-changed=src/rules");
    println!("cargo:rerun-if-changed=src/live");
    build_facts();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    pages(&out.join("pages"));
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
    fs::write(out.join("examples.rs"), table).expect("the build folder can be written");
}

/// What `--version --verbose` tells of the build. The commit is known where `dist/build` says it.
fn build_facts() {
    println!("cargo:rerun-if-env-changed=OSWEB_CONFIG_COMMIT");
    let of = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    println!("cargo:rustc-env=BUILD_COMMIT={}", of("OSWEB_CONFIG_COMMIT").unwrap_or_else(|| "unknown".to_owned()));
    let features = env::vars().filter_map(|(name, _)| Some(name.strip_prefix("CARGO_FEATURE_")?.to_ascii_lowercase()));
    let mut features: Vec<_> = features.filter(|feature| feature != "default").collect();
    features.sort();
    let features = if features.is_empty() { "none".to_owned() } else { features.join(", ") };
    println!("cargo:rustc-env=BUILD_FEATURES={features}");
    println!("cargo:rustc-env=BUILD_TARGET={}", of("TARGET").expect("cargo sets TARGET"));
}

/// Writes each rule's page into the folder, as NAME.md: the rules of files by the name of their file, those of the live check by their stage.
fn pages(folder: &Path) {
    fs::create_dir_all(folder).expect("the build folder can be written");
    let rules = sorted(Path::new("src/rules")).into_iter().map(|file| (stem(&file).replace('_', "-"), file));
    let stages = sorted(Path::new("src/live/stages")).into_iter().map(|file| (format!("live-{}", stem(&file)), file));
    let settings = ("live-settings".to_owned(), PathBuf::from("src/live/file.rs"));
    for (rule, file) in rules.chain(stages).chain([settings]).filter(|(_, file)| file.is_file()) {
        let source = fs::read_to_string(file).expect("a source file can be read");
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let page: String = lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect();
        fs::write(folder.join(rule + ".md"), page).expect("the build folder can be written");
    }
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
