//! Those who are let in to work with the register, as the register itself notes them: who they are, and with which classes a
//! teacher's computer works.

use std::collections::BTreeMap;

use rusqlite::params;
use uuid::Uuid;

use super::journal::rows::{self, GrantKey};
use super::journal::{ChangeKind, Committed};
use super::keys::Keys;
use super::{Error, Register};
use crate::domain::student::tidy_name;
use crate::domain::{ClassId, PersonId};

impl Register {
    /// Notes who is let in; of a teacher, that the computer works with these classes and no others.
    pub fn note_member(
        &mut self,
        name: &str,
        device: Uuid,
        is_teacher: bool,
        classes: &[ClassId],
    ) -> Result<Committed, Error> {
        let name = tidy_name(name);
        let (committed, ()) = self.change(|change| {
            let known: Option<i64> = change
                .connection()
                .prepare_cached(
                    "SELECT min(id) FROM person WHERE name = ?1 AND deleted = 0",
                )?
                .query_row([&name], |row| row.get(0))?;
            let person = match known {
                Some(person) => PersonId(person),
                None => change.create(&rows::Person {
                    name,
                    email: None,
                    phone: None,
                    role: None,
                    school: None,
                })?,
            };
            for class in classes.iter().filter(|_| is_teacher) {
                change.create(&rows::Grant {
                    device: device.to_string(),
                    class: *class,
                    closed: None,
                })?;
                let is_noted: bool = change
                    .connection()
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM class_teacher WHERE class = ?1 AND person = ?2 AND deleted = 0)",
                    )?
                    .query_row(params![class.0, person.0], |row| row.get(0))?;
                if !is_noted {
                    change.create(&rows::ClassTeacher { class: *class, person })?;
                }
            }
            Ok((ChangeKind::MemberAdmitted { person }, ()))
        })?;

        Ok(committed)
    }

    /// Whether one of these classes was taken from a computer before.
    pub fn has_ended_grant(&self, device: Uuid, classes: &[ClassId]) -> Result<bool, Error> {
        let classes: Keys = classes.iter().map(|class| class.0).collect();

        Ok(self
            .connection()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM \"grant\" WHERE device = ?1 AND closed IS NOT NULL AND deleted = 0
                 AND class IN (SELECT value FROM json_each(?2)))",
            )?
            .query_row(params![device.to_string(), classes], |row| row.get(0))?)
    }

    /// Ends what a computer may write, in some classes or, where none are named, in all: up to which of its changes it holds,
    /// by epoch. Nothing where it had no classes.
    pub fn end_grants(
        &mut self,
        device: Uuid,
        classes: Option<&[ClassId]>,
        ends: &BTreeMap<i64, i64>,
    ) -> Result<Committed, Error> {
        let closed = serde_json::to_value(ends)?;
        let (committed, ()) = self.change(|change| {
            let grants = super::keys::ids(
                change.connection(),
                "SELECT id FROM \"grant\" WHERE deleted = 0 AND closed IS NULL AND id > ?1",
                0,
            )?;
            for grant in grants.into_iter().map(GrantKey) {
                let own = rows::read(change.connection(), grant)?;
                let is_meant = |class| classes.is_none_or(|classes| classes.contains(&class));
                if own.is_some_and(|own| own.device == device.to_string() && is_meant(own.class)) {
                    change.edit(grant, |grant| grant.closed = Some(closed.clone()))?;
                }
            }
            let kind = match classes {
                Some(_) => ChangeKind::ClassesTakenBack,
                None => ChangeKind::MemberRemoved,
            };
            Ok((kind, ()))
        })?;

        Ok(committed)
    }
}
