//! `class`, `school`, `course`, `programme`, `design`: what a programme is made of.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::jobs::{Class, Course, Design, Programme, School, SchoolPlace};
use super::{Failure, Invocation, output};
use crate::domain::certificate::CertificateLanguage;
use crate::domain::certificate::design::{Hue, Layout};
use crate::domain::certificate::file_name::FileNamePattern;
use crate::domain::school::{SchoolKind, UnitCode};
use crate::domain::{Minutes, Percent, Rule, Term};
use crate::papers::class::{cover, summary};
use crate::register::class::ClassDetails;
use crate::register::progress::{Judgement, RulePreview};
use crate::register::school::{Contact, SchoolDetails};
use crate::register::{Refusal, Register};
use crate::{messages, reference, text};

pub fn class(invocation: &Invocation, job: &Class) -> Result<ExitCode, Failure> {
    match job {
        Class::Add { school, name, term, course, study_path } => {
            let mut register = invocation.write()?;
            let details = ClassDetails {
                school: register.find_school(school)?.id,
                name: name.clone(),
                course: register.find_course(course.as_deref())?.id,
                term: match term {
                    Some(term) => read_term(term)?,
                    None => Term::of(invocation.clock.today()),
                },
                study_path: study_path.clone().unwrap_or_default(),
            };
            let (report, _) = register.add_class(&details)?;
            output::changed(invocation, &register, &report, None)
        }
        Class::Edit { class, name, term, study_path } => {
            let mut register = invocation.write()?;
            let known = invocation.class(&register, class)?;
            let details = ClassDetails {
                school: known.school,
                name: name.clone().unwrap_or(known.name),
                course: known.course,
                term: match term {
                    Some(term) => read_term(term)?,
                    None => known.term,
                },
                study_path: study_path.clone().unwrap_or(known.study_path),
            };
            let report = register.edit_class(known.id, &details)?;
            output::changed(invocation, &register, &report, None)
        }
        Class::Remove { class } => {
            let mut register = invocation.write()?;
            let known = invocation.class(&register, class)?;
            let report = register.remove_class(known.id)?;
            output::changed(invocation, &register, &report, None)
        }
        Class::Summary { class, out } => {
            let register = invocation.read()?;
            let known = invocation.class(&register, class)?;
            output::paper(
                invocation,
                out,
                &summary(&register, invocation.language, known.id)?.bytes,
            )
        }
        Class::Cover { class, out } => {
            let register = invocation.read()?;
            let known = invocation.class(&register, class)?;
            output::paper(invocation, out, &cover(&register, invocation.language, known.id)?.bytes)
        }
    }
}

fn read_term(text: &str) -> Result<Term, Failure> {
    text.parse().map_err(|_| Failure::BadValue(text.to_owned()))
}

pub fn school(invocation: &Invocation, job: &School) -> Result<ExitCode, Failure> {
    match job {
        School::Add { name, place } => {
            let details = SchoolDetails {
                unit_code: None,
                name: name.clone(),
                kind: SchoolKind::UpperSecondary,
                municipality: String::new(),
                aliases: Vec::new(),
            };
            let details = put(details, None, place)?;
            let mut register = invocation.write()?;
            let (report, _) = register.add_school(&details)?;
            output::changed(invocation, &register, &report, None)
        }
        School::Edit { school, name, place } => {
            let mut register = invocation.write()?;
            let known = register.find_school(school)?;
            let details = SchoolDetails {
                unit_code: known.unit_code,
                name: known.name,
                kind: known.kind,
                municipality: known.municipality,
                aliases: known.aliases,
            };
            let details = put(details, name.as_ref(), place)?;
            let report = register.edit_school(known.id, &details)?;
            output::changed(invocation, &register, &report, None)
        }
        School::Contact { school, name, role, email, phone, remove } => {
            let mut register = invocation.write()?;
            let school = register.find_school(school)?.id;
            let known = register.contacts(school)?.into_iter().find(|one| one.name == *name);
            let report = match (&known, remove) {
                (Some(Contact { id: Some(person), .. }), true) => {
                    register.remove_contact(school, *person)?
                }
                (_, true) => return Err(Refusal::Gone.into()),
                (_, false) => {
                    let before = |field: fn(&Contact) -> &String| {
                        known.as_ref().map(field).cloned().unwrap_or_default()
                    };
                    let contact = Contact {
                        id: known.as_ref().and_then(|contact| contact.id),
                        name: name.clone(),
                        role: role.clone().unwrap_or_else(|| before(|one| &one.role)),
                        email: email.clone().unwrap_or_else(|| before(|one| &one.email)),
                        phone: phone.clone().unwrap_or_else(|| before(|one| &one.phone)),
                    };
                    register.save_contact(school, &contact)?
                }
            };
            output::changed(invocation, &register, &report, None)
        }
    }
}

