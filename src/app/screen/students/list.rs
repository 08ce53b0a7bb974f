//! What the table of students shows: rows, classes, values to filter by, and the cells.

use std::collections::{BTreeSet, HashMap};

use iced::Element;

use super::drilldown::{Drilldown, DrilldownStudents};
use super::{Message, verdict};
use crate::app::widget::table::{Column, Key, text_cell};
use crate::app::widget::{body, strong};
use crate::domain::{ClassId, Verdict};
use crate::i18n::{Language, collation, number};
use crate::register::class::ClassRow;
use crate::register::student::StudentRow;
use crate::register::{Error, Register};
use crate::text;

/// What the screen shows.
#[derive(Debug, Clone)]
pub struct StudentList {
    pub rows: Vec<StudentRow>,
    pub classes: HashMap<ClassId, ClassRow>,
    pub schools: BTreeSet<String>,
    pub terms: BTreeSet<String>,
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
            schools: classes.iter().map(|class| class.school_name.clone()).collect(),
            terms: classes.iter().map(|class| class.term.to_string()).collect(),
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

    /// What a row is sorted by in a column.
    pub fn key(&self, column: &str, index: usize) -> Key {
        let student = &self.rows[index];
        let class = self.class(student);
        // Ranks that were found beside the register: a hundred thousand names take too long here.
        let rank = |name: &str| Key::Number(self.ranks.get(name).copied().unwrap_or(i64::MAX));
        let name = |of: fn(&ClassRow) -> &str| rank(class.map(of).unwrap_or_default());
        match column {
            // They come in Swedish order of family name.
            "name" => Key::Number(index as i64),
            "class" => name(|class| &class.name),
            "school" => name(|class| &class.school_name),
            "attended" => Key::Number(student.attended.0.into()),
            "verdict" => Key::Number(match student.verdict {
                Verdict::Completed => 0,
                Verdict::NotYet => 1,
                Verdict::NoLonger => 2,
            }),
            "term" => Key::Number(class.map_or(i64::MAX, |class| class.term.order())),
            "grade" => Key::Number(student.grade.map_or(i64::MAX, i64::from)),
            _ => rank(self.study_path(student)),
        }
    }
}

/// The columns of the table.
pub fn columns(language: Language) -> [Column; 8] {
    [
        Column::needed("name", text!(language, "students-name"), 170.0),
        Column::new("verdict", text!(language, "students-verdict"), 110.0),
        Column::new("class", text!(language, "students-class"), 80.0),
        Column::new("attended", text!(language, "students-attended"), 130.0),
        Column::new("school", text!(language, "classes-school"), 150.0),
        Column::new("path", text!(language, "student-study-path"), 74.0),
        Column::new("term", text!(language, "classes-term"), 56.0),
        Column::new("grade", text!(language, "student-grade"), 64.0).with_figures(),
    ]
}

/// A student's cell in a column.
pub fn cell<'a>(
    language: Language,
    loaded: &StudentList,
    student: &StudentRow,
    column: &str,
) -> Element<'a, Message> {
    let class = loaded.class(student);
    text_cell(match column {
        "name" => strong(student.name.clone()),
        "verdict" => verdict(language, student.verdict),
        "class" => body(class.map(|class| class.name.clone()).unwrap_or_default()),
        "attended" => body(text!(
            language,
            "students-attended-of",
            attended = number::hours(student.attended.0),
            planned = number::hours(student.planned.0)
        )),
        "school" => body(class.map(|class| class.school_name.clone()).unwrap_or_default()),
        "term" => body(class.map(|class| class.term.to_string()).unwrap_or_default()),
        "grade" => body(student.grade.map(|grade| grade.to_string()).unwrap_or_default()),
        _ => body(loaded.study_path(student).to_owned()),
    })
}
