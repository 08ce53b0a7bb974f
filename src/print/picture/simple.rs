//! Whether a drawing (SVG) is simple enough to be laid out: what is small in a file can be endless when it is drawn.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;

use roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::NotAPicture;
use crate::markup;

/// What a packed drawing may unpack to, in bytes.
const LARGEST_UNPACKED: u64 = 8 * 1024 * 1024;
/// Elements and texts of a drawing.
const MOST_NODES: u32 = 100_000;
/// The same when each is counted as often as others show it.
const MOST_SHOWN: u64 = 200_000;
/// How deep elements lie in each other, those that are shown by others included.
const DEEPEST: u64 = 128;
/// References in style sheets, which may hold for any element.
const MOST_IN_STYLES: usize = 64;

/// The drawing's text.
///
/// # Errors
/// What is no SVG, is larger than a logo has any use for, refers to itself, or has filters.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, NotAPicture> {
    let text = match bytes.starts_with(&[0x1F, 0x8B]) {
        true => Cow::Owned(unpacked(bytes)?),
        false => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| NotAPicture::Unreadable)?),
    };
    if !markup::is_at_most(&text, DEEPEST as usize) {
        return Err(NotAPicture::TooIntricate);
    }
    // Drawing programs write entities in a document type.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES };
    let document = Document::parse_with_options(&text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => NotAPicture::TooIntricate,
        _ => NotAPicture::Unreadable,
    })?;
    let extent = Extent::of(&document)?;
    if extent.shown > MOST_SHOWN || extent.depth > DEEPEST {
        return Err(NotAPicture::TooIntricate);
    }

    Ok(text)
}

fn unpacked(bytes: &[u8]) -> Result<String, NotAPicture> {
    let mut text = String::new();
    let mut packed = flate2::read::GzDecoder::new(bytes).take(LARGEST_UNPACKED + 1);
    packed.read_to_string(&mut text).map_err(|_| NotAPicture::Unreadable)?;

    if text.len() as u64 > LARGEST_UNPACKED { Err(NotAPicture::TooLarge) } else { Ok(text) }
}

/// How much is drawn in the end.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    shown: u64,
    depth: u64,
}

impl Extent {
    fn of(document: &Document<'_>) -> Result<Self, NotAPicture> {
        let ids: HashMap<&str, NodeId> = document
            .descendants()
            .filter_map(|node| Some((node.attribute("id")?, node.id())))
            .collect();
        let mut known: HashMap<NodeId, Self> = HashMap::new();
        let mut open = std::collections::HashSet::new();
        // Without recursion: what is looked at may be as deep as it likes.
        let mut waiting = vec![document.root().id()];
        while let Some(id) = waiting.last().copied() {
            let Some(node) = document.get_node(id) else { return Err(NotAPicture::Unreadable) };
            if known.contains_key(&id) {
                waiting.pop();
                continue;
            }
            let parts = parts(node, &ids)?;
            if open.insert(id) {
                for part in parts.iter().filter(|part| !known.contains_key(part)) {
                    if open.contains(part) {
                        // It shows itself.
                        return Err(NotAPicture::TooIntricate);
                    }
                    waiting.push(*part);
                }
                continue;
            }
            let extent = parts.iter().filter_map(|part| known.get(part)).fold(
                Self { shown: 1, depth: 0 },
                |whole, part| Self {
                    shown: whole.shown.saturating_add(part.shown),
                    depth: whole.depth.max(part.depth),
                },
            );
            known.insert(id, Self { depth: extent.depth + 1, ..extent });
            open.remove(&id);
            waiting.pop();
        }

        Ok(known.get(&document.root().id()).copied().unwrap_or_default())
    }
}

/// What a node shows: its children, and what it refers to.
fn parts(node: Node<'_, '_>, ids: &HashMap<&str, NodeId>) -> Result<Vec<NodeId>, NotAPicture> {
    let name = node.tag_name().name();
    // The work that filters ask for has no bound.
    if name == "filter" {
        return Err(NotAPicture::TooIntricate);
    }
    if name == "style" {
        let rules = node.descendants().filter_map(|part| part.text());
        if rules.map(|rule| rule.matches("url(").count()).sum::<usize>() > MOST_IN_STYLES {
            return Err(NotAPicture::TooIntricate);
        }
    }
    let children = node.children().map(|child| child.id());
    let referred = node.attributes().flat_map(|attribute| {
        let value = attribute.value();
        let whole = (attribute.name() == "href").then(|| value.trim().strip_prefix('#')).flatten();
        let within = value.split("url(").skip(1).filter_map(|rest| {
            let target = rest.split(')').next()?.trim().trim_matches(['\'', '"']);
            target.strip_prefix('#')
        });
        whole.into_iter().chain(within)
    });

    Ok(children.chain(referred.filter_map(|target| ids.get(target).copied())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{content}</svg>"#
        )
    }

    fn refused(content: &str) -> NotAPicture {
        text(svg(content).as_bytes()).unwrap_err()
    }

    #[test]
    fn a_usual_logo_is_simple() {
        let logo = svg(
            r##"<defs><linearGradient id="g"><stop offset="0"/></linearGradient><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>
               <style>.a{fill:url(#g)}</style><g clip-path="url(#c)"><path class="a" d="M0 0h9v9z"/><use xlink:href="#p"/><path id="p" d="M0 0h1"/></g>"##,
        );

        assert_eq!(text(logo.as_bytes()).unwrap(), logo);
    }

    #[test]
    fn what_would_never_end_is_refused() {
        let chain: String = (0..20_000)
            .map(|n| {
                format!(r##"<clipPath id="c{n}" clip-path="url(#c{})"><rect/></clipPath>"##, n + 1)
            })
            .collect();
        assert_eq!(refused(&chain), NotAPicture::TooIntricate);
        let doubling: String = (0..40)
            .map(|n| {
                format!(r##"<g id="g{n}"><use href="#g{0}"/><use xlink:href="#g{0}"/></g>"##, n + 1)
            })
            .collect();
        assert_eq!(refused(&doubling), NotAPicture::TooIntricate);
        assert_eq!(refused(r##"<g id="a"><use href="#a"/></g>"##), NotAPicture::TooIntricate);
        assert_eq!(refused(&"<g>".repeat(50_000)), NotAPicture::TooIntricate);
        let deep = "<g>".repeat(500) + &"</g>".repeat(500);
        assert_eq!(refused(&deep), NotAPicture::TooIntricate);
        assert_eq!(
            refused(r#"<filter id="f"><feTurbulence numOctaves="2000000000"/></filter>"#),
            NotAPicture::TooIntricate
        );
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        use std::io::Write;

        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b' '; 20_000_000]).unwrap();
        assert_eq!(text(&packed.finish().unwrap()).unwrap_err(), NotAPicture::TooLarge);
    }
}
