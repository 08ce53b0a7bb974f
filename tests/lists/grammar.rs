//! Draws class lists with their truth: titles, headings, columns in some order, dirt, guardians, roles, notes, several classes.

use chrono::{Datelike, Days, NaiveDate};

const GIVEN: [&str; 48] = [
    "Elin",
    "Alva",
    "Noel",
    "Tuva",
    "Melvin",
    "Maja",
    "Hugo",
    "Saga",
    "Liam",
    "Wilma",
    "Oskar",
    "Ebba",
    "Amir",
    "Fatima",
    "Yusuf",
    "Leyla",
    "Omar",
    "Aisha",
    "Åsa",
    "Björn",
    "Märta",
    "Sixten",
    "Agnes",
    "Anna-Karin",
    "Karl-Johan",
    "Eva Maria",
    "Li",
    "Bo",
    "Ines",
    "Jens",
    "Klara",
    "Viktor",
    "Emil",
    "Julia",
    "Moa",
    "Axel",
    "Filip",
    "Ella",
    "Stella",
    "Theo",
    "Mohammed",
    "Hanna",
    "Isak",
    "Nora",
    "Samuel",
    "Selma",
    "Lova",
    "Ali",
];

const FAMILY: [&str; 44] = [
    "Öberg",
    "Bergström",
    "Dahlqvist",
    "Ek",
    "Fors",
    "Gren",
    "Haddad",
    "Åkesson",
    "Nilsson",
    "Lindqvist",
    "Eriksson",
    "Holm",
    "Ivarsson",
    "Juhlin",
    "von Essen",
    "af Klint",
    "de la Cruz",
    "Al Haddad",
    "O'Neill",
    "Hassan",
    "Mohamud",
    "Virtanen",
    "Korhonen",
    "Nguyen",
    "Kowalska",
    "Petrović",
    "Lund",
    "Moberg",
    "Nord",
    "Sandberg",
    "Svensson",
    "Larsson",
    "Åström",
    "Östlund",
    "Norén",
    "Hedlund",
    "Berg-Larsson",
    "Ali",
    "Abdi",
    "Kovács",
    "Larsdotter",
    "Strand",
    "Wallin",
    "Boström",
];

/// What a row is.
#[derive(Debug, Clone)]
pub enum Truth {
    Student {
        given: String,
        family: String,
        class: Option<String>,
        email: String,
        born: Option<NaiveDate>,
    },
    Protected,
    /// Of a kind that is no student.
    Nobody(&'static str),
}

impl Truth {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Student { .. } => "student",
            Self::Protected => "protected",
            Self::Nobody(kind) => kind,
        }
    }
}

/// A list with what its rows are.
pub struct List {
    pub bytes: Vec<u8>,
    /// By the row's number.
    pub truth: Vec<(u32, Truth)>,
    pub is_dirty: bool,
}

/// Numbers that are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    /// True so many times in a hundred.
    fn chance(&mut self, percent: usize) -> bool {
        self.throw(100) < percent
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.throw(of.len())]
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Number,
    Given,
    Family,
    Whole,
    WholeFamilyFirst,
    WholeComma,
    Class,
    Born,
    Email,
    Phone,
    Role,
    Status,
    Protected,
    Remark,
    Guardian,
    GuardianEmail,
}

fn heading(field: Field, dice: &mut Dice) -> String {
    let of: &[&str] = match field {
        Field::Number => &["Nr", "#", ""],
        Field::Given => &["Förnamn", "Tilltalsnamn", "First name", "Given name"],
        Field::Family => &["Efternamn", "Surname", "Last name"],
        Field::Whole => &["Namn", "Elev", "Name", "Elevnamn"],
        Field::WholeFamilyFirst | Field::WholeComma => &["Namn", "Elev", "Efternamn, Förnamn"],
        Field::Class => &["Klass", "Class", "Klassbeteckning"],
        Field::Born => &["Född", "Födelsedatum", "Birth date", "DOB"],
        Field::Email => &["E-post", "E-postadress", "Email", "Mejl"],
        Field::Phone => &["Telefon", "Mobil"],
        Field::Role => &["Roll", "Role"],
        Field::Status => &["Status", "Elevstatus"],
        Field::Protected => {
            &["Sekretess", "Skyddad identitet", "Sekretessmarkering", "Skyddade uppgifter"]
        }
        Field::Remark => &["Anmärkning", "Kommentar", "Övrigt"],
        Field::Guardian => &["Vårdnadshavare 1", "Vårdnadshavare", "Målsman", "Förälder"],
        Field::GuardianEmail => &["E-post", "E-post vårdnadshavare", "VH e-post"],
    };

    dice.one(of).to_owned()
}

fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'å' | 'ä' => Some('a'),
            'ö' => Some('o'),
            'é' => Some('e'),
            'á' => Some('a'),
            'ć' => Some('c'),
            letter if letter.is_ascii_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}

/// The list of a seed.
pub fn list(seed: u64) -> List {
    let mut dice = Dice(seed.wrapping_mul(0x5851_F42D_4C95_7F2D) + 1);
    let dice = &mut dice;
    let is_dirty = dice.chance(50);
    let has_headings = dice.chance(if is_dirty { 85 } else { 95 });
    let name_form = dice.throw(5);
    let by_title = is_dirty && dice.chance(30);
    let separator = dice.one(&[";", ";", ",", "\t"]);
    let mut fields: Vec<Field> = match name_form {
        0 => vec![Field::Given, Field::Family],
        1 => vec![Field::Family, Field::Given],
        2 => vec![Field::Whole],
        3 => vec![Field::WholeFamilyFirst],
        _ => vec![Field::WholeComma],
    };
    if dice.chance(25) {
        fields.insert(0, Field::Number);
    }
    if !by_title {
        match dice.chance(50) {
            true => fields.push(Field::Class),
            false => fields.insert(0, Field::Class),
        }
    }
    for (field, percent) in [(Field::Born, 40), (Field::Email, 45), (Field::Phone, 20)] {
        if dice.chance(percent) {
            fields.push(field);
        }
    }
    let (roles, status, protection, remark, guardians) = (
        has_headings && dice.chance(20),
        has_headings && dice.chance(15),
        has_headings && dice.chance(20),
        has_headings && dice.chance(20),
        has_headings && dice.chance(20),
    );
    for (wanted, field) in [
        (roles, Field::Role),
        (status, Field::Status),
        (protection, Field::Protected),
        (remark, Field::Remark),
    ] {
        if wanted {
            fields.push(field);
        }
    }
    if guardians {
        fields.push(Field::Guardian);
        if dice.chance(60) {
            fields.push(Field::GuardianEmail);
        }
    }
    let mut lines: Vec<(Vec<String>, Option<Truth>)> = Vec::new();
    let alone = |text: String| vec![text];
    if is_dirty && dice.chance(40) {
        let title = dice.one(&[
            "Lugnetgymnasiet",
            "Klasslista läsåret 26/27",
            "Utskriven 2026-11-20",
            "Elevlista",
        ]);
        lines.push((alone(title.to_owned()), Some(Truth::Nobody("title"))));
    }
    let headings: Vec<String> = fields.iter().map(|field| heading(*field, dice)).collect();
    let classes = if by_title { 1 + dice.throw(3) } else { 1 + dice.throw(2) };
    let capitals = is_dirty && dice.chance(15);
    let numbered = is_dirty && !fields.contains(&Field::Number) && dice.chance(15);
    let bulleted = is_dirty && fields.len() == 1 && !numbered && dice.chance(40);
    let filled_down = is_dirty && fields[0] == Field::Class && dice.chance(25);
    let in_small = is_dirty && !capitals && dice.chance(10);
    let day_form = if is_dirty { dice.throw(5) } else { dice.throw(2) };
    let at_school = is_dirty && fields.contains(&Field::Email) && dice.chance(40);
    for place in 0..classes {
        let class = format!(
            "{}{}{}",
            dice.one(&["SA", "EK", "TE", "NA"]),
            24 + dice.throw(3),
            ["A", "B", "C"][place]
        );
        if by_title {
            let title = match dice.throw(4) {
                0 => class.clone(),
                1 => format!("Klass: {class}"),
                2 => format!("Klasslista {class}"),
                _ => format!("Närvarolista {class} ht 2026"),
            };
            lines.push((alone(title), Some(Truth::Nobody("title"))));
        }
        if has_headings && (place == 0 || by_title) {
            lines.push((headings.clone(), Some(Truth::Nobody("headings"))));
        }
        let mut people: Vec<(String, String)> = (0..4 + dice.throw(20))
            .map(|_| (dice.one(&GIVEN).to_owned(), dice.one(&FAMILY).to_owned()))
            .collect();
        people.sort_by_key(|(given, family)| (plain(family), plain(given)));
        people.dedup();
        for (number, (given, family)) in people.iter().enumerate() {
            let born =
                NaiveDate::from_ymd_opt(2008, 1, 1).unwrap() + Days::new(dice.throw(900) as u64);
            let first = given.split([' ', '-']).next().unwrap_or(given);
            let email = format!("{}.{}@elev.example.se", plain(first), plain(family));
            let mut truth = Truth::Student {
                given: given.clone(),
                family: family.clone(),
                class: Some(class.clone()),
                email: String::new(),
                born: fields.contains(&Field::Born).then_some(born),
            };
            let has_email = fields.contains(&Field::Email) && (at_school || dice.chance(95));
            if has_email && let Truth::Student { email: told, .. } = &mut truth {
                *told = email.clone();
            }
            let mut role = dice.one(&["Elev", "Elev", "Student"]).to_owned();
            let mut state = dice.one(&["Aktiv", "Aktiv", "Inskriven"]).to_owned();
            let (mut shield, mut note) = (String::new(), String::new());
            let mut behind = String::new();
            if protection {
                shield = dice.one(&["Nej", "Nej", ""]).to_owned();
            }
            match dice.throw(60) {
                0 if roles => {
                    role =
                        dice.one(&["Lärare", "Mentor", "Teacher", "Klassföreståndare"]).to_owned();
                    truth = Truth::Nobody("staff");
                }
                1 if roles => {
                    role = dice.one(&["Vårdnadshavare", "Parent", "Förälder"]).to_owned();
                    truth = Truth::Nobody("guardian");
                }
                2 if status => {
                    state = dice.one(&["Slutat", "Avslutad", "Inaktiv", "Avbrott"]).to_owned();
                    truth = Truth::Nobody("has left");
                }
                3 if protection => {
                    shield = dice.one(&["Ja", "X", "1", "Sekretess", "Skyddad"]).to_owned();
                    truth = Truth::Protected;
                }
                4 if remark => {
                    note = dice
                        .one(&["Sekretess", "Skyddad identitet", "OBS skyddade personuppgifter!"])
                        .to_owned();
                    truth = Truth::Protected;
                }
                5 if is_dirty => {
                    behind = dice
                        .one(&[" (sekretess)", " (skyddad identitet)", " (Skyddad)"])
                        .to_owned();
                    truth = Truth::Protected;
                }
                6 if is_dirty => {
                    behind = dice.one(&[" (slutat)", " - slutat 15/9"]).to_owned();
                    truth = Truth::Nobody("has left");
                }
                7 | 8 if is_dirty => behind = dice.one(&[" (ny)", " *", " (tillval)"]).to_owned(),
                10 if at_school => truth = Truth::Nobody("staff"),
                9 if remark => note = dice.one(&["Allergi", "Byter grupp", "Idrott"]).to_owned(),
                _ => {}
            }
            let is_at_school = at_school && matches!(truth, Truth::Nobody("staff"));
            let email = match is_at_school {
                true => email.replace("@elev.", "@"),
                false => email,
            };
            let small = in_small
                && dice.chance(30)
                && [given, family].iter().all(|name| {
                    name.chars().all(char::is_alphabetic)
                        && !name.chars().skip(1).any(char::is_uppercase)
                });
            let given = if small { given.to_lowercase() } else { given.clone() };
            let family = if small { family.to_lowercase() } else { family.clone() };
            let family = if capitals && family.chars().all(char::is_alphabetic) {
                family.to_uppercase()
            } else {
                family.clone()
            };
            let before = match () {
                () if numbered => format!("{}. ", number + 1),
                () if bulleted => "- ".to_owned(),
                () => String::new(),
            };
            let cells = fields
                .iter()
                .enumerate()
                .map(|(column, field)| {
                    let is_first_name = !fields[..column]
                        .iter()
                        .any(|one| matches!(one, Field::Given | Field::Family));
                    let (before, behind) = match (field, is_first_name) {
                        (Field::Given | Field::Family, true) => (before.as_str(), ""),
                        (Field::Given | Field::Family, false) => ("", behind.as_str()),
                        _ => (before.as_str(), behind.as_str()),
                    };
                    match field {
                        Field::Number => (number + 1).to_string(),
                        Field::Given => format!("{before}{given}{behind}"),
                        Field::Family => format!("{before}{family}{behind}"),
                        Field::Whole => format!("{before}{given} {family}{behind}"),
                        Field::WholeFamilyFirst => format!("{before}{family} {given}{behind}"),
                        Field::WholeComma => format!("{before}{family}, {given}{behind}"),
                        Field::Class if filled_down && number > 0 => String::new(),
                        Field::Class => class.clone(),
                        Field::Born => written_day(born, day_form, number),
                        Field::Email if has_email => email.clone(),
                        Field::Email => String::new(),
                        Field::Phone => format!("070-174 06 {:02}", dice.throw(100)),
                        Field::Role => role.clone(),
                        Field::Status => state.clone(),
                        Field::Protected => shield.clone(),
                        Field::Remark => note.clone(),
                        Field::Guardian => format!("{} {}", dice.one(&GIVEN), family),
                        Field::GuardianEmail => format!("vh{}@example.org", dice.throw(1000)),
                    }
                })
                .collect();
            lines.push((cells, Some(truth)));
            if is_dirty && guardians && dice.chance(10) {
                let mut cells = vec![String::new(); fields.len()];
                let at = fields.iter().position(|field| *field == Field::Guardian).unwrap();
                cells[at] = format!("{} {family}", dice.one(&GIVEN));
                lines.push((cells, Some(Truth::Nobody("guardian"))));
            }
            if is_dirty && dice.chance(2) {
                lines.push((Vec::new(), None));
            }
        }
        if is_dirty && dice.chance(20) {
            let total = format!("Antal elever: {}", people.len());
            lines.push((alone(total), Some(Truth::Nobody("total"))));
        }
    }
    if is_dirty && dice.chance(25) {
        lines.push((Vec::new(), None));
        for _ in 0..1 + dice.throw(2) {
            let note = dice.one(&[
                "Med vänliga hälsningar",
                "Glöm inte nycklar",
                "Klassen har 2 platser kvar",
                "Två elever tillkommer",
                "* = börjar i januari",
                "Vid frågor kontakta expeditionen",
            ]);
            lines.push((alone(note.to_owned()), Some(Truth::Nobody("note"))));
        }
    }

    written(&lines, separator, is_dirty, dice)
}

