//! Whether a row is about a student of the school: its role, its status, the days it came and left, and what is said of the rows
//! below it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::titles::{begins_with, plain};
use crate::register::list::{Doubt, LeftOut, Sight};

/// What a cell of a column of roles says.
pub(super) fn of_role(cell: &str) -> Sight {
    let plain = plain(cell);
    let words: Vec<&str> = plain.split(' ').collect();
    let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if has_left(cell) {
        return Sight::LeftOut(LeftOut::HasLeft);
    }
    // Somebody with several roles is a student among other things.
    if any(&STUDENTS) {
        return Sight::Student;
    }
    if any(&GUARDIANS) {
        return Sight::LeftOut(LeftOut::Guardian);
    }
    if any(&STAFF) {
        return Sight::LeftOut(LeftOut::Staff);
    }

    if plain.is_empty() { Sight::Student } else { Sight::Asked(Doubt::Role) }
}

const STUDENTS: [&str; 15] = [
    "attendee",
    "elev",
    "elever",
    "student",
    "students",
    "learner",
    "pupil",
    "deltagare",
    "member",
    "medlem",
    "gymnasieelev",
    "studerande",
    "participant",
    "elevroll",
    "children",
];

const STAFF: [&str; 48] = [
    "lektor",
    "elevass",
    "fritidsledare",
    "forstelarare",
    "lararstudent",
    "kursansvarig",
    "spec",
    "pedagog",
    "larare",
    "undervisande",
    "mentor",
    "klassforestandare",
    "klassmentor",
    "teacher",
    "teachers",
    "owner",
    "agare",
    "organizer",
    "organiser",
    "organisator",
    "organizator",
    "staff",
    "personal",
    "admin",
    "administrator",
    "administrator",
    "rektor",
    "handledare",
    "assistent",
    "elevassistent",
    "faculty",
    "aide",
    "coach",
    "instructor",
    "ta",
    "specialpedagog",
    "speciallarare",
    "skolskoterska",
    "kurator",
    "bitradande",
    "principal",
    "proctor",
    "designer",
    "vikarie",
    "syv",
    "studievagledare",
    "resurs",
    "anstalld",
];

const GUARDIANS: [&str; 27] = [
    "vhs",
    "bonusmamma",
    "bonuspappa",
    "mormor",
    "morfar",
    "farmor",
    "farfar",
    "familjehem",
    "syskon",
    "vardnadshavare",
    "vh",
    "foralder",
    "foraldrar",
    "parent",
    "parents",
    "guardian",
    "malsman",
    "mamma",
    "pappa",
    "mor",
    "far",
    "anhorig",
    "relative",
    "observer",
    "kontaktperson",
    "mother",
    "father",
];

/// Whether a text is one that a column of roles has.
pub(super) fn is_role(cell: &str) -> bool {
    let plain = plain(cell);

    [&STUDENTS[..], &STAFF, &GUARDIANS].iter().any(|words| words.contains(&plain.as_str()))
}

/// What a line that stands over some rows says of those: `Slutat`, `Börjar efter jul`, `Undervisar i klassen`. `None` where it says
/// nothing of the kind, or is itself about somebody by name.
pub(super) fn of_section(text: &str) -> Option<Sight> {
    let is_ordinary = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.chars().all(|letter| !letter.is_lowercase())
            || !word.starts_with(|first: char| first.is_uppercase())
    };
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with('#')).collect();
    let first = words.iter().position(|word| word.contains(char::is_alphanumeric))?;
    if words.len() > 10 || !words[first + 1..].iter().all(|word| is_ordinary(word)) {
        return None;
    }
    let plain = plain(text);
    let begins = |known: &[&str]| {
        plain.split(' ').any(|word| known.iter().any(|begin| word.starts_with(begin)))
    };
    let is = |known: &[&str]| plain.split(' ').any(|word| known.contains(&word));
    const AWAY: [&str; 12] = [
        "slutat",
        "slutade",
        "avslutad",
        "avhopp",
        "avbrott",
        "tidigare",
        "utskriv",
        "gastelev",
        "utbyte",
        "inbyte",
        "reserv",
        "vantelista",
    ];
    const LATER: [&str; 4] = ["borjar", "kommande", "tillkommer", "paborjar"];
    const ADULTS: [&str; 13] = [
        "larare",
        "personal",
        "undervis",
        "vuxna",
        "vuxen",
        "mentor",
        "handledare",
        "assistent",
        "vardnadshavare",
        "foraldrar",
        "teacher",
        "staff",
        "parents",
    ];
    match () {
        () if begins(&AWAY) || begins(&LATER) || is(&["gast", "gaster", "ko"]) => {
            Some(Sight::Asked(Doubt::Status))
        }
        () if begins(&ADULTS) => Some(Sight::Asked(Doubt::Role)),
        () => None,
    }
}

