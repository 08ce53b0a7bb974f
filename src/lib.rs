//! Kursliggaren keeps the register of a training programme in upper-secondary schools: classes,
//! students, sessions and attendance; how far it is to the target; and the certificates.
//!
//! The rooms and what each may know stand in `ARCHITECTURE.md`.
#![warn(clippy::unwrap_used, clippy::expect_used)]

pub mod app;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod disk;
pub mod domain;
pub mod exchange;
pub mod export;
pub mod i18n;
pub mod import;
pub mod installation;
pub mod intake;
pub mod keyring;
pub mod logging;
mod markup;
pub mod messages;
pub mod papers;
mod patience;
pub mod print;
pub mod printer;
pub mod reference;
pub mod register;
pub mod seal;
