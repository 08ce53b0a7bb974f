//! A PDF that is whole but for its description, a page's content and a form, which are anything.
#![no_main]

use kursliggaren::seal::read;
use kursliggaren_fuzz::pieces;
use libfuzzer_sys::fuzz_target;
use lopdf::{Document, Object, Stream, dictionary};

fuzz_target!(|input: &[u8]| {
    let [description, content, form] = pieces(input);
    let mut file = Document::with_version("1.7");
    let form = file.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form" },
        form.to_vec(),
    ));
    let content = file.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let pages = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "XObject" => dictionary! { "X0" => form } },
    });
    let kids: Vec<Object> = vec![page.into()];
    file.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let about = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = file.add_object(Stream::new(about, description.to_vec()));
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata };
    let catalog = file.add_object(catalog);
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    if file.save_to(&mut bytes).is_ok() {
        let _ = read::file(&bytes);
    }
});
