//! The words that head columns, and what they say the column is.

use super::{Column, titles};

/// Headings as schools and their systems write them, folded; SchoolSoft, Vklass, Skola24, Edlevo,
/// IST, OneRoster (`givenName`) and Microsoft SDS (`First Name`) among them.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Given,
        &[
            "fornamn",
            "given name",
            "givenname",
            "first name",
            "firstname",
            "forename",
            "tilltalsnamn",
            "fnamn",
            "f namn",
            "samtliga fornamn",
        ],
    ),
    (
        Column::Family,
        &[
            "efternamn",
            "surname",
            "family name",
            "familyname",
            "last name",
            "lastname",
            "slaktnamn",
            "enamn",
            "e namn",
        ],
    ),
    (
        Column::FullName,
        &[
            "namn",
            "name",
            "full name",
            "fullname",
            "elevnamn",
            "deltagarnamn",
            "student name",
            "efternamn fornamn",
            "fornamn efternamn",
            "for och efternamn",
            "efternamn och fornamn",
            "fornamn och efternamn",
            "surname given name",
            "last name first name",
            "first name last name",
            "elev",
            "elever",
            "deltagare",
            "student",
        ],
    ),
    (
        Column::IdentityNumber,
        &[
            "personnummer",
            "personnr",
            "pnr",
            "person nummer",
            "pers nr",
            "persnr",
            "socialnumber",
            "social number",
            "person nr",
            "personid",
            "person id",
            "identitetsnummer",
            "fodelsenummer",
            "fodelsenr",
            "civic number",
            "personal number",
            "personal identity number",
            "ssn",
        ],
    ),
    (
        Column::BirthDate,
        &[
            "fodelsedatum",
            "fodd",
            "fodelsedag",
            "fodelsetid",
            "birth date",
            "birthdate",
            "date of birth",
            "birthday",
            "fodelsedata",
        ],
    ),
    (Column::Sex, &["juridiskt kon", "kon", "sex", "gender", "legal sex"]),
    (
        Column::School,
        &[
            "skola",
            "skolenhet",
            "skolans namn",
            "skolnamn",
            "skolenhetsnamn",
            "school",
            "school name",
            "skolenhetskod",
            "enhet",
        ],
    ),
    (
        Column::Class,
        &[
            "klass",
            "klassnamn",
            "class",
            "class name",
            "kl",
            "klass grupp",
            "grupp",
            "undervisningsgrupp",
            "elevgrupp",
            "gruppnamn",
            "group",
            "avdelning",
            "homeroom",
            "section",
            "section name",
        ],
    ),
    (
        Column::Grade,
        &["arskurs", "ak", "grade", "grades", "year", "ar", "year of study", "studiear"],
    ),
    (
        Column::StudyPath,
        &[
            "studievagskod",
            "studievag",
            "program",
            "programkod",
            "study path",
            "programme",
            "programnamn",
            "utbildningsprogram",
            "inriktning",
            "utbildning",
        ],
    ),
    (
        Column::Email,
        &[
            "e post",
            "epost",
            "e mail",
            "email",
            "mail",
            "e postadress",
            "epostadress",
            "mailadress",
            "e post skola",
            "skolmail",
            "email address",
            "username",
        ],
    ),
    (
        Column::Protection,
        &[
            "skyddade personuppgifter",
            "skyddad",
            "skyddad identitet",
            "sekretess",
            "sekretessmarkering",
            "skyddad id",
            "skyddade uppgifter",
            "protected",
            "protected identity",
            "skydd",
            "skyddad folkbokforing",
        ],
    ),
];

/// What a heading says the column is, and how well it says it: the lower the better.
pub(super) fn heading(cell: &str) -> Option<(Column, usize)> {
    if cell.len() > 80 {
        return None;
    }
    let outside = cell.split(['(', '[']).next().unwrap_or_default();
    let plain = titles::plain(outside);
    let known = |text: &str| {
        HEADINGS.iter().find_map(|(column, names)| {
            names.iter().position(|name| *name == text).map(|rank| (*column, rank))
        })
    };
    if let Some(found) = known(&plain) {
        return Some(found);
    }
    // "Elevens e-post", "Student first name".
    const OWNERS: [&str; 8] = [
        "elevens",
        "elev",
        "studentens",
        "student",
        "students",
        "deltagarens",
        "deltagare",
        "elevs",
    ];
    let words: Vec<&str> = plain.split(' ').filter(|word| !OWNERS.contains(word)).collect();

    known(&words.join(" ")).map(|(column, rank)| (column, rank + 100))
}
