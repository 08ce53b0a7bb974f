//! Who may be one person: how alike two students are, and why. Pure values; who is compared with whom is found by keys
//! that alike students share, so that a hundred thousand are searched without comparing each with each.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use strsim::{jaro_winkler, osa_distance};

use super::LegalSex;
use super::student::fold;

/// What is compared of a student.
#[derive(Debug, Clone, Default)]
pub struct Features {
    given: Vec<String>,
    family: Vec<String>,
    /// Folded, the way the name sounds.
    sounds: Sounds,
    birth_date: Option<NaiveDate>,
    legal_sex: Option<LegalSex>,
    email: String,
    number_digest: Option<String>,
    /// The schools the student is at, by any number that tells them apart.
    schools: Vec<i64>,
}

#[derive(Debug, Clone, Default)]
struct Sounds {
    given: Vec<String>,
    family: Vec<String>,
}

/// Why two students may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// The same identity number, told by its digest.
    SameNumber,
    /// The same name and birth date.
    SameNameAndDay,
    /// The same birth date, given and family name the other way round.
    Swapped,
    /// The same e-mail address and a name in common.
    SameAddress,
    /// The same birth date, the name spelled in another way or in part.
    Spelling,
    /// The same birth date and given name at one school, another family name.
    ChangedFamilyName,
    /// The same name at one school; the birth dates differ in how they are written.
    MistypedDay,
    /// The same name; a birth date is not known.
    DayUnknown,
}

impl Likeness {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameNumber => "same_number",
            Self::SameNameAndDay => "same_name_and_day",
            Self::Swapped => "swapped",
            Self::SameAddress => "same_address",
            Self::Spelling => "spelling",
            Self::ChangedFamilyName => "changed_family_name",
            Self::MistypedDay => "mistyped_day",
            Self::DayUnknown => "day_unknown",
        }
    }
}

/// Two students who may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// The index of the first.
    pub one: usize,
    /// The index of the second, which is the larger.
    pub other: usize,
    pub why: Likeness,
    /// How sure it is, in percent.
    pub score: u8,
}

impl Features {
    /// The features of a student.
    pub fn new(given: &str, family: &str) -> Self {
        let (given, family) = (words(given), words(family));
        let sounds = Sounds { given: sounds(&given), family: sounds(&family) };

        Self { given, family, sounds, ..Self::default() }
    }

    /// With the day of birth and legal sex, where they are known.
    pub fn born(mut self, birth_date: Option<NaiveDate>, legal_sex: Option<LegalSex>) -> Self {
        self.birth_date = birth_date;
        self.legal_sex = legal_sex;

        self
    }

    /// With an e-mail address; an empty one is none.
    pub fn reached_at(mut self, email: &str) -> Self {
        self.email = fold(email.trim());

        self
    }

    /// With the digest of an identity number.
    pub fn numbered(mut self, digest: Option<String>) -> Self {
        self.number_digest = digest;

        self
    }

    /// With the schools the student is at.
    pub fn at_schools(mut self, schools: Vec<i64>) -> Self {
        self.schools = schools;

        self
    }

    fn shares_a_school(&self, other: &Self) -> bool {
        self.schools.iter().any(|school| other.schools.contains(school))
    }

    /// Keys that students who may be one share.
    fn keys(&self, index: usize, keys: &mut Vec<(u64, u32)>) {
        let mut add = |kind: u8, parts: &[&str], day: i32| {
            keys.push((hash(kind, parts, day), u32::try_from(index).unwrap_or(u32::MAX)));
        };
        if let Some(digest) = &self.number_digest {
            add(1, &[digest], 0);
        }
        if !self.email.is_empty() {
            add(2, &[&self.email], 0);
        }
        let mut name: Vec<&str> =
            self.sounds.given.iter().chain(&self.sounds.family).map(String::as_str).collect();
        name.sort_unstable();
        add(3, &name, 0);
        if let Some(day) = self.birth_date {
            for sound in name {
                add(4, &[sound], day.num_days_from_ce());
            }
        }
    }
}

