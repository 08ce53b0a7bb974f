//! What is kept of a student: as little as the programme needs.

/// Legal sex, as the population register has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LegalSex {
    /// Kvinna.
    Female,
    /// Man.
    Male,
}

impl LegalSex {
    /// `F` or `M`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
        }
    }

    /// Reads what [`LegalSex::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "F" => Some(Self::Female),
            "M" => Some(Self::Male),
            _ => None,
        }
    }
}

/// What keeps a student's name out of the register: protected personal data (skyddade personuppgifter), as Skatteverket's
/// levels, or that it has been erased (gallring).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Protection {
    /// No protection.
    #[default]
    None,
    /// Sekretessmarkering.
    Confidential,
    /// Skyddad folkbokföring.
    ProtectedRegistration,
    /// Gallrad: nothing brings the name back.
    Erased,
}

impl Protection {
    /// The word the register keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Confidential => "confidential",
            Self::ProtectedRegistration => "protected_registration",
            Self::Erased => "erased",
        }
    }

    /// Reads what [`Protection::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Confidential, Self::ProtectedRegistration, Self::Erased]
            .into_iter()
            .find(|protection| protection.code() == code)
    }

    /// Whether only an alias may be kept.
    pub fn is_protected(self) -> bool {
        self != Self::None
    }
}

/// The name to show: given and family name, or the alias of a protected student.
pub fn display_name(given: &str, family: &str, alias: &str) -> String {
    if !alias.is_empty() {
        return alias.to_owned();
    }

    [given, family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name as people write it: control characters and bidirectional overrides removed, white space
/// folded to single spaces, composed to NFC. Empty where nothing is left.
pub fn tidy_name(raw: &str) -> String {
    use unicode_normalization::UnicodeNormalization;

    // Most names need no more than to be kept.
    let has_odd_space = || {
        raw.starts_with(' ')
            || raw.ends_with(' ')
            || raw.as_bytes().windows(2).any(|two| two == b"  ")
    };
    if raw.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) && !has_odd_space() {
        return raw.to_owned();
    }
    let words =
        |text: &str| text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let is_plain = |letter: char| {
        letter == ' '
            || !(letter.is_whitespace() || letter.is_control() || is_invisible_format(letter))
    };
    if raw.chars().all(is_plain)
        && unicode_normalization::is_nfc_quick(raw.chars())
            == unicode_normalization::IsNormalized::Yes
    {
        return words(raw);
    }
    let visible: String = raw
        .nfc()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !is_invisible_format(*letter))
        .collect();

    words(&visible)
}

/// Zero-width and direction-changing characters that could make a name look like another.
fn is_invisible_format(letter: char) -> bool {
    matches!(letter,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The name folded for searching and matching: lower case, without accents, `å ä` as `a`, `ö ø` as `o`.
pub fn fold(name: &str) -> String {
    use unicode_normalization::char::{decompose_canonical, is_combining_mark};

    let mut folded = String::with_capacity(name.len());
    for letter in name.chars() {
        // Most letters are these, and long lists are folded many times.
        if letter.is_ascii() {
            folded.push(if letter == '`' { '\'' } else { letter.to_ascii_lowercase() });
            continue;
        }
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                fold_letter(part, &mut folded);
            }
        });
    }

    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for lower in letter
        .to_lowercase()
        .filter(|lower| !unicode_normalization::char::is_combining_mark(*lower))
    {
        match lower {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            '’' | '´' => folded.push('\''),
            other => folded.push(other),
        }
    }
}

/// What somebody searches for: words that must all stand somewhere, whatever their case and accents.
#[derive(Debug, Clone)]
pub struct Words {
    folded: String,
}

impl Words {
    /// The words of a query.
    pub fn of(query: &str) -> Self {
        Self { folded: fold(query) }
    }

    /// Whether all of them stand in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        self.stand_in_folded(&fold(text))
    }

    /// Whether all of them stand in a text that is folded already.
    pub fn stand_in_folded(&self, folded: &str) -> bool {
        self.folded.split_whitespace().all(|word| folded.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order_without_their_accents() {
        assert!(Words::of("oberg ELIN").stand_in("Elin Öberg"));
        assert!(Words::of("").stand_in(""));
        assert!(!Words::of("elin ek").stand_in("Elin Öberg"));
    }

    #[test]
    fn a_name_loses_what_cannot_be_seen() {
        assert_eq!(tidy_name("  Anna\u{a0} \tMaria\u{202e} "), "Anna Maria");
        assert_eq!(tidy_name("A\u{30a}sa"), "Åsa");
        assert_eq!(tidy_name("\u{0}\u{200b}"), "");
    }

    #[test]
    fn folding_forgets_accents_and_case() {
        assert_eq!(fold("Åsa Öberg"), "asa oberg");
        assert_eq!(fold("Łukasz Đorđević Şahin"), "lukasz dordevic sahin");
        assert_eq!(fold("İsa"), "isa");
    }
}
