//! Texts, numbers, dates and order, in Swedish and English.

pub mod collation;
