//! `new`: an empty register from the shipped template.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::New;
use super::{Desk, Failure, output};
use crate::register::programme::Template;
use crate::register::{Refusal, Register};
use crate::text;

#[derive(Serialize)]
struct Document {
    register: String,
    programme: String,
    course: String,
    target: u32,
    from: String,
    to: String,
}

pub fn run(desk: &Desk, arguments: &New) -> Result<ExitCode, Failure> {
    let mut template = Template::shipped(desk.clock.today()).ok_or(Refusal::PeriodBackwards)?;
    if let Some(name) = &arguments.name {
        template.name = name.clone();
    }
    if let Some(target) = arguments.target {
        template.target = target;
    }
    if let Some(from) = &arguments.from {
        template.period.start = desk.date(from)?;
    }
    if let Some(to) = &arguments.to {
        template.period.end = desk.date(to)?;
    }
    let mut register = Register::create(&desk.register, &template, &desk.installation, desk.clock)?;
    register.work_as(&desk.person)?;
    let path = desk.register.display().to_string();
    if desk.json {
        output::json(&Document {
            register: path,
            programme: template.name,
            course: template.course,
            target: template.target,
            from: template.period.start.to_string(),
            to: template.period.end.to_string(),
        });
    } else {
        output::line(&text!(
            desk.language,
            "cli-created",
            name = template.name.as_str(),
            path = path,
            target = template.target,
            from = template.period.start.to_string(),
            to = template.period.end.to_string()
        ));
    }

    Ok(ExitCode::SUCCESS)
}
