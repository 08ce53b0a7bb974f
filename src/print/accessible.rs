//! Finishes a file so that screen readers and archives can rely on it: PDF/A-2a (ISO 19005-2) and PDF/UA-1
//! (ISO 14289-1). Adds the structure tree, the language, the description of the file (XMP) and the colour profile.

use std::io::Write;
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::About;
use super::font::MILLIMETRES_PER_POINT;
use super::structure::{Child, Element, Role};
use crate::seal::NAMESPACE;

const PROGRAM: &str = concat!("Kursliggaren ", env!("CARGO_PKG_VERSION"));

/// sRGB, for everything that is drawn in red, green and blue; packed once, since every file has it.
static PROFILE: LazyLock<Stream> = LazyLock::new(|| {
    let profile = moxcms::ColorProfile::new_srgb().encode().unwrap_or_default();
    match packed(&profile) {
        Some(packed) => Stream::new(dictionary! { "N" => 3, "Filter" => "FlateDecode" }, packed),
        None => Stream::new(dictionary! { "N" => 3 }, profile),
    }
});

/// Finishes the file; its bytes. `outlines` is what each page says.
pub fn finish(file: &mut Document, about: &About, outlines: Vec<Vec<Element>>) -> Vec<u8> {
    file.version = "1.7".to_owned();
    let tree = structure(file, outlines);
    let metadata = metadata(file, about);
    let intent = output_intent(file);
    describe(file, about);
    identify(file, about);
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("Lang", text(about.language.code()));
        catalog.set("MarkInfo", dictionary! { "Marked" => true });
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
        catalog.set("StructTreeRoot", tree);
        catalog.set("Metadata", metadata);
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    compress(file);
    let mut bytes = Vec::new();
    // Object streams would save a tenth of a batch and take a third more memory. Writing to memory does not fail; an empty
    // file would be noticed by whoever writes it.
    let _ = file.save_to(&mut bytes);

    bytes
}

/// Packs the streams, on all processors. The best packing takes four times as long for a few percent.
fn compress(file: &mut Document) {
    file.objects.par_iter_mut().for_each(|(_, object)| {
        let Object::Stream(stream) = object else { return };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            return;
        }
        if let Some(packed) = packed(&stream.content) {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    });
}

/// Bytes packed as PDF's `FlateDecode`; `None` where they don't become fewer.
pub fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let level = flate2::Compression::new(6);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).ok()?;
    let mut packed = encoder.finish().ok()?;
    packed.shrink_to_fit();

    (packed.len() < bytes.len()).then_some(packed)
}

/// A text as PDF has it outside of pages: UTF-16 with a byte order mark.
pub fn utf16(text: &str) -> Vec<u8> {
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

fn text(text: &str) -> Object {
    match text.is_ascii() {
        true => Object::string_literal(text),
        false => Object::String(utf16(text), StringFormat::Hexadecimal),
    }
}

/// The structure tree of all pages, and the way from marked content back to it.
fn structure(file: &mut Document, outlines: Vec<Vec<Element>>) -> ObjectId {
    let pages: Vec<ObjectId> = file.page_iter().collect();
    let root = file.new_object_id();
    let document = file.new_object_id();
    let mut parts = Vec::with_capacity(outlines.len());
    let mut parents = Vec::with_capacity(outlines.len() * 2);
    for (index, (page, outline)) in pages.iter().zip(outlines).enumerate() {
        let mut marks = Vec::new();
        for element in outline {
            let id = add(file, element, document, *page, &mut marks);
            parts.push(id.into());
        }
        let marks = marks.into_iter().map(Object::Reference).collect::<Vec<_>>();
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        parents.push(index.into());
        parents.push(file.add_object(marks).into());
        if let Ok(page) = file.get_object_mut(*page).and_then(Object::as_dict_mut) {
            page.set("StructParents", index);
            page.set("Tabs", "S");
            // Boxes that say what the media box says, and a list of no links.
            for key in [&b"TrimBox"[..], b"CropBox", b"Annots"] {
                page.remove(key);
            }
        }
    }
    file.objects
        .insert(document, dictionary! { "S" => "Document", "P" => root, "K" => parts }.into());
    let tree = file.add_object(dictionary! { "Nums" => parents });
    let next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    file.objects.insert(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => document,
            "ParentTree" => tree,
            "ParentTreeNextKey" => next,
        }
        .into(),
    );

    root
}

