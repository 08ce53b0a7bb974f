//! From bytes to text: UTF-8, UTF-16, Windows-1252, Windows-1250, ISO-8859-1, -2, -15 and -16, Mac Roman, the code pages of DOS (850, whose letters 437 and 865
//! have in the same places); and text that was
//! encoded twice.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_15, ISO_8859_16, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1252,
};

use crate::intake::Error;

/// Decodes the bytes. A byte that fits no encoding is shown as `�`, never dropped.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Error> {
    if is_dos(bytes) {
        return Ok(oem_cp::decode_string_complete_table(
            bytes,
            &oem_cp::code_table::DECODING_TABLE_CP850,
        ));
    }
    let (text, _, _) = encoding(bytes).decode(bytes);
    if text.contains('\0') {
        return Err(Error::NotAList);
    }

    Ok(match decoded_twice(&text) {
        Some(repaired) => repaired,
        None => text.into_owned(),
    })
}

/// The beginning of a text, enough to tell what it is.
pub(super) fn start(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(4_096)];
    let marked = Encoding::for_bom(start).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| utf16_without_mark(start)).unwrap_or(UTF_8);

    encoding.decode(start).0.into_owned()
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if is_mac_roman(bytes) {
        return MACINTOSH;
    }
    if let Some(encoding) = central_european(bytes) {
        return encoding;
    }
    if has_letters_of_latin_10(bytes) {
        return ISO_8859_16;
    }
    if has_letters_of_latin_9(bytes) {
        return ISO_8859_15;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);

    detector.guess(Some(b"se"), Utf8Detection::Deny)
}

/// Whether å ä ö stand where the code page of DOS has them. The same bytes are † „ ” Ž ™ in Windows-1252, which stand in no
/// word, or begin one where a Ž does; and Windows' å ä ö are bytes that stand in no Swedish word of DOS.
fn is_dos(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) {
        return false;
    }
    // What may stand beside a letter within a word, in either code.
    let letter = |index: Option<usize>| {
        index.and_then(|index| bytes.get(index)).is_some_and(|byte| {
            byte.is_ascii_alphabetic()
                || matches!(byte, 0x82 | 0x84 | 0x86 | 0x8E | 0x8F | 0x94 | 0x99)
        })
    };
    let (mut dos, mut others) = (0, 0);
    for (index, byte) in bytes.iter().enumerate() {
        let (before, after) = (letter(index.checked_sub(1)), letter(Some(index + 1)));
        match byte {
            0x82 | 0x84 | 0x86 | 0x94 if before && after => dos += 2,
            0x8F | 0x99 if after && !before => dos += 2,
            0x84 | 0x86 | 0x94 if after => dos += 1,
            // As signs of Windows: quotation marks around a word.
            0x84 | 0x94 => others += 1,
            0x8A | 0x8C | 0x9A | 0x80 | 0x85 if before || after => others += 2,
            0xC0..=0xFF if before || after => others += 4,
            _ => {}
        }
    }

    dos > others
}

/// Whether å ä ö stand where Mac Roman has them. The same bytes are Š š Ž Œ in Windows-1252, but there å ä ö are bytes
/// that Mac Roman has signs for, which stand in no word; and Š and Ž begin words, while ä and é seldom do.
fn is_mac_roman(bytes: &[u8]) -> bool {
    let letter = |index: Option<usize>| {
        index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_alphabetic)
    };
    let mut mac = 0;
    let mut windows = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let (before, after) = (letter(index.checked_sub(1)), letter(Some(index + 1)));
        match byte {
            0xE5 | 0xE4 | 0xF6 | 0xC4 | 0xC5 | 0xD6 if before || after => windows += 4,
            0x80 | 0x81 | 0x85 if before || after => mac += 2,
            0x8A | 0x8E if after && !before => windows += 1,
            0x8A | 0x8C | 0x8E | 0x9A if before || after => mac += 1,
            0x9E if before || after => windows += 1,
            _ => {}
        }
    }

    mac > windows
}

/// Š š Ž ž of ISO-8859-15 in a word. In Windows-1252 the same bytes are `¦ ¨ ´ ¸`, which stand in no name; only `´` is
/// now and then written for an apostrophe, after a letter.
fn has_letters_of_latin_9(bytes: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphabetic() || (0xC0..=0xFE).contains(byte))
    };

    bytes.iter().enumerate().any(|(index, byte)| {
        let before = is_letter(index.checked_sub(1).and_then(|before| bytes.get(before)));
        let after = is_letter(bytes.get(index + 1));
        match byte {
            0xA8 | 0xB8 => before || after,
            0xA6 | 0xB4 => after && !before,
            _ => false,
        }
    })
}

/// Ł ł Ż ż of Windows-1250 or ISO-8859-2 in a word, and no å, which they don't have. In Windows-1252 the bytes are `£ ³ ¯ ¿`, which
/// stand in no word.
fn central_european(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_letter = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphabetic() || (0xC0..=0xFE).contains(byte))
    };
    let in_word = |wanted: &[u8]| {
        bytes.iter().enumerate().any(|(index, byte)| {
            let before = is_letter(index.checked_sub(1).and_then(|before| bytes.get(before)));
            wanted.contains(byte) && (before || is_letter(bytes.get(index + 1)))
        })
    };
    let is_one =
        in_word(&[0xA3, 0xB3, 0xAF, 0xBF]) && !bytes.iter().any(|byte| matches!(byte, 0xE5 | 0xC5));
    // ą ś ź stand elsewhere in each.
    let is_latin_2 = in_word(&[0xB1, 0xB6, 0xBC, 0xA6]) && !in_word(&[0xB9, 0x9C, 0x9F, 0x8C]);

    is_one.then_some(if is_latin_2 { ISO_8859_2 } else { WINDOWS_1250 })
}

