//! Laws that every command and every format keeps.

mod formats;
mod printable;
mod secrecy;
mod secrets;
