//! Swedish order of names: å ä ö last, through ICU4X.

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

thread_local! {
    static COLLATOR: Option<CollatorBorrowed<'static>> = {
        let preferences = CollatorPreferences::from(icu_locale::locale!("sv"));
        CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
    };
}

/// Bytes that compare as the texts do in Swedish.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 3);
    COLLATOR.with(|collator| match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend_from_slice(text.to_lowercase().as_bytes()),
    });

    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_and_umlauts_come_last() {
        let mut names = ["Öberg", "Åkesson", "Zetterlund", "Ärlig", "andersson", "Wall", "Vall"];
        names.sort_by_key(|name| sort_key(name));

        assert_eq!(names, ["andersson", "Vall", "Wall", "Zetterlund", "Åkesson", "Ärlig", "Öberg"]);
    }
}