/// So many students or fewer share a key; a key of more tells nothing.
const LARGEST_GROUP: usize = 400;

/// All pairs of students who may be one, the surest first.
pub fn pairs(students: &[Features]) -> Vec<Alike> {
    let mut keys = Vec::with_capacity(students.len() * 4);
    for (index, student) in students.iter().enumerate() {
        student.keys(index, &mut keys);
    }
    keys.sort_unstable();
    let mut candidates = Vec::new();
    for group in keys.chunk_by(|one, other| one.0 == other.0) {
        if group.len() > LARGEST_GROUP {
            continue;
        }
        for (position, (_, one)) in group.iter().enumerate() {
            for (_, other) in &group[position + 1..] {
                if one != other {
                    candidates.push((*one, *other));
                }
            }
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let frequency = Frequency::of(students);
    let mut pairs: Vec<Alike> = candidates
        .into_iter()
        .filter_map(|(one, other)| {
            let (one, other) = (one as usize, other as usize);
            let (why, score) = compare(&students[one], &students[other], &frequency)?;
            Some(Alike { one, other, why, score })
        })
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.one, pair.other));

    pairs
}

/// How common given names are among those who are compared.
struct Frequency(HashMap<String, u32>);

impl Frequency {
    fn of(students: &[Features]) -> Self {
        let mut counts = HashMap::new();
        for sound in students.iter().filter_map(|student| student.sounds.given.first()) {
            *counts.entry(sound.clone()).or_insert(0) += 1;
        }

        Self(counts)
    }

    /// How many of those who are called so one would expect to be born on one day, at one school: birth dates of a
    /// programme spread over about three years, students over some thirty schools.
    fn expected_namesakes(&self, student: &Features) -> f64 {
        let called_so =
            student.sounds.given.first().and_then(|name| self.0.get(name)).copied().unwrap_or(1);

        f64::from(called_so.saturating_sub(1)) / 1_000.0 / 30.0
    }
}

