//! The rows the register holds: what is declared here makes the tables, what is written and read of them, the changes that
//! travel, and what goes when somebody is erased.
//!
//! A field is `name: type`, and after `=>` what differs from the entity's own: whose personal data it may hold, who may see it,
//! what it belongs together with. Numbers and names stand in the journal and never change.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::column::Audience::{Class as ForClass, Figures, Register as ForRegister};
use super::column::Privacy::{Staff, Student as OfStudent, Words};
use super::column::{Cell, Column, FileDigest, Key, Kind};
use crate::domain::certificate::CertificateKind;
use crate::domain::school::SchoolKind;
use crate::domain::{
    Attendance as Mark, CertificateId, ClassId, CourseId, EnrolmentId, LegalSex, Minutes, PersonId,
    Protection, SchoolId, SessionId, SessionStatus, StudentId, Term,
};
use crate::register::Error;

/// A row of one entity.
pub trait Row: Sized {
    /// What is known of the row by.
    type Id: Identity<Row = Self>;
    const ENTITY: Entity;

    /// The values, in the order of the entity's columns.
    fn values(&self) -> Vec<Value>;

    /// The row of which these are the values, in the order of the entity's columns.
    ///
    /// # Errors
    /// A value is not of its column's type, or a word that this program doesn't know.
    fn from_values(values: Vec<Value>) -> Result<Self, Error>;
}

/// What a row of one entity is known by here.
pub trait Identity: Key {
    type Row: Row<Id = Self>;
    const ENTITY: Entity = Self::Row::ENTITY;
}

/// Reads a row; `None` where there is none. One that is removed is read, too.
pub fn read<I: Identity>(connection: &Connection, id: I) -> Result<Option<I::Row>, Error> {
    let count = I::ENTITY.columns().len();
    let values: Option<Vec<Value>> = connection
        .prepare_cached(I::ENTITY.select())?
        .query_row([id.key()], |row| (0..count).map(|column| row.get(column)).collect())
        .optional()?;

    values.map(I::Row::from_values).transpose()
}

/// The row that a query's answer has all columns of, under their names.
pub fn from_columns<R: Row>(row: &rusqlite::Row<'_>) -> Result<R, Error> {
    let columns = R::ENTITY.columns().iter();
    let values = columns.map(|column| row.get(column.name)).collect::<Result<_, _>>()?;

    R::from_values(values)
}

macro_rules! one_of_each {
    ($counted:ident, $text:literal) => {
        $text
    };
}

macro_rules! entities {
    ($(
        $(#[$doc:meta])*
        $name:ident($id:ident) = $number:literal, $table:literal, $base:expr => {
            $($field:ident: $type:ty $(=> $($method:ident($($argument:expr)?)).+)?,)+
        }
    )+) => {
        /// A kind of row. The numbers stand in the journal and never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Entity {$(
            $(#[$doc])*
            $name = $number,
        )+}

        impl Entity {
            /// All of them, those that are pointed at before those that point.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name of its table, and its own in a change that travels.
            pub const fn table(self) -> &'static str {
                match self {$(Self::$name => $table,)+}
            }

            /// Its columns, without `deleted`, which every entity has.
            pub const fn columns(self) -> &'static [Column] {
                match self {$(
                    Self::$name => const {
                        &[$(
                            $base.named::<$type>(stringify!($field))$($(.$method($($argument)?))+)?,
                        )+]
                    },
                )+}
            }

            /// Reads all columns of a row.
            pub(super) const fn select(self) -> &'static str {
                match self {$(
                    Self::$name => concat!(
                        "SELECT ", $(stringify!($field), ", ",)+ "deleted FROM ", $table, " WHERE id = ?1"
                    ),
                )+}
            }

            /// The columns that a statement fills which makes a row, and a place for each.
            pub(super) const fn insert(self) -> (&'static str, &'static str) {
                match self {$(
                    Self::$name => (
                        concat!("id, deleted", $(", ", stringify!($field),)+),
                        concat!("?, ?", $(one_of_each!($field, ", ?"),)+),
                    ),
                )+}
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name {$(
                pub $field: $type,
            )+}

            /// Its columns, each under its field's name.
            #[expect(non_upper_case_globals, reason = "they are called as the fields are")]
            impl $name {$(
                pub const $field: &'static Column =
                    &$base.named::<$type>(stringify!($field))$($(.$method($($argument)?))+)?;
            )+}

            impl Row for $name {
                type Id = $id;
                const ENTITY: Entity = Entity::$name;

                fn values(&self) -> Vec<Value> {
                    vec![$(self.$field.to_value()),+]
                }

                fn from_values(values: Vec<Value>) -> Result<Self, Error> {
                    let mut values = values.into_iter();
                    let mut next = || values.next().unwrap_or(Value::Null);
                    Ok(Self {$(
                        $field: Cell::from_value(
                            next(),
                            concat!($table, ": ", stringify!($field)),
                        )?,
                    )+})
                }
            }

            impl Identity for $id {
                type Row = $name;
            }

            impl Key for $id {
                const TABLE: &'static str = $table;

                fn key(self) -> i64 {
                    self.0
                }

                fn with_key(key: i64) -> Self {
                    Self(key)
                }
            }
        )+
    };
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);
    )+};
}

