//! What a check of a certificate's code came to, in words.

use crate::domain::certificate::CertificateKind;
use crate::domain::certificate::wording::Wording;
use crate::i18n::{Language, date, number};
use crate::register::signing::Checked;
use crate::seal::read::NoCode;
use crate::seal::{Broken, Claim};
use crate::text;

/// The word of what a check came to, in JSON.
pub fn status(checked: &Checked) -> &'static str {
    match checked {
        Checked::Broken(_)
        | Checked::Genuine { .. }
        | Checked::Unconfirmed { .. }
        | Checked::Signed { entry: None, .. } => "unknown",
        Checked::Differs { .. } => "differs",
        Checked::Signed { entry: Some(entry), .. } if entry.revoked_on.is_some() => "revoked",
        Checked::Signed { entry: Some(entry), .. } if entry.replaced_by.is_some() => "replaced",
        Checked::Signed { entry: Some(_), .. } => "valid",
    }
}

/// The word of why, in JSON.
pub fn code(checked: &Checked) -> &'static str {
    match checked {
        Checked::Broken(Broken::NotACode) => "not_a_code",
        Checked::Broken(Broken::NewerVersion) => "newer_version",
        Checked::Broken(Broken::UnknownKey) => "unknown_key",
        Checked::Broken(Broken::WrongSignature) => "wrong_signature",
        Checked::Genuine { .. } => "genuine",
        Checked::Unconfirmed { .. } => "lost_key",
        Checked::Signed { entry: None, .. } => "not_in_ledger",
        Checked::Signed { .. } | Checked::Differs { .. } => status(checked),
    }
}

/// What a kind of certificate is called.
pub fn kind(language: Language, kind: CertificateKind) -> String {
    Wording::standard(kind, language.code()).title.to_string()
}

/// What a check came to.
pub fn verdict(language: Language, checked: &Checked) -> String {
    let (claim, entry) = match checked {
        Checked::Broken(Broken::NotACode) => return text!(language, "verify-not-a-code"),
        Checked::Broken(Broken::NewerVersion) => return text!(language, "verify-newer"),
        Checked::Broken(Broken::UnknownKey) => return text!(language, "verify-unknown-key"),
        Checked::Broken(Broken::WrongSignature) => {
            return text!(language, "verify-wrong-signature");
        }
        Checked::Genuine { claim } => {
            return text!(language, "verify-genuine", serial = claim.serial.to_string());
        }
        Checked::Unconfirmed { claim } => {
            return text!(language, "verify-lost-key", serial = claim.serial.to_string());
        }
        Checked::Differs { claim, .. } => {
            return text!(language, "verify-differs", serial = claim.serial.to_string());
        }
        Checked::Signed { claim, entry } => (claim, entry),
    };
    let serial = claim.serial.to_string();
    let Some(entry) = entry else { return text!(language, "verify-unknown", serial = serial) };
    match (entry.revoked_on, &entry.replaced_by) {
        (Some(day), _) => {
            text!(language, "verify-revoked", serial = serial, date = date::long(language, day))
        }
        (None, Some(by)) => {
            text!(language, "verify-replaced", serial = serial, by = by.to_string())
        }
        (None, None) => text!(language, "verify-valid", serial = serial),
    }
}

/// What a code claims.
pub fn claims(language: Language, claim: &Claim) -> String {
    text!(
        language,
        "verify-claims",
        kind = kind(language, claim.kind),
        name = claim.name.as_str(),
        course = claim.course.as_str(),
        attended = number::hours(claim.attended.0),
        planned = number::hours(claim.planned.0),
        date = date::long(language, claim.issued_on),
        issuer = claim.issuer.as_str()
    )
}

/// Why there is nothing to check in a file.
pub fn no_code(language: Language, path: &str, why: NoCode) -> String {
    match why {
        NoCode::TooLarge => text!(language, "verify-too-large", path = path),
        NoCode::Unreadable => text!(language, "verify-unreadable", path = path),
        NoCode::GivenUp => text!(language, "verify-given-up", path = path),
        NoCode::Contradicted => text!(language, "verify-contradicted", path = path),
        NoCode::None => text!(language, "verify-no-code", path = path),
    }
}
