//! A folder on a WebDAV server (RFC 4918): Nextcloud, SharePoint, Apache and others. Five verbs are enough. A file is put aside
//! and moved to its place, so that nobody finds half of one.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use base64::prelude::{BASE64_STANDARD, Engine};
use quick_xml::events::Event;
use quick_xml::reader::NsReader;
use url::Url;

use super::http::Http;
use super::{Login, Store, StoreError};

/// What is asked of a folder: which of its entries are there, and nothing of them.
const ENTRIES: &[u8] =
    br#"<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>"#;

/// A folder on a server.
#[derive(Debug)]
pub struct WebDav {
    http: Http,
    /// Without a slash at the end.
    root: String,
    /// The folders that are known to be there.
    made: Mutex<BTreeSet<String>>,
}

impl WebDav {
    /// The folder, which is there.
    ///
    /// # Errors
    /// It is not, or may not be looked at.
    pub fn open(root: &Url, login: Option<&Login>) -> Result<Self, StoreError> {
        let authorization = login.map(|login| {
            let mut pair = Vec::new();
            // Memory does not fail.
            let _ = write!(pair, "{}:{}", login.user, login.password);
            format!("Basic {}", BASE64_STANDARD.encode(pair))
        });
        let place = Self {
            http: Http::new(authorization),
            root: root.as_str().trim_end_matches('/').to_owned(),
            made: Mutex::default(),
        };
        let found = place.http.ask("PROPFIND", &place.folder(""), &depth("0"), ENTRIES)?;
        match found.status {
            207 => Ok(place),
            // It answers, and is no such server.
            200 | 405 | 501 => Err(StoreError::Missing),
            _ => Err(found.refusal()),
        }
    }

    fn file(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }

    fn folder(&self, path: &str) -> String {
        match path.is_empty() {
            true => format!("{}/", self.root),
            false => format!("{}/{path}/", self.root),
        }
    }

    /// Makes a folder and those above it.
    fn make(&self, folder: &str) -> Result<(), StoreError> {
        let mut path = String::new();
        for part in folder.split('/') {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(part);
            if self.made.lock().unwrap_or_else(PoisonError::into_inner).contains(&path) {
                continue;
            }
            let made = self.http.ask("MKCOL", &self.folder(&path), &[], &[])?;
            // One that is there already can't be made.
            if !made.is_done() && made.status != 405 {
                return Err(made.refusal());
            }
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
        }

        Ok(())
    }
}

fn depth(depth: &str) -> [(&str, &str); 2] {
    [("depth", depth), ("content-type", "application/xml")]
}

impl Store for WebDav {
    fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let answer = self.http.ask("PROPFIND", &self.folder(folder), &depth("1"), ENTRIES)?;
        match answer.status {
            207 => Ok(entries(&answer.body, folder.rsplit('/').next().unwrap_or_default())
                .ok_or(StoreError::Refused(207))?),
            404 => Ok(Vec::new()),
            _ => Err(answer.refusal()),
        }
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let answer = self.http.ask("GET", &self.file(path), &[], &[])?;
        match answer.status {
            200 => Ok(Some(answer.body)),
            404 | 410 => Ok(None),
            _ => Err(answer.refusal()),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make(folder)?;
        }
        let aside = format!("{}.part", self.file(path));
        let put = self.http.ask("PUT", &aside, &[], bytes)?;
        if !put.is_done() {
            // Somebody may have taken the folder away since it was made.
            self.made.lock().unwrap_or_else(PoisonError::into_inner).clear();
            return Err(put.refusal());
        }
        let to = self.file(path);
        let moved =
            self.http.ask("MOVE", &aside, &[("destination", &to), ("overwrite", "T")], &[])?;
        // Where the answer got lost it has been moved already.
        let is_there = moved.is_done() || (moved.status == 404 && self.read(path)?.is_some());

        if is_there { Ok(()) } else { Err(moved.refusal()) }
    }

    fn delete(&self, path: &str) -> Result<(), StoreError> {
        let answer = self.http.ask("DELETE", &self.file(path), &[], &[])?;
        match answer.is_done() || matches!(answer.status, 404 | 410) {
            true => Ok(()),
            false => Err(answer.refusal()),
        }
    }
}

/// The names in a folder, by what the server says of it; `None` where that is nothing to be read.
fn entries(told: &[u8], folder: &str) -> Option<Vec<String>> {
    let mut reader = NsReader::from_reader(told);
    let mut names = BTreeSet::new();
    let mut is_address = false;
    let mut is_first = true;
    let mut address = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) if element.local_name().as_ref() == "href" => {
                is_address = true;
                address.clear();
            }
            Event::Text(text) if is_address => address.push_str(&text.xml10_content()),
            Event::End(element) if element.local_name().as_ref() == "href" => {
                is_address = false;
                let path = address.trim().trim_end_matches('/');
                let name = path.rsplit('/').next().unwrap_or_default();
                // The folder itself is one of them, mostly the first.
                if !(is_first && (name == folder || folder.is_empty())) {
                    names.insert(name.to_owned());
                }
                is_first = false;
            }
            Event::Eof => return Some(names.into_iter().filter(|name| !name.is_empty()).collect()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_in_a_folder_are_read_whatever_prefix_the_server_gives() {
        for prefix in ["D:", "d:", ""] {
            let told = format!(
                r#"<?xml version="1.0"?><{prefix}multistatus xmlns:D="DAV:" xmlns:d="DAV:" xmlns="DAV:">
                <{prefix}response><{prefix}href>/place/v1/</{prefix}href></{prefix}response>
                <{prefix}response><{prefix}href>/place/v1/heads/</{prefix}href></{prefix}response>
                <{prefix}response><{prefix}href>http://host/place/v1/register</{prefix}href></{prefix}response>
                </{prefix}multistatus>"#
            );
            assert_eq!(entries(told.as_bytes(), "v1").unwrap(), ["heads", "register"]);
        }
        assert_eq!(entries(b"<html", "v1"), None);
    }
}
