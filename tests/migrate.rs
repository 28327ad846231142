//! `migrate`: every fixture becomes what lies beside it, and the laws hold for files that nobody has thought of.

mod case;
mod expires;
mod fixtures;
mod forms;
mod laws;
mod planned;
mod shapes;
