//! `key`: the keys that certificates' codes are signed with, the page that checks them, and replacing a key.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::jobs::Key;
use super::{Failure, Invocation, output};
use crate::papers::verification_page;
use crate::register::signing::{KnownKey, Replaced};
use crate::seal::PublicKey;
use crate::text;

pub fn run(invocation: &Invocation, job: &Key) -> Result<ExitCode, Failure> {
    match job {
        Key::List => list(invocation),
        Key::Page { out } => page(invocation, out),
        Key::Replace { why } => {
            let why = match why.lost {
                true => Replaced::BecauseLost,
                false => Replaced::Routinely,
            };
            invocation.write()?.replace_key_because(why)?;
            list(invocation)
        }
        Key::Lost { key } => {
            let key =
                PublicKey::from_hexadecimal(key).ok_or_else(|| Failure::BadKey(key.to_owned()))?;
            invocation.write()?.lose_key(key)?;
            list(invocation)
        }
    }
}

#[derive(Serialize)]
struct Document {
    key: String,
    made_on: chrono::NaiveDate,
    lost_on: Option<chrono::NaiveDate>,
    in_use: bool,
}

impl Document {
    fn new(known: &KnownKey) -> Self {
        Self {
            key: known.key.hexadecimal(),
            made_on: known.made_on,
            lost_on: known.lost_on,
            in_use: known.is_in_use,
        }
    }
}

fn list(invocation: &Invocation) -> Result<ExitCode, Failure> {
    let keys = invocation.read()?.known_keys()?;
    if invocation.json {
        output::json(&keys.iter().map(Document::new).collect::<Vec<_>>());
        return Ok(ExitCode::SUCCESS);
    }
    for known in &keys {
        let (key, made) = (known.key.hexadecimal(), known.made_on.to_string());
        output::line(&match known.lost_on {
            Some(lost) => {
                let lost = lost.to_string();
                text!(invocation.language, "cli-key-lost", key = key, made = made, lost = lost)
            }
            None if known.is_in_use => {
                text!(invocation.language, "cli-key-in-use", key = key, made = made)
            }
            None => text!(invocation.language, "cli-key-replaced", key = key, made = made),
        });
    }

    Ok(ExitCode::SUCCESS)
}

fn page(invocation: &Invocation, out: &Path) -> Result<ExitCode, Failure> {
    let page = verification_page(&invocation.read()?, invocation.language)?;

    output::paper(invocation, out, &page.bytes)
}
