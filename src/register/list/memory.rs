//! What is remembered of a school's lists beside how their columns were read: whether rows that were asked about were taken, by
//! why they were.

use std::collections::HashMap;

use rusqlite::params;

use super::{Doubt, ListPlan, Sight};
use crate::domain::SchoolId;
use crate::register::{Error, Register};

/// Whether rows of a kind are taken.
pub type Decisions = HashMap<Doubt, bool>;

/// What stands before the kinds that were taken, and before those that were left.
const TAKEN: &str = "|taken=";
const LEFT: &str = "|left=";

impl Doubt {
    /// Kinds that may be decided on once for a school: with the others each row is a question of its own.
    const DECIDED: [Self; 5] =
        [Self::OtherSchool, Self::UnlikeTheOthers, Self::Role, Self::Status, Self::Address];
}

impl Register {
    /// How rows of each kind were decided on in the school's lists, the last time there were any.
    pub fn remembered_decisions(&self, school: SchoolId) -> Result<Decisions, Error> {
        let mut statement = self.connection().prepare_cached(
            "SELECT columns FROM mapping WHERE school = ?1 AND deleted = 0 ORDER BY id",
        )?;
        let mut decisions = Decisions::new();
        for columns in statement.query_map(params![school.0], |row| row.get::<_, String>(0))? {
            decisions.extend(read(&columns?));
        }

        Ok(decisions)
    }
}

impl ListPlan {
    /// Takes asked rows whose kind was taken the last time.
    pub fn decide_as(&mut self, decisions: &Decisions) {
        for row in &mut self.rows {
            let Sight::Asked(doubt) = row.row.sight else { continue };
            if row.is_asked() && !row.may_be_protected() && decisions.get(&doubt) == Some(&true) {
                row.is_remembered = true;
                row.accepted = true;
            }
        }
    }

    /// How the rows of each kind are decided on here, where all of a kind are alike; kinds that don't occur as they were.
    fn decisions(&self, before: Decisions) -> Decisions {
        let mut decisions = before;
        for doubt in Doubt::DECIDED {
            let rows = self.rows.iter().filter(|row| row.row.sight == Sight::Asked(doubt));
            let accepted: Vec<bool> =
                rows.filter(|row| row.can_be_accepted()).map(|row| row.accepted).collect();
            if accepted.is_empty() {
                continue;
            }
            match accepted.iter().all(|one| *one == accepted[0]) {
                true => decisions.insert(doubt, accepted[0]),
                false => decisions.remove(&doubt),
            };
        }

        decisions
    }

    /// What is to be remembered of the list: how its columns were read, and how its rows were decided on.
    pub(super) fn memory(&self, columns: &str, before: Decisions) -> String {
        let decisions = self.decisions(before);
        let mut written = columns.to_owned();
        for (word, wanted) in [(TAKEN, true), (LEFT, false)] {
            let codes: Vec<&str> = Doubt::DECIDED
                .iter()
                .filter(|doubt| decisions.get(doubt) == Some(&wanted))
                .map(|doubt| doubt.code())
                .collect();
            if !codes.is_empty() {
                written = format!("{written}{word}{}", codes.join(","));
            }
        }

        written
    }
}

fn read(memory: &str) -> impl Iterator<Item = (Doubt, bool)> {
    let codes = |word: &str| {
        let rest = memory.split_once(word).map_or("", |(_, rest)| rest);
        rest.split('|').next().unwrap_or_default().to_owned()
    };
    let of = |word: &str, accepted: bool| {
        let codes = codes(word);
        Doubt::DECIDED.into_iter().filter_map(move |doubt| {
            codes.split(',').any(|code| code == doubt.code()).then_some((doubt, accepted))
        })
    };

    of(TAKEN, true).chain(of(LEFT, false))
}
