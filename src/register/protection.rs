//! Protecting a student's personal data: the name goes for good, and an alias takes its place.

use super::journal::{ChangeKind, Committed};
use super::nameless::{AliasKind, refuse_erased, take_name, whole_person};
use super::{Error, Register};
use crate::domain::erasure::Certificates;
use crate::domain::student::tidy_name;
use crate::domain::{Protection, StudentId};

impl Register {
    /// Sets the protection of a student's personal data. The name is then taken out of the register, the
    /// journal and the ledger for good, and an alias stands in its place. Without an alias one is chosen.
    pub fn protect_student(
        &mut self,
        student: StudentId,
        protection: Protection,
        alias: &str,
    ) -> Result<Committed, Error> {
        let committed = self.protect(student, protection, alias)?;
        self.settle_names()?;

        Ok(committed)
    }

    /// The same, without a trace of it outside the register.
    pub(super) fn protect(
        &mut self,
        student: StudentId,
        protection: Protection,
        alias: &str,
    ) -> Result<Committed, Error> {
        let alias_given = tidy_name(alias);
        let key = self.secret_key()?;
        let (committed, ()) = self.change(|change| {
            let everyone = whole_person(change.connection(), student)?;
            refuse_erased(change.connection(), &everyone)?;
            let alias = match (protection.is_protected(), alias_given.is_empty()) {
                (false, _) => None,
                (true, true) => Some(AliasKind::Protected.free(change.connection())?),
                (true, false) => Some(alias_given),
            };
            // Somebody who was joined from several entries is protected in all of them.
            match &alias {
                None => {
                    for student in everyone {
                        change.edit(student, |row| row.protection = protection)?;
                    }
                }
                Some(alias) => {
                    let certificates = Certificates::BecomeNumbers;
                    take_name(change, &everyone, protection, alias, certificates)?;
                    for student in everyone {
                        super::certificate::replace_name(change, student, alias, &key)?;
                    }
                }
            }
            Ok((ChangeKind::StudentProtected { student }, ()))
        })?;

        Ok(committed)
    }
}
