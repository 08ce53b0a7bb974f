//! What the table of students shows: rows, classes, values to filter by, and the cells.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use iced::Element;
use serde::{Deserialize, Serialize};

use super::drilldown::{Drilldown, DrilldownStudents};
use super::{Filter, Message, verdict};
use crate::app::screen::list_screen::Listed;
use crate::app::screen::unsettled;
use crate::app::widget::cut::cut;
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, muted};
use crate::domain::{ClassId, SchoolId, StudentId, Term, Verdict};
use crate::i18n::{Language, collation, number};
use crate::register::class::ClassRow;
use crate::register::student::{StudentRow, search};
use crate::register::{Error, Register};
use crate::text;

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct StudentList {
    pub rows: Vec<StudentRow>,
    pub classes: HashMap<ClassId, ClassRow>,
    pub paths: BTreeSet<String>,
    /// Where the names of classes, schools and study paths stand in Swedish order.
    pub ranks: HashMap<String, i64>,
    /// Only these are shown, where a figure was opened.
    pub drilldown: Option<DrilldownStudents>,
}

impl StudentList {
    /// Gathers all of it, beside the window.
    pub fn gather(register: &Register, drilldown: Option<Drilldown>) -> Result<Self, Error> {
        let drilldown = drilldown.map(|drilldown| drilldown.find(register)).transpose()?.flatten();
        let (rows, classes) = (register.students()?, register.classes()?);
        let own = rows.iter().map(|row| &row.study_path);
        let paths = classes.iter().map(|class| &class.study_path).chain(own);
        let paths: BTreeSet<&String> = paths.filter(|path| !path.is_empty()).collect();

        let mut names: Vec<&String> = classes
            .iter()
            .flat_map(|class| [&class.name, &class.school_name])
            .chain(paths.iter().copied())
            .collect();
        names.sort_by_cached_key(|name| collation::sort_key(name));
        let ranks = (0..).zip(names).map(|(rank, name)| (name.clone(), rank)).collect();

        Ok(Self {
            drilldown,
            ranks,
            paths: paths.into_iter().cloned().collect(),
            classes: classes.into_iter().map(|class| (class.id, class)).collect(),
            rows,
        })
    }

    fn class(&self, student: &StudentRow) -> Option<&ClassRow> {
        self.classes.get(&student.class?)
    }

    /// The student's own study path, else the class's.
    pub fn study_path<'a>(&'a self, student: &'a StudentRow) -> &'a str {
        match student.study_path.as_str() {
            "" => self.class(student).map_or("", |class| class.study_path.as_str()),
            own => own,
        }
    }

    /// The schools that have classes, in Swedish order.
    pub fn schools(&self) -> Vec<(SchoolId, String)> {
        let schools: BTreeMap<SchoolId, &String> =
            self.classes.values().map(|class| (class.school, &class.school_name)).collect();

        self.in_order(schools.into_iter().map(|(id, name)| (id, name.clone())))
    }

    /// The classes of a school, or all: with term and school where the name alone doesn't tell them apart.
    pub fn classes_of(&self, school: Option<SchoolId>) -> Vec<(ClassId, String)> {
        let of_school: Vec<&ClassRow> = self
            .classes
            .values()
            .filter(|class| school.is_none_or(|school| class.school == school))
            .collect();
        let mut named: HashMap<&str, usize> = HashMap::new();
        for class in &of_school {
            *named.entry(&class.name).or_default() += 1;
        }
        let label = |class: &ClassRow| match (named[class.name.as_str()], school) {
            (1, _) => class.name.clone(),
            (_, Some(_)) => format!("{} {}", class.name, class.term),
            (_, None) => format!("{} {}, {}", class.name, class.term, class.school_name),
        };

        self.in_order(of_school.into_iter().map(|class| (class.id, label(class))))
    }

    /// The terms of the classes, the latest first.
    pub fn terms(&self) -> Vec<Term> {
        let terms: BTreeSet<Term> = self.classes.values().map(|class| class.term).collect();

        terms.into_iter().rev().collect()
    }

    fn in_order<T>(&self, named: impl Iterator<Item = (T, String)>) -> Vec<(T, String)> {
        let mut named: Vec<(T, String)> = named.collect();
        named.sort_by_cached_key(|(_, name)| collation::sort_key(name));

        named
    }
}

/// What is shown of a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StudentColumn {
    Name,
    Verdict,
    Class,
    Attended,
    School,
    StudyPath,
    Term,
    Grade,
}

impl Listed for StudentList {
    type Id = StudentId;
    type Column = StudentColumn;
    type Filter = Filter;