/// Puts in what was named; what was not stays.
fn put(
    details: SchoolDetails,
    name: Option<&String>,
    place: &SchoolPlace,
) -> Result<SchoolDetails, Failure> {
    let unit_code = match &place.unit_code {
        Some(code) => Some(UnitCode::new(code).ok_or_else(|| Failure::BadValue(code.clone()))?),
        None => details.unit_code.clone(),
    };
    let municipality = match &place.municipality {
        Some(named) => municipality(named)?.to_owned(),
        None => details.municipality.clone(),
    };
    let aliases = if place.alias.is_empty() { details.aliases } else { place.alias.clone() };

    Ok(SchoolDetails {
        unit_code,
        municipality,
        aliases,
        name: name.cloned().unwrap_or(details.name),
        kind: details.kind,
    })
}

/// The code of a municipality by its code or name.
fn municipality(text: &str) -> Result<&'static str, Failure> {
    let wanted = text.trim().to_lowercase();
    let fits =
        |one: &&reference::Municipality| one.code == wanted || one.name.to_lowercase() == wanted;

    reference::MUNICIPALITIES
        .iter()
        .find(fits)
        .map(|one| one.code)
        .ok_or_else(|| Failure::BadValue(text.to_owned()))
}

pub fn course(invocation: &Invocation, job: &Course) -> Result<ExitCode, Failure> {
    match job {
        Course::Add { name, target, sessions, minutes } => {
            let mut register = invocation.write()?;
            let rule = register.find_course(None)?.rule;
            let (report, _) =
                register.add_course(name, *target, rule, *sessions, Minutes(*minutes))?;
            output::changed(invocation, &register, &report, None)
        }
        Course::Edit {
            course,
            name,
            target,
            municipal_target,
            exemptions,
            upper_secondary_only,
        } => {
            let mut register = invocation.write()?;
            let mut known = register.find_course(course.as_deref())?;
            known.name = name.clone().unwrap_or(known.name);
            known.target = target.unwrap_or(known.target);
            let yes = |answer: &Option<String>, before| {
                answer.as_ref().map_or(before, |answer| answer == "yes")
            };
            known.exemptions = yes(exemptions, known.exemptions);
            known.upper_secondary_only = yes(upper_secondary_only, known.upper_secondary_only);
            for typed in municipal_target {
                let bad = || Failure::BadValue(typed.clone());
                let (place, number) = typed.rsplit_once('=').ok_or_else(bad)?;
                let code = municipality(place)?;
                match number.trim() {
                    "" => known.municipal_targets.remove(code),
                    number => {
                        let number = number.parse().map_err(|_| bad())?;
                        known.municipal_targets.insert(code.to_owned(), number)
                    }
                };
            }
            let report = register.edit_course(&known)?;
            output::changed(invocation, &register, &report, None)
        }
        Course::Rule { course, share, sessions, minutes, started, dry_run } => {
            let rule = match (share, sessions, minutes, started) {
                (Some(share), ..) => {
                    let percent = Percent::new(*share);
                    Rule::Share(percent.ok_or_else(|| Failure::BadValue(share.to_string()))?)
                }
                (_, Some(count), ..) => Rule::Sessions(*count),
                (_, _, Some(minutes), _) => Rule::Minutes(Minutes(*minutes)),
                (.., true) => Rule::Started,
                (.., false) => return say_rule(invocation, course.as_deref()),
            };
            let mut register = if *dry_run { invocation.read()? } else { invocation.write()? };
            let known = register.find_course(course.as_deref())?;
            let preview = register.preview_rule(&known, rule)?;
            if !dry_run {
                register.edit_course(&crate::register::programme::Course { rule, ..known })?;
            }
            say_preview(invocation, &register, rule, &preview, *dry_run)
        }
    }
}

