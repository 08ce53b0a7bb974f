//! Which signs of a text are drawn on paper.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Whether a sign is a picture (Unicode Technical Standard 51).
fn is_emoji(sign: char) -> bool {
    matches!(
        sign,
        '\u{20E3}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}'
    )
}

/// Whether a text has emoji, which no paper shows.
pub fn has_emoji(text: &str) -> bool {
    text.chars().any(is_emoji)
}

/// Whether a sign says how its neighbours are drawn, and is not drawn itself.
pub fn is_undrawn(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a sign turns the direction of others around, by which a text can be made to look like another.
pub fn is_turning(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

/// A text without what papers leave out: emoji, with the gaps they leave, signs that turn directions around, and those that
/// steer a terminal.
pub fn drawn(text: &str) -> Cow<'_, str> {
    let left_out = |sign: char| is_emoji(sign) || is_turning(sign) || sign.is_control();
    if !text.chars().any(left_out) {
        return Cow::Borrowed(text);
    }
    let kept: String = text
        .graphemes(true)
        .filter(|cluster| !has_emoji(cluster))
        .flat_map(str::chars)
        .filter(|sign| !is_turning(*sign) && !sign.is_control())
        .collect();

    Cow::Owned(kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Whether a sign is written in more than one script: a space, a digit, punctuation, a mark.
pub fn is_shared(sign: char) -> bool {
    is_undrawn(sign)
        || unicode_normalization::char::is_combining_mark(sign)
        || !sign.is_alphabetic()
}
