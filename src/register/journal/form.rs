//! A change in the one form in which it travels, and its hash.
//!
//! Rows are named by UUID, changes and ops by who made them. The form is CBOR of definite lengths; maps are lists of pairs in
//! the order of their keys, so that the same change is always the same bytes.
//!
//! The hash is over commitments: of each value `SHA-256(["cell", field, salt, value])`, of these the ops' digests, of these the
//! change's. A value that is erased or withheld leaves its commitment, so that the hash can be checked everywhere; the salt goes
//! with the value, for else a name could be guessed.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The form's version; the first item of every change.
const VERSION: u8 = 1;

/// A SHA-256.
pub type Hash = [u8; 32];
/// What keeps a value from being guessed from its commitment.
pub type Salt = [u8; 16];

/// A change: who made it, in which epoch of theirs, and the how many-eth it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId {
    /// The installation.
    pub device: Uuid,
    /// Counted from 1; a restored or copied register begins a new one.
    pub epoch: i64,
    /// Counted from 1 within the epoch, without gaps.
    pub seq: i64,
}

/// An op: its change, and its place in it, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpId {
    pub change: ChangeId,
    /// The place.
    pub index: u32,
}

/// A value as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormValue {
    /// Nothing.
    Null,
    /// A number.
    Integer(i64),
    /// A text, a word or a day.
    Text(String),
    /// Another row.
    Row(Uuid),
    /// A JSON object, as text in the form it was written in.
    Object(String),
    /// A file's bytes.
    File(Vec<u8>),
}

/// Why a value is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It was not sent to this copy.
    Withheld,
    /// It is gone for good.
    Erased,
}

/// A field's value in an op, or what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormCell {
    /// It is here.
    Open(Salt, FormValue),
    /// Only its commitment is.
    Hidden(Hidden, Hash),
}

impl FormCell {
    /// What the change's hash holds of it.
    pub fn commitment(&self, field: &str) -> Hash {
        match self {
            Self::Open(salt, value) => commitment(field, salt, value),
            Self::Hidden(_, commitment) => *commitment,
        }
    }

    /// What two copies know of one value: erased over known over withheld.
    fn join(self, other: &Self) -> Self {
        match (&self, other) {
            (Self::Hidden(Hidden::Withheld, _), other) => other.clone(),
            (_, Self::Hidden(Hidden::Erased, _)) => other.clone(),
            _ => self,
        }
    }

    /// Leaves of a value its commitment. Nothing stays nothing; what has been erased stays erased.
    pub fn hide(&mut self, field: &str, why: Hidden) {
        match self {
            Self::Open(_, FormValue::Null) | Self::Hidden(Hidden::Erased, _) => {}
            Self::Open(..) | Self::Hidden(Hidden::Withheld, _) => {
                *self = Self::Hidden(why, self.commitment(field));
            }
        }
    }
}

/// One field of a row, or a new row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOp {
    /// The name of the entity.
    pub entity: String,
    pub row: Uuid,
    /// The field; `None` for a new row with all its fields.
    pub field: Option<String>,
    /// The values by field, in the order of the fields' names. Those of a new row that are NULL are not among them.
    pub cells: Vec<(String, FormCell)>,
    /// The ops whose values it replaces, in their order.
    pub parents: Vec<OpId>,
    /// The op whose value it sets back.
    pub restores: Option<OpId>,
    /// Whether it was made from an alias, so that no erasure concerns it.
    pub pseudonym: bool,
    /// The erasures its maker knew to concern its row.
    pub aware: Vec<Uuid>,
}

/// An op, or the digest of one that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormSlot {
    /// It is here.
    Op(FormOp),
    /// Only its digest is.
    Withheld(Hash),
}

impl FormSlot {
    /// What two copies know of one op.
    pub fn join(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Op(mut ours), Self::Op(theirs)) => {
                for ((_, cell), (_, other)) in ours.cells.iter_mut().zip(&theirs.cells) {
                    *cell = cell.clone().join(other);
                }
                Self::Op(ours)
            }
            (Self::Withheld(_), Self::Op(theirs)) => Self::Op(theirs.clone()),
            (ours, Self::Withheld(_)) => ours,
        }
    }
}

