//! `migrate`: every fixture becomes what lies beside it, and the laws hold for files that nobody has thought of.

mod fixtures;
mod laws;

mod shapes;
#[cfg(unix)]
mod terminal;

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::cli::osweb_config;

const CLIENT_ID: &str = "7a4be21f-93d8-4c06-b5f2-6d81e09c35aa";
const TENANT_ID: &str = "c50e8d3b-1f67-4b92-a8d4-2e963fb7140c";
const SECRET: &str = "kV28Q~w3RtYp7sLmXc5Nb1Zd9Fg4Hj6Kq0Ae_UiB";

/// The environment that holds the secret.
const ENVIRONMENT: [(&str, &str); 1] = [("SECRET", SECRET)];

/// The values of a usual call.
fn values() -> Vec<&'static str> {
    vec!["--client-id", CLIENT_ID, "--tenant-id", TENANT_ID, "--client-secret-env", "SECRET"]
}

fn migrate(folder: &Path, arguments: &[&str]) -> Output {
    osweb_config(folder, &[&["migrate"], arguments].concat(), &ENVIRONMENT).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn fixture_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/migrate")
}
