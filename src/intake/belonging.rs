//! Whether a row is about a student of the school: its role, its status, the days it came and left, and whether its personal
//! data is protected.

use super::titles::plain;
use crate::register::list::{Doubt, LeftOut, Sight};

/// What a cell of a column of roles says.
pub(super) fn of_role(cell: &str) -> Sight {
    let plain = plain(cell);
    let words: Vec<&str> = plain.split(' ').collect();
    let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
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

const STUDENTS: [&str; 14] = [
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

const STAFF: [&str; 40] = [
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

const GUARDIANS: [&str; 18] = [
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

/// What a cell of a column of statuses says; `yes_no` where its heading asks whether somebody is active.
pub(super) fn of_status(cell: &str, yes_no: bool) -> Option<Sight> {
    let plain = plain(cell);
    let says = |words: &[&str]| {
        words.iter().any(|word| plain == *word || plain.starts_with(&format!("{word} ")))
    };
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

/// Whether a remark, or what stands beside a name, says that somebody has left.
pub(super) fn has_left(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let denied = words.iter().any(|word| ["ej", "inte", "aldrig"].contains(word));
    let left = words.iter().any(|word| {
        ["slutat", "slutade", "utskriven", "avliden", "avbrott", "studieavbrott"].contains(word)
    }) || ["hoppat av", "har flyttat", "bytt skola", "flyttat till", "har bytt"]
        .iter()
        .any(|phrase| plain.contains(phrase));

    left && !denied
}

/// Whether a text says that somebody's personal data is protected, wherever it stands.
pub(super) fn says_protected(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let denied = words
        .iter()
        .any(|word| ["ej", "inte", "ingen", "inga", "inget", "nej", "no", "not"].contains(word));
    if denied {
        return false;
    }
    let begins = |word: &&str| {
        ["sekretess", "skyddad", "skyddat", "skyddade", "kvarskriv"]
            .iter()
            .any(|known| word.starts_with(known))
    };
    let phrase = ["protected identity", "hemlig identitet", "hemliga uppgifter", "skydd id"];

    words.iter().any(begins) || phrase.iter().any(|phrase| plain.contains(phrase))
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

    #[test]
    fn protection_is_known_in_remarks_and_denials_are_too() {
        for text in [
            "(skyddad identitet)",
            "Sekretess",
            "OBS! Skyddade personuppgifter",
            "sekretessmarkering",
        ] {
            assert!(says_protected(text), "{text}");
        }
        for text in ["Ingen sekretess", "Nej", "", "skyddsombud", "Ej skyddad"] {
            assert!(!says_protected(text), "{text}");
        }
    }
}