/// Something a change's description speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Row(Uuid),
    /// Another change.
    Change(ChangeId),
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its identity.
    pub id: ChangeId,
    /// The hybrid clock: milliseconds since 1970 (UTC) times 65 536, plus a counter.
    pub stamp: i64,
    /// The wall clock of who made it: milliseconds since 1970 (UTC).
    pub wall: i64,
    /// Whether the day was set by hand, for trying.
    pub tried: bool,
    /// Who made it.
    pub person: Option<Uuid>,
    /// What was done, as JSON: kinds, numbers, and places in `subjects`, never a name.
    pub detail: String,
    /// What `detail` speaks of.
    pub subjects: Vec<Subject>,
    /// The change it undoes.
    pub undoes: Option<ChangeId>,
    /// The change it does again.
    pub redoes: Option<ChangeId>,
    /// Origins that hold no longer, from a number on.
    pub voids: Vec<ChangeId>,
    /// What it wrote.
    pub ops: Vec<FormSlot>,
    /// Its hash, as its maker worked it out.
    pub hash: Hash,
}

/// What is read is no change, or one of a later form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a change")]
pub struct NotAChange;

impl From<minicbor::decode::Error> for NotAChange {
    fn from(_: minicbor::decode::Error) -> Self {
        Self
    }
}

/// Writes to memory, which does not fail.
pub(super) type Writer<'a> = Encoder<&'a mut Vec<u8>>;
pub(super) type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// What is committed to of a value.
pub fn commitment(field: &str, salt: &Salt, value: &FormValue) -> Hash {
    hash_of(|writer| {
        writer.array(4)?.str("cell")?.str(field)?.bytes(salt)?;
        // A file's own digest stands for it, so that it need not be at hand.
        match value {
            FormValue::File(bytes) => {
                write_value(writer, &FormValue::Text(crate::register::identity::digest(bytes)))
            }
            value => write_value(writer, value),
        }
    })
}

fn hash_of(write: impl FnOnce(&mut Writer<'_>) -> Written) -> Hash {
    Sha256::digest(bytes_of(write)).into()
}

fn bytes_of(write: impl FnOnce(&mut Writer<'_>) -> Written) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    // Memory does not fail.
    let _ = write(&mut Encoder::new(&mut bytes));

    bytes
}

impl FormOp {
    fn is_in_order(&self) -> bool {
        self.cells.is_sorted_by(|(one, _), (other, _)| one < other)
            && self.parents.is_sorted_by(|one, other| one < other)
            && self
                .field
                .as_ref()
                .is_none_or(|own| matches!(&self.cells[..], [(field, _)] if field == own))
    }

    /// What the change's hash holds of it.
    pub fn digest(&self) -> Hash {
        let commitments: Vec<(&str, Hash)> = self
            .cells
            .iter()
            .map(|(field, cell)| (field.as_str(), cell.commitment(field)))
            .collect();

        OpDigest {
            entity: &self.entity,
            row: self.row,
            field: self.field.as_deref(),
            commitments: &commitments,
            parents: &self.parents,
            restores: self.restores,
            pseudonym: self.pseudonym,
            aware: &self.aware,
        }
        .digest()
    }
}

/// What an op's digest is of.
pub struct OpDigest<'a> {
    pub entity: &'a str,
    pub row: Uuid,
    pub field: Option<&'a str>,
    /// By field, in the order of the fields' names.
    pub commitments: &'a [(&'a str, Hash)],
    pub parents: &'a [OpId],
    pub restores: Option<OpId>,
    pub pseudonym: bool,
    pub aware: &'a [Uuid],
}

impl OpDigest<'_> {
    pub fn digest(&self) -> Hash {
        hash_of(|writer| {
            writer.array(9)?.str("op")?.str(self.entity)?.bytes(self.row.as_bytes())?;
            write_optional(writer, self.field, |writer, field| writer.str(field).map(drop))?;
            writer.array(self.commitments.len() as u64)?;
            for (field, commitment) in self.commitments {
                writer.array(2)?.str(field)?.bytes(commitment)?;
            }
            write_list(writer, self.parents, write_op_id)?;
            write_optional(writer, self.restores, |writer, op| write_op_id(writer, &op))?;
            writer.bool(self.pseudonym)?;
            write_list(writer, self.aware, |writer, uid| writer.bytes(uid.as_bytes()).map(drop))
        })
    }
}

impl FormSlot {
    /// What the change's hash holds of it.
    pub fn digest(&self) -> Hash {
        match self {
            Self::Op(op) => op.digest(),
            Self::Withheld(digest) => *digest,
        }
    }
}

impl Form {
    /// What two copies know of one change.
    pub fn join(mut self, other: &Self) -> Self {
        let ops = std::mem::take(&mut self.ops).into_iter().zip(&other.ops);
        self.ops = ops.map(|(ours, theirs)| ours.join(theirs)).collect();

        self
    }