fn add(
    file: &mut Document,
    element: Element,
    parent: ObjectId,
    page: ObjectId,
    marks: &mut Vec<ObjectId>,
) -> ObjectId {
    let id = file.new_object_id();
    let mut children = Vec::with_capacity(element.children.len());
    for child in element.children {
        children.push(match child {
            Child::Element(element) => add(file, element, id, page, marks).into(),
            Child::Content(mark) => {
                let place = mark as usize;
                marks.resize(marks.len().max(place + 1), id);
                marks[place] = id;
                Object::Integer(mark.into())
            }
        });
    }
    let mut entry = dictionary! { "S" => element.role.name(), "P" => parent };
    match children.pop() {
        Some(only) if children.is_empty() => entry.set("K", only),
        Some(last) => {
            children.push(last);
            entry.set("K", children);
        }
        None => {}
    }
    if element.role.holds_content() {
        entry.set("Pg", page);
    }
    if let Some(language) = element.language {
        entry.set("Lang", text(language.code()));
    }
    describe_role(&element.role, &mut entry, page_height(file, page));
    file.objects.insert(id, entry.into());

    id
}

fn page_height(file: &Document, page: ObjectId) -> f32 {
    file.get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(Object::as_array)
        .ok()
        .and_then(|box_of| box_of.get(3)?.as_float().ok())
        .unwrap_or_default()
}

fn describe_role(role: &Role, entry: &mut Dictionary, page_height: f32) {
    match role {
        Role::ColumnHeader => entry.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::RowHeader => entry.set("A", dictionary! { "O" => "Table", "Scope" => "Row" }),
        Role::Figure { alternative, place } => {
            entry.set("Alt", text(alternative));
            let points = |millimetres: f32| millimetres / MILLIMETRES_PER_POINT;
            let top = page_height - points(place.y);
            let (left, right) = (points(place.x), points(place.x + place.width));
            let box_of = [left, top - points(place.height), right, top].map(Object::Real).to_vec();
            let layout = dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => box_of };
            entry.set("A", layout);
        }
        _ => {}
    }
}

/// The old way to describe a file, which must say what XMP says.
fn describe(file: &mut Document, about: &About) {
    let made = Object::string_literal(about.date.format("D:%Y%m%d000000Z").to_string());
    let info = file.add_object(dictionary! {
        "Title" => text(&about.title),
        "Creator" => text(PROGRAM),
        "Producer" => text(PROGRAM),
        "CreationDate" => made.clone(),
        "ModDate" => made,
    });
    if let Ok(old) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.objects.remove(&old);
    }
    file.trailer.set("Info", info);
}

/// The same pages have the same identity, whenever they are printed.
fn identify(file: &mut Document, about: &About) {
    let mut digest = Sha256::new();
    digest.update(&about.title);
    for code in &about.codes {
        digest.update(code);
    }
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
}

fn output_intent(file: &mut Document) -> Dictionary {
    let profile = file.add_object(PROFILE.clone());

    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
}

/// The description of the file (XMP, ISO 16684-1), with the codes that stand on its pages.
fn metadata(file: &mut Document, about: &About) -> ObjectId {
    let made = about.date.format("%Y-%m-%dT00:00:00Z");
    let title = escaped(&about.title);
    let language = about.language.code();
    let codes: String =
        about.codes.iter().map(|code| format!("<rdf:li>{}</rdf:li>", escaped(code))).collect();
    let codes = match codes.is_empty() {
        true => codes,
        false => format!("<certificate:codes><rdf:Seq>{codes}</rdf:Seq></certificate:codes>"),
    };
    let schemas = SCHEMAS.replace("{namespace}", NAMESPACE);
    let xmp = format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:certificate="{NAMESPACE}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate><xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<pdf:Producer>{PROGRAM}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
{codes}</rdf:Description>
{schemas}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
    );
    let mut stream =
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into_bytes());
    // Left plain, so that any program finds it.
    stream.allows_compression = false;

    file.add_object(stream)
}

/// PDF/A asks that properties it does not know are described in the file.
const SCHEMAS: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Certificate codes</pdfaSchema:schema><pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>certificate</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>codes</pdfaProperty:name><pdfaProperty:valueType>Seq Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>The signed code of the certificate on each page</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
