//! What an erasure takes away and leaves, in words.

use crate::domain::erasure::Erased;
use crate::domain::{LegalSex, Verdict};
use crate::i18n::{Language, date};
use crate::register::erasure::{JoinedElsewhere, Outlook, Total};
use crate::text;

/// What goes, each with how many there are; what there is none of is left out.
pub fn gone(language: Language, erased: &Erased) -> Vec<(String, u32)> {
    let parts = [
        (text!(language, "erasure-students", count = erased.students), erased.students),
        (text!(language, "erasure-persons", count = erased.persons), erased.persons),
        (text!(language, "erasure-certificates", count = erased.certificates), erased.certificates),
        (text!(language, "erasure-texts", count = erased.texts), erased.texts),
    ];

    parts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// How many of a school, term, sex and verdict there stay.
pub fn total(language: Language, total: &Total) -> String {
    let sex = match LegalSex::from_code(&total.sex) {
        Some(LegalSex::Female) => text!(language, "sex-female-one"),
        Some(LegalSex::Male) => text!(language, "sex-male-one"),
        None => text!(language, "erasure-sex-unknown"),
    };
    let verdict = Verdict::from_code(&total.verdict).unwrap_or(Verdict::NotYet);
    let verdict = super::verdict(language, verdict);

    format!("{}, {}, {sex}, {verdict}: {}", total.school, total.term, total.students)
}

/// Who goes too, since somebody on another computer has said that they are the same, each in a sentence.
pub fn joined_elsewhere(language: Language, joined: &[JoinedElsewhere]) -> Vec<String> {
    let sentence = |one: &JoinedElsewhere| {
        let (name, remains) = (one.name.as_str(), one.remains.as_str());
        match one.person.as_str() {
            "" => text!(language, "erasure-joined", name = name, remains = remains),
            person => {
                text!(
                    language,
                    "erasure-joined-by",
                    name = name,
                    remains = remains,
                    person = person
                )
            }
        }
    };

    joined.iter().map(sentence).collect()
}

/// What stays, each in a sentence.
pub fn stays(language: Language, outlook: &Outlook) -> Vec<String> {
    let mut stays = vec![text!(language, "erasure-marks-stay", count = outlook.marks)];
    if outlook.goes.kept_certificates > 0 {
        let count = outlook.goes.kept_certificates;
        stays.push(text!(language, "erasure-kept-certificates", count = count));
    }
    if outlook.elsewhere > 0 {
        stays.push(text!(language, "erasure-elsewhere", count = outlook.elsewhere));
    }
    if let Some(end) = outlook.not_before_end {
        let day = date::long(language, end);
        stays.insert(0, text!(language, "refusal-programme-not-over", day = day));
    }
    if outlook.is_ongoing {
        stays.push(text!(language, "erasure-ongoing"));
    }
    if outlook.is_shared {
        stays.push(text!(language, "erasure-shared"));
    }

    stays
}
