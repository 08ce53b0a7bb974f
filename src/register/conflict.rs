//! What several people have made of the register without knowing of each other, and somebody must look at: fields with
//! several values, rows that contradict each other, and what may have been made twice.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Params};
use uuid::Uuid;

use super::journal::form::{FormValue, OpId};
use super::journal::merging::{self, RowConflictKind};
use super::journal::{Column, Committed, Entity};
use super::{Error, Refusal, Register};

/// Something that somebody must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// The rows it is about, in their order.
    pub rows: Vec<Uuid>,
    /// The field with several values.
    pub field: Option<&'static str>,
    /// The op whose value shows.
    pub shown: Option<OpId>,
    /// The ops concerned; of a field its heads.
    pub ops: Vec<OpId>,
    /// The rows by which it came to be.
    pub by: Vec<Uuid>,
}

/// What there is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// About one row.
    Row(RowConflictKind),
    /// Students were said to be each other, round in a circle.
    JoinedInCircle,
    /// A row was removed that others use.
    RemovedButUsed,
    /// A mark stands at a session that was called off.
    MarkAtCancelledSession,
    /// A mark of somebody who has no place in the class.
    MarkOutsideClass,
    /// Two valid certificates of one kind for one person and class.
    IssuedTwice,
    /// A certificate was replaced by two.
    ReissuedTwice,
    /// A certificate was revoked, and replaced.
    RevokedAndReissued,
    /// Two certificates under one number.
    SameSerial,
    /// Two protected students with one alias.
    SameAlias,
    /// Two classes that may be one.
    PossibleDuplicateClass,
    /// Two sessions that may be one.
    PossibleDuplicateSession,
    /// Two students who may be one.
    PossibleDuplicateStudent,
}

impl ConflictKind {
    /// The word in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Row(kind) => kind.code(),
            Self::JoinedInCircle => "joined_in_circle",
            Self::RemovedButUsed => "removed_but_used",
            Self::MarkAtCancelledSession => "mark_at_cancelled_session",
            Self::MarkOutsideClass => "mark_outside_class",
            Self::IssuedTwice => "issued_twice",
            Self::ReissuedTwice => "reissued_twice",
            Self::RevokedAndReissued => "revoked_and_reissued",
            Self::SameSerial => "same_serial",
            Self::SameAlias => "same_alias",
            Self::PossibleDuplicateClass => "possible_duplicate_class",
            Self::PossibleDuplicateSession => "possible_duplicate_session",
            Self::PossibleDuplicateStudent => "possible_duplicate_student",
        }
    }
}

impl Conflict {
    fn between(kind: ConflictKind, mut rows: Vec<Uuid>) -> Self {
        rows.sort_unstable();

        Self { kind, rows, field: None, shown: None, ops: Vec::new(), by: Vec::new() }
    }

    fn by(self, mut by: Vec<Uuid>) -> Self {
        by.sort_unstable();
        by.dedup();

        Self { by, ..self }
    }
}

impl Register {
    /// Everything that somebody must look at.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, Error> {
        self.in_one_read(|| {
            let mut conflicts = self.conflicts_to_settle()?;
            namesakes(self.connection(), &mut conflicts)?;

            Ok(conflicts)
        })
    }

    /// The same without students who may have been made twice: those are many, and decided elsewhere.
    pub fn conflicts_to_settle(&self) -> Result<Vec<Conflict>, Error> {
        self.in_one_read(|| {
            let connection = self.connection();
            let mut conflicts = on_rows(connection)?;
            circles(connection, &mut conflicts)?;
            removed_but_used(connection, &mut conflicts)?;
            for uid in column(connection, include_str!("conflict/at_cancelled.sql"), [])? {
                let kind = ConflictKind::MarkAtCancelledSession;
                conflicts.push(Conflict::between(kind, vec![uid]));
            }
            outside_class(connection, &mut conflicts)?;
            for (kind, sql) in [
                (ConflictKind::IssuedTwice, include_str!("conflict/issued_twice.sql")),
                (ConflictKind::SameSerial, include_str!("conflict/same_serial.sql")),
                (ConflictKind::PossibleDuplicateSession, include_str!("conflict/same_session.sql")),
            ] {
                let groups: Vec<String> = column(connection, sql, [])?;
                for group in groups {
                    conflicts.push(Conflict::between(kind, uids(&group)?));
                }
            }
            reissued(connection, &mut conflicts)?;
            same_alias(connection, &mut conflicts)?;
            same_class(connection, &mut conflicts)?;
            // The same on every computer, whatever came first there.
            conflicts.sort_by(|one, other| {
                (one.kind, &one.rows, one.field).cmp(&(other.kind, &other.rows, other.field))
            });

            Ok(conflicts)
        })
    }
}

