//! `new`: an empty register from the shipped template.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::New;
use super::{Failure, Invocation, output};
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

pub fn run(invocation: &Invocation, arguments: &New) -> Result<ExitCode, Failure> {
    let mut template =
        Template::shipped(invocation.clock.today()).ok_or(Refusal::PeriodBackwards)?;
    if let Some(name) = &arguments.name {
        template.name = name.clone();
    }
    if let Some(target) = arguments.target {
        template.target = target;
    }
    if let Some(from) = &arguments.from {
        template.period.start = invocation.date(from)?;
    }
    if let Some(to) = &arguments.to {
        template.period.end = invocation.date(to)?;
    }
    let mut register = Register::create(
        &invocation.register,
        &template,
        &invocation.installation,
        invocation.clock,
    )?;
    register.work_as(&invocation.person)?;
    let path = invocation.register.display().to_string();
    if invocation.json {
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
            invocation.language,
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
