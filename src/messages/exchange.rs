//! Working together, in words.

use chrono::{DateTime, NaiveDate, Utc};

use crate::clock::TIME_ZONE;
use crate::exchange::{ExchangeError, Exchanged, StoreError};
use crate::i18n::{Language, date};
use crate::text;

/// Why an exchange was not made: what, what is untouched, what to do.
pub fn exchange_failure(language: Language, error: &ExchangeError) -> String {
    match error {
        ExchangeError::NoPlace(address) => {
            text!(language, "exchange-no-place", address = address.as_str())
        }
        ExchangeError::Store(error) => store_failure(language, error),
        ExchangeError::SharedAlready => text!(language, "exchange-shared-already"),
        ExchangeError::NotShared => text!(language, "exchange-not-shared"),
        ExchangeError::PlaceTaken => text!(language, "exchange-place-taken"),
        ExchangeError::OtherRegister => text!(language, "exchange-other-register"),
        ExchangeError::NewerForm => text!(language, "exchange-newer-form"),
        ExchangeError::WrongCode => text!(language, "exchange-wrong-code"),
        ExchangeError::InvitationOver => text!(language, "exchange-invitation-over"),
        ExchangeError::OnlyCoordinators => text!(language, "exchange-only-coordinators"),
        ExchangeError::UnknownMember(name) => {
            text!(language, "exchange-unknown-member", name = name.as_str())
        }
        ExchangeError::UnknownInvitation(name) => {
            text!(language, "exchange-unknown-invitation", name = name.as_str())
        }
        ExchangeError::LastCoordinator => text!(language, "exchange-last-coordinator"),
        ExchangeError::Oneself => text!(language, "exchange-oneself"),
        ExchangeError::NoTeacher(name) => {
            text!(language, "exchange-no-teacher", name = name.as_str())
        }
        ExchangeError::SheetOver => text!(language, "exchange-sheet-over"),
        ExchangeError::NoName => text!(language, "exchange-no-name"),
        ExchangeError::TakenBefore(name) => {
            text!(language, "exchange-taken-before", name = name.as_str())
        }
        ExchangeError::Removed => text!(language, "exchange-removed"),
        ExchangeError::NoPackage => text!(language, "exchange-no-package"),
        ExchangeError::NoClass => text!(language, "exchange-no-class"),
        ExchangeError::Forged | ExchangeError::Unreadable => {
            text!(language, "exchange-unreadable")
        }
        ExchangeError::NoDeviceKeys => text!(language, "exchange-no-device-keys"),
        ExchangeError::NoChance => text!(language, "exchange-no-chance"),
        ExchangeError::Register(error) => super::failure(language, error),
    }
}

fn store_failure(language: Language, error: &StoreError) -> String {
    match error {
        StoreError::Unreachable | StoreError::Missing => text!(language, "store-unreachable"),
        StoreError::Unknown => text!(language, "store-unknown"),
        StoreError::Untrusted => text!(language, "store-untrusted"),
        StoreError::Clock => text!(language, "store-clock"),
        StoreError::Refused(status) => text!(language, "store-refused", status = *status),
        StoreError::Forbidden => text!(language, "store-forbidden"),
        StoreError::Full => text!(language, "store-full"),
        StoreError::TooLarge | StoreError::Other(_) => text!(language, "store-failed"),
    }
}

/// What somebody should know of an exchange that was made.
pub fn exchange_warnings(language: Language, done: &Exchanged) -> Vec<String> {
    let mut warnings = Vec::new();
    if !done.forged.is_empty() {
        warnings.push(text!(language, "cli-sync-forged", count = done.forged.len()));
    }
    for (name, count) in &done.refused {
        let name = name.as_str();
        warnings.push(text!(language, "exchange-refused", name = name, count = *count));
    }
    for name in &done.ahead {
        warnings.push(text!(language, "exchange-clock-ahead", name = name.as_str()));
    }
    for name in &done.differing {
        warnings.push(text!(language, "exchange-differing", name = name.as_str()));
    }

    warnings
}

/// A moment, in the time of where the programme is.
pub fn moment(language: Language, at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&TIME_ZONE);

    format!("{} {}", date::long(language, at.date_naive()), at.format("%H:%M"))
}

/// A moment, as one speaks of it on a day: *i dag 14:20*, *i går 16:05*, *tor 19 nov 08:40*.
pub fn moment_seen(language: Language, at: DateTime<Utc>, today: NaiveDate) -> String {
    let at = at.with_timezone(&TIME_ZONE);
    let time = at.format("%H:%M").to_string();
    match (today - at.date_naive()).num_days() {
        0 => text!(language, "moment-today", time = time),
        1 => text!(language, "moment-yesterday", time = time),
        _ => format!("{} {time}", date::short(language, at.date_naive())),
    }
}

/// What somebody may do, by the word of the command line.
pub fn role(language: Language, code: &str) -> String {
    match code {
        "coordinator" => text!(language, "member-role-coordinator"),
        "teacher" => text!(language, "member-role-teacher"),
        _ => text!(language, "member-role-lead"),
    }
}
