//! Dialogs: what lies over a screen until it is answered.

pub mod import;
pub mod new_class;
