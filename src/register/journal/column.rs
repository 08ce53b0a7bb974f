//! What the journal knows of a column: its type, whom its values are about, who may see them, and how two people's writing
//! joins. The columns themselves stand in `rows.rs`.

use chrono::NaiveDate;
use rusqlite::types::Value;

use crate::domain::certificate::CertificateKind;
use crate::domain::school::SchoolKind;
use crate::domain::{Attendance, LegalSex, Minutes, Protection, SessionStatus, Term};
use crate::register::Error;
use crate::register::error::known_word;

/// The type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, or a word from a fixed list.
    Text,
    /// A whole number, or 0 and 1 for no and yes.
    Integer,
    /// A day, as ISO 8601 writes it.
    Date,
    /// Another row, of the entity with that table: its local key in the tables, its UUID in a change that travels.
    Reference(&'static str),
    /// A JSON object.
    Object,
    /// A file of the register: its SHA-256 in the tables and the journal, its bytes in a change that travels.
    File,
}

/// Whose personal data a column may hold, and so what it goes with when somebody is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Nobody's.
    Open,
    /// A student's name and what else tells who it is.
    Student,
    /// Words about a student or a class: they may have a name in them.
    Words,
    /// Those who work with the programme.
    Staff,
}

/// Who may see a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone who works with the class or with the figures.
    Everyone,
    /// Who works with the class, such as its teachers.
    Class,
    /// Who works with the figures.
    Figures,
    /// Who has the whole register.
    Register,
}

/// What becomes of a column that two people write without knowing of each other. That a row is removed joins as a tombstone,
/// which every row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joins {
    /// Equal values join; of different ones somebody chooses.
    Value,
    /// Both stand: the ledger is only added to.
    AddOnly,
}

/// A column of an entity's table, and the field of that name in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name in the table, in the journal and in a change that travels. It never changes.
    pub name: &'static str,
    /// The type.
    pub kind: Kind,
    /// Whether it may be NULL.
    pub is_optional: bool,
    /// Whose personal data it may hold.
    pub privacy: Privacy,
    /// Who may see it.
    pub audience: Audience,
    /// How two people's writing joins.
    pub joins: Joins,
    /// The schema that brought it.
    pub since: i32,
    /// Columns of an entity with the same number mean something only together: who writes one writes all. 0: alone.
    pub unit: u8,
}

impl Column {
    /// Whether a row is removed: the tombstone, which every row has.
    pub const DELETED: &'static Self = &Self::SHARED.named::<bool>("deleted");

    /// That the personal data of whom the row is about has been erased, and what its maker knew then. It stands in the journal
    /// alone, and on every kind of row.
    pub const ERASED: &'static Self = &Self::SHARED.named::<serde_json::Value>("erased");

    /// Everyone may see it.
    pub const SHARED: Self = Self {
        name: "",
        kind: Kind::Text,
        is_optional: false,
        privacy: Privacy::Open,
        audience: Audience::Everyone,
        joins: Joins::Value,
        since: 1,
        unit: 0,
    };
    /// Only who has the whole register sees it.
    pub const INTERNAL: Self = Self { audience: Audience::Register, ..Self::SHARED };
    pub const LEDGER: Self = Self { joins: Joins::AddOnly, ..Self::INTERNAL };

    /// The same for a name and a type.
    pub const fn named<T: Cell>(self, name: &'static str) -> Self {
        Self { name, kind: T::KIND, is_optional: T::IS_OPTIONAL, ..self }
    }

    /// The same, gone when that personal data is.
    pub const fn about(self, privacy: Privacy) -> Self {
        Self { privacy, ..self }
    }