/// Why two students may be one, and how sure it is; `None` where they are two.
fn compare(one: &Features, other: &Features, frequency: &Frequency) -> Option<(Likeness, u8)> {
    match (&one.number_digest, &other.number_digest) {
        (Some(number), Some(another)) if number == another => {
            return Some((Likeness::SameNumber, 100));
        }
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let same_name = one.given == other.given && one.family == other.family;
    let (Some(day), Some(other_day)) = (one.birth_date, other.birth_date) else {
        return without_days(one, other, same_name);
    };
    let other_sex =
        matches!((one.legal_sex, other.legal_sex), (Some(sex), Some(another)) if sex != another);
    if day != other_day {
        let mistyped =
            same_name && !other_sex && one.shares_a_school(other) && is_mistyped(day, other_day);
        return mistyped.then_some((Likeness::MistypedDay, 60));
    }
    if same_name {
        // Namesakes of one day are likelier than a wrong sex in two lists.
        return Some((Likeness::SameNameAndDay, if other_sex { 65 } else { 98 }));
    }
    if other_sex {
        return None;
    }
    if is_swapped(one, other) {
        return Some((Likeness::Swapped, 95));
    }
    let given = likeness(&one.given, &other.given, &one.sounds.given, &other.sounds.given);
    let family = likeness(&one.family, &other.family, &one.sounds.family, &other.sounds.family);
    if given >= ALIKE && family >= ALIKE {
        return Some((Likeness::Spelling, score(given.min(family))));
    }
    if given >= ALIKE && !one.email.is_empty() && one.email == other.email {
        return Some((Likeness::SameAddress, 92));
    }
    let sounds_the_same = one.sounds.given == other.sounds.given && !one.sounds.given.is_empty();
    if !sounds_the_same || !one.shares_a_school(other) {
        return None;
    }

    // With a rare given name it is hardly chance, with a common one it may be.
    match frequency.expected_namesakes(one) {
        expected if expected < 0.002 => Some((Likeness::ChangedFamilyName, 80)),
        expected if expected < 0.02 => Some((Likeness::ChangedFamilyName, 55)),
        _ => None,
    }
}

/// Names at least this alike are spellings of one.
const ALIKE: f64 = 0.88;

fn score(likeness: f64) -> u8 {
    // 80 where it is just enough, 95 where only accents differ.
    let share = ((likeness - ALIKE) / (1.0 - ALIKE)).clamp(0.0, 1.0);

    80 + (share * 15.0).round() as u8
}

fn without_days(one: &Features, other: &Features, same_name: bool) -> Option<(Likeness, u8)> {
    let part_of_name = one.given.iter().any(|word| other.given.contains(word))
        || one.family.iter().any(|word| other.family.contains(word));
    if !one.email.is_empty() && one.email == other.email && part_of_name {
        return Some((Likeness::SameAddress, 92));
    }
    if same_name || is_swapped(one, other) {
        let score = if one.shares_a_school(other) { 70 } else { 50 };
        return Some((Likeness::DayUnknown, score));
    }
    // Spelled in another way, at one school: a shared key says that it sounds the same.
    let sounds_the_same =
        one.sounds.given == other.sounds.given && one.sounds.family == other.sounds.family;

    (sounds_the_same && one.shares_a_school(other)).then_some((Likeness::DayUnknown, 60))
}

fn is_swapped(one: &Features, other: &Features) -> bool {
    !one.given.is_empty()
        && !one.family.is_empty()
        && one.sounds.given == other.sounds.family
        && one.sounds.family == other.sounds.given
}

/// Whether a day is written as the other with day and month the other way round, or one digit wrong.
pub fn is_mistyped(day: NaiveDate, other: NaiveDate) -> bool {
    let swapped =
        day.year() == other.year() && day.month() == other.day() && day.day() == other.month();
    let (text, other_text) = (day.format("%Y%m%d").to_string(), other.format("%Y%m%d").to_string());

    swapped || osa_distance(&text, &other_text) == 1
}

/// How alike two names are, 0–1: one may have words that the other lacks, if they share a whole one.
fn likeness(one: &[String], other: &[String], sounds: &[String], other_sounds: &[String]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    if sounds == other_sounds {
        return 0.99;
    }
    let (few, many) = if sounds.len() <= other_sounds.len() {
        (sounds, other_sounds)
    } else {
        (other_sounds, sounds)
    };
    if few.len() < many.len() && few.iter().all(|word| many.contains(word)) {
        return 0.93;
    }
    let (one, other) = (one.join(" "), other.join(" "));
    let shortest = one.chars().count().min(other.chars().count());
    let slips = osa_distance(&one, &other);
    // One slip in a short name makes another name: Elin and Elis, Maja and Maya are not told apart by likeness alone.
    let slips_allowed = match shortest {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };

    if slips <= slips_allowed { jaro_winkler(&one, &other).max(ALIKE) } else { 0.0 }
}

/// The words of a name, folded; hyphens part words.
fn words(name: &str) -> Vec<String> {
    const PARTICLES: [&str; 10] = ["von", "af", "de", "van", "der", "al", "el", "bin", "ben", "da"];
    let folded = fold(name);
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let without: Vec<String> =
        words.iter().filter(|word| !PARTICLES.contains(&word.as_str())).cloned().collect();

    if without.is_empty() { words } else { without }
}

fn sounds(words: &[String]) -> Vec<String> {
    words.iter().map(|word| sound(word)).collect()
}

/// How a folded word sounds, roughly, in Swedish: spellings of one name come out alike.
fn sound(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 28] = [
        ("sch", "sj"),
        ("sh", "sj"),
        ("ch", "k"),
        ("ck", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("gh", "g"),
        ("kh", "k"),
        ("dh", "d"),
        ("bh", "b"),
        ("qv", "kv"),
        ("qu", "kv"),
        ("kw", "kv"),
        ("w", "v"),
        ("z", "s"),
        ("x", "ks"),
        ("c", "k"),
        ("q", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("y", "i"),
        ("ae", "a"),
        ("oe", "o"),
        ("dj", "j"),
        ("hj", "j"),
        ("lj", "j"),
    ];
    let mut sound = word.to_owned();
    for (spelling, plain) in SPELLINGS {
        if sound.contains(spelling) {
            sound = sound.replace(spelling, plain);
        }
    }
    let mut plain = String::with_capacity(sound.len());
    for letter in sound.chars() {
        if !plain.ends_with(letter) {
            plain.push(letter);
        }
    }

    // Silent: Sarah, Mohamed and Muhammad stay apart; Hanna and Hannah do not.
    match plain.strip_suffix('h') {
        Some(rest) if rest.len() > 2 => rest.to_owned(),
        _ => plain,
    }
}

/// FNV-1a: the same everywhere, and quick on short texts.
fn hash(kind: u8, parts: &[&str], day: i32) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    add(kind);
    for byte in day.to_le_bytes() {
        add(byte);
    }
    for part in parts {
        part.bytes().for_each(&mut add);
        add(0xFF);
    }

    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn student(given: &str, family: &str, born: &str) -> Features {
        let day = (!born.is_empty()).then(|| born.parse().unwrap());

        Features::new(given, family).born(day, None).at_schools(vec![1])
    }

    fn found(one: Features, other: Features) -> Option<Likeness> {
        pairs(&[one, other]).first().map(|pair| pair.why)
    }

    #[test]
    fn spellings_of_one_name_on_one_day_are_one_student() {
        for (one, other, why) in [
            (("Åsa", "Öberg"), ("Asa", "Oberg"), Likeness::SameNameAndDay),
            (("Kristina", "Lindkvist"), ("Christina", "Lindqvist"), Likeness::Spelling),
            (("Sofia", "Karlsson"), ("Sophia", "Carlsson"), Likeness::Spelling),
            (("Hanna", "Ek"), ("Hannah", "Ek"), Likeness::Spelling),
            (("Elin", "Berg"), ("Elin", "Berg Lindqvist"), Likeness::Spelling),
            (("Anna-Karin", "Ek"), ("Anna Karin", "Ek"), Likeness::SameNameAndDay),
            (("Öberg", "Elin"), ("Elin", "Öberg"), Likeness::Swapped),
            (("Alexander", "Johansson"), ("Alexandr", "Johanson"), Likeness::Spelling),
            (("Zelal", "Aslan"), ("Zelal", "Yilmaz"), Likeness::ChangedFamilyName),
        ] {
            let pair =
                (student(one.0, one.1, "2009-03-01"), student(other.0, other.1, "2009-03-01"));
            assert_eq!(found(pair.0, pair.1), Some(why), "{one:?} {other:?}");
        }
    }

    #[test]
    fn those_who_are_two_stay_two() {
        for (one, other) in [
            // Twins.
            (("Elin", "Berg", "2009-03-01"), ("Emma", "Berg", "2009-03-01")),
            (("Elin", "Berg", "2009-03-01"), ("Elin", "Berg", "2008-11-17")),
            (("Elin", "Berg", "2009-03-01"), ("Omar", "Haddad", "2009-03-01")),
        ] {
            let pair = (student(one.0, one.1, one.2), student(other.0, other.1, other.2));
            assert_eq!(found(pair.0, pair.1), None, "{one:?} {other:?}");
        }
    }

    #[test]
    fn numbers_decide_where_they_are_known() {
        let numbered = |given: &str, digest: &str| {
            student(given, "Berg", "2009-03-01").numbered(Some(digest.to_owned()))
        };

        assert_eq!(found(numbered("Elin", "a"), numbered("Lo", "a")), Some(Likeness::SameNumber));
        assert_eq!(found(numbered("Elin", "a"), numbered("Elin", "b")), None);
    }

    #[test]
    fn a_name_alone_is_a_possibility() {
        assert_eq!(
            found(student("Elin", "Berg", ""), student("Elin", "Berg", "2009-03-01")),
            Some(Likeness::DayUnknown)
        );
    }
}