/// One of the answers that stand against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub op: OpId,
    /// What it says; of whether a row is removed 0 or 1.
    pub value: FormValue,
    /// Who wrote it; empty where that is not known.
    pub person: String,
    pub at: DateTime<Utc>,
    /// Whether it was written on this computer.
    pub is_mine: bool,
}

/// Whether all that the answers say is days.
pub fn are_days(sides: &[Side]) -> bool {
    let texts: Vec<&String> = sides
        .iter()
        .filter_map(|side| match &side.value {
            FormValue::Text(text) => Some(text),
            _ => None,
        })
        .collect();

    !texts.is_empty() && texts.iter().all(|text| text.parse::<NaiveDate>().is_ok())
}

/// What a row is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowName {
    /// The table's name.
    pub entity: &'static str,
    /// The student, the class, the school, or whatever else it is called; empty where it has no name.
    pub name: String,
    /// The class it belongs to; empty where to none.
    pub class: String,
    /// The session's number; 0 where it is of none.
    pub session: u16,
}

impl Register {
    /// The answers that stand against each other, in their order; none where it is not about different answers.
    pub fn sides_of(&self, conflict: &Conflict) -> Result<Vec<Side>, Error> {
        let ConflictKind::Row(kind) = conflict.kind else { return Ok(Vec::new()) };
        let Some(row) = conflict.rows.first() else { return Ok(Vec::new()) };
        let field = match (kind, conflict.field) {
            (RowConflictKind::Field, Some(field)) => field,
            (RowConflictKind::EditedThoughRemoved | RowConflictKind::RemovedElsewhere, _) => {
                Column::DELETED.name
            }
            _ => return Ok(Vec::new()),
        };
        let mut sides = merging::sides(self.connection(), *row, field, &conflict.ops)?;
        for side in &mut sides {
            side.is_mine = Some(side.op.change.device) == self.own_device();
        }

        Ok(sides)
    }

    /// What a row is called.
    pub fn row_name(&self, row: Uuid) -> Result<RowName, Error> {
        row_name(self.connection(), row)
    }

    /// Takes one of the answers, with what was written together with it.
    ///
    /// # Errors
    /// There is no such row, or it is not about different answers ([`Refusal::Gone`]).
    pub fn settle_by(&mut self, conflict: &Conflict, side: &Side) -> Result<Committed, Error> {
        let row = *conflict.rows.first().ok_or(Refusal::Gone)?;
        match conflict.field {
            None => self.settle_removal(row, side.value == FormValue::Integer(1)),
            Some(field) => {
                let (committed, ()) = self.change(|change| {
                    let (entity, object) = change.row_with(row)?;
                    let column = entity.column(field).ok_or(Refusal::Gone)?;
                    change.settle_by(entity, object, column, &side.op)?;
                    Ok((change.settled_kind(entity, object)?, ()))
                })?;
                Ok(committed)
            }
        }
    }

