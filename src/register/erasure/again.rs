//! Taking names out again, of a register that is older than when they were.

use uuid::Uuid;

use super::{
    Text, columns_about, erase_person, erase_student, erase_texts, found_texts, is_named, text_in,
};
use crate::domain::erasure::Certificates;
use crate::domain::{Protection, StudentId};
use crate::register::error::known_word;
use crate::register::journal::{ChangeKind, Entity, Privacy};
use crate::register::nameless::{unique_alias, whole_person};
use crate::register::note::{Gone, Protected};
use crate::register::{Error, Register};

impl Register {
    /// Takes out what is here of what has been taken out elsewhere; how many students were here with their names.
    pub(in crate::register) fn take_out_again(&mut self, gone: &Gone) -> Result<usize, Error> {
        self.know_lost(&gone.lost_keys)?;
        let count = self.protect_again(&gone.people)?;
        let words = self.words_still_here(&gone.words)?;
        if !words.is_empty() {
            self.change(|change| {
                for text in words {
                    match text.entity {
                        Entity::Person => erase_person(change, text.id)?,
                        _ => erase_texts(change, &[text])?,
                    }
                }
                Ok((ChangeKind::WordsErasedAgain, ()))
            })?;
        }

        Ok(count)
    }

    /// Where words stand of which some have been taken out elsewhere.
    pub(in crate::register) fn words_still_here(&self, gone: &[Uuid]) -> Result<Vec<Text>, Error> {
        let mut rows = Vec::new();
        for uid in gone {
            rows.extend(self.find_object(*uid)?);
        }
        // Who led sessions is taken out together with everyone who works with the programme.
        let is_of_everyone = rows.iter().any(|(_, entity)| *entity == Entity::Person);
        let mut here = Vec::new();
        for (id, entity) in rows {
            let about: &[Privacy] = match entity {
                Entity::Session if is_of_everyone => &[Privacy::Words, Privacy::Staff],
                Entity::Session | Entity::Exemption => &[Privacy::Words],
                Entity::Person if is_named(self.connection(), id)? => &[Privacy::Staff],
                _ => &[],
            };
            for column in columns_about(entity, about) {
                here.extend(text_in(self.connection(), entity, id, column)?);
            }
        }

        Ok(here)
    }

    fn protect_again(&mut self, protected: &[Protected]) -> Result<usize, Error> {
        let named = self.not_protected(protected)?;
        let count = named.len();
        for (student, one) in named {
            // Who is joined with another is protected with them.
            if self.still_named(one)?.is_some() {
                let protection =
                    known_word(Protection::from_code(&one.protection), "note: protection")?;
                match protection {
                    Protection::Erased => self.erase_again(student, one)?,
                    _ => drop(self.protect(student, protection, &one.alias)?),
                }
            }
        }

        Ok(count)
    }

    fn erase_again(&mut self, student: StudentId, known: &Protected) -> Result<(), Error> {
        let certificates = match known.on_certificates {
            true => Certificates::AreKept,
            false => Certificates::BecomeNumbers,
        };
        let key = self.secret_key()?;
        self.change(|change| {
            let everyone = whole_person(change.connection(), student)?;
            let students = everyone.iter().map(|student| student.0).collect();
            let mut texts = found_texts(change.connection(), &students)?;
            if known.on_certificates {
                texts.retain(|text| text.entity != Entity::Certificate);
            }
            let alias = unique_alias(change.connection(), &known.alias, &everyone)?;
            erase_student(change, &everyone, &alias, certificates, &key)?;
            erase_texts(change, &texts)?;
            Ok((ChangeKind::StudentProtected { student }, ()))
        })?;

        Ok(())
    }
}
