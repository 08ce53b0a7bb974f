//! What taking in a list would do, row by row. Nothing is written.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::roster::{Known, Roster, folded_name, known};
use super::{
    Candidate, Doubt, FieldChange, LONGEST_NAME, Leaver, List, ListPlan, ListRow, Outcome,
    PlannedRow, RowRefusal, Sight,
};
use crate::domain::student::{display_name, fold, tidy_name};
use crate::domain::{ClassId, StudentId};
use crate::register::digest::Digester;
use crate::register::student::{Particular, StudentDetails};
use crate::register::{Error, Register, class, journal};

/// From what likeness on two names of people born on the same day may be one name, 0–1.
const MUCH_ALIKE: f64 = 0.7;

/// Letters that are another, missing or too many in a name with a slip of the pen, at most.
const MOST_SLIPS: usize = 2;

const ELSEWHERE_BY_NAME: &str =
    concat!(include_str!("elsewhere.sql"), "  AND student.sort_key = ?1 ORDER BY student.id");
const ELSEWHERE_BY_NUMBER: &str =
    concat!(include_str!("elsewhere.sql"), "  AND student.number_digest = ?1 ORDER BY student.id");

/// Rows told of at a time while a plan is made.
const STEP: usize = 500;

impl Register {
    /// Says what taking in the list would do, row by row. Nothing is written.
    pub fn plan_list(&self, list: List) -> Result<ListPlan, Error> {
        self.in_one_read(|| self.plan(list))
    }

    fn plan(&self, mut list: List) -> Result<ListPlan, Error> {
        let rows = std::mem::take(&mut list.rows);
        let mut planner = Planner::new(self, &list)?;
        let mut planned: Vec<Sought> = Vec::with_capacity(rows.len());
        for row in rows {
            planned.push(planner.begin(row)?);
        }
        planner.find_members(&mut planned);
        planner.find_members_who_changed_names(&mut planned)?;
        planner.find_members_alike(&mut planned)?;
        planner.find_elsewhere(&mut planned)?;
        planner.find_protected(&mut planned);
        find_unsettled(self.connection(), &mut planned)?;

        Ok(ListPlan {
            left: planner.leavers(list.complete),
            classes: planner.classes(),
            rows: planned.into_iter().map(|sought| sought.planned).collect(),
            list,
        })
    }
}

/// A row, with what it is looked for by.
struct Sought {
    planned: PlannedRow,
    /// Its class, folded.
    class: Arc<str>,
    /// Its name, folded.
    name: String,
}

/// Who a row is about, as far as the list itself tells: two rows that say the same are about one student.
type Identity = (String, Option<NaiveDate>, String);

/// The school that a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamedSchool {
    /// The one the list is for; so it is with rows that name none.
    This,
    /// Another that the register knows.
    Another,
    /// One that nobody knows.
    Unknown,
}

/// What everyone in the register is looked for by.
#[derive(Default)]
struct Everyone {
    /// Keys that order names.
    names: HashSet<Vec<u8>>,
    /// Digests of identity numbers.
    digests: HashSet<String>,
}

/// So many rows are worth a look at everyone.
const MANY: usize = 1_000;

struct Planner<'a> {
    register: &'a Register,
    list: &'a List,
    digester: Option<Digester>,
    known_classes: HashMap<String, (ClassId, String)>,
    /// How a class is written here, by how it may be written.
    spellings: HashMap<String, String>,
    /// The school's names, folded.
    school_names: Vec<String>,
    /// The words of them, which may stand before a class's name.
    school_words: Vec<String>,
    schools: HashMap<String, NamedSchool>,
    /// Classes as rows write them, each as the register does and folded.
    classes: HashMap<String, (String, Arc<str>)>,
    rosters: BTreeMap<Arc<str>, Roster>,
    seen: HashSet<(Arc<str>, Identity)>,
}

