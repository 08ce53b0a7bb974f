//! A bucket that speaks S3. Objects come whole or not at all, and a prefix takes the place of a folder.

use std::time::Duration;

use rusty_s3::actions::{ListObjectsV2, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};
use url::Url;

use super::http::{Answer, Http};
use super::{Login, Store, StoreError};

/// How long a request is good for once it is signed.
const SIGNED_FOR: Duration = Duration::from_secs(15 * 60);
/// The region where a server has none of its own.
const REGION: &str = "us-east-1";

/// A prefix of a bucket.
#[derive(Debug)]
pub struct S3 {
    http: Http,
    bucket: Bucket,
    /// Empty, or with a slash at the end.
    prefix: String,
    credentials: Option<Credentials>,
}

impl S3 {
    /// The place, where the bucket is there.
    ///
    /// # Errors
    /// It is not, or may not be looked at.
    pub fn open(address: &Url, login: Option<&Login>) -> Result<Self, StoreError> {
        let path = address.path().trim_matches('/');
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        let mut server = address.clone();
        server.set_path("/");
        let region = region(address.host_str().unwrap_or_default());
        let bucket = Bucket::new(server, UrlStyle::Path, name.to_owned(), region)
            .map_err(|_| StoreError::Missing)?;
        let prefix = match prefix.is_empty() {
            true => String::new(),
            false => format!("{prefix}/"),
        };
        let credentials =
            login.map(|login| Credentials::new(login.user.clone(), login.password.clone()));
        let place = Self { http: Http::new(None), bucket, prefix, credentials };
        place.page("v1", None, Some(1))?;

        Ok(place)
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn page(
        &self,
        folder: &str,
        after: Option<String>,
        most: Option<usize>,
    ) -> Result<Answer, StoreError> {
        let mut list: ListObjectsV2<'_> = self.bucket.list_objects_v2(self.credentials.as_ref());
        let prefix = match folder.is_empty() {
            true => self.prefix.clone(),
            false => format!("{}/", self.key(folder)),
        };
        list.with_prefix(prefix);
        list.with_delimiter("/");
        if let Some(after) = after {
            list.with_continuation_token(after);
        }
        if let Some(most) = most {
            list.with_max_keys(most);
        }
        let answer = self.http.ask("GET", list.sign(SIGNED_FOR).as_str(), &[], &[])?;

        if answer.is_done() { Ok(answer) } else { Err(answer.refusal()) }
    }
}

/// The region in a server's name, as Amazon's servers have it (`s3.eu-north-1.amazonaws.com`).
fn region(host: &str) -> String {
    let named = host.strip_prefix("s3.").and_then(|rest| rest.strip_suffix(".amazonaws.com"));

    named.unwrap_or(REGION).to_owned()
}

impl Store for S3 {
    fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        let mut after = None;
        loop {
            let answer = self.page(folder, after, None)?;
            let told = String::from_utf8_lossy(&answer.body);
            let page =
                ListObjectsV2::parse_response(&told).map_err(|_| StoreError::Refused(200))?;
            let keys = page.contents.iter().map(|object| object.key.as_str());
            let folders = page.common_prefixes.iter().map(|folder| folder.prefix.as_str());
            for key in keys.chain(folders) {
                let key = key.trim_end_matches('/');
                names.extend(key.rsplit('/').next().map(str::to_owned));
            }
            after = page.next_continuation_token;
            if after.is_none() {
                names.sort_unstable();
                return Ok(names);
            }
        }
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let key = self.key(path);
        let get = self.bucket.get_object(self.credentials.as_ref(), &key);
        let answer = self.http.ask("GET", get.sign(SIGNED_FOR).as_str(), &[], &[])?;
        match answer.status {
            200 => Ok(Some(answer.body)),
            404 => Ok(None),
            _ => Err(answer.refusal()),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let key = self.key(path);
        let put = self.bucket.put_object(self.credentials.as_ref(), &key);
        let answer = self.http.ask("PUT", put.sign(SIGNED_FOR).as_str(), &[], bytes)?;

        if answer.is_done() { Ok(()) } else { Err(answer.refusal()) }
    }

    fn delete(&self, path: &str) -> Result<(), StoreError> {
        let key = self.key(path);
        let delete = self.bucket.delete_object(self.credentials.as_ref(), &key);
        let answer = self.http.ask("DELETE", delete.sign(SIGNED_FOR).as_str(), &[], &[])?;
        match answer.is_done() || answer.status == 404 {
            true => Ok(()),
            false => Err(answer.refusal()),
        }
    }
}
