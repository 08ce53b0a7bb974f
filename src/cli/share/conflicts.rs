//! Where several have written different things, and what holds.

use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::cli::arguments::sharing::{Choice, Conflicts};
use crate::cli::{Failure, Invocation, output};
use crate::i18n::date;
use crate::messages;
use crate::register::conflict::{Conflict, Side, are_days};
use crate::register::journal::form::FormValue;
use crate::register::{Refusal, Register};
use crate::text;

#[derive(Serialize)]
struct ConflictDocument {
    n: usize,
    kind: &'static str,
    about: String,
    field: Option<String>,
    values: Vec<SideDocument>,
    /// How it is decided, where there is no answer to choose.
    advice: Option<String>,
}

#[derive(Serialize)]
struct SideDocument {
    value: String,
    person: String,
    at: DateTime<Utc>,
    mine: bool,
}

/// Those that somebody decides here; what may have been made twice among the students is `duplicates`' business.
pub fn open_conflicts(register: &Register) -> Result<Vec<Conflict>, Failure> {
    let mut conflicts = register.conflicts_to_settle()?;
    conflicts.sort_by(|one, other| {
        (one.kind, &one.rows, one.field).cmp(&(other.kind, &other.rows, other.field))
    });

    Ok(conflicts)
}

/// `conflicts`
pub fn conflicts(invocation: &Invocation, arguments: &Conflicts) -> Result<ExitCode, Failure> {
    if let Some(Choice::Choose { n, mine, theirs, value }) = &arguments.choice {
        let chosen = match value {
            Some(value) => Chosen::Value(value),
            None if *mine => Chosen::Mine,
            None => Chosen::Theirs(theirs.filter(|which| *which > 0)),
        };
        return choose(invocation, *n, chosen);
    }
    let register = Register::open_read_only(&invocation.register, invocation.clock)?
        .of_installation(&invocation.installation)?;
    let mut documents = Vec::new();
    for (index, conflict) in open_conflicts(&register)?.iter().enumerate() {
        documents.push(document(invocation, &register, index + 1, conflict)?);
    }
    if invocation.json {
        output::json(&documents);
        return Ok(ExitCode::SUCCESS);
    }
    if documents.is_empty() {
        output::line(&text!(invocation.language, "cli-no-conflicts"));
    }
    for conflict in &documents {
        let field = conflict.field.as_ref().map(|field| format!(", {field}")).unwrap_or_default();
        output::line(&format!("{}. {}{field}", conflict.n, conflict.about));
        let are_several = conflict.values.iter().filter(|side| !side.mine).count() > 1;
        let mut others = 0;
        for side in &conflict.values {
            others += usize::from(!side.mine);
            let who = match side.mine {
                true => text!(invocation.language, "conflict-mine"),
                false if are_several => format!("--theirs {others}, {}", side.person),
                false => side.person.clone(),
            };
            let at = messages::moment(invocation.language, side.at);
            output::line(&format!("   {}  ({who}, {at})", side.value));
        }
        if let Some(advice) = &conflict.advice {
            output::line(&format!("   {advice}"));
        }
    }

    Ok(ExitCode::SUCCESS)
}

fn document(
    invocation: &Invocation,
    register: &Register,
    n: usize,
    conflict: &Conflict,
) -> Result<ConflictDocument, Failure> {
    let name = match conflict.rows.first() {
        Some(row) => register.row_name(*row)?,
        None => Default::default(),
    };
    let language = invocation.language;
    let values: Vec<SideDocument> = register
        .sides_of(conflict)?
        .into_iter()
        .map(|side| SideDocument {
            value: messages::conflict::answer(language, name.entity, conflict.field, &side.value),
            person: side.person,
            at: side.at,
            mine: side.is_mine,
        })
        .collect();

    Ok(ConflictDocument {
        advice: values.is_empty().then(|| messages::conflict::advice(language, conflict.kind)),
        n,
        kind: conflict.kind.code(),
        about: messages::conflict::conflict_about(language, conflict, &name),
        field: conflict
            .field
            .map(|field| messages::conflict::field_name(language, name.entity, field)),
        values,
    })
}

/// What somebody has decided for.
enum Chosen<'a> {
    Mine,
    /// The other's; which of several by number, from 1.
    Theirs(Option<usize>),
    Value(&'a str),
}

fn choose(invocation: &Invocation, n: usize, chosen: Chosen<'_>) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let conflicts = open_conflicts(&register)?;
    let conflict = n
        .checked_sub(1)
        .and_then(|index| conflicts.get(index))
        .ok_or_else(|| Failure::BadValue(n.to_string()))?;
    let sides = register.sides_of(conflict)?;
    if sides.is_empty() {
        return Err(Failure::NotChosen(conflict.kind));
    }
    let gone = || Failure::from(Refusal::NoSuchSide);
    let committed = match chosen {
        Chosen::Value(value) => {
            let (Some(row), Some(field)) = (conflict.rows.first(), conflict.field) else {
                return Err(gone());
            };
            let value = typed_value(&sides, value, register.today())?;
            register.settle_field(*row, field, &value)?
        }
        Chosen::Mine => {
            let side = sides.iter().find(|side| side.is_mine).ok_or_else(gone)?;
            register.settle_by(conflict, side)?
        }
        Chosen::Theirs(which) => {
            let theirs: Vec<&Side> = sides.iter().filter(|side| !side.is_mine).collect();
            let side = match (which, theirs.as_slice()) {
                (Some(which), theirs) => theirs.get(which.saturating_sub(1)).copied(),
                (None, [only]) => Some(*only),
                (None, _) => None,
            };
            register.settle_by(conflict, side.ok_or_else(gone)?)?
        }
    };

    output::changed(invocation, &register, &committed, None)
}

/// A value that was typed, of the type that the answers have.
fn typed_value(sides: &[Side], value: &str, today: NaiveDate) -> Result<FormValue, Failure> {
    let is_number = sides.iter().any(|side| matches!(side.value, FormValue::Integer(_)));
    let value = value.trim();
    match (is_number, value.is_empty()) {
        (_, true) => Ok(FormValue::Null),
        (true, false) => {
            value.parse().map(FormValue::Integer).map_err(|_| Failure::BadValue(value.to_owned()))
        }
        (false, false) if are_days(sides) => {
            let day = date::typed(value, today).ok_or_else(|| Failure::BadValue(value.to_owned()));
            day.map(|day| FormValue::Text(day.to_string()))
        }
        (false, false) => Ok(FormValue::Text(value.to_owned())),
    }
}
