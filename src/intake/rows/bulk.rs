//! What the rows of a list say of each other, when all of them have been read.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Warning, WarningKind};
use crate::domain::identity_number::IdentityNumber;
use crate::domain::student::fold;
use crate::intake::{Sheet, belonging, protected};
use crate::register::list::{Doubt, ListRow, Sight};

/// So many notes are looked through for names, and no more.
const MOST_NOTES: usize = 200;

/// Numbers several people who stand in one row.
pub(super) fn number_parts(rows: &mut [ListRow]) {
    let is_before = |two: &[ListRow]| two[0].row < two[1].row || two[0].sheet != two[1].sheet;
    if rows.windows(2).all(is_before) && rows.iter().all(|row| row.sheet.is_empty()) {
        return;
    }
    let mut seen: HashMap<(Arc<str>, u32), u32> = HashMap::new();
    for row in rows {
        let parts = seen.entry((Arc::clone(&row.sheet), row.row)).or_default();
        row.part = *parts;
        *parts += 1;
    }
}

/// Notes may say of somebody in the list, by name, that the personal data is protected or that the student has left.
pub(super) fn heed_notes(sheet: &Sheet, rows: &mut [ListRow]) {
    let words = |text: &str| {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).collect();
        format!(" {} ", words.join(" "))
    };
    let telling: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1)
        .map(|row| row.cells.concat())
        .chain(sheet.letter.split(['\n', '.', '!']).map(str::to_owned))
        .filter(|text| text.split_whitespace().count() >= 4)
        .filter(|text| {
            protected::says_protected(text)
                || belonging::has_left(text)
                || belonging::begins_later(text)
        })
        .take(MOST_NOTES)
        .collect();
    for text in telling {
        let said = words(&text);
        for row in rows.iter_mut().filter(|row| row.sight == Sight::Student && !row.protected) {
            let name = words(&format!("{} {}", row.details.given, row.details.family));
            if name.trim().contains(' ') && said.contains(&name) {
                row.protected = protected::says_protected(&text);
                row.sight = Sight::Asked(Doubt::Status);
            }
        }
    }
}

/// Rows with one identity number are about one person, and so may rows with one address be: the later of two with different
/// names is asked about, or told.
pub(super) fn compare(rows: &mut [ListRow], warnings: &mut Vec<Warning>) {
    let name = |row: &ListRow| fold(&format!("{} {}", row.details.given, row.details.family));
    let mut by_number: HashMap<IdentityNumber, usize> = HashMap::new();
    let mut by_address: HashMap<String, usize> = HashMap::new();
    for index in 0..rows.len() {
        let row = &rows[index];
        if matches!(row.sight, Sight::LeftOut(_)) {
            continue;
        }
        let same_number =
            row.identity_number.clone().map(|number| *by_number.entry(number).or_insert(index));
        let same_address = (!row.details.email.is_empty())
            .then(|| *by_address.entry(fold(&row.details.email)).or_insert(index));
        let is_another = |first: Option<usize>| {
            first.is_some_and(|first| first != index && name(&rows[first]) != name(row))
        };
        if is_another(same_address) && !row.protected {
            warnings.push(Warning {
                row: row.row,
                sheet: Arc::clone(&row.sheet),
                kind: WarningKind::SameAddress,
                about: String::new(),
            });
        }
        if is_another(same_number) && row.sight == Sight::Student {
            rows[index].sight = Sight::Asked(Doubt::SamePerson);
        }
    }
}