    /// Says what holds in a field, with what belongs to it: of all that was written there. Nothing is written where the field
    /// has that value and nobody says otherwise.
    ///
    /// # Errors
    /// There is no such row, or no such field of it ([`Refusal::Gone`]).
    pub fn settle_field(
        &mut self,
        row: Uuid,
        field: &str,
        value: &FormValue,
    ) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let (entity, object) = change.row_with(row)?;
            let column = entity.column(field).ok_or(Refusal::Gone)?;
            change.settle(entity, object, column, value)?;
            Ok((change.settled_kind(entity, object)?, ()))
        })?;

        Ok(committed)
    }

    /// Says whether a row is removed, having seen all that was written of it.
    ///
    /// # Errors
    /// There is no such row ([`Refusal::Gone`]).
    pub fn settle_removal(&mut self, row: Uuid, is_removed: bool) -> Result<Committed, Error> {
        let (committed, ()) = self.change(|change| {
            let (entity, object) = change.row_with(row)?;
            change.settle_removal(entity, object, is_removed)?;
            Ok((change.settled_kind(entity, object)?, ()))
        })?;

        Ok(committed)
    }
}

/// What a row is called.
pub(super) fn row_name(connection: &Connection, row: Uuid) -> Result<RowName, Error> {
    let found: Option<i64> = connection
        .prepare_cached("SELECT entity FROM object WHERE uid = ?1")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    let Some(entity) = found.and_then(Entity::from_number) else {
        return Ok(RowName::default());
    };
    let student = "coalesce(student.alias, trim(coalesce(student.given, '') || ' ' || coalesce(student.family, '')))";
    let of_student_at_session = |table: &str| {
        format!(
            "SELECT {student}, class.name, session.number FROM {table} JOIN student ON student.id = {table}.student
             JOIN session ON session.id = {table}.session JOIN class ON class.id = session.class WHERE {table}.id = ?1"
        )
    };
    let sql = match entity {
        Entity::Student => format!(
            "SELECT {student}, coalesce((SELECT min(class.name) FROM enrolment JOIN class ON class.id = enrolment.class
                    WHERE enrolment.student = student.id AND enrolment.deleted = 0), ''), 0
             FROM student WHERE id = ?1"
        ),
        Entity::Class => "SELECT name, name, 0 FROM class WHERE id = ?1".to_owned(),
        Entity::School | Entity::Course | Entity::Programme | Entity::Person => {
            format!("SELECT name, '', 0 FROM {} WHERE id = ?1", entity.table())
        }
        Entity::Session => "SELECT '', class.name, session.number FROM session
                            JOIN class ON class.id = session.class WHERE session.id = ?1"
            .to_owned(),
        Entity::Attendance | Entity::Exemption | Entity::AnnouncedAbsence => {
            of_student_at_session(entity.table())
        }
        Entity::Enrolment => format!(
            "SELECT {student}, class.name, 0 FROM enrolment JOIN student ON student.id = enrolment.student
             JOIN class ON class.id = enrolment.class WHERE enrolment.id = ?1"
        ),
        Entity::Certificate => {
            "SELECT certificate.year || '-' || series.letters || '-' || printf('%04d', certificate.number), '', 0
             FROM certificate JOIN series ON series.id = certificate.series WHERE certificate.id = ?1"
                .to_owned()
        }
        _ => return Ok(RowName { entity: entity.table(), ..RowName::default() }),
    };
    let named = connection
        .prepare_cached(&sql.replace("?1", "(SELECT id FROM object WHERE uid = ?1)"))?
        .query_row([row], |row| {
            Ok(RowName {
                entity: entity.table(),
                name: row.get(0)?,
                class: row.get(1)?,
                session: row.get(2)?,
            })
        })
        .optional()?;

    Ok(named.unwrap_or(RowName { entity: entity.table(), ..RowName::default() }))
}

fn column<T: rusqlite::types::FromSql>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<T>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, |row| row.get(0))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

/// Rows as a query gathers them: a JSON list of hexadecimal numbers.
fn uids(group: &str) -> Result<Vec<Uuid>, Error> {
    let uids: Vec<Uuid> = serde_json::from_str(group)?;

    Ok(uids)
}

