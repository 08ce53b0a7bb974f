//! Erasing personal data (gallring): of one student, of a class, or of everyone once the programme is over. Names go out of the
//! register, the journal and the ledger for good; what totals are made of stays, without a name. What would go and what would
//! stay is told first.

mod again;
mod holders;
mod joined;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::Serialize;
use uuid::Uuid;

use super::error::{known_word, known_word_if_any};
use super::journal::history::Entry;
use super::journal::{Change, ChangeKind, Column, Committed, Entity, Goes, Privacy};
use super::keys::Keys;
use super::nameless::{AliasKind, take_name, whole_person};
use super::{Error, Refusal, Register, certificate};
use crate::domain::erasure::{Certificates, Decision, Erased, Whose};
use crate::domain::{ClassId, PersonId, Protection, StudentId, Term};
use crate::register::student::StudentDetails;
use crate::seal::SecretKey;

pub use holders::Holder;
pub use joined::JoinedElsewhere;

/// What stays of those whose personal data is erased: how many there are of each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Total {
    /// The school's name.
    pub school: String,
    pub term: String,
    /// The legal sex's code; empty where not known.
    pub sex: String,
    /// The verdict's code.
    pub verdict: String,
    pub students: u32,
}

/// What is kept of those whose data would be erased and stands in no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Besides {
    /// Entries that were joined with others, or taken away.
    pub entries: Vec<(Uuid, StudentDetails)>,
    /// Words: what they are about, the field, and what they say.
    pub words: Vec<(String, &'static str, String)>,
    /// Persons: name, e-mail address, phone, role.
    pub persons: Vec<[String; 4]>,
}

/// What an erasure would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    pub goes: Erased,
    /// Marks, which stay without a name.
    pub marks: u32,
    /// What else stays: totals by school, term, sex and verdict.
    pub totals: Vec<Total>,
    /// Students of the class who stay as they are, because they are in another class whose term is not over.
    pub elsewhere: u32,
    /// Whether a class's term is not over yet.
    pub is_ongoing: bool,
    /// The programme's last day, where everyone's data is not to be erased before it is over.
    pub not_before_end: Option<NaiveDate>,
    /// Entries that others have said to be one of those.
    pub joined_elsewhere: Vec<JoinedElsewhere>,
    /// Whether others have the register too: the names go from theirs with the next exchange.
    pub is_shared: bool,
}

impl Register {
    /// What erasing would do. Nothing is changed.
    pub fn erasure_outlook(
        &self,
        whose: Whose,
        certificates: Certificates,
    ) -> Result<Outlook, Error> {
        let connection = self.connection();
        let now = Term::of(self.today());
        let chosen = self.chosen(whose)?;
        let erasing = chosen.keys();
        let count = |sql: &str| -> Result<u32, Error> {
            Ok(connection.prepare_cached(sql)?.query_row([&erasing], |row| row.get(0))?)
        };
        let issued = count(include_str!("erasure/certificates.sql"))?;
        let (certificates, kept_certificates) = match certificates {
            Certificates::BecomeNumbers => (issued, 0),
            Certificates::AreKept => (0, issued),
        };
        let texts = self.texts(whose, &chosen, kept_certificates == 0)?;
        let goes = Erased {
            students: chosen.people,
            persons: match whose {
                Whose::Everyone => self.persons_to_erase()?.len().try_into().unwrap_or(u32::MAX),
                _ => 0,
            },
            certificates,
            kept_certificates,
            texts: u32::try_from(texts.len()).unwrap_or(u32::MAX),
        };
        let is_ongoing = match whose {
            Whose::Class(class) => term_of(connection, class)? >= now,
            _ => false,
        };

        Ok(Outlook {
            goes,
            marks: count(include_str!("erasure/marks.sql"))?,
            totals: totals(connection, &erasing)?,
            elsewhere: chosen.elsewhere,
            is_ongoing,
            not_before_end: Some(self.programme()?.period.end)
                .filter(|end| whose == Whose::Everyone && self.today() <= *end),
            joined_elsewhere: self.joined_elsewhere(&chosen.one_of_each())?,
            is_shared: self.sharing()?.is_some(),
        })
    }

    /// Refuses what [`Register::erase`] would, before anything else is done for it.
    pub fn refuse_erasure(
        &self,
        whose: Whose,
        decision: &Decision,
        certificates: Certificates,
    ) -> Result<Erased, Error> {
        if decision.reference.trim().is_empty() {
            return Err(Refusal::Empty.into());
        }
        if decision.day > self.today() {
            return Err(Refusal::DecidedInFuture(decision.day).into());
        }
        let outlook = self.erasure_outlook(whose, certificates)?;
        if let Some(ends) = outlook.not_before_end {
            return Err(Refusal::ProgrammeNotOver(ends).into());
        }
        if outlook.goes.is_nothing() {
            return Err(Refusal::NothingToErase.into());
        }

        Ok(outlook.goes)
    }