/// Whether a sheet is called after people who are no students.
pub(super) fn is_of_others(name: &str) -> bool {
    let plain = plain(name);
    const OTHERS: [&str; 12] = [
        "larare",
        "lararna",
        "lararlista",
        "personal",
        "personallista",
        "mentorer",
        "vardnadshavare",
        "foraldrar",
        "teachers",
        "staff",
        "parents",
        "guardians",
    ];

    OTHERS.contains(&plain.as_str())
}

/// What a cell of a column of statuses says; `yes_no` where its heading asks whether somebody is active.
pub(super) fn of_status(cell: &str, yes_no: bool) -> Option<Sight> {
    let plain = plain(cell);
    let says = |words: &[&str]| words.iter().any(|word| begins_with(&plain, word));
    if plain.is_empty() {
        return Some(Sight::Student);
    }
    if yes_no {
        return match plain.as_str() {
            "ja" | "j" | "yes" | "y" | "1" | "true" | "sant" | "x" | "aktiv" | "active" => {
                Some(Sight::Student)
            }
            "nej" | "n" | "no" | "0" | "false" | "falskt" | "inaktiv" | "inactive" => {
                Some(Sight::LeftOut(LeftOut::HasLeft))
            }
            _ => None,
        };
    }
    if says(&HAS_LEFT) || has_left(cell) {
        return Some(Sight::LeftOut(LeftOut::HasLeft));
    }
    if says(&NOT_BEGUN) {
        return Some(Sight::LeftOut(LeftOut::NotBegun));
    }
    if says(&DOUBTFUL) {
        return Some(Sight::Asked(Doubt::Status));
    }
    if says(&ACTIVE) {
        return Some(Sight::Student);
    }

    None
}

const ACTIVE: [&str; 16] = [
    "aktiv",
    "active",
    "inskriven",
    "pagaende",
    "gar",
    "ordinarie",
    "elev",
    "student",
    "antagen",
    "enrolled",
    "current",
    "primary",
    "registrerad",
    "narvarande",
    "heltid",
    "studerar",
];

const HAS_LEFT: [&str; 32] = [
    "slutat",
    "har slutat",
    "avslutad",
    "avslutat",
    "inaktiv",
    "inactive",
    "avbrott",
    "avbruten",
    "studieavbrott",
    "utskriven",
    "avliden",
    "deceased",
    "left",
    "withdrawn",
    "deleted",
    "tobedeleted",
    "flyttat",
    "flyttad",
    "bytt skola",
    "bytt",
    "avgatt",
    "avgang",
    "ended",
    "cancelled",
    "canceled",
    "archived",
    "arkiverad",
    "borttagen",
    "hoppat av",
    "ej aktiv",
    "inte aktiv",
    "examen",
];

const NOT_BEGUN: [&str; 10] = [
    "ej borjat",
    "inte borjat",
    "har inte borjat",
    "ej pabojat",
    "ej pabörjat",
    "kommande",
    "future",
    "borjar",
    "ej startat",
    "inte startat",
];

const DOUBTFUL: [&str; 12] = [
    "reserv",
    "reservplats",
    "inbjuden",
    "invited",
    "pending",
    "vantar",
    "uppehall",
    "studieuppehall",
    "vilande",
    "utbyte",
    "utbytesstudier",
    "franvarande",
];

/// Parts of the words by which it is said that somebody has left.
static LEAVING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    const PARTS: [&str; 9] =
        ["slut", "utskriv", "avlid", "avbr", "avg", "hoppat", "flyttat", "bytt", "kvar"];

    AhoCorasick::builder().ascii_case_insensitive(true).build(PARTS).ok()
});

/// Whether a remark, or what stands beside a name, says that somebody has left.
pub(super) fn has_left(text: &str) -> bool {
    // Nearly no text says anything of the kind.
    if LEAVING.as_ref().is_some_and(|parts| !parts.is_match(text)) {
        return false;
    }
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    if ["gar ej kvar", "gar inte kvar", "ej kvar", "inte kvar"]
        .iter()
        .any(|gone| plain.contains(gone))
    {
        return true;
    }
    // "Har slutat med matte 1b" goes on with the rest.
    let something =
        ["slutat med", "slutade med", "avslutat kurs"].iter().any(|one| plain.contains(one));
    // A denial stands right before what it denies.
    let is_denied = |index: usize| {
        words[index.saturating_sub(2)..index]
            .iter()
            .any(|word| ["ej", "inte", "aldrig"].contains(word))
    };
    let left = words.iter().enumerate().any(|(index, word)| {
        const LEFT: [&str; 10] = [
            "slutat",
            "slutade",
            "avslutad",
            "utskriven",
            "avliden",
            "avbrott",
            "studieavbrott",
            "avbrutit",
            "avg",
            "avgatt",
        ];
        LEFT.contains(word) && !is_denied(index)
    }) || ["hoppat av", "har flyttat", "bytt skola", "flyttat till", "bytt till"]
        .iter()
        .any(|phrase| {
            plain.find(phrase).is_some_and(|at| {
                let before = plain[..at].split_whitespace().next_back();
                !matches!(before, Some("ej" | "inte" | "aldrig"))
            })
        });

    left && !something
}

