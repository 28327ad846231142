//! The command line at a terminal, in a pipe and in a shell.

mod explain;
mod help;
mod parallel;
#[cfg(unix)]
mod pipes;
#[cfg(unix)]
mod terminals;
mod typed;
mod version;

use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{FAULTY, folder_with, osweb_config, run, stderr, stdout};
