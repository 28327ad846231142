//! `schema`, and that the published schema says what the binding says.

use std::path::Path;
use std::process::Command;

use osweb_config::schema::{json_schema, print, spring_metadata};
use osweb_config::settings::{SECTION, Setting};
use serde_json::{Value as Json, json};

mod verdict;

/// Compares with a file of the repository; UPDATE_FIXTURES=1 writes it.
fn compare(path: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&path, generated).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(published, generated, "{} is out of date: UPDATE_FIXTURES=1 cargo test schema", path.display());
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_osweb-config")).arg("schema").args(arguments).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_published_schema_is_the_one_that_the_program_prints() {
    compare("schemas/osweb-prod.schema.json", &print(&json_schema()));
    // Without the live check its rules have no names.
    #[cfg(feature = "live")]
    compare("schemas/osweb-config.schema.json", &print(&osweb_config::config::schema()));
    assert_eq!(run(&[]), print(&json_schema()));
}

#[test]
fn the_published_metadata_is_the_one_that_the_program_prints() {
    compare("schemas/additional-spring-configuration-metadata.json", &print(&spring_metadata()));
    assert_eq!(run(&["--format", "spring-metadata"]), print(&spring_metadata()));
}

#[test]
fn the_schema_is_draft_07_and_describes_every_setting_in_the_documented_order() {
    let schema = json_schema();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::draft7::meta::validate(&schema).unwrap();
    let section = SECTION.split('.').fold(&schema, |node, step| &node["properties"][step]);
    let keys: Vec<_> = section["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, Setting::ALL.map(Setting::key));
    for key in keys {
        let setting = &section["properties"][key];
        assert!(setting["description"].as_str().is_some_and(|text| text.len() > 20), "{key}");
        assert!(
            setting["examples"].is_array() || setting["anyOf"][0]["enum"].is_array(),
            "{key} has nothing to complete"
        );
    }
}

#[test]
fn dotted_keys_are_judged_too() {
    let validator = jsonschema::draft7::new(&json_schema()).unwrap();
    assert!(validator.is_valid(&json!({ "featureSwitches.sendEmail.smtpPort": 587, "server.port": "x" })));
    assert!(!validator.is_valid(&json!({ "featureSwitches.sendEmail.smtpPort": 70000 })));
}

/// The structure that the Spring Boot reference describes in its appendix "Configuration Metadata", as a schema.
#[test]
fn the_metadata_has_the_structure_that_spring_documents() {
    let format: Json = serde_json::from_str(include_str!("spring-configuration-metadata.schema.json")).unwrap();
    let validator = jsonschema::draft7::new(&format).unwrap();
    let metadata = spring_metadata();
    let faults: Vec<_> = validator.iter_errors(&metadata).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let names: Vec<_> = metadata["properties"].as_array().unwrap().iter().map(|each| each["name"].clone()).collect();
    assert_eq!(names, Setting::ALL.map(Setting::name));
    // A hint belongs to a property, and its values have that property's type.
    for hint in metadata["hints"].as_array().unwrap() {
        let at = names.iter().position(|name| *name == hint["name"]).expect("a hint without its property");
        let is_number = metadata["properties"][at]["type"] == "java.lang.Integer";
        for value in hint["values"].as_array().unwrap() {
            assert_eq!(value["value"].is_number(), is_number, "{hint}");
        }
    }
}