fn on_rows(connection: &Connection) -> Result<Vec<Conflict>, Error> {
    let mut conflicts = Vec::new();
    for object in column(connection, "SELECT DISTINCT object FROM conflict", [])? {
        let (uid, found) = merging::conflicts_of(connection, object)?;
        conflicts.extend(found.into_iter().map(|conflict| Conflict {
            kind: ConflictKind::Row(conflict.kind),
            rows: vec![uid],
            field: conflict.field.map(|column| column.name),
            shown: conflict.shown,
            ops: conflict.ops,
            by: Vec::new(),
        }));
    }

    Ok(conflicts)
}

fn circles(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT own.uid, joined.uid FROM student
         JOIN student AS other ON other.id = student.merged_into AND other.deleted = 0
         JOIN object AS own ON own.id = student.id JOIN object AS joined ON joined.id = other.id
         WHERE student.merged_into IS NOT NULL AND student.deleted = 0",
    )?;
    let into: BTreeMap<Uuid, Uuid> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut told: BTreeSet<Uuid> = BTreeSet::new();
    for student in into.keys() {
        let mut way = vec![*student];
        while let Some(next) = way.last().and_then(|last| into.get(last)) {
            if let Some(begins) = way.iter().position(|passed| passed == next) {
                let circle = &way[begins..];
                if circle.iter().all(|one| told.insert(*one)) {
                    conflicts
                        .push(Conflict::between(ConflictKind::JoinedInCircle, circle.to_vec()));
                }
                break;
            }
            way.push(*next);
        }
    }

    Ok(())
}

/// Kinds of rows that hold on to what they point at.
const USING: [Entity; 6] = [
    Entity::Class,
    Entity::Student,
    Entity::Enrolment,
    Entity::Session,
    Entity::Attendance,
    Entity::Certificate,
];

fn removed_but_used(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut used: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for entity in USING {
        for column in entity.columns() {
            let Some(target) = column.refers_to() else { continue };
            let mut statement = connection.prepare_cached(&format!(
                "SELECT gone.uid, own.uid FROM {} AS target
                 CROSS JOIN {} AS row ON row.{} = target.id AND row.deleted = 0 {}
                 JOIN object AS gone ON gone.id = target.id JOIN object AS own ON own.id = row.id
                 WHERE target.deleted <> 0",
                target.table(),
                entity.table(),
                column.name,
                if entity == Entity::Attendance { "AND row.mark IS NOT NULL" } else { "" }
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                used.entry(row.get(0)?).or_default().push(row.get(1)?);
            }
        }
    }
    conflicts.extend(
        used.into_iter().map(|(target, by)| {
            Conflict::between(ConflictKind::RemovedButUsed, vec![target]).by(by)
        }),
    );

    Ok(())
}

/// Marks at sessions of a class in which the student has no place. Each is asked of what is in memory: there are many.
fn outside_class(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let pairs = |sql: &str| -> Result<Vec<(i64, i64)>, Error> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let survivors: HashMap<i64, i64> =
        pairs("SELECT id, survivor FROM student WHERE deleted = 0")?.into_iter().collect();
    let classes: HashMap<i64, i64> = pairs(
        "SELECT session.id, class.id FROM session JOIN class ON class.id = session.class AND class.deleted = 0
         WHERE session.deleted = 0",
    )?
    .into_iter()
    .collect();
    let places: HashSet<(i64, i64)> =
        pairs("SELECT student, class FROM enrolment WHERE deleted = 0")?
            .into_iter()
            .filter_map(|(student, class)| Some((*survivors.get(&student)?, class)))
            .collect();
    let mut statement = connection.prepare_cached(
        "SELECT id, session, student FROM attendance WHERE deleted = 0 AND mark IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (mark, session, student): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let person_and_class = survivors.get(&student).zip(classes.get(&session));
        if person_and_class.is_some_and(|(person, class)| !places.contains(&(*person, *class))) {
            let uid = connection
                .prepare_cached("SELECT uid FROM object WHERE id = ?1")?
                .query_row([mark], |row| row.get(0))?;
            conflicts.push(Conflict::between(ConflictKind::MarkOutsideClass, vec![uid]));
        }
    }

    Ok(())
}

fn reissued(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(include_str!("conflict/reissued.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (old, is_revoked): (Uuid, bool) = (row.get(0)?, row.get(1)?);
        let by = uids(&row.get::<_, String>(2)?)?;
        if by.len() > 1 {
            let twice = Conflict::between(ConflictKind::ReissuedTwice, vec![old]);
            conflicts.push(twice.by(by.clone()));
        }
        if is_revoked {
            conflicts.push(Conflict::between(ConflictKind::RevokedAndReissued, vec![old]).by(by));
        }
    }

    Ok(())
}

impl Register {
    /// Those who are protected, each by the entry that remains, with the alias.
    pub fn protected_students(&self) -> Result<BTreeMap<Uuid, Option<String>>, Error> {
        protected(self.connection())
    }
}

fn protected(connection: &Connection) -> Result<BTreeMap<Uuid, Option<String>>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT remains.uid, coalesce(survivor.alias, student.alias) FROM student
         JOIN student AS survivor ON survivor.id = student.survivor
         JOIN object AS remains ON remains.id = survivor.id
         JOIN object AS own ON own.id = student.id
         WHERE student.protection <> 'none' AND student.deleted = 0 ORDER BY own.uid",
    )?;
    let mut rows = statement.query([])?;
    let mut protected: BTreeMap<Uuid, Option<String>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let alias = protected.entry(row.get(0)?).or_default();
        if alias.is_none() {
            *alias = row.get(1)?;
        }
    }

    Ok(protected)
}