fn say_rule(invocation: &Invocation, course: Option<&str>) -> Result<ExitCode, Failure> {
    let rule = invocation.read()?.find_course(course)?.rule;
    let (kind, value) = rule.code();
    if invocation.json {
        output::json(&serde_json::json!({ "rule": kind, "value": value }));
    } else {
        output::line(&messages::rule(invocation.language, rule));
    }

    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct PreviewDocument {
    now: u32,
    then: u32,
    gained: Vec<ChangedDocument>,
    lost: Vec<ChangedDocument>,
    dry_run: bool,
}

#[derive(Serialize)]
struct ChangedDocument {
    student_id: String,
    student: String,
    class: String,
    reason: String,
}

/// Who begins and who ceases to count, and why.
fn say_preview(
    invocation: &Invocation,
    register: &Register,
    rule: Rule,
    preview: &RulePreview,
    dry_run: bool,
) -> Result<ExitCode, Failure> {
    let reason = |one: &Judgement| {
        messages::reason(invocation.language, one.standing.reason(rule), &one.standing)
    };
    let changed = |list: &[Judgement]| -> Result<Vec<ChangedDocument>, Failure> {
        list.iter()
            .map(|one| {
                Ok(ChangedDocument {
                    student_id: register.uid_of(one.student)?.to_string(),
                    student: one.name.clone(),
                    class: one.class.clone(),
                    reason: reason(one),
                })
            })
            .collect()
    };
    if invocation.json {
        output::json(&PreviewDocument {
            now: preview.now,
            then: preview.then,
            gained: changed(&preview.gained)?,
            lost: changed(&preview.lost)?,
            dry_run,
        });
        return Ok(ExitCode::SUCCESS);
    }
    output::line(&text!(
        invocation.language,
        "settings-rule-effect",
        now = preview.now.to_string(),
        then = preview.then.to_string(),
        gained = preview.gained.len(),
        lost = preview.lost.len()
    ));
    for (sign, list) in [("+", &preview.gained), ("−", &preview.lost)] {
        for one in list {
            output::line(&format!("{sign} {}, {}: {}", one.name, one.class, reason(one)));
        }
    }

    Ok(ExitCode::SUCCESS)
}

pub fn programme(invocation: &Invocation, arguments: &Programme) -> Result<ExitCode, Failure> {
    let mut register = if arguments.dry_run { invocation.read()? } else { invocation.write()? };
    let mut known = register.programme()?;
    let before = known.period;
    known.name = arguments.name.clone().unwrap_or(known.name);
    known.period.start = invocation.day(arguments.from.as_deref())?.unwrap_or(before.start);
    known.period.end = invocation.day(arguments.to.as_deref())?.unwrap_or(before.end);
    if !arguments.partner.is_empty() {
        known.partners.clone_from(&arguments.partner);
    }
    if let Some(zone) = &arguments.time_zone {
        known.time_zone = zone.parse().map_err(|_| Failure::BadValue(zone.clone()))?;
    }
    let course = register.find_course(None)?;
    let preview = match known.period == before {
        true => None,
        false => Some(register.preview_period(&course, known.period)?),
    };
    let report = match arguments.dry_run {
        true => None,
        false => Some(register.edit_programme(&known)?),
    };

    match (preview, report) {
        (Some(preview), _) => {
            say_preview(invocation, &register, course.rule, &preview, arguments.dry_run)
        }
        (None, Some(report)) => output::changed(invocation, &register, &report, None),
        (None, None) => {
            output::line(&text!(invocation.language, "cli-nothing-changed"));
            Ok(ExitCode::SUCCESS)
        }
    }
}

pub fn design(invocation: &Invocation, arguments: &Design) -> Result<ExitCode, Failure> {
    let mut register = invocation.write()?;
    let mut design = register.design()?;
    let programme = register.programme()?;
    design.layout = match arguments.layout.as_deref() {
        Some("classic") => Layout::Classic,
        Some("plain") => Layout::Plain,
        Some("listed") => Layout::Listed,
        _ => design.layout,
    };
    design.hue = match arguments.hue.as_deref() {
        Some("falu_red") => Hue::FaluRed,
        Some("spruce") => Hue::Spruce,
        Some("blue") => Hue::Blue,
        Some("ink") => Hue::Ink,
        _ => design.hue,
    };
    design.language = match arguments.certificate_language.as_deref() {
        Some("sv") => CertificateLanguage::Swedish,
        Some("en") => CertificateLanguage::English,
        Some("both") => CertificateLanguage::Both,
        _ => design.language,
    };
    if let Some(title) = &arguments.signatory_title {
        design.signatory_title.clone_from(title);
    }
    if let Some(pattern) = &arguments.file_name {
        design.file_name =
            FileNamePattern::read(pattern).map_err(|_| Failure::BadValue(pattern.clone()))?;
    }
    let signatory = arguments.signatory.as_ref().unwrap_or(&programme.signatory);
    let place = arguments.place.as_ref().unwrap_or(&programme.place);
    let report = register.edit_design(&design, signatory, place, &[])?;

    output::changed(invocation, &register, &report, None)
}