    /// Erases. It is final: nothing brings a name back.
    ///
    /// # Errors
    /// Refused where a decision has no reference or lies in the future, where everyone's data is to be erased before the
    /// programme is over, and where there is nothing to erase.
    pub fn erase(
        &mut self,
        whose: Whose,
        decision: &Decision,
        certificates: Certificates,
    ) -> Result<(Committed, Erased), Error> {
        let reference = crate::domain::student::tidy_name(&decision.reference);
        let goes = self.refuse_erasure(whose, decision, certificates)?;
        let chosen = self.chosen(whose)?;
        let texts = self.texts(whose, &chosen, certificates == Certificates::BecomeNumbers)?;
        let erasing = chosen.keys();
        let persons = self.persons_to_erase()?;
        let key = self.secret_key()?;
        let work = self.work();
        let (committed, ()) = self.change(|change| {
            let before = totals(change.connection(), &erasing)?;
            erase_texts(change, &texts)?;
            let first = AliasKind::Erased.next(change.connection())?;
            for (done, person) in chosen.by_person.iter().enumerate() {
                work.advance(done, chosen.by_person.len())?;
                let fresh = || AliasKind::Erased.numbered(first + done as u32);
                let alias = person.alias.clone().unwrap_or_else(fresh);
                erase_student(change, &person.entries, &alias, certificates, &key)?;
            }
            if whose == Whose::Everyone {
                for id in &persons {
                    erase_person(change, *id)?;
                }
            }
            // What totals are made of has not been touched.
            if totals(change.connection(), &erasing)? != before {
                return Err(Error::Damaged("erasure: totals differ".to_owned()));
            }
            let (student, class) = match whose {
                Whose::Student(student) => (Some(student), None),
                Whose::Class(class) => (None, Some(class)),
                Whose::Everyone => (None, None),
            };
            let decision = Decision { reference, day: decision.day };
            Ok((ChangeKind::PersonalDataErased { student, class, erased: goes, decision }, ()))
        })?;
        self.settle_names()?;

        Ok((committed, goes))
    }

    /// The erasures that have been made, newest first.
    pub fn erasures(&self) -> Result<Vec<Entry>, Error> {
        let all = self.history(u32::MAX)?.into_iter();

        Ok(all
            .filter(|entry| matches!(entry.kind, ChangeKind::PersonalDataErased { .. }))
            .collect())
    }

    /// The identities of all entries about those whose data would be erased.
    pub fn erasing(&self, whose: Whose) -> Result<Vec<Uuid>, Error> {
        self.chosen(whose)?.entries.into_iter().map(|student| self.uid_of(student)).collect()
    }

