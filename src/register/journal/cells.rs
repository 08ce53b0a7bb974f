//! The fields of a new row as the journal keeps them: a JSON object, without those that are NULL.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::types::Value;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value as Json};

use super::Column;
use crate::register::Error;

/// Values by field, in the order of the fields' names.
pub(super) type Cells = BTreeMap<String, Value>;

/// The fields of a row that have a value, in the order of their names, as the journal keeps them.
///
/// # Errors
/// A value is neither a number nor a text: the journal is the truth, and nothing of it may be lost.
pub(super) fn to_json(cells: &[(&Column, &Value)]) -> Result<String, Error> {
    let mut json = Vec::with_capacity(128);
    let mut writer = serde_json::Serializer::new(&mut json);
    let mut object = writer.serialize_map(Some(cells.len()))?;
    for (column, value) in cells {
        match value {
            Value::Integer(number) => object.serialize_entry(column.name, number)?,
            Value::Text(text) => object.serialize_entry(column.name, text)?,
            value => object.serialize_entry(column.name, &one_to_json(column.name, value)?)?,
        }
    }
    object.end()?;

    Ok(String::from_utf8(json).unwrap_or_default())
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

/// The values of columns, in their order; NULL where one is not named.
pub(super) fn values(json: &str, columns: &[Column]) -> Result<Vec<Value>, Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let Named(values) = Wanted(columns).deserialize(&mut reader)?;
    reader.end()?;

    Ok(values)
}

/// The columns whose values are wanted of an object.
struct Wanted<'a>(&'a [Column]);

struct Named(Vec<Value>);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Named, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Named;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
        let mut values = vec![Value::Null; self.0.len()];
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let value = one_from_json(map.next_value()?).map_err(A::Error::custom)?;
            if let Some(place) = self.0.iter().position(|column| column.name == name) {
                values[place] = value;
            }
        }

        Ok(Named(values))
    }
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