/// ș ț ă of ISO-8859-16 in a word, and no å, which it doesn't have, nor signs where Windows has them. In Windows-1252 the bytes
/// are `º þ ã`, of which the first stands in no word.
fn has_letters_of_latin_10(bytes: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphabetic() || (0xC0..=0xFE).contains(byte))
    };
    let has_others = bytes.iter().any(|byte| matches!(byte, 0x80..=0x9F | 0xE5 | 0xC5));

    !has_others
        && bytes.iter().enumerate().any(|(index, byte)| {
            let before = is_letter(index.checked_sub(1).and_then(|before| bytes.get(before)));
            let after = is_letter(bytes.get(index + 1));
            match byte {
                0xBA => before || after,
                0xAA => after && !before,
                _ => false,
            }
        })
}

/// Text in a European language has a zero in every second byte of UTF-16.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(400) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    match (zeros(0) * 10 > pairs * 7, zeros(1) * 10 > pairs * 7) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The text as it was before its UTF-8 was taken for Windows-1252 and encoded once more: `Ã¶` for `ö`. `None` where it
/// was not.
fn decoded_twice(text: &str) -> Option<String> {
    const SIGNS: [&str; 7] = ["Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã©"];
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    if lossy {
        return None;
    }

    String::from_utf8(bytes.into_owned()).ok().map(|text| text.replace('\u{feff}', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Förnamn;Efternamn;Klass\r\nÅsa;Öberg;SA26A\r\nJosé;Ek;SA26A\r\n";

    #[test]
    fn every_encoding_schools_use_is_understood() {
        let (windows, ..) = WINDOWS_1252.encode(LIST);
        let mac: Vec<u8> = LIST
            .chars()
            .map(|letter| match letter {
                'ö' => 0x9A,
                'Å' => 0x81,
                'Ö' => 0x85,
                'é' => 0x8E,
                other => other as u8,
            })
            .collect();
        let utf16: Vec<u8> = LIST.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut marked = vec![0xFE, 0xFF];
        marked.extend(LIST.encode_utf16().flat_map(u16::to_be_bytes));
        let mut utf8 = vec![0xEF, 0xBB, 0xBF];
        utf8.extend(LIST.as_bytes());
        let twice: String =
            LIST.bytes().map(|byte| WINDOWS_1252.decode(&[byte]).0.into_owned()).collect();

        for bytes in [LIST.as_bytes(), &windows, &mac, &utf16, &marked, &utf8, twice.as_bytes()] {
            assert_eq!(decode(bytes).unwrap(), LIST);
        }
    }

    #[test]
    fn the_code_page_of_dos_is_read() {
        let dos = b"F\x94rnamn;Efternamn\n\x8Fke;\x8Elv\x86ker\nAlva;Bergstr\x94m\n";
        assert_eq!(decode(dos).unwrap(), "Förnamn;Efternamn\nÅke;Älvåker\nAlva;Bergström\n");
        // Quotation marks of Windows around words.
        let windows = b"Namn\n\x84Elin\x94 \xD6berg\n\x84Li\x94 Ek\n";
        assert_eq!(decode(windows).unwrap(), "Namn\n„Elin” Öberg\n„Li” Ek\n");
    }

    #[test]
    fn letters_that_latin_9_has_and_windows_has_elsewhere_are_read() {
        let latin_9 = b"Namn;Klass\nDu\xB8ko \xA6imi\xE6;SA26A\nBj\xF6rn \xB4eli\xE6;SA26A\n";

        let text = decode(latin_9).unwrap();
        assert!(text.contains("Dužko Šimiæ") && text.contains("Björn Želiæ"), "{text}");
        assert!(decode(b"Namn\nO\xB4Neill, M\xE4rta\n").unwrap().contains("O´Neill"));
    }

    #[test]
    fn polish_letters_are_read() {
        let list = "Namn\nŁukasz Wójcik\nŻaneta Kąśna\n";
        for encoding in [WINDOWS_1250, ISO_8859_2] {
            let (bytes, _, lossy) = encoding.encode(list);
            assert!(!lossy);
            assert_eq!(decode(&bytes).unwrap(), list, "{}", encoding.name());
        }
        assert!(decode(b"Pris\n\xA3100\nM\xE5rten\n").unwrap().contains("£100"));
    }

    #[test]
    fn letters_of_latin_10_are_read() {
        let latin_10 = b"Namn;Klass\nIonu\xFE Mure\xBAan;SA26A\nEva \xD6berg;SA26A\n";

        let text = decode(latin_10).unwrap();
        assert!(text.contains("Ionuț Mureșan") && text.contains("Öberg"), "{text}");
    }

    #[test]
    fn text_that_is_no_text_is_refused() {
        assert!(matches!(decode(b"a\0b\0\0\0c"), Err(Error::NotAList)));
    }
}