    /// The same for other eyes.
    pub const fn seen_by(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same, brought by a later schema.
    pub const fn since(self, since: i32) -> Self {
        Self { since, ..self }
    }

    /// The same as part of a unit.
    pub const fn unit(self, unit: u8) -> Self {
        Self { unit, ..self }
    }

    /// Of the ledger, but may be edited afterwards.
    pub const fn revisable(self) -> Self {
        Self { joins: Joins::Value, ..self }
    }

    /// Whether what was written first holds for good.
    pub fn is_frozen(&self) -> bool {
        self.joins == Joins::AddOnly
    }

    /// Its definition in a table.
    pub(super) fn definition(&self, table: &str) -> String {
        let mut definition = format!("{} ", self.name);
        definition.push_str(match self.kind {
            Kind::Text | Kind::Date | Kind::Object | Kind::File => "TEXT",
            Kind::Integer | Kind::Reference(_) => "INTEGER",
        });
        if !self.is_optional {
            definition.push_str(" NOT NULL");
        }
        match self.kind {
            Kind::Reference(target) => {
                // Of two rows of one table that point at each other, one comes first.
                let target = if target == table { "object" } else { target };
                definition.push_str(&format!(" REFERENCES {target} (id)"));
            }
            Kind::File => definition.push_str(" REFERENCES stored_file (digest)"),
            Kind::Text | Kind::Date | Kind::Object | Kind::Integer => {}
        }

        definition
    }
}

/// The local key of a row of one entity.
pub trait Key: Copy {
    /// The entity's table.
    const TABLE: &'static str;

    /// The key in the tables.
    fn key(self) -> i64;

    /// The identity with that key.
    fn with_key(key: i64) -> Self;
}

/// A value that a column can hold.
pub trait Cell: Sized {
    /// The type of its column.
    const KIND: Kind;
    /// Whether NULL is among its values.
    const IS_OPTIONAL: bool = false;

    /// As SQLite keeps it.
    fn to_value(&self) -> Value;

    /// From what SQLite keeps.
    ///
    /// # Errors
    /// The register holds something else than the column's type, or a word that this program doesn't know; `what` names it.
    fn from_value(value: Value, what: &str) -> Result<Self, Error>;
}

impl<T: Cell> Cell for Option<T> {
    const KIND: Kind = T::KIND;
    const IS_OPTIONAL: bool = true;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Cell::to_value)
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value, what).map(Some),
        }
    }
}

impl Cell for String {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err(unlike(what)),
        }
    }
}

impl Cell for i64 {
    const KIND: Kind = Kind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(*self)
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        match value {
            Value::Integer(number) => Ok(number),
            _ => Err(unlike(what)),
        }
    }
}

impl Cell for bool {
    const KIND: Kind = Kind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(i64::from(*self))
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        Ok(i64::from_value(value, what)? != 0)
    }
}

impl Cell for Minutes {
    const KIND: Kind = Kind::Integer;

    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        u32::from_value(value, what).map(Self)
    }
}

/// A file of the register (`stored_file`) by its SHA-256, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest(pub String);

impl Cell for FileDigest {
    const KIND: Kind = Kind::File;

    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        String::from_value(value, what).map(Self)
    }
}

impl Cell for serde_json::Value {
    const KIND: Kind = Kind::Object;

    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        serde_json::from_str(&String::from_value(value, what)?).map_err(|_| unlike(what))
    }
}

impl<K: Key> Cell for K {
    const KIND: Kind = Kind::Reference(K::TABLE);

    fn to_value(&self) -> Value {
        Value::Integer((*self).key())
    }

    fn from_value(value: Value, what: &str) -> Result<Self, Error> {
        i64::from_value(value, what).map(K::with_key)
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            const KIND: Kind = Kind::Integer;

            fn to_value(&self) -> Value {
                Value::Integer(i64::from(*self))
            }

            fn from_value(value: Value, what: &str) -> Result<Self, Error> {
                known_word(Self::try_from(i64::from_value(value, what)?).ok(), what)
            }
        }
    )+};
}

numbers!(u8, u16, u32, i32);

macro_rules! words {
    ($($type:ty: $kind:ident, $write:expr, $read:expr;)+) => {$(
        impl Cell for $type {
            const KIND: Kind = Kind::$kind;

            fn to_value(&self) -> Value {
                Value::Text($write(*self).to_string())
            }

            fn from_value(value: Value, what: &str) -> Result<Self, Error> {
                known_word($read(&String::from_value(value, what)?), what)
            }
        }
    )+};
}

words! {
    NaiveDate: Date, |day| day, |text: &str| text.parse().ok();
    Term: Text, |term| term, |text: &str| text.parse().ok();
    Attendance: Text, Self::code, Self::from_code;
    CertificateKind: Text, Self::code, Self::from_code;
    LegalSex: Text, Self::code, Self::from_code;
    Protection: Text, Self::code, Self::from_code;
    SchoolKind: Text, Self::code, Self::from_code;
    SessionStatus: Text, Self::code, Self::from_code;
}

fn unlike(what: &str) -> Error {
    Error::Damaged(format!("{what} is of another type"))
}