    const NAME: &'static str = "students";
    const ROW_HEIGHT: f32 = crate::app::theme::DENSE_ROW_HEIGHT;
    const SELECTABLE: bool = true;
    const SEARCHED_FIRST: bool = true;

    fn columns(language: Language) -> Vec<Column<StudentColumn>> {
        use StudentColumn as C;

        vec![
            Column::needed(C::Name, text!(language, "students-name"), 170.0),
            Column::new(C::Verdict, text!(language, "students-verdict"), 130.0),
            Column::new(C::Class, text!(language, "students-class"), 80.0),
            Column::new(C::Attended, text!(language, "students-attended"), 130.0),
            Column::new(C::School, text!(language, "classes-school"), 150.0),
            Column::new(C::StudyPath, text!(language, "student-study-path"), 74.0),
            Column::new(C::Term, text!(language, "classes-term"), 56.0),
            Column::new(C::Grade, text!(language, "student-grade"), 64.0).with_figures(),
        ]
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> Option<StudentId> {
        self.rows.get(row).map(|student| student.id)
    }

    fn found(&self, words: &str, filter: &Filter) -> Vec<usize> {
        // What is no longer here lets all through.
        let class_id = filter.class.filter(|class| self.classes.contains_key(class));
        let is_here =
            |school: &SchoolId| self.classes.values().any(|class| class.school == *school);
        let school = filter.school.filter(is_here);
        let wanted = |student: &StudentRow| {
            let class = self.class(student);
            let in_class = |is_meant: &dyn Fn(&ClassRow) -> bool| class.is_some_and(is_meant);
            let drilldown = self.drilldown.as_ref();
            drilldown.is_none_or(|them| them.students.contains(&student.id))
                && filter.verdict.is_none_or(|shown| shown.verdict() == student.verdict)
                && school.is_none_or(|school| in_class(&|class| class.school == school))
                && class_id.is_none_or(|id| in_class(&|class| class.id == id))
                && filter.term.is_none_or(|term| in_class(&|class| class.term == term))
                && filter.path.as_ref().is_none_or(|path| self.study_path(student) == path)
        };
        let found = search(&self.rows, words).into_iter();

        found.filter(|row| wanted(&self.rows[*row])).collect()
    }

    fn key(&self, column: StudentColumn, row: usize) -> Key {
        let student = &self.rows[row];
        let class = self.class(student);
        // Ranks that were found beside the register: a hundred thousand names take too long here.
        let rank = |name: &str| Key::Number(self.ranks.get(name).copied().unwrap_or(i64::MAX));
        let name = |of: fn(&ClassRow) -> &str| rank(class.map(of).unwrap_or_default());
        match column {
            // They come in Swedish order of family name.
            StudentColumn::Name => Key::Number(row as i64),
            StudentColumn::Class => name(|class| &class.name),
            StudentColumn::School => name(|class| &class.school_name),
            StudentColumn::Attended => Key::Number(student.attended.0.into()),
            StudentColumn::Verdict => Key::Number(match student.verdict {
                Verdict::Completed => 0,
                Verdict::NotYet => 1,
                Verdict::NoLonger => 2,
            }),
            StudentColumn::Term => Key::Number(class.map_or(i64::MAX, |class| class.term.order())),
            StudentColumn::Grade => Key::Number(student.grade.map_or(i64::MAX, i64::from)),
            StudentColumn::StudyPath => rank(self.study_path(student)),
        }
    }
}

/// A student's cell in a column.
pub fn cell<'a>(
    language: Language,
    loaded: &StudentList,
    student: &StudentRow,
    column: StudentColumn,
) -> Element<'a, Message> {
    let class = loaded.class(student);
    text_cell(match column {
        StudentColumn::Name => {
            return unsettled::name(language, student.name.clone(), student.is_unsettled);
        }
        StudentColumn::Verdict => return verdict(language, student.verdict),
        StudentColumn::Class => body(class.map(|class| class.name.clone()).unwrap_or_default()),
        StudentColumn::Attended => body(text!(
            language,
            "students-attended-of",
            attended = number::hours(student.attended.0),
            planned = number::hours(student.planned.0)
        )),
        StudentColumn::School => {
            let school = class.map(|class| class.school_name.clone()).unwrap_or_default();
            return cut(school).into();
        }
        StudentColumn::Term => body(class.map(|class| class.term.to_string()).unwrap_or_default()),
        StudentColumn::Grade => {
            body(student.grade.map(|grade| grade.to_string()).unwrap_or_default())
        }
        StudentColumn::StudyPath => muted(loaded.study_path(student).to_owned()),
    })
}