// Of rows that only the register speaks of; what others speak of has its identity in `domain`.
keys! {
    ProgrammeKey, CourseSessionKey, ClassTeacherKey, AttendanceKey, SeriesKey, MappingKey, NotSameKey, PictureKey, DesignKey,
    MunicipalTargetKey, ReportKey, ExemptionKey, AnnouncedAbsenceKey, GrantKey,
}

entities! {
    /// The undertaking.
    Programme(ProgrammeKey) = 1, "programme", Column::SHARED => {
        name: String,
        starts_on: NaiveDate,
        ends_on: NaiveDate,
        partners: Option<String>,
        time_zone: String,
        place: Option<String>,
        signatory: Option<String> => about(Staff),
        number_digests: Option<bool>,
    }
    /// A course plan.
    Course(CourseId) = 2, "course", Column::SHARED => {
        name: String,
        target: u32,
        rule_kind: String => unit(1),
        rule_value: u32 => unit(1),
        upper_secondary_only: bool,
        exemptions: bool,
    }
    /// A session of a course plan.
    CourseSession(CourseSessionKey) = 3, "course_session", Column::SHARED => {
        course: CourseId,
        number: u16,
        minutes: Minutes,
        title: Option<String>,
    }
    /// A place of study.
    School(SchoolId) = 4, "school", Column::SHARED => {
        unit_code: Option<String>,
        name: String,
        kind: SchoolKind,
        municipality: Option<String>,
        aliases: Option<String>,
        valid_from: Option<NaiveDate>,
        valid_to: Option<NaiveDate>,
    }
    /// Somebody who works with the programme.
    Person(PersonId) = 5, "person", Column::INTERNAL.about(Staff) => {
        name: String => seen_by(ForClass),
        email: Option<String>,
        phone: Option<String>,
        role: Option<String> => seen_by(ForClass),
        school: Option<SchoolId>,
    }
    Class(ClassId) = 6, "class", Column::SHARED => {
        school: SchoolId,
        name: String,
        course: CourseId,
        term: Term,
        study_path: Option<String>,
        grouping: String,
    }
    ClassTeacher(ClassTeacherKey) = 7, "class_teacher", Column::SHARED => {
        class: ClassId,
        person: PersonId,
    }
    Student(StudentId) = 8, "student", Column::SHARED => {
        given: Option<String> => about(OfStudent).seen_by(ForClass),
        family: Option<String> => about(OfStudent).seen_by(ForClass),
        alias: Option<String>,
        protection: Protection,
        birth_date: Option<NaiveDate> => about(OfStudent).seen_by(ForRegister),
        legal_sex: Option<LegalSex> => seen_by(Figures),
        study_path: Option<String>,
        grade: Option<u8>,
        email: Option<String> => about(OfStudent).seen_by(ForRegister),
        number_digest: Option<String> => about(OfStudent).seen_by(ForRegister),
        merged_into: Option<StudentId>,
    }
    /// A student's place in a class.
    Enrolment(EnrolmentId) = 9, "enrolment", Column::SHARED => {
        student: StudentId,
        class: ClassId,
        starts_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
        guest: bool,
    }
    /// A meeting of a class.
    Session(SessionId) = 10, "session", Column::SHARED => {
        class: ClassId,
        number: u16,
        date: Option<NaiveDate> => unit(1),
        starts_at: Option<String> => unit(1),
        minutes: Minutes,
        place: Option<String>,
        leader: Option<String> => about(Staff).seen_by(ForClass),
        note: Option<String> => about(Words).seen_by(ForClass),
        status: SessionStatus => unit(2),
        reason: Option<String> => about(Words).seen_by(ForClass).unit(2),
    }
    /// A student's mark at a session; NULL where not reported.
    Attendance(AttendanceKey) = 11, "attendance", Column::SHARED => {
        session: SessionId,
        student: StudentId,
        mark: Option<Mark>,
    }
    /// A student who came later, exempt from a session held before.
    Exemption(ExemptionKey) = 20, "exemption", Column::SHARED => {
        session: SessionId,
        student: StudentId,
        reason: Option<String> => about(Words).seen_by(ForClass),
    }
    /// An absence that was announced before the session.
    AnnouncedAbsence(AnnouncedAbsenceKey) = 21, "announced_absence", Column::SHARED => {
        session: SessionId,
        student: StudentId,
    }
    /// A series of the ledger.
    Series(SeriesKey) = 12, "series", Column::LEDGER => {
        letters: String,
        device: String,
        epoch: i64,
    }
    /// A certificate in the ledger: what it says as JSON, without the name, which may have to go by itself; and what its page is
    /// checked by, NULL where the name is too long for one. Those issued before the name had a column have it in the JSON.
    Certificate(CertificateId) = 13, "certificate", Column::LEDGER => {
        series: SeriesKey,
        year: i32,
        number: u32,
        kind: CertificateKind,
        student: StudentId,
        class: ClassId,
        content: String => revisable(),
        code: Option<String> => about(OfStudent).revisable(),
        replaces: Option<CertificateId>,
        revoked_on: Option<NaiveDate> => revisable().unit(1),
        reason: Option<String> => about(Words).revisable().unit(1),
        name: Option<String> => about(OfStudent).revisable().since(3),
    }
    /// How a school's lists were read the last time; the headings as a digest.
    Mapping(MappingKey) = 14, "mapping", Column::INTERNAL => {
        school: SchoolId,
        headers: String,
        columns: String,
    }
    /// "Inte samma person": two students somebody has looked at.
    NotSame(NotSameKey) = 15, "not_same", Column::INTERNAL => {
        student: StudentId,
        other: StudentId,
    }
    /// A logo or a signature, as the file it was given as.
    Picture(PictureKey) = 16, "picture", Column::INTERNAL => {
        file: FileDigest,
    }
    /// How certificates look, as JSON.
    Design(DesignKey) = 17, "design", Column::INTERNAL => {
        content: String,
    }
    /// How many are to count among the students of a municipality.
    MunicipalTarget(MunicipalTargetKey) = 18, "municipal_target", Column::SHARED => {
        course: CourseId,
        municipality: String,
        target: u32,
    }
    /// A report as it was made, and what was asked for as JSON.
    Report(ReportKey) = 19, "report", Column::INTERNAL.seen_by(Figures) => {
        made_on: NaiveDate,
        name: String,
        about: String,
        file: FileDigest,
    }
    /// That a device works with a class and no more; where it no longer does, up to which of its changes it did, by epoch.
    Grant(GrantKey) = 22, "grant", Column::SHARED => {
        device: String,
        class: ClassId,
        closed: Option<serde_json::Value>,
    }
}