impl<'a> Planner<'a> {
    fn new(register: &'a Register, list: &'a List) -> Result<Self, Error> {
        let known_classes =
            class::classes_by_name(register.connection(), list.school, list.course, list.term)?;
        let schools = register.school_names()?.into_iter();
        let school_names: Vec<String> =
            schools.filter(|school| school.id == list.school).flat_map(|own| own.folded).collect();
        let school_words: Vec<String> =
            school_names.iter().flat_map(|name| name.split(' ')).map(str::to_owned).collect();
        let known = known_classes.values().map(|(_, name)| name);
        let spellings = known.map(|name| (class_key(name, &school_words), name.clone())).collect();

        Ok(Self {
            register,
            list,
            digester: register.digester()?,
            known_classes,
            spellings,
            school_names,
            school_words,
            schools: HashMap::new(),
            classes: HashMap::new(),
            rosters: BTreeMap::new(),
            seen: HashSet::new(),
        })
    }

    /// A class that rows write so: its name as the register has it, and that folded.
    fn class(&mut self, written: &str) -> (String, Arc<str>) {
        if let Some(known) = self.classes.get(written) {
            return known.clone();
        }
        let name = self.spelled(&tidy_name(written));
        let class = (name.clone(), Arc::from(fold(&name)));
        self.classes.insert(written.to_owned(), class.clone());

        class
    }

    /// The class's name as the register writes it, or as the list first does: `SA 26A` and `SA-26A` are `SA26A`.
    fn spelled(&mut self, class: &str) -> String {
        if class.is_empty() || self.known_classes.contains_key(&fold(class)) {
            return class.to_owned();
        }
        let key = class_key(class, &self.school_words);

        self.spellings.entry(key).or_insert_with(|| class.to_owned()).clone()
    }

    /// The row with its class, refused where it can be nobody's. Its outcome is worked out later.
    fn begin(&mut self, mut row: ListRow) -> Result<Sought, Error> {
        if let Sight::LeftOut(why) = row.sight {
            let planned = PlannedRow {
                row,
                class: String::new(),
                outcome: Outcome::LeftOut(why),
                candidates: Vec::new(),
                same_as: None,
                is_remembered: false,
                accepted: false,
            };
            return Ok(Sought { planned, class: Arc::from(""), name: String::new() });
        }
        let named = self.named_school(&row)?;
        if named == NamedSchool::Unknown && row.sight == Sight::Student {
            row.sight = Sight::Asked(Doubt::OtherSchool);
        }
        let is_sure = row.sight == Sight::Student;
        let of_row = row.class.clone();
        let class = match row.is_corrected {
            true => of_row.or_else(|| self.list.class.clone()),
            false => self.list.class.clone().or(of_row),
        };
        let (class, key) = self.class(&class.unwrap_or_default());
        let name = named_as(&row);
        let refusal = match refuse(&row, &class) {
            None if named == NamedSchool::Another => Some(RowRefusal::OtherSchool),
            None if !self.seen.insert((Arc::clone(&key), identity(&row, &name))) => {
                Some(RowRefusal::Repeated)
            }
            refusal => refusal,
        };
        // A class is not made for the sake of rows that are all refused.
        let wanted = matches!(refusal, None | Some(RowRefusal::Protected)) && !class.is_empty();
        if wanted && !self.rosters.contains_key(&key) {
            let roster = self.roster(&class)?;
            self.rosters.insert(Arc::clone(&key), roster);
        }

        let planned = PlannedRow {
            row,
            class,
            outcome: refusal.map_or(Outcome::New, Outcome::Refused),
            candidates: Vec::new(),
            same_as: None,
            is_remembered: false,
            accepted: is_sure && refusal.is_none(),
        };

        Ok(Sought { planned, class: key, name })
    }

