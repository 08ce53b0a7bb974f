//! The fields of a new row as the journal keeps them: a JSON object, without those that are NULL.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use serde_json::{Map, Value as Json};

use super::Column;
use crate::register::Error;

/// Values by field, in the order of the fields' names.
pub(super) type Cells = BTreeMap<String, Value>;

/// The fields of a row that have a value, as the journal keeps them.
///
/// # Errors
/// A value is neither a number nor a text: the journal is the truth, and nothing of it may be lost.
pub(super) fn to_json(columns: &[Column], values: &[Value]) -> Result<String, Error> {
    let mut object = Map::new();
    for (column, value) in columns.iter().zip(values) {
        if *value != Value::Null {
            object.insert(column.name.to_owned(), one_to_json(column.name, value)?);
        }
    }

    Ok(serde_json::to_string(&object)?)
}

/// The same of cells.
pub(super) fn cells_to_json(cells: &Cells) -> Result<String, Error> {
    let mut object = Map::new();
    for (name, value) in cells {
        object.insert(name.clone(), one_to_json(name, value)?);
    }

    Ok(serde_json::to_string(&object)?)
}

fn one_to_json(name: &str, value: &Value) -> Result<Json, Error> {
    match value {
        Value::Null => Ok(Json::Null),
        Value::Integer(number) => Ok((*number).into()),
        Value::Text(text) => Ok(text.as_str().into()),
        Value::Real(_) | Value::Blob(_) => {
            Err(Error::Damaged(format!("journal: {name} is neither number nor text")))
        }
    }
}

/// Reads what [`to_json`] wrote. What a newer program put there is text here: it is kept, not applied.
pub(super) fn from_json(json: &str) -> Result<Cells, Error> {
    let object: BTreeMap<String, Json> = serde_json::from_str(json)?;

    object.into_iter().map(|(name, value)| Ok((name, one_from_json(value)?))).collect()
}

/// One field's value; NULL where it is not named.
pub(super) fn value_in(json: &str, field: &str) -> Result<Value, Error> {
    Ok(from_json(json)?.remove(field).unwrap_or(Value::Null))
}

fn one_from_json(value: Json) -> Result<Value, Error> {
    match value {
        Json::Null => Ok(Value::Null),
        Json::Number(number) => number
            .as_i64()
            .map(Value::Integer)
            .ok_or_else(|| Error::Damaged("journal: a number that is none".to_owned())),
        Json::String(text) => Ok(Value::Text(text)),
        other @ (Json::Bool(_) | Json::Array(_) | Json::Object(_)) => {
            Ok(Value::Text(other.to_string()))
        }
    }
}