impl Entity {
    /// The entity with that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| *entity as i64 == number)
    }

    /// The entity with that table.
    pub fn from_table(table: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| entity.table() == table)
    }

    /// The statements that bring the columns of a later schema.
    pub fn additions(self, schema: i32) -> impl Iterator<Item = String> {
        let added = self.columns().iter().filter(move |column| column.since == schema);

        added.map(move |column| {
            format!("ALTER TABLE {} ADD COLUMN {}", self.table(), column.definition(self.table()))
        })
    }

    /// The column with that name, those that every row has among them.
    pub fn column(self, name: &str) -> Option<&'static Column> {
        [Column::DELETED, Column::ERASED]
            .into_iter()
            .chain(self.columns())
            .find(|column| column.name == name)
    }

    /// Whether its rows stand in the ledger: what made them holds for good, and nothing removes them.
    pub fn is_ledger(self) -> bool {
        matches!(self, Self::Series | Self::Certificate)
    }

    /// Whether its first values come from a template, so that the same first value twice is not two people's opinion.
    pub fn is_templated(self) -> bool {
        matches!(
            self,
            Self::Programme
                | Self::Course
                | Self::CourseSession
                | Self::School
                | Self::Design
                | Self::Picture
        )
    }

    /// The statement that made its table in the first schema.
    pub fn definition(self) -> String {
        let mut definition = format!(
            "CREATE TABLE {} (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0",
            self.table()
        );
        for column in self.columns().iter().filter(|column| column.since == 1) {
            definition.push_str(", ");
            definition.push_str(&column.definition(self.table()));
        }
        if self == Self::Student {
            // Derived: what orders names as Swedish does, and who remains of those who were joined.
            definition.push_str(", sort_key BLOB, survivor INTEGER NOT NULL");
        }
        definition.push_str(") STRICT");

        definition
    }
}

impl Column {
    /// The entity it points at.
    pub fn refers_to(&self) -> Option<Entity> {
        match self.kind {
            Kind::Reference(table) => Entity::from_table(table),
            _ => None,
        }
    }
}

/// Entities of which rows were written, by one change or by several. A screen that shows none of them need not reload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched {
    entities: u32,
    /// How many rows were left as they are, since several answers stand against each other there.
    pub left_unsettled: usize,
}

impl Touched {
    pub fn add(&mut self, entity: Entity) {
        self.entities |= 1 << entity as u32;
    }

    /// Adds all of another's.
    pub fn join(&mut self, other: Self) {
        self.entities |= other.entities;
        self.left_unsettled += other.left_unsettled;
    }

    /// Whether nothing was written.
    pub fn is_empty(self) -> bool {
        self.entities == 0
    }

    /// Whether any of them was touched.
    pub fn contains_any(self, entities: &[Entity]) -> bool {
        entities.iter().any(|entity| self.contains(*entity))
    }

    /// Whether it was touched.
    pub fn contains(self, entity: Entity) -> bool {
        self.entities & (1 << entity as u32) != 0
    }
}
