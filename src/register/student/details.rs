//! What is kept of a student, as it is typed, shown and compared. A new particular is declared in `journal/rows.rs`, has its
//! place here, and a name in `sentence`.

use chrono::NaiveDate;

use crate::domain::student::tidy_name;
use crate::domain::{LegalSex, Protection};
use crate::register::journal::{filled, rows};

/// One thing that is kept of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Particular {
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Day of birth.
    BirthDate,
    LegalSex,
    /// The study path's code.
    StudyPath,
    /// Year of study.
    Grade,
    /// E-mail address.
    Email,
}

impl Particular {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Given,
        Self::Family,
        Self::BirthDate,
        Self::LegalSex,
        Self::StudyPath,
        Self::Grade,
        Self::Email,
    ];

    /// Those that are no part of the name.
    pub fn besides_the_name() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|one| !matches!(one, Self::Given | Self::Family))
    }

    /// The word in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::BirthDate => "birth_date",
            Self::LegalSex => "legal_sex",
            Self::StudyPath => "study_path",
            Self::Grade => "grade",
            Self::Email => "email",
        }
    }

    /// Reads what [`Particular::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What is kept of a student, as it is typed. Empty texts are not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StudentDetails {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    pub legal_sex: Option<LegalSex>,
    /// The study path's code.
    pub study_path: String,
    /// Year of study, 1–4.
    pub grade: Option<u8>,
    /// E-mail address.
    pub email: String,
}

impl StudentDetails {
    /// Somebody of whom only the name was typed: the last word is the family name. `None` where nothing
    /// was.
    pub fn from_typed_name(typed: &str) -> Option<Self> {
        let name = tidy_name(typed);
        let (given, family) = name.rsplit_once(' ').unwrap_or((name.as_str(), ""));

        (!name.is_empty()).then(|| Self {
            given: given.to_owned(),
            family: family.to_owned(),
            ..Self::default()
        })
    }

    /// A particular as it is kept: a day in ISO 8601, legal sex by its code; empty where not known.
    pub fn text(&self, particular: Particular) -> String {
        match particular {
            Particular::Given => tidy_name(&self.given),
            Particular::Family => tidy_name(&self.family),
            Particular::BirthDate => self.birth_date.map(|day| day.to_string()).unwrap_or_default(),
            Particular::LegalSex => {
                self.legal_sex.map(|sex| sex.code().to_owned()).unwrap_or_default()
            }
            Particular::StudyPath => self.study_path.trim().to_owned(),
            Particular::Grade => self.grade.map(|grade| grade.to_string()).unwrap_or_default(),
            Particular::Email => self.email.trim().to_owned(),
        }
    }

    /// Puts in what was typed, as [`StudentDetails::text`] gives it; an empty text takes it away. Whether it could be read: else
    /// nothing is changed.
    pub fn put(&mut self, particular: Particular, typed: &str) -> bool {
        let typed = typed.trim();
        match particular {
            Particular::Given => typed.clone_into(&mut self.given),
            Particular::Family => typed.clone_into(&mut self.family),
            Particular::StudyPath => typed.clone_into(&mut self.study_path),
            Particular::Email => typed.clone_into(&mut self.email),
            Particular::BirthDate if typed.is_empty() => self.birth_date = None,
            Particular::LegalSex if typed.is_empty() => self.legal_sex = None,
            Particular::Grade if typed.is_empty() => self.grade = None,
            Particular::BirthDate => match typed.parse() {
                Ok(day) => self.birth_date = Some(day),
                Err(_) => return false,
            },
            Particular::LegalSex => match LegalSex::from_code(typed) {
                Some(sex) => self.legal_sex = Some(sex),
                None => return false,
            },
            Particular::Grade => match typed.parse() {
                Ok(grade @ 1..=4) => self.grade = Some(grade),
                _ => return false,
            },
        }

        true
    }

    /// Whether nothing is known of a particular.
    pub fn lacks(&self, particular: Particular) -> bool {
        self.text(particular).is_empty()
    }

    /// Whether there is neither a given nor a family name.
    pub fn is_nameless(&self) -> bool {
        self.lacks(Particular::Given) && self.lacks(Particular::Family)
    }

    /// What is kept of a row.
    pub(in crate::register) fn of(row: &rows::Student) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();

        Self {
            given: text(&row.given),
            family: text(&row.family),
            birth_date: row.birth_date,
            legal_sex: row.legal_sex,
            study_path: text(&row.study_path),
            grade: row.grade,
            email: text(&row.email),
        }
    }

    /// Puts all of it into a row.
    pub(in crate::register) fn put_into(&self, row: &mut rows::Student) {
        let Self { given, family, birth_date, legal_sex, study_path, grade, email } = self;
        row.given = filled(&tidy_name(given));
        row.family = filled(&tidy_name(family));
        row.birth_date = *birth_date;
        row.legal_sex = *legal_sex;
        row.study_path = filled(study_path.trim());
        row.grade = *grade;
        row.email = filled(email.trim());
    }

    /// A new row with all of it, without protection.
    pub(in crate::register) fn new_row(&self) -> rows::Student {
        let mut row = rows::Student {
            given: None,
            family: None,
            alias: None,
            protection: Protection::None,
            birth_date: None,
            legal_sex: None,
            study_path: None,
            grade: None,
            email: None,
            number_digest: None,
            merged_into: None,
        };
        self.put_into(&mut row);

        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_particular_can_be_put_in_again() {
        let kept = StudentDetails {
            given: "Elin".to_owned(),
            family: "Ek".to_owned(),
            birth_date: "2009-02-03".parse().ok(),
            legal_sex: Some(LegalSex::Female),
            study_path: "NA25".to_owned(),
            grade: Some(2),
            email: "elin@exempel.se".to_owned(),
        };
        let mut other = StudentDetails::default();
        for particular in Particular::ALL {
            assert!(other.lacks(particular));
            assert!(other.put(particular, &kept.text(particular)), "{particular:?}");
            assert!(!other.lacks(particular));
            assert_eq!(Particular::from_code(particular.code()), Some(particular));
        }
        assert_eq!(other, kept);
        assert_eq!(StudentDetails::of(&kept.new_row()), kept);
        for (particular, unreadable) in [
            (Particular::Grade, "5"),
            (Particular::LegalSex, "X"),
            (Particular::BirthDate, "i går"),
        ] {
            assert!(!other.put(particular, unreadable));
        }
        assert_eq!(other, kept);
        for particular in Particular::ALL {
            assert!(other.put(particular, " "));
        }
        assert_eq!(other, StudentDetails::default());
    }
}
