//! How deep elements of XML lie in each other. Readers that go into them one by one would run out of stack.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Whether no element lies in more than `most` others. What can't be read is left to whoever reads it, up to there.
pub fn is_at_most(text: &str, most: usize) -> bool {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return true,
            // Elements in an entity would lie wherever it is named.
            Ok(Event::DocType(declared)) if holds_elements(declared.as_ref()) => return false,
            Ok(_) => {}
            // It goes no deeper for anybody.
            Err(_) => return true,
        }
        if depth > most {
            return false;
        }
    }
}

/// Whether something is declared that has elements in it.
fn holds_elements(declared: &str) -> bool {
    declared.split('<').skip(1).any(|rest| !rest.starts_with(['!', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_without_going_down() {
        assert!(is_at_most("<a><b/><c><d/></c></a>", 2));
        assert!(!is_at_most("<a><b><c/></b></a>", 1));
        assert!(!is_at_most(&"<a>".repeat(1_000_000), 100));
        assert!(is_at_most("<!DOCTYPE a [<!ENTITY s 'urn:x'>]><a/>", 2));
        assert!(!is_at_most("<!DOCTYPE a [<!ENTITY s '<b><b/></b>'>]><a>&s;</a>", 2));
    }
}
