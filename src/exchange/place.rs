//! The address of a place.

use std::fmt;
use std::path::PathBuf;

use url::{Host, Url};

use super::ExchangeError;
use super::store::{Folder, Login, S3, Store, StoreError, WebDav};

/// Where a register is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder.
    Folder(PathBuf),
    /// A folder on a WebDAV server.
    WebDav(Url),
    /// A prefix of a bucket that speaks S3: server, bucket, prefix.
    S3(Url),
}

impl Place {
    /// Reads an address: a folder, `webdav+https://HOST/PATH` or `s3+https://HOST/BUCKET/PREFIX`.
    ///
    /// # Errors
    /// It is none, or has a password in it, or the line would not be encrypted ([`ExchangeError::NoPlace`]).
    pub fn read(address: &str) -> Result<Self, ExchangeError> {
        let address = address.trim();
        let none = || ExchangeError::NoPlace(without_password(address));
        if let Some((kind, rest)) = address.split_once('+')
            && rest.contains("://")
        {
            let url = Url::parse(rest).ok().filter(is_usable).ok_or_else(none)?;
            return match kind {
                "webdav" => Ok(Self::WebDav(url)),
                "s3" if url.path().len() > 1 => Ok(Self::S3(url)),
                _ => Err(none()),
            };
        }
        if address.is_empty() || address.contains("://") {
            return Err(none());
        }
        let path = PathBuf::from(address);
        // Whoever reads it later may stand in another folder.
        let path = std::path::absolute(&path).unwrap_or(path);

        Ok(Self::Folder(path))
    }

    /// Whether one says there who one is.
    pub fn needs_login(&self) -> bool {
        !matches!(self, Self::Folder(_))
    }

    /// Opens it.
    ///
    /// # Errors
    /// It is not there, can't be reached or refuses.
    pub fn open(&self, login: Option<&Login>) -> Result<Box<dyn Store>, StoreError> {
        match self {
            Self::Folder(path) => Ok(Box::new(Folder::open(path)?)),
            Self::WebDav(url) => Ok(Box::new(WebDav::open(url, login)?)),
            Self::S3(url) => Ok(Box::new(S3::open(url, login)?)),
        }
    }
}

/// Whether an address says where and nothing else, and the line is encrypted or does not leave this computer.
fn is_usable(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    let is_private = url.scheme() == "https" || (url.scheme() == "http" && is_here);

    is_private
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

/// An address as it may be shown.
fn without_password(address: &str) -> String {
    match (address.find("://"), address.rfind('@')) {
        (Some(start), Some(end)) if start + 3 < end => {
            format!("{}…{}", &address[..start + 3], &address[end..])
        }
        _ => address.to_owned(),
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(formatter, "{}", path.display()),
            Self::WebDav(url) => write!(formatter, "webdav+{url}"),
            Self::S3(url) => write!(formatter, "s3+{url}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_and_hold_no_password() {
        for address in [
            "webdav+https://moln.example.se/remote.php/dav/files/asa/kurs",
            "s3+https://s3.eu-north-1.amazonaws.com/kurs/liggare",
            "webdav+http://127.0.0.1:8080/",
        ] {
            assert_eq!(Place::read(address).unwrap().to_string(), address);
        }
        for address in [
            "",
            "https://moln.example.se/kurs",
            "ftp+https://moln.example.se/kurs",
            "webdav+http://moln.example.se/kurs",
            "webdav+https://",
            "s3+https://host",
            "webdav+https://host/?x=1",
        ] {
            assert!(matches!(Place::read(address), Err(ExchangeError::NoPlace(_))), "{address}");
        }
        let Err(ExchangeError::NoPlace(shown)) = Place::read("webdav+https://asa:hemligt@host/a")
        else {
            panic!("a password in an address");
        };
        assert_eq!(shown, "webdav+https://…@host/a");
    }
}
