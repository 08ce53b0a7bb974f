//! A class as a file for somebody without the place, and what comes back.

use std::process::ExitCode;

use serde::Serialize;

use crate::cli::arguments::sharing::{Package, PackageBack};
use crate::cli::{Failure, Invocation, output};
use crate::exchange::package::{self, Returned};
use crate::i18n::Language;
use crate::register::Register;
use crate::register::sharing::Difference;
use crate::text;
use crate::{disk, messages};

#[derive(Serialize)]
struct PackageDocument {
    file: String,
    code: Option<String>,
}

/// `package`
pub fn package(invocation: &Invocation, arguments: &Package) -> Result<ExitCode, Failure> {
    let file = arguments.out.display().to_string();
    let written = |bytes: &[u8]| {
        disk::write_whole(&arguments.out, bytes)
            .map_err(|error| Failure::BadFile(arguments.out.clone(), error))
    };
    let code = match arguments.send_back {
        true => {
            let register = Register::open_read_only(&invocation.register, invocation.clock)?;
            written(&package::back(&register)?)?;
            None
        }
        false => {
            let mut register = invocation.write()?;
            let mut classes = Vec::new();
            for class in &arguments.class {
                classes.push(invocation.class(&register, class)?.id);
            }
            let name = arguments.whom.clone().unwrap_or_default();
            let made = package::make(&mut register, &classes, &name)?;
            written(&made.bytes)?;
            Some(made.code)
        }
    };
    if invocation.json {
        output::json(&PackageDocument { file, code });
        return Ok(ExitCode::SUCCESS);
    }
    match code {
        Some(code) => {
            output::line(&code);
            output::line(&text!(invocation.language, "cli-packaged", path = file));
        }
        None => output::line(&text!(invocation.language, "cli-file", path = file)),
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct BackDocument<'a> {
    name: &'a str,
    changes: usize,
    differences: Vec<DifferenceDocument>,
}

#[derive(Serialize)]
struct DifferenceDocument {
    about: String,
    field: String,
    before: String,
    after: String,
    /// Whether the two stand against each other then.
    unsettled: bool,
}

impl DifferenceDocument {
    fn of(language: Language, difference: &Difference) -> Self {
        let Difference { name, field, before, after, is_unsettled } = difference;
        let value = |value| messages::conflict::answer(language, name.entity, Some(field), value);

        Self {
            about: messages::conflict::about_row(language, name),
            field: messages::conflict::field_name(language, name.entity, field),
            before: value(before),
            after: value(after),
            unsettled: *is_unsettled,
        }
    }
}

/// `package-back`
pub fn package_back(invocation: &Invocation, arguments: &PackageBack) -> Result<ExitCode, Failure> {
    let bytes = disk::read_file(&arguments.file, package::LARGEST)
        .map_err(|error| Failure::NotRead(arguments.file.clone(), error))?;
    let mut register = invocation.write()?;
    let language = invocation.language;
    let Returned { whose, changes, differences } = package::look_at(&mut register, &bytes)?;
    let count = match arguments.dry_run {
        true => changes.len(),
        false => register.take_shared(&changes, &Default::default())?,
    };
    let name = whose.name.as_str();
    if invocation.json {
        let differences =
            differences.iter().map(|one| DifferenceDocument::of(language, one)).collect();
        output::json(&BackDocument { name, changes: count, differences });
        return Ok(ExitCode::SUCCESS);
    }
    for one in &differences {
        output::line(&messages::conflict::difference(language, one));
    }
    output::line(&match (arguments.dry_run, count) {
        (true, _) => text!(language, "cli-package-would-come-back", name = name, count = count),
        (false, 0) => text!(language, "cli-package-was-back", name = name),
        (false, _) => text!(language, "cli-package-came-back", name = name, count = count),
    });

    Ok(ExitCode::SUCCESS)
}
