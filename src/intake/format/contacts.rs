//! Contacts as address books and phones save them (.vcf; vCard 2.1 to 4.0, RFC 6350): a row a contact.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::grid::Grids;
use crate::intake::{Error, Sheet, names, titles};

const HEADINGS: [&str; 8] =
    ["Given name", "Family name", "Class", "School", "E-mail", "Birth date", "Role", "Note"];

/// Reads all contacts.
pub(super) fn read(text: &str) -> Result<Sheet, Error> {
    let mut grids = Grids::new();
    grids.begin("")?;
    for (column, heading) in HEADINGS.iter().enumerate() {
        grids.put(1, column, heading)?;
    }
    let mut row = 1;
    let mut contact: Option<Contact> = None;
    for line in unfolded(text) {
        let Some(property) = Property::read(&line) else { continue };
        match (property.name.as_str(), &mut contact) {
            ("BEGIN", _) => contact = Some(Contact::default()),
            ("END", Some(one)) => {
                row += 1;
                for (column, cell) in one.cells().iter().enumerate() {
                    grids.put(row, column, cell)?;
                }
                contact = None;
            }
            (_, Some(one)) => one.note(&property),
            (_, None) => {}
        }
    }
    if row == 1 {
        return Err(Error::Damaged);
    }

    grids.finish().pop().ok_or(Error::Damaged)
}

/// The lines, with those that go on below put together.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.trim_end_matches('\r')) {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            Some(last) if last.ends_with('=') && is_quoted(last) => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }

    lines
}

fn is_quoted(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();

    head.to_uppercase().contains("QUOTED-PRINTABLE")
}

/// A line such as `N;CHARSET=UTF-8:Ek;Alva;;;`.
struct Property {
    name: String,
    /// The parts of its value.
    parts: Vec<String>,
}

impl Property {
    fn read(line: &str) -> Option<Self> {
        let (head, value) = line.split_once(':')?;
        let mut settings = head.split(';').map(str::to_uppercase);
        // `item1.EMAIL` stands in a group with others.
        let name = settings.next()?.rsplit('.').next()?.to_owned();
        let settings: Vec<String> = settings.collect();
        let value = match is_quoted(line) {
            true => {
                let bytes = quoted_printable::decode(value, quoted_printable::ParseMode::Robust);
                let label = settings.iter().find_map(|one| one.strip_prefix("CHARSET="));
                let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
                text(&bytes.ok()?, encoding)
            }
            false => value.to_owned(),
        };

        Some(Self { name, parts: parts(&value) })
    }

    fn first(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    fn whole(&self) -> String {
        self.parts.join(" ").trim().to_owned()
    }
}

fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    match (encoding, std::str::from_utf8(bytes)) {
        (None, Ok(text)) => text.to_owned(),
        (encoding, _) => encoding.unwrap_or(WINDOWS_1252).decode(bytes).0.into_owned(),
    }
}

/// The parts of a value between semicolons; a backslash stands before what is meant as itself.
fn parts(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let last = parts.len() - 1;
        match letter {
            ';' => parts.push(String::new()),
            '\\' => match letters.next() {
                Some('n' | 'N') => parts[last].push(' '),
                Some(meant) => parts[last].push(meant),
                None => {}
            },
            _ => parts[last].push(letter),
        }
    }

    parts
}

#[derive(Default)]
struct Contact {
    given: String,
    family: String,
    whole: String,
    class: String,
    school: String,
    email: String,
    born: String,
    role: String,
    note: String,
}

impl Contact {
    fn note(&mut self, property: &Property) {
        match property.name.as_str() {
            "N" => {
                let part = |index: usize| property.parts.get(index).map_or("", String::as_str);
                self.family = part(0).trim().to_owned();
                self.given = format!("{} {}", part(1).trim(), part(2).trim()).trim().to_owned();
            }
            "FN" => self.whole = property.whole(),
            "EMAIL" if self.email.is_empty() => self.email = property.whole(),
            "BDAY" => {
                let day = property.first().split('T').next().unwrap_or_default();
                self.born = day.to_owned();
            }
            "ORG" => {
                for part in &property.parts {
                    self.belongs_to(part);
                }
            }
            "CATEGORIES" => {
                for part in property.whole().split(',') {
                    if titles::is_class_name(part) {
                        self.belongs_to(part);
                    }
                }
            }
            "TITLE" | "ROLE" if titles::is_class_name(property.first()) => {
                self.belongs_to(property.first());
            }
            "TITLE" | "ROLE" => self.role = property.whole(),
            "NOTE" => self.note = property.whole(),
            _ => {}
        }
    }

    /// Notes a class, or the school.
    fn belongs_to(&mut self, name: &str) {
        let name = name.trim();
        match titles::is_class_name(name) {
            true => self.class = name.to_owned(),
            false if self.school.is_empty() => self.school = name.to_owned(),
            false => {}
        }
    }

    fn cells(&mut self) -> [&str; HEADINGS.len()] {
        if self.given.is_empty() && self.family.is_empty() {
            (self.given, self.family) = names::part(&self.whole, false);
        }

        [
            &self.given,
            &self.family,
            &self.class,
            &self.school,
            &self.email,
            &self.born,
            &self.role,
            &self.note,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_of_each_version_are_read() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bergström;Alva;;;\r\nFN:Alva Bergström\r\n\
            item1.EMAIL;TYPE=work:alva@\r\n x.example\r\nORG:Lugnetgymnasiet;SA26A\r\nBDAY:2010-05-17\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=96berg;No=\r\nel;;;\r\n\
            TITLE:SA26A\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Tuva Ek\r\nCATEGORIES:Elever,SA26A\r\nNOTE:Klass\\, ny\r\nEND:VCARD\r\n";
        let rows = read(text).unwrap().rows;

        assert_eq!(
            rows[1].cells,
            ["Alva", "Bergström", "SA26A", "Lugnetgymnasiet", "alva@x.example", "2010-05-17"]
        );
        assert_eq!(rows[2].cells, ["Noel", "Öberg", "SA26A"]);
        assert_eq!((rows[3].cell(0), rows[3].cell(1)), ("Tuva", "Ek"));
        assert_eq!((rows[3].cell(2), rows[3].cell(7)), ("SA26A", "Klass, ny"));
    }
}
