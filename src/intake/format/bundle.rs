//! Several files in one: a packed folder, a folder, a mail with attachments. Tables that belong together are joined, lists
//! are put beside each other as the sheets of one file.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::archive::Archive;
use super::{Outside, classic_sync, decode, exchange, persons, read_capped, sheets};
use crate::domain::student::fold;
use crate::intake::{
    Beside, Error, LARGEST_FILE, MOST_CELLS, MOST_ROWS, MOST_SHEETS, Passed, Sheet,
};

/// A file among others.
pub(super) struct Member {
    /// Its path among them.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Whether a file may be a list, by its name; what a system puts beside others is none.
pub(super) fn may_be_a_list(path: &str) -> bool {
    const ENDINGS: [&str; 21] = [
        "csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "odt", "docx", "htm",
        "html", "mht", "mhtml", "xml", "json", "vcf", "pdf", "doc", "rtf",
    ];
    let path = path.to_lowercase();
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_of_the_system = path.starts_with("__macosx/") || file.starts_with(['.', '~']);

    !is_of_the_system && file.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Reads the lists of a packed folder.
pub(super) fn read_archive(mut archive: Archive) -> Result<Vec<Sheet>, Error> {
    let mut members = Vec::new();
    let mut locked = Vec::new();
    // Tables that belong together come with others that say nothing of students and classes.
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(Into::into).map_err(|_| Error::Damaged))
        .collect::<Result<_, _>>()?;
    let is_exchange = names.iter().any(|name| exchange::is_table_of_persons(name));
    for (index, name) in names.into_iter().enumerate() {
        if !may_be_a_list(&name) || is_exchange && !exchange::is_table(&name) {
            continue;
        }
        let Ok(mut entry) = archive.by_index(index) else {
            locked.push(name);
            continue;
        };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|_| Error::Damaged)?;
        members.push(Member { name, bytes });
    }
    let mut sheets = read(members)?;
    pass(&mut sheets, locked.iter().map(String::as_str));

    Ok(sheets)
}

/// Reads a folder of tables that belong together, or of an interface's pages. A folder of anything else is no list.
pub(super) fn read_folder(path: &Path) -> Result<Vec<Sheet>, Error> {
    let unreadable = |error| Error::Unreadable(path.to_owned(), Arc::new(error));
    let mut members = Vec::new();
    let mut size = 0;
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase());
        let belongs = |name: &String| {
            exchange::is_table(name) || classic_sync::is_table(name) || name.ends_with(".json")
        };
        let Some(name) = name.filter(belongs) else { continue };
        let bytes = read_capped(&file)?;
        size += bytes.len() as u64;
        if size > LARGEST_FILE {
            return Err(Error::TooLarge);
        }
        members.push(Member { name, bytes });
    }
    match joined(&members)? {
        Some(sheet) => Ok(vec![sheet]),
        None => Err(Error::Folder(path.to_owned())),
    }
}

/// Reads files that came together.
pub(super) fn read(members: Vec<Member>) -> Result<Vec<Sheet>, Error> {
    if members.len() > MOST_SHEETS {
        return Err(Error::TooLarge);
    }
    if let Some(sheet) = joined(&members)? {
        return Ok(vec![sheet]);
    }
    let is_only = members.len() == 1;
    let mut all: Vec<Sheet> = Vec::new();
    let mut passed = Vec::new();
    let mut first_error = None;
    for Member { name, bytes } in members {
        match sheets(bytes, Outside::Holder) {
            Ok(read) if is_only => all.extend(read),
            Ok(read) => all.extend(read.into_iter().map(|sheet| named(sheet, stem(&name)))),
            Err(error) => {
                passed.push(name);
                first_error = first_error.or(Some(error));
            }
        }
        let rows: usize = all.iter().map(|sheet| sheet.rows.len()).sum();
        let cells: usize =
            all.iter().flat_map(|sheet| &sheet.rows).map(|row| row.cells.len()).sum();
        if cells > MOST_CELLS {
            return Err(Error::TooLarge);
        }
        if rows > 2 * MOST_ROWS {
            return Err(Error::TooManyRows);
        }
    }
    if all.is_empty() {
        return Err(first_error.unwrap_or(Error::NotAList));
    }
    pass(&mut all, passed.iter().map(String::as_str));

    Ok(all)
}

/// The list that tables or pages which belong together make; `None` where they don't.
fn joined(members: &[Member]) -> Result<Option<Sheet>, Error> {
    let tables = || members.iter().map(|member| (member.name.as_str(), member.bytes.as_slice()));
    if members.iter().any(|member| exchange::is_table_of_persons(&member.name)) {
        return exchange::join(tables()).map(Some);
    }
    if classic_sync::is_one(members.iter().map(|member| member.name.as_str())) {
        return classic_sync::join(tables()).map(Some);
    }
    let pages: Vec<&Member> = members.iter().filter(|one| one.name.ends_with(".json")).collect();
    if pages.is_empty() {
        return Ok(None);
    }
    let texts: Vec<String> =
        pages.iter().map(|page| decode::decode(&page.bytes)).collect::<Result<_, _>>()?;

    persons::read(&texts).map(Some)
}

/// A sheet called what its file is called, so that its rows can be told from the others'.
fn named(mut sheet: Sheet, file: &str) -> Sheet {
    sheet.name = match is_by_itself(&sheet.name) {
        true => file.to_owned(),
        false => format!("{file}, {}", sheet.name),
    };
    let name: Arc<str> = Arc::from(sheet.name.as_str());
    for row in &mut sheet.rows {
        row.sheet = Arc::clone(&name);
    }

    sheet
}

/// Whether a sheet is called nothing, or what spreadsheets call their sheets by themselves.
pub(super) fn is_by_itself(name: &str) -> bool {
    let folded = fold(name);
    let words = ["blad", "sheet", "ark", "taul", "tabell"];

    name.is_empty() || words.iter().any(|word| folded.starts_with(word))
}

/// A file's name without its folder and its ending.
fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);

    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Notes files that were passed over, to be told with each list.
fn pass<'a>(sheets: &mut [Sheet], names: impl Iterator<Item = &'a str>) {
    for name in names {
        let name: Arc<str> = Arc::from(name.rsplit(['/', '\\']).next().unwrap_or(name));
        for sheet in &mut *sheets {
            sheet.beside.push(Beside { name: Arc::clone(&name), why: Passed::Unreadable });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::intake::{lists, read_bytes};

    fn packed(members: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }

        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn packed_lists_with_the_same_headings_are_one() {
        let bytes = packed(&[
            ("listor/SA26A.csv", "Förnamn;Efternamn\nAlva;Ek\n"),
            ("listor/EK26B.csv", "Förnamn;Efternamn\nNoel;Fors\n"),
            ("__MACOSX/listor/._SA26A.csv", "\0\0"),
            ("brev.pdf", "%PDF-1.4"),
        ]);
        let lists = lists(read_bytes(bytes).unwrap()).unwrap();

        assert_eq!(lists.len(), 1);
        let sheets: Vec<&str> = lists[0].0.rows.iter().map(|row| row.sheet.as_ref()).collect();
        assert_eq!(sheets, ["SA26A", "SA26A", "EK26B", "EK26B"]);
        assert_eq!(lists[0].0.beside[0].name.as_ref(), "brev.pdf");
    }

    #[test]
    fn a_packed_file_in_a_packed_file_is_no_list() {
        let inner = packed(&[("SA26A.csv", "Namn\nAlva Ek\n")]);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("a.csv", zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&inner).unwrap();

        assert!(matches!(read_bytes(archive.finish().unwrap().into_inner()), Err(Error::NotAList)));
    }
}