    /// Everything that is kept of those whose data would be erased and stands in no list: entries that were joined with others
    /// or taken away, words, and persons.
    pub fn erasing_besides(&self, whose: Whose) -> Result<Besides, Error> {
        let connection = self.connection();
        let chosen = self.chosen(whose)?;
        let mut besides = Besides::default();
        let mut hidden = connection
            .prepare_cached("SELECT deleted <> 0 OR survivor <> id FROM student WHERE id = ?1")?;
        for entry in &chosen.entries {
            if hidden.query_row([entry.0], |row| row.get(0))? {
                let details = super::student::read_details(connection, *entry)?;
                besides.entries.push((self.uid_of(*entry)?, details));
            }
        }
        for text in self.texts(whose, &chosen, true)? {
            let (now, about): (Option<String>, String) = connection
                .prepare_cached(&format!(
                    "SELECT {}, ({}) FROM {} WHERE id = ?1",
                    text.column.name,
                    about(text.entity),
                    text.entity.table()
                ))?
                .query_row([text.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some(now) = now {
                besides.words.push((about, text.column.name, now));
            }
        }
        if whose == Whose::Everyone {
            for id in self.persons_to_erase()? {
                besides.persons.push(
                    connection
                        .prepare_cached(
                            "SELECT name, coalesce(email, ''), coalesce(phone, ''), coalesce(role, '')
                             FROM person WHERE id = ?1",
                        )?
                        .query_row([id], |row| {
                            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
                        })?,
                );
            }
        }

        Ok(besides)
    }

    /// Contact persons, teachers, and those who have worked with the register; whoever does the erasing stands for it.
    fn persons_to_erase(&self) -> Result<Vec<i64>, Error> {
        let at_work = self.at_work();

        super::keys::ids(
            self.connection(),
            "SELECT id FROM person WHERE name NOT GLOB 'Gallrad person [0-9]*' AND id <> ?1
             ORDER BY id",
            at_work.map_or(0, |person| person.0),
        )
    }

    fn chosen(&self, whose: Whose) -> Result<Chosen, Error> {
        let connection = self.connection();
        let mut elsewhere = 0;
        let whole = match whose {
            Whose::Student(student) => vec![student],
            Whose::Class(class) => {
                let now = Term::of(self.today());
                let mut leaving = Vec::new();
                for (student, last) in class_students(connection, class)? {
                    match last.is_some_and(|term| term >= now) {
                        true => elsewhere += 1,
                        false => leaving.push(student),
                    }
                }
                leaving
            }
            Whose::Everyone => super::keys::ids(
                connection,
                "SELECT id FROM student WHERE survivor = id AND ?1 = 0",
                0,
            )?
            .into_iter()
            .map(StudentId)
            .collect(),
        };
        let mut chosen = Chosen { elsewhere, ..Chosen::default() };
        let mut erased = connection.prepare_cached(
            "SELECT protection = 'erased', coalesce(alias, '') FROM student WHERE id = ?1",
        )?;
        for student in whole {
            let mut person = Person { entries: whole_person(connection, student)?, alias: None };
            for entry in &person.entries {
                let (is_erased, alias): (bool, String) =
                    erased.query_row([entry.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
                if !is_erased {
                    person.alias = None;
                    break;
                }
                person.alias = Some(alias);
            }
            if person.entries.is_empty() {
                continue;
            }
            chosen.people += u32::from(person.alias.is_none());
            chosen.entries.extend(&person.entries);
            chosen.by_person.push(person);
        }

        Ok(chosen)
    }

    /// The notes and reasons in words that go, for those who are chosen.
    fn texts(
        &self,
        whose: Whose,
        chosen: &Chosen,
        with_certificates: bool,
    ) -> Result<Vec<Text>, Error> {
        let connection = self.connection();
        let mut texts = found_texts(connection, &chosen.keys())?;
        if !with_certificates {
            texts.retain(|text| text.entity != Entity::Certificate);
        }
        let sessions = match whose {
            Whose::Student(_) => return Ok(texts),
            Whose::Class(class) => {
                super::keys::ids(connection, "SELECT id FROM session WHERE class = ?1", class.0)?
            }
            Whose::Everyone => {
                for id in super::keys::ids(connection, "SELECT id FROM programme WHERE ?1 = 0", 0)?
                {
                    for column in columns_about(Entity::Programme, &[Privacy::Staff]) {
                        texts.extend(text_in(connection, Entity::Programme, id, column)?);
                    }
                }
                super::keys::ids(connection, "SELECT id FROM session WHERE ?1 = 0", 0)?
            }
        };
        let about: &[Privacy] = match whose {
            Whose::Everyone => &[Privacy::Words, Privacy::Staff],
            _ => &[Privacy::Words],
        };
        for column in columns_about(Entity::Session, about) {
            for id in &sessions {
                texts.extend(text_in(connection, Entity::Session, *id, column)?);
            }
        }

        Ok(texts)
    }
}

/// Whose data is erased: by person, each with the entries that were joined.
#[derive(Debug, Default)]
struct Chosen {
    /// Those of them who still have a name.
    people: u32,
    by_person: Vec<Person>,
    entries: Vec<StudentId>,
    elsewhere: u32,
}

impl Chosen {
    /// One entry of each person.
    fn one_of_each(&self) -> Vec<StudentId> {
        self.by_person.iter().filter_map(|person| person.entries.first().copied()).collect()
    }

    fn keys(&self) -> Keys {
        self.entries.iter().map(|student| student.0).collect()
    }
}

/// Somebody whose data is erased, now or before.
#[derive(Debug)]
struct Person {
    entries: Vec<StudentId>,
    /// The alias of somebody who has lost the name already.
    alias: Option<String>,
}

/// Something somebody wrote in words, which may have a name in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::register) struct Text {
    entity: Entity,
    id: i64,
    column: &'static Column,
}

/// The columns of an entity that may hold such personal data.
fn columns_about(entity: Entity, privacy: &[Privacy]) -> impl Iterator<Item = &'static Column> {
    entity.columns().iter().filter(move |column| privacy.contains(&column.privacy))
}

/// An SQL expression of what a row is about.
fn about(entity: Entity) -> &'static str {
    match entity {
        Entity::Session => {
            "(SELECT class.name FROM class WHERE class.id = session.class) || ' ' || session.number"
        }
        Entity::Exemption => {
            "SELECT class.name || ' ' || session.number || ' ' || coalesce(student.given, '') || ' '
                 || coalesce(student.family, coalesce(student.alias, ''))
             FROM session JOIN class ON class.id = session.class, student
             WHERE session.id = exemption.session AND student.id = exemption.student"
        }
        Entity::Certificate => {
            "SELECT certificate.year || '-' || series.letters || '-' || printf('%04d', certificate.number)
             FROM series WHERE series.id = certificate.series"
        }
        _ => "''",
    }
}

fn totals(connection: &Connection, erasing: &Keys) -> Result<Vec<Total>, Error> {
    let mut statement = connection.prepare_cached(include_str!("erasure/totals.sql"))?;
    let rows = statement.query_map([erasing], |row| {
        Ok(Total {
            school: row.get(0)?,
            term: row.get(1)?,
            sex: row.get(2)?,
            verdict: row.get(3)?,
            students: row.get(4)?,
        })
    })?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everyone who is or was in a class, guests apart, with the latest term of their other classes.
fn class_students(
    connection: &Connection,
    class: ClassId,
) -> Result<Vec<(StudentId, Option<Term>)>, Error> {
    let mut statement = connection.prepare_cached(include_str!("erasure/class_students.sql"))?;
    let mut rows = statement.query([class.0])?;
    let mut students: Vec<(StudentId, Option<Term>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let student = StudentId(row.get(0)?);
        let term: Option<String> = row.get(1)?;
        let term = known_word_if_any(term.as_deref(), |term| term.parse().ok(), "class: term")?;
        match students.last_mut() {
            Some((last, latest)) if *last == student => *latest = (*latest).max(term),
            _ => students.push((student, term)),
        }
    }

    Ok(students)
}

fn term_of(connection: &Connection, class: ClassId) -> Result<Term, Error> {
    let term: String = connection
        .prepare_cached("SELECT term FROM class WHERE id = ?1")?
        .query_row([class.0], |row| row.get(0))?;

    known_word(term.parse().ok(), "class: term")
}

/// The words about students who are chosen: in whatever row points at them.
fn found_texts(connection: &Connection, students: &Keys) -> Result<Vec<Text>, Error> {
    let mut texts = Vec::new();
    for entity in Entity::ALL.iter().copied() {
        let points_at_students =
            entity.columns().iter().any(|column| column.refers_to() == Some(Entity::Student));
        for column in columns_about(entity, &[Privacy::Words]).filter(|_| points_at_students) {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT id FROM {} WHERE student IN (SELECT value FROM json_each(?1))",
                entity.table()
            ))?;
            let ids: Vec<i64> =
                statement.query_map([students], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for id in ids {
                texts.extend(text_in(connection, entity, id, column)?);
            }
        }
    }

    Ok(texts)
}

/// The words that stand in a column, or stood there before.
fn text_in(
    connection: &Connection,
    entity: Entity,
    id: i64,
    column: &'static Column,
) -> Result<Option<Text>, Error> {
    let has_text: bool = connection
        .prepare_cached(&format!(
            "SELECT {} IS NOT NULL OR EXISTS (
                 SELECT 1 FROM op WHERE object = ?1 AND (field = ?2 AND value IS NOT NULL
                     OR field IS NULL AND value ->> ?2 IS NOT NULL))
             FROM {} WHERE id = ?1",
            column.name,
            entity.table()
        ))?
        .query_row(params![id, column.name], |row| row.get(0))?;

