//! The extension for Visual Studio Code: its code against the API's types, and the package that users install. The editor itself is in
//! no registry.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{installed, root, succeed};

/// Stands for the program that an administrator may have packed with the extension.
const PROGRAM: &[u8] = b"a program";

/// A folder with the extension as it is in the repository, a program in its `bin`, and what it is built by.
fn extension() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["package.json", "package-lock.json", "extension.js", "README.md", ".vscodeignore"] {
        std::fs::copy(root().join("editors/vscode").join(name), folder.path().join(name)).unwrap();
    }
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    std::fs::write(folder.path().join("bin/osweb-config"), PROGRAM).unwrap();
    // Copied, since a link would not be packaged.
    succeed(Command::new("cp").arg("-R").arg(installed("extension/node_modules")).arg(folder.path()));
    folder
}

fn script(folder: &Path, name: &str) -> String {
    succeed(Command::new("npm").args(["run", "--silent", name]).current_dir(folder))
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).expect("JSON")
}

#[test]
fn the_code_fits_the_types_of_the_api_and_the_package_holds_what_it_needs() {
    let folder = extension();
    assert_eq!(script(folder.path(), "check"), "");
    script(folder.path(), "package");
    let version = env!("CARGO_PKG_VERSION");
    let package = folder.path().join(format!("osweb-config-{version}.vsix"));
    let opened = folder.path().join("opened");
    succeed(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&package).arg(&opened));
    let inside = |name: &str| -> PathBuf { opened.join("extension").join(name) };
    // The manifest is the one of the repository, and what it names is there.
    let manifest = json(&inside("package.json"));
    assert_eq!(manifest, json(&root().join("editors/vscode/package.json")));
    assert!(inside(manifest["main"].as_str().unwrap()).is_file());
    for dependency in manifest["dependencies"].as_object().unwrap().keys() {
        assert!(inside(&format!("node_modules/{dependency}/package.json")).is_file(), "{dependency}");
    }
    assert_eq!(std::fs::read(inside("bin/osweb-config")).unwrap(), PROGRAM);
    // Nothing that only builds it.
    for name in ["package-lock.json", "node_modules/typescript", "node_modules/@vscode", "node_modules/@types"] {
        assert!(!inside(name).exists(), "{name}");
    }
    // What the editor reads first.
    let about = std::fs::read_to_string(opened.join("extension.vsixmanifest")).unwrap();
    for part in [
        format!("<Identity Language=\"en-US\" Id=\"osweb-config\" Version=\"{version}\" Publisher=\"osweb-config\""),
        format!(
            "Id=\"Microsoft.VisualStudio.Code.Engine\" Value=\"{}\"",
            manifest["engines"]["vscode"].as_str().unwrap()
        ),
        "<Asset Type=\"Microsoft.VisualStudio.Code.Manifest\" Path=\"extension/package.json\"".to_owned(),
    ] {
        assert!(about.contains(&part), "{part} in {about}");
    }
}

/// What the manifest and the code say to each other: VS Code has no schema of manifests in a registry.
#[test]
fn what_the_manifest_offers_the_code_does() {
    let manifest = json(&root().join("editors/vscode/package.json"));
    let code = std::fs::read_to_string(root().join("editors/vscode/extension.js")).unwrap();
    let settings = manifest["contributes"]["configuration"]["properties"].as_object().unwrap();
    for (name, setting) in settings {
        let validator = jsonschema::draft7::new(setting).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(validator.is_valid(&setting["default"]), "{name}: its default is none of its values");
        assert!(setting["description"].is_string() || setting["markdownDescription"].is_string(), "{name}");
    }
    for name in manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"].as_array().unwrap() {
        assert!(settings.contains_key(name.as_str().unwrap()), "{name}");
    }
    let commands = manifest["contributes"]["commands"].as_array().unwrap();
    let registered = code.matches("register(\"").count();
    assert_eq!(commands.len(), registered);
}
