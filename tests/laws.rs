//! Laws that every command and every format keeps.

#[cfg(target_os = "linux")]
mod devices;
mod fixes;
mod formats;
mod growth;
mod hostile;
mod lines;
mod pieces;
mod printable;
mod secrecy;
mod secrets;

/// What holds for any bytes: the targets of the fuzzers.
#[path = "../fuzz/src/lib.rs"]
mod targets;
