//! Taking names out again, of a register that is older than when they were.

use super::{OF_STUDENTS, choose, erase_student, erase_texts, found_texts};
use crate::domain::erasure::Certificates;
use crate::domain::{Protection, StudentId};
use crate::register::journal::ChangeKind;
use crate::register::protection::{Protected, whole_person};
use crate::register::{Error, Register};

impl Register {
    /// Protects, or erases, those who are here with their names; how many.
    pub(in crate::register) fn protect_again(
        &mut self,
        protected: &[Protected],
    ) -> Result<usize, Error> {
        let named = self.not_protected(protected)?;
        let count = named.len();
        for (student, one) in named {
            // Who is joined with another is protected with them.
            if self.student_of(one.uid)?.is_some_and(|(_, protected)| !protected) {
                let protection = Protection::from_code(&one.protection).unwrap_or_default();
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
            choose(change.connection(), &everyone)?;
            let texts = found_texts(change.connection(), OF_STUDENTS)?;
            for student in everyone {
                erase_student(change, student, &known.alias, certificates, &key)?;
            }
            erase_texts(change, &texts)?;
            Ok((ChangeKind::StudentProtected { student }, ()))
        })?;

        Ok(())
    }
}
