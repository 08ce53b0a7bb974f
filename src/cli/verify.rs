//! `verify`: whether certificates are genuine, and whether they still hold.

use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::arguments::Verify;
use super::{Failure, Invocation, output};
use crate::messages::verify::{claims, code, status, verdict};
use crate::register::signing::Checked;
use crate::seal::read;
use crate::seal::{PREFIX, PublicKey};
use crate::text;

#[derive(Serialize)]
struct Document {
    valid: bool,
    certificates: Vec<Certificate>,
}

#[derive(Serialize)]
struct Certificate {
    valid: bool,
    serial: Option<String>,
    status: &'static str,
    code: &'static str,
    reason: String,
    content: Option<Content>,
}

#[derive(Serialize)]
struct Content {
    kind: &'static str,
    name: String,
    course: String,
    issuer: String,
    attended_minutes: u32,
    planned_minutes: u32,
    issued_on: NaiveDate,
}

/// Exit status 0 where every certificate is valid.
pub fn run(invocation: &Invocation, arguments: &Verify) -> Result<ExitCode, Failure> {
    let found = codes(&arguments.what)?;
    let mut checked = Vec::with_capacity(found.len());
    match &arguments.key {
        Some(key) => {
            let key =
                PublicKey::from_hexadecimal(key).ok_or_else(|| Failure::BadKey(key.to_owned()))?;
            checked.extend(found.iter().map(|code| Checked::with_key(code, key)));
        }
        None => {
            let register = invocation.read()?;
            for code in &found {
                checked.push(register.check_code(code)?);
            }
        }
    }
    let certificates: Vec<_> =
        checked.iter().map(|checked| certificate(invocation, checked)).collect();
    let valid = certificates.iter().all(|certificate| certificate.valid);
    let document = Document { valid, certificates };
    if invocation.json {
        output::json(&document);
    } else {
        for certificate in &document.certificates {
            output::line(&certificate.reason);
        }
        output::line(&text!(invocation.language, "verify-limits"));
    }

    Ok(if valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn codes(what: &str) -> Result<Vec<String>, Failure> {
    if what.trim().starts_with(PREFIX) {
        return Ok(read::pasted(what));
    }
    let path = Path::new(what);
    match read::at(path) {
        // What is neither a code nor a file is most likely a code that was cut.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !looks_like_path(what) => {
            Ok(read::pasted(what))
        }
        Err(error) => Err(Failure::NotRead(path.to_owned(), error)),
        Ok(found) => found.map_err(|why| Failure::NoCode(path.to_owned(), why)),
    }
}

fn looks_like_path(what: &str) -> bool {
    what.contains(['/', '\\'])
        || Path::new(what).extension().is_some_and(|ending| ending.len() <= 4)
}

fn certificate(invocation: &Invocation, checked: &Checked) -> Certificate {
    let status = status(checked);
    let mut reason = verdict(invocation.language, checked);
    let (serial, content) = match checked {
        Checked::Broken(_) => (None, None),
        Checked::Signed { claim, .. }
        | Checked::Differs { claim, .. }
        | Checked::Unconfirmed { claim }
        | Checked::Genuine { claim } => {
            reason = format!("{reason} {}", claims(invocation.language, claim));
            let content = Content {
                kind: claim.kind.code(),
                name: claim.name.clone(),
                course: claim.course.clone(),
                issuer: claim.issuer.clone(),
                attended_minutes: claim.attended.0,
                planned_minutes: claim.planned.0,
                issued_on: claim.issued_on,
            };
            (Some(claim.serial.to_string()), Some(content))
        }
    };

    let valid = matches!(code(checked), "valid" | "genuine");

    Certificate { valid, serial, status, code: code(checked), reason, content }
}
