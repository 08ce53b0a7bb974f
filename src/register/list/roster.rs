//! Who the register knows in a class, and by what a row of a list finds them.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::domain::student::{fold, tidy_name};
use crate::domain::{ClassId, EnrolmentId, StudentId};
use crate::register::Error;
use crate::register::student::{StudentDetails, details_of};

/// A student the register knows, as far as a list can tell.
pub struct Known {
    pub student: StudentId,
    pub enrolment: Option<EnrolmentId>,
    pub name: String,
    pub alias: String,
    pub protected: bool,
    pub details: StudentDetails,
    /// A guest, or somebody whose place has ended.
    pub comes_back: bool,
    pub guest: bool,
    pub ended: bool,
    pub met: bool,
}

/// A class while a list is planned for it.
pub struct Roster {
    pub name: String,
    pub class: Option<ClassId>,
    pub members: Vec<Known>,
    pub by_name: HashMap<String, Vec<usize>>,
    pub by_day: HashMap<NaiveDate, Vec<usize>>,
    pub by_given: HashMap<String, Vec<usize>>,
    pub by_email: HashMap<String, Vec<usize>>,
}

impl Roster {
    /// Those in a class; nobody where the class is new.
    pub fn of(connection: &Connection, name: &str, class: Option<ClassId>) -> Result<Self, Error> {
        let mut members = Vec::new();
        if let Some(class) = class {
            let mut statement = connection.prepare_cached(include_str!("known.sql"))?;
            let mut rows = statement.query([class.0])?;
            while let Some(row) = rows.next()? {
                members.push(known(row)?);
            }
        }
        let mut roster = Self {
            name: name.to_owned(),
            class,
            members,
            by_name: HashMap::new(),
            by_day: HashMap::new(),
            by_given: HashMap::new(),
            by_email: HashMap::new(),
        };
        let members = roster.members.iter().enumerate();
        for (index, member) in members.filter(|(_, member)| !member.protected) {
            let details = &member.details;
            roster.by_name.entry(member.name.clone()).or_default().push(index);
            roster.by_given.entry(fold(&details.given)).or_default().push(index);
            roster.by_email.entry(fold(&details.email)).or_default().push(index);
            if let Some(day) = details.birth_date {
                roster.by_day.entry(day).or_default().push(index);
            }
        }

        Ok(roster)
    }

    /// Those whom a row may be about under another name: born on the same day, or with the same first name or address. Nobody
    /// else need be looked at, however many there are.
    pub fn kindred(&self, details: &StudentDetails) -> Vec<usize> {
        let same = |map: &HashMap<String, Vec<usize>>, text: &str| {
            let key = Some(fold(text)).filter(|key| !key.is_empty());
            key.and_then(|key| map.get(&key).cloned()).unwrap_or_default()
        };
        let mut found =
            details.birth_date.and_then(|day| self.by_day.get(&day).cloned()).unwrap_or_default();
        found.extend(same(&self.by_given, &details.given));
        found.extend(same(&self.by_email, &details.email));
        found.sort_unstable();
        found.dedup();

        found
    }
}

pub fn known(row: &Row<'_>) -> Result<Known, Error> {
    let text = |column: &str| -> Result<String, rusqlite::Error> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    let details = details_of(row)?;
    let (guest, ended): (bool, bool) = (row.get("guest")?, row.get("ended")?);

    Ok(Known {
        student: StudentId(row.get("student")?),
        enrolment: row.get::<_, Option<i64>>("enrolment")?.map(EnrolmentId),
        name: folded_name(&details.given, &details.family),
        alias: text("alias")?,
        protected: row.get("protected")?,
        details,
        comes_back: guest || ended,
        guest,
        ended,
        met: false,
    })
}

/// A name as it is compared.
pub fn folded_name(given: &str, family: &str) -> String {
    fold(&tidy_name(&format!("{given} {family}")))
}
