//! Pointing out a student of a class by name or `#ID`.

use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{Member, members};
use crate::domain::student::{fold, tidy_name};
use crate::domain::{ClassId, StudentId};
use crate::register::{Error, Refusal, Register};

impl Register {
    /// The student of the class with that name or `#ID`.
    pub fn find_member_named(&self, class: ClassId, name: &str) -> Result<StudentId, Error> {
        let members = members(self.connection(), class)?;
        if let Some(id) = name.strip_prefix('#') {
            return members
                .iter()
                .find(|member| {
                    id.parse() == Ok(member.student.0)
                        || self.uid_of(member.student).is_ok_and(|uid| uid.to_string() == id)
                })
                .map(|member| member.student)
                .ok_or_else(|| Refusal::UnknownStudent(name.to_owned()).into());
        }
        let wanted = fold(&tidy_name(name));
        let fits = |member: &&Member| fold(&member.name()) == wanted;
        let mut fitting: Vec<&Member> = members.iter().filter(fits).collect();
        if fitting.is_empty() {
            let words: Vec<&str> = wanted.split_whitespace().collect();
            fitting = members
                .iter()
                .filter(|member| {
                    let name = fold(&member.name());
                    !words.is_empty()
                        && words.iter().all(|word| name.split([' ', '-']).any(|part| part == *word))
                })
                .collect();
        }
        match fitting.as_slice() {
            [] => Err(Refusal::UnknownStudent(name.to_owned()).into()),
            [member] => Ok(member.student),
            several => {
                let names = several.iter().map(|member| (member.name(), member.student)).collect();
                Err(Refusal::AmbiguousStudent(name.to_owned(), names).into())
            }
        }
    }

    /// A student's identity across machines.
    pub fn uid_of(&self, student: StudentId) -> Result<Uuid, Error> {
        Ok(self
            .connection()
            .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
            .query_row([student.0], |row| row.get(0))?)
    }

    /// The student with that identity.
    pub fn student_with_uid(&self, uid: Uuid) -> Result<Option<StudentId>, Error> {
        Ok(self
            .connection()
            .prepare_cached(
                "SELECT student.id FROM object JOIN student ON student.id = object.id WHERE object.uid = ?1",
            )?
            .query_row([uid], |row| row.get(0).map(StudentId))
            .optional()?)
    }
}