/// A day of birth as lists have it.
fn written_day(born: NaiveDate, form: usize, number: usize) -> String {
    match form {
        0 => born.to_string(),
        1 => born.format("%Y%m%d").to_string(),
        2 => born.format("%y%m%d").to_string(),
        3 => format!("{}/{} {}", born.day(), born.month(), born.year()),
        // Numbers of which nothing but the day is meant.
        _ => format!("{}-{:04}", born.format("%Y%m%d"), 2_380 + number % 20),
    }
}

/// The lines as a spreadsheet of today.
fn workbook(lines: &[(Vec<String>, Option<Truth>)]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let is_day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (row, (cells, _)) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<NaiveDate>() {
                Ok(day) => sheet.write_with_format(row, column, &day, &is_day).unwrap(),
                Err(_) if cell.is_empty() => sheet,
                Err(_) => sheet.write(row, column, cell.as_str()).unwrap(),
            };
        }
    }

    workbook.save_to_buffer().unwrap()
}

/// The lines as a web page with a table.
fn page(lines: &[(Vec<String>, Option<Truth>)]) -> Vec<u8> {
    let mut page = String::from("<html><body><table>");
    for (cells, _) in lines {
        page.push_str("<tr>");
        for cell in cells {
            page.push_str(&format!("<td>{}</td>", cell.replace('&', "&amp;")));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table></body></html>");

    page.into_bytes()
}

fn written(
    lines: &[(Vec<String>, Option<Truth>)],
    separator: &str,
    is_dirty: bool,
    dice: &mut Dice,
) -> List {
    let mut truth = Vec::new();
    let form = dice.throw(100);
    let mut text = String::new();
    for (number, (cells, told)) in (1..).zip(lines) {
        if let Some(told) = told {
            truth.push((number, told.clone()));
        }
        let quoted: Vec<String> = cells
            .iter()
            .map(|cell| match cell.contains(separator) {
                true => format!("\"{cell}\""),
                false => cell.clone(),
            })
            .collect();
        text.push_str(&quoted.join(separator));
        text.push_str("\r\n");
    }
    let windows: Option<Vec<u8>> =
        text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    let bytes = match windows {
        _ if form < 20 => workbook(lines),
        _ if form < 28 => page(lines),
        _ if form < 33 => {
            let marked = std::iter::once(0xFEFF).chain(text.encode_utf16());
            marked.flat_map(u16::to_le_bytes).collect()
        }
        Some(bytes) if dice.chance(30) => bytes,
        _ => text.into_bytes(),
    };

    List { bytes, truth, is_dirty }
}