    Ok(has_text.then_some(Text { entity, id, column }))
}

fn erase_texts(change: &mut Change<'_>, texts: &[Text]) -> Result<(), Error> {
    for Text { entity, id, column } in texts {
        change.set(*entity, *id, column, Value::Null)?;
        change.erase(*entity, &[*id], Goes::Fields(&[column]))?;
    }

    Ok(())
}

fn erase_student(
    change: &mut Change<'_>,
    entries: &[StudentId],
    alias: &str,
    certificates: Certificates,
    key: &SecretKey,
) -> Result<(), Error> {
    take_name(change, entries, Protection::Erased, alias, certificates)?;
    if certificates == Certificates::BecomeNumbers {
        for entry in entries {
            certificate::make_number(change, *entry, alias, key)?;
        }
    }

    Ok(())
}

fn erase_person(change: &mut Change<'_>, id: i64) -> Result<(), Error> {
    change.edit(PersonId(id), |row| {
        row.name = format!("Gallrad person {id}");
        (row.email, row.phone) = (None, None);
    })?;

    change.erase(Entity::Person, &[id], Goes::Person)
}

/// Whether a person still has a name.
fn is_named(connection: &Connection, id: i64) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM person WHERE id = ?1 AND name NOT GLOB 'Gallrad person [0-9]*'",
        )?
        .query_row([id], |row| row.get(0))?)
}