    /// Which school the row names.
    fn named_school(&mut self, row: &ListRow) -> Result<NamedSchool, Error> {
        let Some(named) = row.school.as_deref().filter(|name| !name.trim().is_empty()) else {
            return Ok(NamedSchool::This);
        };
        if let Some(known) = self.schools.get(named) {
            return Ok(*known);
        }
        let school = match self.register.find_school(named) {
            Ok(school) if school.id == self.list.school => NamedSchool::This,
            Ok(_) => NamedSchool::Another,
            Err(Error::Refused(_)) if self.may_mean_this_school(named) => NamedSchool::This,
            Err(Error::Refused(_)) => NamedSchool::Unknown,
            Err(error) => return Err(error),
        };
        self.schools.insert(named.to_owned(), school);

        Ok(school)
    }

    /// Whether a school's name that nobody knows is this school's with more around it: *Lugnetgymnasiet, Falun*.
    fn may_mean_this_school(&self, named: &str) -> bool {
        fn words(folded: &str) -> HashSet<&str> {
            let words = folded.split(|letter: char| !letter.is_alphanumeric());
            words.filter(|word| !word.is_empty()).collect()
        }
        let folded = fold(named);
        let named = words(&folded);

        self.school_names
            .iter()
            .map(|name| words(name))
            .any(|own| !own.is_empty() && own.is_subset(&named))
    }

    fn roster(&self, name: &str) -> Result<Roster, Error> {
        let class = self.known_classes.get(&fold(name)).map(|(class, _)| *class);

        Roster::of(self.register.connection(), name, class)
    }

    /// Rows about somebody in the class: the same name, and no other birth date.
    fn find_members(&mut self, planned: &mut [Sought]) {
        for Sought { planned: row, class, name } in planned {
            if row.outcome != Outcome::New {
                continue;
            }
            let details = &row.row.details;
            let Some(roster) = self.rosters.get_mut(class) else { continue };
            let namesakes: Vec<usize> = roster
                .by_name
                .get(name)
                .into_iter()
                .flatten()
                .copied()
                .filter(|index| !roster.members[*index].met)
                .collect();
            let born = |index: &usize| roster.members[*index].details.birth_date;
            let exact = namesakes
                .iter()
                .find(|index| born(index).is_some() && born(index) == details.birth_date);
            let vague = namesakes
                .iter()
                .find(|index| born(index).is_none() || details.birth_date.is_none());
            if let Some(index) = exact.or(vague) {
                row.outcome = meet(&mut roster.members[*index], &row.row, &row.class);
            }
        }
    }

    /// Rows about somebody in the class whose name is written in another way than before: the same address, or born on
    /// the same day with the same given or family name.
    fn find_members_who_changed_names(&mut self, planned: &mut [Sought]) -> Result<(), Error> {
        let whole = planned.len();
        for (index, Sought { planned: row, class, .. }) in planned.iter_mut().enumerate() {
            self.advance(index, whole)?;
            if row.outcome != Outcome::New {
                continue;
            }
            let Some(roster) = self.rosters.get_mut(class) else { continue };
            if roster.members.is_empty() {
                continue;
            }
            let details = &row.row.details;
            let fits = |member: &Known| {
                let known = &member.details;
                let part = |one: &str, other: &str| !one.is_empty() && fold(one) == fold(other);
                let shares_a_name =
                    part(&known.given, &details.given) || part(&known.family, &details.family);
                let other_day =
                    matches!((known.birth_date, details.birth_date), (Some(a), Some(b)) if a != b);
                let same_day = known.birth_date.is_some() && known.birth_date == details.birth_date;
                let same_given = part(&known.given, &details.given);
                let swapped =
                    part(&known.given, &details.family) && part(&known.family, &details.given);
                let same_address =
                    !details.email.is_empty() && fold(&known.email) == fold(&details.email);

                !member.met
                    && !member.protected
                    && !other_day
                    && ((same_address && shares_a_name) || (same_day && (same_given || swapped)))
            };
            let mut fitting = roster.kindred(details).into_iter();
            let mut next = || fitting.find(|index| fits(&roster.members[*index]));
            if let (Some(index), None) = (next(), next()) {
                row.outcome = meet(&mut roster.members[index], &row.row, &row.class);
            }
        }

        Ok(())
    }