/// Whether a text says that somebody begins later.
pub(super) fn begins_later(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let is_denied = words.iter().any(|word| ["ej", "inte"].contains(word));

    !is_denied && words.iter().any(|word| ["borjar", "paborjar", "startar"].contains(word))
}

/// What a remark says of whether somebody goes there.
pub(super) fn of_remark(cell: &str) -> Sight {
    if cell.is_empty() {
        return Sight::Student;
    }
    let plain = plain(cell);
    if has_left(cell) {
        return Sight::LeftOut(LeftOut::HasLeft);
    }
    let is_away = plain.split(' ').any(|word| {
        ["utbytes", "studieuppehall", "uppehall", "tjanstledig", "tjl"]
            .iter()
            .any(|known| word.starts_with(known))
    });
    let has_not_begun = ["ej paborjat", "inte paborjat", "ej borjat", "inte borjat"]
        .iter()
        .any(|one| plain.contains(one));

    if is_away || has_not_begun { Sight::Asked(Doubt::Status) } else { Sight::Student }
}

/// What a remark beside a name says of whether there is a student.
pub(super) fn of_remark_beside_name(remark: &str) -> Sight {
    let mut words = remark.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let role = match is_role(first.trim_matches([':', ','])) {
        true => of_role(first),
        false => Sight::Student,
    };
    match (role, second) {
        // "(mentor)", "(lärare testar bara)"; but "(mentor Eva Ek)" is about somebody else.
        (Sight::LeftOut(why), None) => Sight::LeftOut(why),
        (Sight::LeftOut(_), Some(word)) if word.starts_with(char::is_lowercase) => {
            Sight::Asked(Doubt::Role)
        }
        _ if begins_later(remark) => Sight::Asked(Doubt::Status),
        _ if ["exempel", "example", "test"].contains(&plain(first).as_str()) => {
            Sight::Asked(Doubt::Note)
        }
        _ if ["gast", "guest", "extern", "external"].contains(&plain(first).as_str()) => {
            Sight::Asked(Doubt::Role)
        }
        _ => of_remark(remark),
    }
}

/// Who a line, made plain, is about that begins with what the person is: `Mamma: Eva Ek`, `Lärare Per Lind`.
pub(super) fn of_name_with_role(plain: &str) -> Option<Sight> {
    let (first, rest) = plain.split_once(' ')?;
    // Short ones are names too.
    if rest.is_empty() {
        return None;
    }
    let left = if GUARDIANS.contains(&first) {
        LeftOut::Guardian
    } else if STAFF.contains(&first) {
        LeftOut::Staff
    } else {
        return None;
    };

    Some(if first.len() <= 3 { Sight::Asked(Doubt::Role) } else { Sight::LeftOut(left) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_several_languages() {
        for role in ["Elev", "student", "Student;Observer", "Medlem", ""] {
            assert_eq!(of_role(role), Sight::Student, "{role}");
        }
        for role in ["Lärare", "Mentor", "Teacher", "Owner", "Organizer", "Ägare"] {
            assert_eq!(of_role(role), Sight::LeftOut(LeftOut::Staff), "{role}");
        }
        for role in ["Vårdnadshavare", "Parent", "Vårdnadshavare 1"] {
            assert_eq!(of_role(role), Sight::LeftOut(LeftOut::Guardian), "{role}");
        }
        assert_eq!(of_role("Blomma"), Sight::Asked(Doubt::Role));
    }

    #[test]
    fn who_has_left_is_told_from_who_has_not() {
        for status in ["Slutat", "Avslutad 2026-09-01", "Avliden", "tobedeleted", "Inactive"] {
            let left = Some(Sight::LeftOut(LeftOut::HasLeft));
            assert_eq!(of_status(status, false), left, "{status}");
        }
        assert_eq!(of_status("Nej", true), Some(Sight::LeftOut(LeftOut::HasLeft)));
        assert_eq!(of_status("Aktiv", false), Some(Sight::Student));
        assert_eq!(of_status("Blå", false), None);
        assert!(has_left("slutat 15/9") && !has_left("har inte slutat") && !has_left("slutbetyg"));
    }
}
