//! The codes that are seen on the pages of a PDF of ours, which draws each as squares in a form of its own.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::seal::squares::Modules;

/// What a page's content, or a form's, may unpack to, in bytes.
const LARGEST_CONTENT: usize = 4 * 1024 * 1024;

/// The codes on all pages, in their order.
pub fn codes(file: &Document) -> Vec<Modules> {
    file.page_iter().flat_map(|page| on_page(file, page)).collect()
}

fn on_page(file: &Document, page: ObjectId) -> Vec<Modules> {
    let mut codes = Vec::new();
    for stream in file.get_page_contents(page) {
        let Ok(stream) = file.get_object(stream).and_then(Object::as_stream) else { continue };
        let Some(content) = unpacked(stream) else { continue };
        let shown = content.operations.iter().filter(|one| one.operator == "Do");
        for name in shown.filter_map(|one| one.operands.first()?.as_name().ok()) {
            codes.extend(form(file, page, name).and_then(squares));
        }
    }

    codes
}

fn unpacked(stream: &Stream) -> Option<Content> {
    let content = match stream.filters() {
        Ok(filters) if !filters.is_empty() => {
            stream.decompressed_content_with_limit(LARGEST_CONTENT).ok()?
        }
        _ => stream.content.clone(),
    };

    (content.len() <= LARGEST_CONTENT).then(|| Content::decode(&content).ok()).flatten()
}

/// The form of that name among a page's resources.
fn form<'a>(file: &'a Document, page: ObjectId, name: &[u8]) -> Option<&'a Stream> {
    let (own, inherited) = file.get_page_resources(page).ok()?;
    let inherited = inherited.into_iter().filter_map(|id| file.get_dictionary(id).ok());
    let found = own.into_iter().chain(inherited).find_map(|resources: &Dictionary| {
        let forms = file.dereference(resources.get(b"XObject").ok()?).ok()?.1.as_dict().ok()?;
        file.dereference(forms.get(name).ok()?).ok()?.1.as_stream().ok()
    })?;

    (found.dict.get(b"Subtype").and_then(Object::as_name).ok()? == b"Form").then_some(found)
}

/// The code a form draws; `None` where it draws anything but black squares in rows.
fn squares(form: &Stream) -> Option<Modules> {
    let content = unpacked(form)?;
    let mut runs = Vec::new();
    for operation in &content.operations {
        let numbers: Option<Vec<usize>> = operation.operands.iter().map(whole).collect();
        match (operation.operator.as_str(), numbers?.as_slice()) {
            ("g", [0]) | ("f", []) => {}
            ("re", [column, row, length, 1]) => runs.push((*column, *row, *length)),
            _ => return None,
        }
    }

    Modules::from_runs(&runs)
}

fn whole(number: &Object) -> Option<usize> {
    usize::try_from(number.as_i64().ok()?).ok().filter(|number| *number < 1000)
}
