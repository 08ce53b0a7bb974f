//! The recovery sheet on paper: the code that opens the register when all computers are lost, and what to do with it.

use super::File;
use crate::exchange::InvitationText;
use crate::i18n::{Language, date};
use crate::print::document::Document;
use crate::print::{self, About};
use crate::register::{Error, Register};
use crate::seal::squares::Modules;
use crate::text;

/// The sheet.
///
/// # Errors
/// The register can't be read.
pub fn sheet(register: &Register, language: Language, code: &str) -> Result<File, Error> {
    let title = text!(language, "recovery-title");
    let programme = register.programme()?;
    let place = register.sharing()?.map(|sharing| sharing.place).unwrap_or_default();
    let today = register.today();
    let mut document = Document::new(language, &title, &programme.name, title.clone());
    document.paragraph(&text!(language, "recovery-text"));
    document.facts(&[
        (text!(language, "welcome-join-code"), code.to_owned()),
        (text!(language, "together-place"), place.clone()),
        (text!(language, "recovery-made"), date::long(language, today)),
    ]);
    if let Some(squares) = Modules::of(&InvitationText::of(code, &place).line()) {
        document.code(squares, &text!(language, "recovery-squares"));
    }
    document.heading(&text!(language, "recovery-how"));
    document.paragraph(&text!(language, "recovery-how-text"));
    let about = About { title: title.clone(), language, date: today, codes: Vec::new() };

    Ok(File {
        name: format!("{}.pdf", super::safe(&title)),
        bytes: print::render(&about, document.finish()),
    })
}
