//! Persons, groups and organisations as JSON, named as SS12000:2020 (SIS, "Informationshantering vid
//! skoladministration") names them: each a list, or a page of the interface with `data`.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};

use super::exchange::{self, HEADINGS};
use super::{Error, Sheet};

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Sheet, Error> {
    let document: Document =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            match error.classify() {
                serde_json::error::Category::Data => Error::NotAList,
                _ => Error::Damaged,
            }
        })?;
    if document.persons.is_empty() {
        return Err(Error::NotAList);
    }

    document.list()
}

#[derive(Deserialize)]
struct Document {
    #[serde(default, deserialize_with = "page")]
    persons: Vec<Person>,
    #[serde(default, deserialize_with = "page")]
    groups: Vec<Group>,
    #[serde(default, deserialize_with = "page")]
    organisations: Vec<Organisation>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Person {
    id: Text,
    given_name: Text,
    family_name: Text,
    civic_no: Option<Value>,
    birth_date: Text,
    sex: Text,
    security_marking: Text,
    person_status: Text,
    emails: Option<Vec<Email>>,
    enrolments: Option<Vec<Enrolment>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Email {
    value: Text,
    r#type: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Value {
    value: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Enrolment {
    enroled_at: Option<Reference>,
    school_year: Text,
    education_code: Text,
    program_code: Text,
    programme: Option<Programme>,
    start_date: Text,
    end_date: Text,
    cancelled: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Programme {
    code: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Reference {
    id: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Group {
    display_name: Text,
    group_type: Text,
    organisation: Option<Reference>,
    group_memberships: Option<Vec<Membership>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Membership {
    person: Option<Reference>,
    start_date: Text,
    end_date: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Organisation {
    id: Text,
    display_name: Text,
}

/// A list, a page with `data`, or nothing.
fn page<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Page<T> {
        List(Vec<T>),
        Wrapped { data: Vec<T> },
        Nothing,
    }

    Ok(match Page::deserialize(input)? {
        Page::List(list) | Page::Wrapped { data: list } => list,
        Page::Nothing => Vec::new(),
    })
}

/// A text, or a number written without quotation marks; anything else is empty.
#[derive(Default)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Self(match serde_json::Value::deserialize(input)? {
            serde_json::Value::String(text) => text,
            serde_json::Value::Number(number) => number.to_string(),
            _ => String::new(),
        }))
    }
}

/// A class that a person is in.
struct Place<'a> {
    class: &'a str,
    school: &'a str,
    from: &'a str,
    to: &'a str,
}

impl Document {
    fn list(&self) -> Result<Sheet, Error> {
        let schools: HashMap<&str, &str> = self
            .organisations
            .iter()
            .map(|school| (school.id.0.as_str(), school.display_name.0.as_str()))
            .collect();
        let school = |reference: &Option<Reference>| {
            let id = reference.as_ref().map_or("", |reference| reference.id.0.as_str());
            schools.get(id).copied().unwrap_or("")
        };
        let mut places: HashMap<&str, Vec<Place<'_>>> = HashMap::new();
        for group in &self.groups {
            let kind = group.group_type.0.to_lowercase();
            if !(kind.is_empty() || kind.starts_with("klass")) {
                continue;
            }
            for member in group.group_memberships.iter().flatten() {
                let person = member.person.as_ref().map_or("", |person| person.id.0.as_str());
                places.entry(person).or_default().push(Place {
                    class: &group.display_name.0,
                    school: school(&group.organisation),
                    from: &member.start_date.0,
                    to: &member.end_date.0,
                });
            }
        }
        let none = vec![Place { class: "", school: "", from: "", to: "" }];
        let mut rows: Vec<[&str; HEADINGS.len()]> = Vec::new();
        for person in &self.persons {
            let enrolment = person.enrolments.iter().flatten().next();
            let places = match places.get(person.id.0.as_str()) {
                Some(places) => places,
                None => &none,
            };
            let newest = places.iter().map(|place| place.from).max().unwrap_or("");
            for place in places {
                // Whoever moved stands in two classes, of which the first has ended.
                if !place.to.is_empty() && place.to < newest {
                    continue;
                }
                rows.push(person.row(place, enrolment, |enrolment| school(&enrolment.enroled_at)));
            }
        }

        exchange::list(rows.into_iter())
    }
}

impl Person {
    /// The school's address for the student, else the first there is.
    fn email(&self) -> &str {
        let mut emails = self.emails.iter().flatten();
        let of_school =
            emails.clone().find(|email| email.r#type.0.to_lowercase().starts_with("skola"));

        of_school.or_else(|| emails.next()).map_or("", |email| email.value.0.as_str())
    }

    fn row<'a>(
        &'a self,
        place: &Place<'a>,
        enrolment: Option<&'a Enrolment>,
        school_of: impl Fn(&'a Enrolment) -> &'a str,
    ) -> [&'a str; HEADINGS.len()] {
        let number = self.civic_no.as_ref().map_or("", |number| number.value.0.as_str());
        let path = enrolment.map_or("", |enrolment| {
            let programme = enrolment.programme.as_ref().map_or("", |one| one.code.0.as_str());
            [programme, &enrolment.program_code.0, &enrolment.education_code.0]
                .into_iter()
                .find(|code| !code.is_empty())
                .unwrap_or("")
        });
        let role = if enrolment.is_some() { "Elev" } else { "Personal" };
        let status = match enrolment {
            Some(enrolment) if enrolment.cancelled => "Avbrott",
            _ => &self.person_status.0,
        };
        // The earliest day of those that the class and the school say somebody left, and the latest somebody came.
        let of_school = |day: fn(&'a Enrolment) -> &'a str| enrolment.map_or("", day);
        let ended = [place.to, of_school(|enrolment| &enrolment.end_date.0)];
        let ended = ended.into_iter().filter(|day| !day.is_empty()).min().unwrap_or("");
        let came = [place.from, of_school(|enrolment| &enrolment.start_date.0)];
        let came = came.into_iter().max().unwrap_or("");
        let marked = !matches!(self.security_marking.0.to_lowercase().as_str(), "" | "ingen");

        [
            &self.given_name.0,
            &self.family_name.0,
            place.class,
            match place.school {
                "" => enrolment.map_or("", school_of),
                school => school,
            },
            enrolment.map_or("", |enrolment| enrolment.school_year.0.as_str()),
            self.email(),
            // A number is read for the day of birth and the sex, like any other in that column.
            if number.is_empty() { &self.birth_date.0 } else { number },
            &self.sex.0,
            path,
            if marked { "Ja" } else { "" },
            role,
            status,
            came,
            ended,
            &self.id.0,
        ]
    }
}
