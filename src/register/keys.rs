//! Local keys that a statement takes as one parameter.

use rusqlite::Connection;
use rusqlite::types::{ToSql, ToSqlOutput};

use super::Error;

/// A set of local keys, as a JSON list: `IN (SELECT value FROM json_each(?1))`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys(String);

impl FromIterator<i64> for Keys {
    fn from_iter<I: IntoIterator<Item = i64>>(keys: I) -> Self {
        use std::fmt::Write;

        let mut list = String::from("[");
        for key in keys {
            if list.len() > 1 {
                list.push(',');
            }
            // Memory does not fail.
            let _ = write!(list, "{key}");
        }
        list.push(']');

        Self(list)
    }
}

impl ToSql for Keys {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

/// The keys a query with one parameter gives.
pub(super) fn ids(connection: &Connection, sql: &str, parameter: i64) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([parameter], |row| row.get(0))?;

    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_sees_each_key() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        for keys in [vec![], vec![7], vec![1, -2, i64::MAX]] {
            let seen: Vec<i64> = connection
                .prepare("SELECT value FROM json_each(?1)")
                .unwrap()
                .query_map([keys.iter().copied().collect::<Keys>()], |row| row.get(0))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert_eq!(seen, keys);
        }
    }
}