fn same_alias(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut by_alias: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for (student, alias) in protected(connection)? {
        if let Some(alias) = alias.filter(|alias| !alias.is_empty()) {
            by_alias.entry(alias).or_default().push(student);
        }
    }
    extend_by_several(conflicts, ConflictKind::SameAlias, by_alias.into_values());

    Ok(())
}

fn same_class(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(include_str!("conflict/same_class.sql"))?;
    let mut rows = statement.query([])?;
    let mut classes: BTreeMap<(i64, i64, String, String), Vec<Uuid>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(3)?;
        let key = (row.get(0)?, row.get(1)?, row.get(2)?, folded(&name));
        classes.entry(key).or_default().push(row.get(4)?);
    }
    extend_by_several(conflicts, ConflictKind::PossibleDuplicateClass, classes.into_values());

    Ok(())
}

fn namesakes(connection: &Connection, conflicts: &mut Vec<Conflict>) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT own.uid, another.uid FROM not_same JOIN object AS own ON own.id = not_same.student
         JOIN object AS another ON another.id = not_same.other WHERE not_same.deleted = 0",
    )?;
    let mut apart: HashSet<(Uuid, Uuid)> = HashSet::new();
    for pair in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (one, other) = pair?;
        apart.extend([(one, other), (other, one)]);
    }
    let mut statement = connection.prepare_cached(include_str!("conflict/namesakes.sql"))?;
    let mut rows = statement.query([])?;
    let mut people: BTreeMap<(String, String, Option<String>), Vec<Uuid>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (given, family): (String, String) = (row.get(1)?, row.get(2)?);
        let key = (folded(&given), folded(&family), row.get(3)?);
        people.entry(key).or_default().push(row.get(5)?);
    }
    for mut namesakes in people.into_values() {
        namesakes.sort_unstable();
        for (place, one) in namesakes.iter().enumerate() {
            for other in &namesakes[place + 1..] {
                if !apart.contains(&(*one, *other)) {
                    let pair = vec![*one, *other];
                    conflicts.push(Conflict::between(ConflictKind::PossibleDuplicateStudent, pair));
                }
            }
        }
    }

    Ok(())
}

/// A name as it is compared: without regard to capitals and to how words are spaced.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn extend_by_several(
    conflicts: &mut Vec<Conflict>,
    kind: ConflictKind,
    groups: impl IntoIterator<Item = Vec<Uuid>>,
) {
    let several = groups.into_iter().filter(|rows| rows.len() > 1);
    conflicts.extend(several.map(|rows| Conflict::between(kind, rows)));
}
