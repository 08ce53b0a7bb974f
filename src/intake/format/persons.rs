//! Persons, groups and organisations as JSON, named as SS12000:2020 (SIS, "Informationshantering vid
//! skoladministration") names them: all in one document, or pages of the interface by themselves.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::exchange::{self, HEADINGS};
use crate::intake::{Error, OtherKind, Sheet, names};

/// Reads documents that belong together.
pub(super) fn read(texts: &[String]) -> Result<Sheet, Error> {
    let mut document = Document::default();
    for text in texts {
        document.add(text.trim_start_matches('\u{feff}'))?;
    }
    if document.persons.is_empty() {
        document.persons = document.members();
    }
    if document.persons.is_empty() {
        return Err(match document.groups.is_empty() && document.organisations.is_empty() {
            true => Error::NotAList,
            false => Error::OtherKind(OtherKind::PageWithoutPersons),
        });
    }

    document.list()
}

#[derive(Default)]
struct Document {
    persons: Vec<Person>,
    groups: Vec<Group>,
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
    #[serde(rename = "_embedded")]
    embedded: Option<Embedded>,
    /// Whether only a group names the person: nothing more is known.
    #[serde(skip)]
    is_only_named: bool,
}

/// What a page of persons holds beside them, where it was asked for.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Embedded {
    group_memberships: Option<Vec<MembershipOf>>,
}

/// A person's place in a group.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct MembershipOf {
    group: Option<Group>,
    display_name: Text,
    group_type: Text,
    start_date: Text,
    end_date: Text,
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
#[serde(rename_all = "camelCase", default)]
struct Reference {
    id: Text,
    display_name: Text,
    security_marking: Text,
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

/// The name of the school that a reference is to, as far as it is told anywhere.
fn school_of<'a>(schools: &HashMap<&str, &'a str>, reference: &'a Option<Reference>) -> &'a str {
    let Some(reference) = reference else { return "" };
    let known = schools.get(reference.id.0.as_str()).copied();

    known.unwrap_or(reference.display_name.0.as_str())
}

fn parsed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => Error::NotAList,
        _ => Error::Damaged,
    })
}

/// What a list, or a page with `data`, holds; nothing where it is neither.
fn page<'a, T: Deserialize<'a>>(part: &'a RawValue) -> Result<Vec<T>, Error> {
    let text = part.get();
    if text.starts_with('[') {
        return parsed(text);
    }
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();

    fields.get("data").map_or(Ok(Vec::new()), |items| parsed(items.get()))
}

/// A class that a person is in.
struct PersonClass<'a> {
    class: &'a str,
    school: &'a str,
    from: &'a str,
    to: &'a str,
}

impl Document {
    /// Adds a document, a page with `data`, or a bare list.
    fn add(&mut self, text: &str) -> Result<(), Error> {
        if text.trim_start().starts_with('[') {
            return self.add_items(text);
        }
        let parts: BTreeMap<String, &RawValue> = parsed(text)?;
        if let Some(items) = parts.get("data") {
            return self.add_items(items.get());
        }
        for (name, part) in parts {
            match name.as_str() {
                "persons" => self.persons.extend(page(part)?),
                "groups" => self.groups.extend(page(part)?),
                "organisations" => self.organisations.extend(page(part)?),
                _ => {}
            }
        }

        Ok(())
    }

    /// Adds what a page holds; each is known by what it tells of itself.
    fn add_items(&mut self, text: &str) -> Result<(), Error> {
        for item in parsed::<Vec<&RawValue>>(text)? {
            let item = item.get();
            let Ok(fields) = serde_json::from_str::<BTreeMap<String, &RawValue>>(item) else {
                return Err(Error::NotAList);
            };
            let has = |name: &str| fields.contains_key(name);
            if has("givenName") || has("familyName") || has("civicNo") {
                self.persons.push(parsed(item)?);
            } else if has("groupType") || has("groupMemberships") {
                self.groups.push(parsed(item)?);
            } else if has("displayName") {
                self.organisations.push(parsed(item)?);
            }
        }

        Ok(())
    }

    /// The persons that groups name, where a page of persons didn't come along.
    fn members(&self) -> Vec<Person> {
        let mut found: BTreeMap<&str, Person> = BTreeMap::new();
        for member in self.groups.iter().flat_map(|group| group.group_memberships.iter().flatten())
        {
            let Some(reference) = member.person.as_ref() else { continue };
            if reference.display_name.0.is_empty() {
                continue;
            }
            let (given, family) = names::part(&reference.display_name.0, false);
            found.entry(&reference.id.0).or_insert(Person {
                id: Text(reference.id.0.clone()),
                given_name: Text(given),
                family_name: Text(family),
                security_marking: Text(reference.security_marking.0.clone()),
                is_only_named: true,
                ..Person::default()
            });
        }

        found.into_values().collect()
    }

    fn list(&self) -> Result<Sheet, Error> {
        let schools: HashMap<&str, &str> = self
            .organisations
            .iter()
            .map(|school| (school.id.0.as_str(), school.display_name.0.as_str()))
            .collect();
        let mut places: HashMap<&str, Vec<PersonClass<'_>>> = HashMap::new();
        let is_class = |kind: &Text| {
            let kind = kind.0.to_lowercase();
            kind.is_empty() || kind.starts_with("klass")
        };
        for group in self.groups.iter().filter(|group| is_class(&group.group_type)) {
            for member in group.group_memberships.iter().flatten() {
                let person = member.person.as_ref().map_or("", |person| person.id.0.as_str());
                places.entry(person).or_default().push(PersonClass {
                    class: &group.display_name.0,
                    school: school_of(&schools, &group.organisation),
                    from: &member.start_date.0,
                    to: &member.end_date.0,
                });
            }
        }
        for person in &self.persons {
            let embedded = person.embedded.iter().flat_map(|one| one.group_memberships.iter());
            for member in embedded.flatten() {
                let (kind, class, at) = match &member.group {
                    Some(group) => (
                        &group.group_type,
                        &group.display_name,
                        school_of(&schools, &group.organisation),
                    ),
                    None => (&member.group_type, &member.display_name, ""),
                };
                let known = places.entry(&person.id.0).or_default();
                if is_class(kind) && !known.iter().any(|place| place.class == class.0) {
                    known.push(PersonClass {
                        class: &class.0,
                        school: at,
                        from: &member.start_date.0,
                        to: &member.end_date.0,
                    });
                }
            }
        }
        let none = vec![PersonClass { class: "", school: "", from: "", to: "" }];
        let mut rows: Vec<[&str; HEADINGS.len()]> = Vec::new();
        for person in &self.persons {
            let enrolment = person.enrolments.iter().flatten().next();
            let places = places.get(person.id.0.as_str()).filter(|places| !places.is_empty());
            let places = places.unwrap_or(&none);
            let newest = places.iter().map(|place| place.from).max().unwrap_or("");
            for place in places {
                // Whoever moved stands in two classes, of which the first has ended.
                if !place.to.is_empty() && place.to < newest {
                    continue;
                }
                rows.push(
                    person.row(place, enrolment, |enrolment| {
                        school_of(&schools, &enrolment.enroled_at)
                    }),
                );
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
        place: &PersonClass<'a>,
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
        let role = match enrolment.is_some() || self.is_only_named {
            true => "Elev",
            false => "Personal",
        };
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
            // Where somebody is enrolled says more than whose class it is.
            match enrolment.map_or("", school_of) {
                "" => place.school,
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
