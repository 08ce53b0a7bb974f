//! `student`: adding, editing, moving, leaving, exempting, protecting, and who is one with whom.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::jobs::{Particulars, Student, Who};
use super::{Failure, Invocation, output};
use crate::domain::{ClassId, Protection, StudentId};
use crate::papers::person::extract;
use crate::register::Register;
use crate::register::erasure::JoinedElsewhere;
use crate::register::student::{Particular, StudentDetails};
use crate::{messages, text};

pub fn run(invocation: &Invocation, job: &Student) -> Result<ExitCode, Failure> {
    match job {
        Student::Add { class, particulars, from } => {
            let from = invocation.day(from.as_deref())?;
            let mut details = StudentDetails::default();
            fill(invocation, &mut details, particulars)?;
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let from = (class.held > 0 || from.is_some())
                .then(|| from.unwrap_or(invocation.clock.today()));
            let (report, student) = register.add_student(class.id, &details, from)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Edit { who, particulars } => {
            let mut register = invocation.write()?;
            let (student, _) = find(invocation, &register, who)?;
            let mut details = register.student(student)?.details;
            fill(invocation, &mut details, particulars)?;
            let report = register.edit_student(student, &details)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Move { who, to, date } => {
            let date = invocation.day(date.as_deref())?.unwrap_or(invocation.clock.today());
            let mut register = invocation.write()?;
            let (student, class) = find(invocation, &register, who)?;
            let to = invocation.class(&register, to)?;
            let from = match class {
                Some(class) => Some(class),
                None => register.student(student)?.enrolled.first().map(|one| one.standing.class),
            };
            let report = register.move_students(&[(student, from)], to.id, date)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Leave { students, class, date } => {
            let date = invocation.day(date.as_deref())?.unwrap_or(invocation.clock.today());
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let named = students.iter().map(|name| register.find_member_named(class.id, name));
            let leaving: Vec<StudentId> = named.collect::<Result<_, _>>()?;
            let report = register.leave_class(&leaving, class.id, date)?;
            output::changed(invocation, &register, &report, None)
        }
        Student::Join { student, class, date } => {
            let date = invocation.day(date.as_deref())?.unwrap_or(invocation.clock.today());
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let student = by_id_or_member(&register, class.id, student)?;
            let report = register.join_class(student, class.id, date)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Guest { student, class } => {
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let student = super::look::student_by_id(&register, student)?;
            let report = register.add_guest(class.id, student)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Exempt { student, class, session, reason, take_back } => {
            let mut register = invocation.write()?;
            let class = invocation.class(&register, class)?;
            let student = register.find_member_named(class.id, student)?;
            let report = match take_back {
                true => register.take_back_exemptions(student, class.id)?,
                false => {
                    let reason = reason.as_deref().unwrap_or_default();
                    register.exempt(student, class.id, session, reason)?
                }
            };
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Protect { who, alias, registration, lift, joined_too, dry_run } => {
            let protection = match (lift, registration) {
                (true, _) => Protection::None,
                (false, true) => Protection::ProtectedRegistration,
                (false, false) => Protection::Confidential,
            };
            let alias = alias.as_deref().unwrap_or_default();
            match *dry_run {
                true => tell_protection(invocation, who, protection),
                false => protect(invocation, who, protection, alias, *joined_too),
            }
        }
        Student::Merge { remains, other, take } => {
            let mut register = invocation.write()?;
            let remains = super::look::student_by_id(&register, remains)?;
            let other = super::look::student_by_id(&register, other)?;
            let taken: Vec<Particular> =
                take.iter().filter_map(|code| Particular::from_code(code)).collect();
            let report = register.join_students(remains, other, &taken)?;
            output::changed(invocation, &register, &report, Some(remains))
        }
        Student::Part { remains, other } => {
            let mut register = invocation.write()?;
            let remains = super::look::student_by_id(&register, remains)?;
            let other = super::look::entry_by_id(&register, other)?;
            let report = register.part_students(remains, other)?;
            output::changed(invocation, &register, &report, Some(other))
        }
        Student::TellApart { student, other } => {
            let mut register = invocation.write()?;
            let student = super::look::student_by_id(&register, student)?;
            let other = super::look::student_by_id(&register, other)?;
            let report = register.tell_apart(student, other)?;
            output::changed(invocation, &register, &report, Some(student))
        }
        Student::Extract { who, out } => {
            let register = invocation.read()?;
            let (student, _) = find(invocation, &register, who)?;
            output::paper(invocation, out, &extract(&register, invocation.language, student)?.bytes)
        }
    }
}

/// The student that is pointed out, and the class in which it is.
pub fn find(
    invocation: &Invocation,
    register: &Register,
    who: &Who,
) -> Result<(StudentId, Option<ClassId>), Failure> {
    match &who.class {
        Some(class) => {
            let class = invocation.class(register, class)?;
            Ok((register.find_member_named(class.id, &who.student)?, Some(class.id)))
        }
        None => Ok((super::look::student_by_id(register, &who.student)?, None)),
    }
}

/// Somebody who was in the class before can be named; else the number is needed.
fn by_id_or_member(register: &Register, class: ClassId, text: &str) -> Result<StudentId, Failure> {
    match register.find_member_named(class, text) {
        Ok(student) => Ok(student),
        Err(_) => super::look::student_by_id(register, text),
    }
}

/// Puts in what was named; what was not stays.
fn fill(
    invocation: &Invocation,
    details: &mut StudentDetails,
    particulars: &Particulars,
) -> Result<(), Failure> {
    for (particular, said) in particulars.said() {
        let said = match (particular, said.trim()) {
            (Particular::BirthDate, day) if !day.is_empty() => invocation.date(day)?.to_string(),
            _ => said,
        };
        details.put(particular, &said);
    }

    Ok(())
}

#[derive(Serialize)]
struct ProtectionPreview {
    student_id: String,
    protection: &'static str,
    certificates: usize,
    /// How many entries lose their names with it because somebody on another computer has joined them.
    joined_elsewhere: usize,
    dry_run: bool,
}

fn protect(
    invocation: &Invocation,
    who: &Who,
    protection: Protection,
    alias: &str,
    joined_too: bool,
) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let (student, _) = find(invocation, &register, who)?;
    if protection.is_protected() {
        refuse_unasked(&register.joined_elsewhere(&[student])?, joined_too)?;
    }
    let report = register.protect_student(student, protection, alias)?;

    output::changed(invocation, &register, &report, Some(student))
}

/// Refuses to take the names of those whom others have joined, where nobody has said that they are the same.
pub fn refuse_unasked(joined: &[JoinedElsewhere], joined_too: bool) -> Result<(), Failure> {
    match joined.is_empty() || joined_too {
        true => Ok(()),
        false => Err(Failure::JoinedElsewhere(joined.to_vec())),
    }
}

/// What protecting somebody would take away.
fn tell_protection(
    invocation: &Invocation,
    who: &Who,
    protection: Protection,
) -> Result<ExitCode, Failure> {
    let register = invocation.read()?;
    let (student, _) = find(invocation, &register, who)?;
    let certificates = register.certificates_of(student)?.len();
    let joined = match protection.is_protected() {
        true => register.joined_elsewhere(&[student])?,
        false => Vec::new(),
    };
    if invocation.json {
        output::json(&ProtectionPreview {
            student_id: register.uid_of(student)?.to_string(),
            protection: protection.code(),
            certificates,
            joined_elsewhere: joined.len(),
            dry_run: true,
        });
    } else {
        output::line(&match protection.is_protected() {
            true => text!(invocation.language, "cli-would-protect", certificates = certificates),
            false => text!(invocation.language, "cli-would-lift"),
        });
        for sentence in messages::erasure::joined_elsewhere(invocation.language, &joined) {
            output::line(&sentence);
        }
    }

    Ok(ExitCode::SUCCESS)
}
