//! Places of study and their contact persons.

use rusqlite::{Row, params};

use super::error::known_word;
use super::journal::{ChangeKind, Committed, filled, rows};
use super::programme::text;
use super::{Error, Refusal, Register};
use crate::domain::school::{SchoolKind, UnitCode};
use crate::domain::student::fold;
use crate::domain::{PersonId, SchoolId};

/// A place of study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its key.
    pub id: SchoolId,
    /// Its unit code, if it has one.
    pub unit_code: Option<UnitCode>,
    pub name: String,
    pub kind: SchoolKind,
    /// The code of its municipality; empty where not known.
    pub municipality: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Classes it has in the register.
    pub classes: u32,
    /// Students in them, each counted once; those who have left, too.
    pub students: u32,
    /// Those of them who have left every class here.
    pub former: u32,
}

/// What a school is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolName {
    pub id: SchoolId,
    pub name: String,
    /// Empty where there is none.
    pub unit_code: String,
    /// Its name and its aliases, folded.
    pub folded: Vec<String>,
}

impl std::fmt::Display for SchoolName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name)
    }
}

impl SchoolName {
    /// Whether somebody means the school by a name or code.
    pub fn is_called(&self, text: &str) -> bool {
        self.unit_code == text.trim() || self.folded.contains(&fold(text.trim()))
    }
}

/// A contact person of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The person; `None` while it is not saved.
    pub id: Option<PersonId>,
    pub name: String,
    /// Role or title; empty where not said.
    pub role: String,
    /// E-mail address; empty where not said.
    pub email: String,
    /// Telephone number; empty where not said.
    pub phone: String,
}

/// What a school is called and where it lies, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolDetails {
    /// Its unit code, if it has one.
    pub unit_code: Option<UnitCode>,
    pub name: String,
    pub kind: SchoolKind,
    /// The code of its municipality; empty where not known.
    pub municipality: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
}

impl SchoolDetails {
    fn put_into(&self, row: &mut rows::School) {
        row.unit_code = self.unit_code.as_ref().map(|code| code.as_str().to_owned());
        self.name.trim().clone_into(&mut row.name);
        row.kind = self.kind;
        row.municipality = filled(&self.municipality);
        row.aliases = filled(&self.aliases.join("\n"));
    }
}

impl Register {
    /// All schools, in Swedish order of name.
    pub fn schools(&self) -> Result<Vec<School>, Error> {
        self.schools_where(None)
    }

    fn schools_where(&self, only: Option<SchoolId>) -> Result<Vec<School>, Error> {
        let mut statement = self.connection().prepare_cached(include_str!("school/schools.sql"))?;
        let mut rows = statement.query(params![only.map(|school| school.0), self.today()])?;
        let mut schools = Vec::new();
        while let Some(row) = rows.next()? {
            schools.push(read(row)?);
        }
        schools.sort_by_cached_key(|school| crate::i18n::collation::sort_key(&school.name));

        Ok(schools)
    }

    /// The school with that unit code, name, alias, or unambiguous part of its name.
    pub fn find_school(&self, text: &str) -> Result<School, Error> {
        let wanted = fold(text.trim());
        let mut names = self.school_names()?;
        let exact = names.iter().find(|school| school.is_called(text));
        if let Some(id) = exact.map(|school| school.id) {
            return self.schools_where(Some(id))?.pop().ok_or_else(|| Refusal::Gone.into());
        }
        names.retain(|school| {
            !wanted.is_empty() && school.folded.iter().any(|name| name.contains(&wanted))
        });
        match names.as_slice() {
            [] => Err(Refusal::UnknownSchool(text.to_owned()).into()),
            [only] => self.schools_where(Some(only.id))?.pop().ok_or_else(|| Refusal::Gone.into()),
            _ => {
                let names = names.into_iter().map(|school| school.name).collect();
                Err(Refusal::AmbiguousSchool(text.to_owned(), names).into())
            }
        }
    }

    /// What schools are called, in Swedish order, without counting anything in them.
    pub fn school_names(&self) -> Result<Vec<SchoolName>, Error> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT id, name, unit_code, aliases FROM school WHERE deleted = 0")?;
        let rows = statement.query_map([], |row| {
            let name: String = row.get(1)?;
            let aliases = text(row, 3)?;
            Ok(SchoolName {
                id: SchoolId(row.get(0)?),
                unit_code: text(row, 2)?,
                folded: std::iter::once(name.as_str()).chain(aliases.lines()).map(fold).collect(),
                name,
            })
        })?;