    /// Tells now and then how far it is, and stops where it is to.
    fn advance(&self, index: usize, whole: usize) -> Result<(), Error> {
        match index % STEP {
            0 => self.register.work.advance(index, whole),
            _ => Ok(()),
        }
    }

    /// Rows that may be about somebody in the class who has a name much like it, and either was born on the same day or has
    /// the same first name and differs in nothing else that is known: that is for a person to say.
    fn find_members_alike(&mut self, planned: &mut [Sought]) -> Result<(), Error> {
        let whole = planned.len();
        for (index, Sought { planned: row, class, name }) in planned.iter_mut().enumerate() {
            self.advance(index, whole)?;
            if row.outcome != Outcome::New || name.is_empty() {
                continue;
            }
            let Some(roster) = self.rosters.get(class) else { continue };
            if roster.members.is_empty() {
                continue;
            }
            let details = &row.row.details;
            let kindred = roster.kindred(details).into_iter().map(|index| &roster.members[index]);
            let alike = kindred.filter(|member| {
                let known = &member.details;
                let same_day = known.birth_date.is_some() && known.birth_date == details.birth_date;
                let same_given =
                    !details.given.is_empty() && fold(&known.given) == fold(&details.given);

                !member.met
                    && !member.protected
                    && (same_day
                        || same_given
                            && misspelled(&known.family, &details.family)
                            && differs_in_nothing_else(known, details))
                    && strsim::normalized_damerau_levenshtein(&member.name, name) >= MUCH_ALIKE
            });
            row.candidates = alike.map(|member| candidate(member, &row.class)).collect();
        }

        Ok(())
    }

    /// Rows about nobody in the class: known elsewhere, standing in the list before in another class, or new.
    fn find_elsewhere(&mut self, planned: &mut [Sought]) -> Result<(), Error> {
        let elsewhere = self.everyone(planned.len())?;
        let mut first_rows: HashMap<Identity, usize> = HashMap::new();
        let whole = planned.len();
        for index in 0..whole {
            self.advance(index, whole)?;
            let Sought { planned: row, name, .. } = &planned[index];
            if row.outcome != Outcome::New {
                continue;
            }
            let who = identity(&row.row, name);
            if tells_apart(&who)
                && let Some(first) = first_rows.get(&who)
            {
                let outcome = match &planned[*first].planned.outcome {
                    Outcome::Changed(student, _) => {
                        Outcome::Changed(*student, vec![comes_to(&row.class)])
                    }
                    _ => Outcome::Again(*first),
                };
                planned[index].planned.outcome = outcome;
                continue;
            }
            let digest = self.digest(&row.row);
            let others = self.elsewhere(&row.row.details, digest.as_deref(), elsewhere.as_ref())?;
            let same = others.iter().find(|(known, known_digest, _)| {
                let same_number = known_digest.is_some() && *known_digest == digest;
                let same_day = known.details.birth_date.is_some()
                    && known.details.birth_date == row.row.details.birth_date;
                let same_address = !known.details.email.is_empty()
                    && fold(&known.details.email) == fold(&row.row.details.email);
                same_number || (same_day || same_address) && known.name == *name
            });
            if let Some((known, ..)) = same {
                let mut changes = changes(&known.details, &row.row.details);
                changes.push(comes_to(&row.class));
                planned[index].planned.outcome = Outcome::Changed(known.student, changes);
            } else {
                let born = row.row.details.birth_date;
                let candidates = others
                    .iter()
                    .filter(|(known, ..)| known.details.birth_date.is_none() || born.is_none())
                    .map(|(known, _, class)| candidate(known, class));
                planned[index].planned.candidates.extend(candidates);
            }
            first_rows.insert(who, index);
        }

        Ok(())
    }

    /// What everyone in the register is looked for by, where so many are looked for that one look is less than all of theirs.
    fn everyone(&self, sought: usize) -> Result<Option<Everyone>, Error> {
        if sought < MANY {
            return Ok(None);
        }
        let mut everyone = Everyone::default();
        let mut statement = self
            .register
            .connection()
            .prepare_cached("SELECT sort_key, number_digest FROM student")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            everyone.names.extend(row.get::<_, Option<Vec<u8>>>(0)?);
            everyone.digests.extend(row.get::<_, Option<String>>(1)?);
        }

