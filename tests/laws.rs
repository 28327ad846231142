//! Laws that every command and every format keeps.

#[cfg(target_os = "linux")]
mod devices;
mod fixes;
mod formats;
mod growth;
mod hostile;
mod lines;
mod printable;
mod secrecy;
mod secrets;