        let mut names = rows.collect::<Result<Vec<_>, _>>()?;
        names.sort_by_cached_key(|school| crate::i18n::collation::sort_key(&school.name));

        Ok(names)
    }

    pub fn add_school(&mut self, details: &SchoolDetails) -> Result<(Committed, SchoolId), Error> {
        if details.name.trim().is_empty() {
            return Err(Refusal::Empty.into());
        }

        self.change(|change| {
            let mut school = rows::School {
                unit_code: None,
                name: String::new(),
                kind: details.kind,
                municipality: None,
                aliases: None,
                valid_from: None,
                valid_to: None,
            };
            details.put_into(&mut school);
            let school = change.create(&school)?;
            Ok((ChangeKind::SchoolAdded { school }, school))
        })
    }

    pub fn edit_school(
        &mut self,
        school: SchoolId,
        details: &SchoolDetails,
    ) -> Result<Committed, Error> {
        if details.name.trim().is_empty() {
            return Err(Refusal::Empty.into());
        }
        let (committed, ()) = self.change(|change| {
            change.edit(school, |row| details.put_into(row))?;
            Ok((ChangeKind::SchoolEdited { school }, ()))
        })?;

        Ok(committed)
    }

    /// The contact persons of a school.
    pub fn contacts(&self, school: SchoolId) -> Result<Vec<Contact>, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT id, name, role, email, phone FROM person
             WHERE school = ?1 AND deleted = 0 ORDER BY id",
        )?;
        let rows = statement.query_map([school.0], |row| {
            Ok(Contact {
                id: Some(PersonId(row.get(0)?)),
                name: row.get(1)?,
                role: text(row, 2)?,
                email: text(row, 3)?,
                phone: text(row, 4)?,
            })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Saves a contact person of a school: a new one, or one that is edited.
    pub fn save_contact(
        &mut self,
        school: SchoolId,
        contact: &Contact,
    ) -> Result<Committed, Error> {
        let name = crate::domain::student::tidy_name(&contact.name);
        if name.is_empty() {
            return Err(Refusal::Empty.into());
        }
        let put = |row: &mut rows::Person| {
            row.name.clone_from(&name);
            row.role = filled(contact.role.trim());
            row.email = filled(contact.email.trim());
            row.phone = filled(contact.phone.trim());
        };
        let (committed, ()) = self.change(|change| {
            match contact.id {
                Some(person) => change.edit(person, put)?,
                None => {
                    let mut person = rows::Person {
                        name: String::new(),
                        email: None,
                        phone: None,
                        role: None,
                        school: Some(school),
                    };
                    put(&mut person);
                    change.create(&person)?;
                }
            }
            Ok((ChangeKind::ContactEdited { school }, ()))
        })?;

        Ok(committed)
    }

    /// Removes a contact person.
    pub fn remove_contact(
        &mut self,
        school: SchoolId,
        person: PersonId,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            change.delete(person)?;
            Ok((ChangeKind::ContactEdited { school }, ()))
        })?;

        Ok(committed)
    }

    /// How the school's lists with these headers were read the last time.
    pub fn remembered_mapping(
        &self,
        school: SchoolId,
        headers: &str,
    ) -> Result<Option<String>, Error> {
        use rusqlite::OptionalExtension;

        Ok(self
            .connection()
            .prepare_cached(
                "SELECT columns FROM mapping WHERE school = ?1 AND headers = ?2 AND deleted = 0
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row(params![school.0, headers], |row| row.get(0))
            .optional()?)
    }
}

fn read(row: &Row<'_>) -> Result<School, Error> {
    let code: Option<String> = row.get("unit_code")?;
    let kind: String = row.get("kind")?;
    let aliases: Option<String> = row.get("aliases")?;
    let municipality: Option<String> = row.get("municipality")?;

    Ok(School {
        id: SchoolId(row.get("id")?),
        unit_code: code.as_deref().and_then(UnitCode::new),
        name: row.get("name")?,
        kind: known_word(SchoolKind::from_code(&kind), "school: kind")?,
        municipality: municipality.unwrap_or_default(),
        aliases: aliases.unwrap_or_default().lines().map(str::to_owned).collect(),
        classes: row.get("classes")?,
        students: row.get("students")?,
        former: row.get("former")?,
    })
}