        Ok(Some(everyone))
    }

    /// Rows about nobody who is known, in a class with somebody whose name has been erased: it may be theirs.
    fn find_protected(&self, planned: &mut [Sought]) {
        for Sought { planned: row, class, .. } in planned {
            if row.outcome != Outcome::New {
                continue;
            }
            let Some(roster) = self.rosters.get(class) else { continue };
            let erased = roster.members.iter().filter(|member| member.protected);
            row.candidates.extend(erased.map(|member| candidate(member, &row.class)));
            row.accepted &= !row.may_be_protected();
        }
    }

    fn digest(&self, row: &ListRow) -> Option<String> {
        Some(self.digester.as_ref()?.digest(row.identity_number.as_ref()?))
    }

    /// Students anywhere with that name or that number; their digest and a class.
    fn elsewhere(
        &self,
        details: &StudentDetails,
        digest: Option<&str>,
        everyone: Option<&Everyone>,
    ) -> Result<Vec<(Known, Option<String>, String)>, Error> {
        let is_empty = everyone.is_some_and(|everyone| everyone.names.is_empty());
        let mut others = Vec::new();
        if !is_empty {
            let key = journal::name_key(&tidy_name(&details.given), &tidy_name(&details.family));
            if everyone.is_none_or(|everyone| everyone.names.contains(&key)) {
                others = self.known_by(ELSEWHERE_BY_NAME, params![key])?;
            }
        }
        let digest =
            digest.filter(|digest| everyone.is_none_or(|every| every.digests.contains(*digest)));
        if let Some(digest) = digest {
            let known: Vec<StudentId> = others.iter().map(|(known, ..)| known.student).collect();
            let numbered = self.known_by(ELSEWHERE_BY_NUMBER, params![digest])?;
            others.extend(numbered.into_iter().filter(|(one, ..)| !known.contains(&one.student)));
        }

        Ok(others)
    }

    fn known_by(
        &self,
        sql: &str,
        wanted: impl rusqlite::Params,
    ) -> Result<Vec<(Known, Option<String>, String)>, Error> {
        let mut statement = self.register.connection().prepare_cached(sql)?;
        let mut rows = statement.query(wanted)?;
        let mut others = Vec::new();
        while let Some(row) = rows.next()? {
            let class: Option<String> = row.get("class_name")?;
            others.push((known(row)?, row.get("number_digest")?, class.unwrap_or_default()));
        }

        Ok(others)
    }

    /// Places of those the list did not name. Guests belong to another list, and a protected student's name can't be
    /// compared.
    fn leavers(&self, complete: bool) -> Vec<Leaver> {
        self.rosters
            .values()
            .filter(|_| complete)
            .flat_map(|roster| {
                roster
                    .members
                    .iter()
                    .filter(|member| !member.comes_back && !member.protected && !member.met)
                    .filter_map(|member| {
                        let StudentDetails { given, family, .. } = &member.details;
                        Some(Leaver {
                            enrolment: member.enrolment?,
                            student: member.student,
                            name: display_name(given, family, &member.alias),
                            class: roster.name.clone(),
                            accepted: true,
                        })
                    })
            })
            .collect()
    }

    fn classes(&self) -> Vec<(String, bool)> {
        self.rosters.values().map(|roster| (roster.name.clone(), roster.class.is_none())).collect()
    }
}

