//! Numbers as people write them.

use super::Language;

/// A whole number with its thousands parted: `1 243`, `1,243`.
pub fn whole(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let separator = match language {
        Language::Swedish => '\u{a0}',
        Language::English => ',',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }

    text
}

/// A number with one decimal: `3,5`, `3.5`.
pub fn one_decimal(language: Language, number: f64) -> String {
    let text = format!("{number:.1}");

    match language {
        Language::Swedish => text.replace('.', ","),
        Language::English => text,
    }
}

/// A share of a whole in percent, rounded half up as everywhere: on the screen, on paper and in spreadsheets: `83 %`.
pub fn percent(language: Language, part: u64, whole: u64) -> String {
    let share = (part * 200 + whole).checked_div(whole * 2).unwrap_or(0);

    match language {
        Language::Swedish => format!("{share}\u{a0}%"),
        Language::English => format!("{share}%"),
    }
}

/// Minutes as hours: `7 h 30 min`, `9 h`, `45 min`.
pub fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, rest) => format!("{hours}\u{a0}h {rest}\u{a0}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(whole(Language::Swedish, 1_243), "1\u{a0}243");
        assert_eq!(whole(Language::English, 1_234_567), "1,234,567");
        assert_eq!(whole(Language::Swedish, 999), "999");
        assert_eq!(one_decimal(Language::Swedish, 3.46), "3,5");
        assert_eq!(percent(Language::Swedish, 1989, 2000), "99\u{a0}%");
        assert_eq!(percent(Language::Swedish, 1990, 2000), "100\u{a0}%");
        assert_eq!(percent(Language::Swedish, 1, 200), "1\u{a0}%");
        assert_eq!(percent(Language::English, 0, 0), "0%");
        assert_eq!(hours(450), "7\u{a0}h 30\u{a0}min");
    }
}
