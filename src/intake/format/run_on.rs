//! Lists without rows: the recipients of a mail (`Elin Berg <elin@…>; …`) and names after each other with commas.

use super::grid::Grids;
use crate::intake::{Error, Sheet, SheetRow, names, titles};

/// Reads a text as such a list, one row per person in the order they stand; `None` where it is none.
pub(super) fn read(text: &str) -> Result<Option<Sheet>, Error> {
    let people = recipients(text).or_else(|| names_with_commas(text));
    let Some(people) = people else { return Ok(None) };
    let mut grids = Grids::new();
    grids.begin("")?;
    for (row, person) in (1..).zip(&people) {
        grids.put(row, 0, &person.name)?;
        grids.put(row, 1, &person.address)?;
        grids.put(row, 2, &person.class)?;
    }

    Ok(grids.finish().pop())
}

/// Somebody in such a list; what is not told is empty.
struct Person {
    name: String,
    address: String,
    class: String,
}

/// Names and addresses of recipients, as mail programs copy them.
fn recipients(text: &str) -> Option<Vec<Person>> {
    if text.matches('<').count() < 2 || text.matches('@').count() < 2 {
        return None;
    }
    let by_line = parts(text, &[';', '\n']);
    let has_one = |part: &String| part.matches('<').count() <= 1;
    let parts = if by_line.iter().all(has_one) { by_line } else { parts(text, &[';', '\n', ',']) };

    parts.iter().map(|part| recipient(part)).collect()
}

fn recipient(part: &str) -> Option<Person> {
    let (name, address) = part.split_once('<')?;
    let (address, rest) = address.split_once('>')?;
    let is_address = address.contains('@') && !address.contains(char::is_whitespace);
    let name = name.trim().trim_matches(['"', '\'']).trim();
    // A row of a page or a table has more.
    let is_name = !name.contains(['<', '>', '\t', '|', '@']);

    (is_address && is_name && rest.trim().is_empty()).then(|| Person {
        name: name.to_owned(),
        address: address.trim().to_owned(),
        class: String::new(),
    })
}

/// Names, at least three a line, of which most are whole and begin with a given name that is common; a line may begin with
/// the class.
fn names_with_commas(text: &str) -> Option<Vec<Person>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut people: Vec<Person> = Vec::new();
    for line in &lines {
        let (label, names) = match line.split_once(':') {
            Some((label, names)) if label.split_whitespace().count() <= 3 => (label.trim(), names),
            _ => ("", *line),
        };
        let class = if titles::is_class_name(label) { label } else { "" };
        let names = names.split(',').map(|name| name.trim().trim_end_matches('.'));
        people.extend(names.filter(|name| !name.is_empty()).map(|name| Person {
            name: name.to_owned(),
            address: String::new(),
            class: class.to_owned(),
        }));
    }
    let is_name = |person: &&Person| {
        let name = &person.name;
        name.chars().all(|letter| letter.is_alphabetic() || " -'’.()".contains(letter))
            && name.starts_with(char::is_uppercase)
    };
    let is_whole = |person: &&Person| person.name.split_whitespace().count() >= 2;
    let begins_known =
        |person: &&Person| person.name.split(' ').next().is_some_and(names::is_given);
    let count = |test: &dyn Fn(&&Person) -> bool| people.iter().filter(test).count();
    let is_list = people.len() >= 3
        && people.len() >= 3 * lines.len()
        && people.iter().all(|person| is_name(&person))
        && count(&is_whole) * 4 >= people.len() * 3
        && count(&begins_known) * 2 >= people.len();

    is_list.then_some(people)
}

/// A list of a line each with those who stand after each other in one line in a row each; they keep its number.
pub(super) fn apart(sheet: Sheet) -> Sheet {
    if sheet.rows.iter().any(|row| row.cells.len() > 1) {
        return sheet;
    }
    let rows = sheet.rows.into_iter().flat_map(|row| {
        let parts: Vec<String> =
            row.cell(0).split(',').map(|part| part.trim().to_owned()).collect();
        match is_run_of_names(&parts) {
            true => parts
                .into_iter()
                .map(|part| SheetRow { cells: vec![part], ..row.clone() })
                .collect(),
            false => vec![row],
        }
    });

    Sheet { rows: rows.collect(), ..sheet }
}

/// Whether a line's parts are whole names, at least three, of which most begin with a given name that is common.
fn is_run_of_names(parts: &[String]) -> bool {
    let is_name = |part: &String| {
        part.starts_with(char::is_uppercase)
            && part.split_whitespace().count() >= 2
            && part.chars().all(|letter| letter.is_alphabetic() || " -'’.()".contains(letter))
    };
    let known =
        parts.iter().filter(|part| part.split(' ').next().is_some_and(names::is_given)).count();

    parts.len() >= 3 && parts.iter().all(is_name) && known * 2 >= parts.len()
}

/// The parts between separators that stand neither within quotation marks nor within angle brackets.
fn parts(text: &str, separators: &[char]) -> Vec<String> {
    let (mut quoted, mut angled) = (false, false);
    let mut parts = vec![String::new()];
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '<' if !quoted => angled = true,
            '>' => angled = false,
            '\n' => (quoted, angled) = (false, false),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if quoted || angled || !separators.contains(&letter) => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.trim().is_empty());

    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Option<Vec<Vec<String>>> {
        let rows = read(text).unwrap()?.rows;

        Some(rows.into_iter().map(|row| row.cells).collect())
    }

    #[test]
    fn recipients_of_a_mail_are_a_list() {
        let copied = "Alva Bergström <alva@x.example>; Noel Ek <noel@x.example>;\n\"Ek, Tuva\" <tuva@x.example>\n";

        assert_eq!(
            people(copied).unwrap(),
            [
                ["Alva Bergström", "alva@x.example"],
                ["Noel Ek", "noel@x.example"],
                ["Ek, Tuva", "tuva@x.example"]
            ]
        );
        assert!(people("Alva <alva@x.example>, Noel <noel@x.example>").is_some());
        assert_eq!(people("<table><tr><td>a@x.example</td><td>b@x.example</td></tr>"), None);
    }

    #[test]
    fn names_after_each_other_are_a_list_and_tables_are_none() {
        let names =
            people("Alva Bergström, Noel Dahlqvist, Tuva Ek,\nElin Fors, Maja Gren, Hugo Ek")
                .unwrap();

        assert_eq!(names.len(), 6);
        for table in [
            "Öberg, Elin\nEk, Noah\nBerg, Maja",
            "Förnamn, Efternamn, Klass\nElin, Öberg, SA26A",
            "Elin Öberg, SA26A, Falun\nNoah Ek, SA26A, Falun",
            "Hej Karin, här är listan, tack",
        ] {
            assert_eq!(people(table), None, "{table}");
        }
    }
}