    /// The hash that its contents have, given its ops' digests.
    pub fn hash_with(&self, digests: &[Hash]) -> Hash {
        hash_of(|writer| {
            writer.array(3)?.str("change")?;
            self.write_head(writer)?;
            write_list(writer, digests, |writer, digest| writer.bytes(digest).map(drop))
        })
    }

    /// Whether hash and contents agree.
    pub fn holds(&self) -> bool {
        let digests: Vec<Hash> = self.ops.iter().map(FormSlot::digest).collect();

        self.hash == self.hash_with(&digests)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        bytes_of(|writer| {
            writer.array(4)?.u8(VERSION)?;
            self.write_head(writer)?;
            write_list(writer, &self.ops, write_slot)?;
            writer.bytes(&self.hash).map(drop)
        })
    }

    /// Reads what [`Form::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are no change of this form, or not in the one way in which a change is written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAChange> {
        let mut reader = Decoder::new(bytes);
        expect_array(&mut reader, 4)?;
        if reader.u8()? != VERSION {
            return Err(NotAChange);
        }
        let mut form = read_head(&mut reader)?;
        form.ops = read_list(&mut reader, read_slot)?;
        form.hash = read_hash(&mut reader)?;

        let is_read = reader.position() == bytes.len() && form.is_in_order();

        if is_read && form.to_bytes() == bytes { Ok(form) } else { Err(NotAChange) }
    }

    /// Whether lists stand in the order of their keys, an edit has its own field's value and no other, and its moment is one.
    fn is_in_order(&self) -> bool {
        chrono::DateTime::from_timestamp_millis(self.wall).is_some()
            && self.ops.iter().all(|slot| match slot {
                FormSlot::Withheld(_) => true,
                FormSlot::Op(op) => op.is_in_order(),
            })
    }

    fn write_head(&self, writer: &mut Writer<'_>) -> Written {
        writer.array(10)?;
        write_change_id(writer, &self.id)?;
        writer.i64(self.stamp)?.i64(self.wall)?.bool(self.tried)?;
        write_optional(writer, self.person, |writer, uid| writer.bytes(uid.as_bytes()).map(drop))?;
        writer.str(&self.detail)?;
        write_list(writer, &self.subjects, write_subject)?;
        write_optional(writer, self.undoes, |writer, id| write_change_id(writer, &id))?;
        write_optional(writer, self.redoes, |writer, id| write_change_id(writer, &id))?;
        write_list(writer, &self.voids, write_change_id)
    }
}

/// What a change's description speaks of, as the register keeps it.
pub fn subjects_to_bytes(subjects: &[Subject]) -> Vec<u8> {
    bytes_of(|writer| write_list(writer, subjects, write_subject))
}

/// Reads what [`subjects_to_bytes`] wrote.
///
/// # Errors
/// The bytes are something else.
pub fn subjects_from_bytes(bytes: &[u8]) -> Result<Vec<Subject>, NotAChange> {
    read_list(&mut Decoder::new(bytes), read_subject)
}

/// Origins that hold no longer, as the register keeps them.
pub fn voids_to_bytes(voids: &[ChangeId]) -> Vec<u8> {
    bytes_of(|writer| write_list(writer, voids, write_change_id))
}

/// Reads what [`voids_to_bytes`] wrote.
///
/// # Errors
/// The bytes are something else.
pub fn voids_from_bytes(bytes: &[u8]) -> Result<Vec<ChangeId>, NotAChange> {
    read_list(&mut Decoder::new(bytes), read_change_id)
}

/// Erasures an op's maker knew, as the register keeps them.
pub fn aware_to_bytes(aware: &[Uuid]) -> Vec<u8> {
    bytes_of(|writer| {
        write_list(writer, aware, |writer, uid| writer.bytes(uid.as_bytes()).map(drop))
    })
}

/// Reads what [`aware_to_bytes`] wrote.
///
/// # Errors
/// The bytes are something else.
pub fn aware_from_bytes(bytes: &[u8]) -> Result<Vec<Uuid>, NotAChange> {
    read_list(&mut Decoder::new(bytes), read_uid)
}

/// An op as the register keeps one that it doesn't understand.
pub fn slot_to_bytes(slot: &FormSlot) -> Vec<u8> {
    bytes_of(|writer| write_slot(writer, slot))
}

