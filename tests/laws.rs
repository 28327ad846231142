//! Laws that every command and every format keeps.

mod fixes;
mod formats;
mod hostile;
mod printable;
mod secrecy;
mod secrets;