/// Which of the changes are of fields that have several answers against each other.
fn find_unsettled(connection: &Connection, planned: &mut [Sought]) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT object, field FROM conflict JOIN student ON student.id = conflict.object",
    )?;
    let unsettled: HashSet<(StudentId, String)> = statement
        .query_map([], |row| Ok((StudentId(row.get(0)?), row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if unsettled.is_empty() {
        return Ok(());
    }
    for sought in planned {
        if let Outcome::Changed(student, changes) = &mut sought.planned.outcome {
            for change in changes {
                change.is_unsettled = unsettled.contains(&(*student, change.field.to_owned()));
            }
        }
    }

    Ok(())
}

/// A row is about a member of its class.
fn meet(member: &mut Known, row: &ListRow, class: &str) -> Outcome {
    member.met = true;
    let mut changes = changes(&member.details, &row.details);
    if member.ended || member.guest {
        changes.push(comes_to(class));
    }

    match changes.is_empty() {
        true => Outcome::Unchanged(member.student),
        false => Outcome::Changed(member.student, changes),
    }
}

fn candidate(known: &Known, class: &str) -> Candidate {
    Candidate {
        student: known.student,
        name: display_name(&known.details.given, &known.details.family, &known.alias),
        class: class.to_owned(),
        protected: known.protected,
    }
}

fn comes_to(class: &str) -> FieldChange {
    FieldChange { field: "class", from: String::new(), to: class.to_owned(), is_unsettled: false }
}

/// The fields the list has a value for that is another than the register's.
pub(super) fn changes(known: &StudentDetails, listed: &StudentDetails) -> Vec<FieldChange> {
    Particular::ALL
        .into_iter()
        .map(|particular| FieldChange {
            field: particular.code(),
            from: known.text(particular),
            to: listed.text(particular),
            is_unsettled: false,
        })
        .filter(|change| !change.to.is_empty() && change.from != change.to)
        .collect()
}

fn refuse(row: &ListRow, class: &str) -> Option<RowRefusal> {
    let name = tidy_name(&format!("{} {}", row.details.given, row.details.family));
    if row.protected {
        Some(RowRefusal::Protected)
    } else if name.is_empty() {
        Some(RowRefusal::NoName)
    } else if name.chars().count() > LONGEST_NAME {
        Some(RowRefusal::NameTooLong)
    } else if class.is_empty() {
        Some(RowRefusal::NoClass)
    } else {
        None
    }
}

/// What is the same however a class's name is written: without the school's name before it, and where it has a figure
/// without spaces and hyphens.
fn class_key(name: &str, school_words: &[String]) -> String {
    let folded = fold(name);
    let is_school = |word: &&str| {
        word.chars().count() > 3 && school_words.iter().any(|own| own.starts_with(word))
    };
    let words: Vec<&str> = folded.split(' ').skip_while(is_school).collect();
    let own = words.join(" ");
    let has = |test: fn(char) -> bool| own.contains(test);
    if !has(|letter| letter.is_ascii_digit()) || !has(char::is_alphabetic) {
        return folded;
    }

    own.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn named_as(row: &ListRow) -> String {
    folded_name(&row.details.given, &row.details.family)
}

/// Who a row of that folded name is about.
fn identity(row: &ListRow, name: &str) -> Identity {
    // The day of birth says enough: an address may stand in one of two rows only.
    let email = match row.details.birth_date {
        _ if !row.person_key.is_empty() => format!("key {}", row.person_key),
        Some(_) => String::new(),
        None => fold(&row.details.email),
    };

    (name.to_owned(), row.details.birth_date, email)
}

/// Whether a name may be another with a slip of the pen.
fn misspelled(one: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(&fold(one), &fold(other)) <= MOST_SLIPS
}

/// Whether all that is known of both but the name is the same.
fn differs_in_nothing_else(known: &StudentDetails, told: &StudentDetails) -> bool {
    fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }
    let said = |text: &str| (!text.is_empty()).then(|| fold(text));

    agree(known.birth_date, told.birth_date)
        && agree(known.legal_sex, told.legal_sex)
        && agree(known.grade, told.grade)
        && agree(said(&known.study_path), said(&told.study_path))
        && agree(said(&known.email), said(&told.email))
}

/// Whether there is more than a name: two people may be called the same.
fn tells_apart((_, born, email): &Identity) -> bool {
    born.is_some() || !email.is_empty()
}