/// Reads what [`slot_to_bytes`] wrote.
///
/// # Errors
/// The bytes are something else.
pub fn slot_from_bytes(bytes: &[u8]) -> Result<FormSlot, NotAChange> {
    read_slot(&mut Decoder::new(bytes))
}

pub(super) fn write_list<T>(
    writer: &mut Writer<'_>,
    list: &[T],
    write: impl Fn(&mut Writer<'_>, &T) -> Written,
) -> Written {
    writer.array(list.len() as u64)?;
    list.iter().try_for_each(|one| write(writer, one))
}

fn write_optional<T>(
    writer: &mut Writer<'_>,
    value: Option<T>,
    write: impl FnOnce(&mut Writer<'_>, T) -> Written,
) -> Written {
    match value {
        None => writer.null().map(drop),
        Some(value) => write(writer, value),
    }
}

fn write_subject(writer: &mut Writer<'_>, subject: &Subject) -> Written {
    match subject {
        Subject::Row(uid) => writer.bytes(uid.as_bytes()).map(drop),
        Subject::Change(id) => write_change_id(writer, id),
    }
}

fn read_subject(reader: &mut Decoder<'_>) -> Result<Subject, NotAChange> {
    match reader.datatype()? {
        Type::Bytes => read_uid(reader).map(Subject::Row),
        _ => read_change_id(reader).map(Subject::Change),
    }
}

pub(super) fn write_change_id(writer: &mut Writer<'_>, id: &ChangeId) -> Written {
    writer.array(3)?.bytes(id.device.as_bytes())?.i64(id.epoch)?.i64(id.seq)?;

    Ok(())
}

pub(super) fn write_op_id(writer: &mut Writer<'_>, id: &OpId) -> Written {
    writer.array(2)?;
    write_change_id(writer, &id.change)?;

    writer.u32(id.index).map(drop)
}

/// A number, a text and nothing are themselves; a row is 16 bytes; an object and a file are a list of a word and what it is.
fn write_value(writer: &mut Writer<'_>, value: &FormValue) -> Written {
    match value {
        FormValue::Null => writer.null()?,
        FormValue::Integer(number) => writer.i64(*number)?,
        FormValue::Text(text) => writer.str(text)?,
        FormValue::Row(uid) => writer.bytes(uid.as_bytes())?,
        FormValue::Object(json) => writer.array(2)?.str("object")?.str(json)?,
        FormValue::File(bytes) => writer.array(2)?.str("file")?.bytes(bytes)?,
    };

    Ok(())
}

fn write_slot(writer: &mut Writer<'_>, slot: &FormSlot) -> Written {
    let op = match slot {
        FormSlot::Withheld(digest) => return writer.bytes(digest).map(drop),
        FormSlot::Op(op) => op,
    };
    writer.array(8)?.str(&op.entity)?.bytes(op.row.as_bytes())?;
    write_optional(writer, op.field.as_deref(), |writer, field| writer.str(field).map(drop))?;
    write_list(writer, &op.cells, |writer, (field, cell)| {
        writer.array(3)?.str(field)?;
        match cell {
            FormCell::Open(salt, value) => {
                writer.bytes(salt)?;
                write_value(writer, value)
            }
            FormCell::Hidden(why, commitment) => {
                writer.str(match why {
                    Hidden::Withheld => "withheld",
                    Hidden::Erased => "erased",
                })?;
                writer.bytes(commitment).map(drop)
            }
        }
    })?;
    write_list(writer, &op.parents, write_op_id)?;
    write_optional(writer, op.restores, |writer, op| write_op_id(writer, &op))?;
    writer.bool(op.pseudonym)?;

    write_list(writer, &op.aware, |writer, uid| writer.bytes(uid.as_bytes()).map(drop))
}

fn read_head(reader: &mut Decoder<'_>) -> Result<Form, NotAChange> {
    expect_array(reader, 10)?;

    Ok(Form {
        id: read_change_id(reader)?,
        stamp: reader.i64()?,
        wall: reader.i64()?,
        tried: reader.bool()?,
        person: read_optional(reader, read_uid)?,
        detail: reader.str()?.to_owned(),
        subjects: read_list(reader, read_subject)?,
        undoes: read_optional(reader, read_change_id)?,
        redoes: read_optional(reader, read_change_id)?,
        voids: read_list(reader, read_change_id)?,
        ops: Vec::new(),
        hash: Hash::default(),
    })
}

fn read_slot(reader: &mut Decoder<'_>) -> Result<FormSlot, NotAChange> {
    if reader.datatype()? == Type::Bytes {
        return read_hash(reader).map(FormSlot::Withheld);
    }
    expect_array(reader, 8)?;

    Ok(FormSlot::Op(FormOp {
        entity: reader.str()?.to_owned(),
        row: read_uid(reader)?,
        field: read_optional(reader, |reader| Ok(reader.str()?.to_owned()))?,
        cells: read_list(reader, |reader| {
            expect_array(reader, 3)?;
            let field = reader.str()?.to_owned();
            let cell = match reader.datatype()? {
                Type::Bytes => {
                    let salt = reader.bytes()?.try_into().map_err(|_| NotAChange)?;
                    FormCell::Open(salt, read_value(reader)?)
                }
                _ => {
                    let why = match reader.str()? {
                        "withheld" => Hidden::Withheld,
                        "erased" => Hidden::Erased,
                        _ => return Err(NotAChange),
                    };
                    FormCell::Hidden(why, read_hash(reader)?)
                }
            };
            Ok((field, cell))
        })?,
        parents: read_list(reader, read_op_id)?,
        restores: read_optional(reader, read_op_id)?,
        pseudonym: reader.bool()?,
        aware: read_list(reader, read_uid)?,
    }))
}

fn read_value(reader: &mut Decoder<'_>) -> Result<FormValue, NotAChange> {
    Ok(match reader.datatype()? {
        Type::Null => {
            reader.null()?;
            FormValue::Null
        }
        Type::String => FormValue::Text(reader.str()?.to_owned()),
        Type::Bytes => FormValue::Row(read_uid(reader)?),
        Type::Array => {
            expect_array(reader, 2)?;
            match reader.str()? {
                "object" => FormValue::Object(reader.str()?.to_owned()),
                "file" => FormValue::File(reader.bytes()?.to_vec()),
                _ => return Err(NotAChange),
            }
        }
        _ => FormValue::Integer(reader.i64()?),
    })
}

fn expect_array(reader: &mut Decoder<'_>, length: u64) -> Result<(), NotAChange> {
    if reader.array()? == Some(length) { Ok(()) } else { Err(NotAChange) }
}

pub(super) fn read_list<T>(
    reader: &mut Decoder<'_>,
    read: impl Fn(&mut Decoder<'_>) -> Result<T, NotAChange>,
) -> Result<Vec<T>, NotAChange> {
    let length = reader.array()?.ok_or(NotAChange)?;

    // Room is made as it is filled: a length is only somebody's word.
    (0..length).map(|_| read(reader)).collect()
}

fn read_optional<T>(
    reader: &mut Decoder<'_>,
    read: impl FnOnce(&mut Decoder<'_>) -> Result<T, NotAChange>,
) -> Result<Option<T>, NotAChange> {
    if reader.datatype()? == Type::Null {
        reader.null()?;
        return Ok(None);
    }

    read(reader).map(Some)
}

pub(super) fn read_uid(reader: &mut Decoder<'_>) -> Result<Uuid, NotAChange> {
    Uuid::from_slice(reader.bytes()?).map_err(|_| NotAChange)
}

fn read_hash(reader: &mut Decoder<'_>) -> Result<Hash, NotAChange> {
    reader.bytes()?.try_into().map_err(|_| NotAChange)
}

pub(super) fn read_change_id(reader: &mut Decoder<'_>) -> Result<ChangeId, NotAChange> {
    expect_array(reader, 3)?;

    Ok(ChangeId { device: read_uid(reader)?, epoch: reader.i64()?, seq: reader.i64()? })
}

pub(super) fn read_op_id(reader: &mut Decoder<'_>) -> Result<OpId, NotAChange> {
    expect_array(reader, 2)?;

    Ok(OpId { change: read_change_id(reader)?, index: reader.u32()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> Form {
        let id = ChangeId { device: Uuid::from_u128(7), epoch: 1, seq: 3 };
        let op = FormOp {
            entity: "student".to_owned(),
            row: Uuid::from_u128(9),
            field: None,
            cells: vec![
                ("class".to_owned(), FormCell::Open([7; 16], FormValue::Row(Uuid::from_u128(1)))),
                ("closed".to_owned(), FormCell::Open([4; 16], FormValue::Object("{}".to_owned()))),
                ("family".to_owned(), FormCell::Open([2; 16], FormValue::Text("Ek".to_owned()))),
                ("file".to_owned(), FormCell::Open([5; 16], FormValue::File(vec![1, 2]))),
                ("given".to_owned(), FormCell::Open([1; 16], FormValue::Text("Elin".to_owned()))),
                ("grade".to_owned(), FormCell::Open([3; 16], FormValue::Integer(2))),
                ("merged_into".to_owned(), FormCell::Open([6; 16], FormValue::Null)),
            ],
            parents: vec![OpId { change: id, index: 4 }],
            restores: Some(OpId { change: id, index: 2 }),
            pseudonym: true,
            aware: vec![Uuid::from_u128(8)],
        };
        let mut change = Form {
            id,
            stamp: 1 << 40,
            wall: -3,
            tried: true,
            person: Some(Uuid::from_u128(5)),
            detail: r#"{"kind":"student_edited","student":0}"#.to_owned(),
            subjects: vec![Subject::Row(Uuid::from_u128(9)), Subject::Change(id)],
            undoes: Some(id),
            redoes: None,
            voids: vec![id],
            ops: vec![FormSlot::Op(op), FormSlot::Withheld([9; 32])],
            hash: Hash::default(),
        };
        change.hash = change.hash_with(&[change.ops[0].digest(), [9; 32]]);

        change
    }

    #[test]
    fn a_change_is_read_as_it_was_written() {
        let change = change();
        let bytes = change.to_bytes();

        assert_eq!(Form::from_bytes(&bytes), Ok(change.clone()));
        assert!(change.holds());
        for end in 0..bytes.len() {
            assert!(Form::from_bytes(&bytes[..end]).is_err(), "{end} of its bytes");
        }
    }

    #[test]
    fn what_is_not_in_order_is_no_change() {
        let change = change();
        let FormSlot::Op(op) = &change.ops[0] else { unreachable!() };
        let with = |edit: &dyn Fn(&mut FormOp)| {
            let mut other = op.clone();
            edit(&mut other);
            let mut other = Form { ops: vec![FormSlot::Op(other)], ..change.clone() };
            other.hash = other.hash_with(&[other.ops[0].digest()]);
            Form::from_bytes(&other.to_bytes())
        };

        assert!(with(&|_| ()).is_ok());
        assert_eq!(with(&|op| op.cells.swap(0, 1)), Err(NotAChange), "fields out of order");
        assert_eq!(with(&|op| op.cells[1].0 = "class".to_owned()), Err(NotAChange), "one twice");
        assert_eq!(with(&|op| op.parents.push(op.parents[0])), Err(NotAChange), "a parent twice");
        assert_eq!(
            with(&|op| op.field = Some("class".to_owned())),
            Err(NotAChange),
            "more than its own"
        );
        assert_eq!(
            with(&|op| {
                op.field = Some("class".to_owned());
                op.cells.clear();
            }),
            Err(NotAChange),
            "less than its own"
        );
        let far = Form { wall: i64::MAX, ops: Vec::new(), ..change };
        assert_eq!(Form::from_bytes(&far.to_bytes()), Err(NotAChange), "no moment");
        // The same change with a number written in more bytes than it needs.
        let mut longer = far.to_bytes();
        longer.splice(1..2, [0x18, VERSION]);
        assert_eq!(Form::from_bytes(&longer), Err(NotAChange));
    }

    #[test]
    fn the_hash_holds_when_a_value_or_an_op_goes_and_not_when_one_is_changed() {
        let change = change();
        let FormSlot::Op(op) = &change.ops[0] else { unreachable!() };
        for (index, (field, cell)) in op.cells.iter().enumerate() {
            for why in [Hidden::Erased, Hidden::Withheld] {
                let mut less = op.clone();
                less.cells[index].1 = FormCell::Hidden(why, cell.commitment(field));
                let less =
                    Form { ops: vec![FormSlot::Op(less), change.ops[1].clone()], ..change.clone() };
                assert!(less.holds(), "{field}");
                let bytes = less.to_bytes();
                assert_eq!(Form::from_bytes(&bytes), Ok(less));
            }
            let mut other = op.clone();
            other.cells[index].1 = FormCell::Open([1; 16], FormValue::Text("Ida".to_owned()));
            let other =
                Form { ops: vec![FormSlot::Op(other), change.ops[1].clone()], ..change.clone() };
            assert!(!other.holds(), "{field}");
        }
        let withheld = FormSlot::Withheld(op.digest());
        assert!(
            Form { ops: vec![withheld, change.ops[1].clone()], ..change.clone() }.holds(),
            "a whole op"
        );
        assert!(!Form { wall: 5, ..change.clone() }.holds());
        assert!(!Form { detail: String::new(), ..change }.holds());
    }
}
