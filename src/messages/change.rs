//! What was done, as a sentence with today's names.

use crate::domain::Rule;
use crate::i18n::Language;
use crate::register::journal::ChangeKind;
use crate::register::journal::history::{Entry, Names};
use crate::text;

/// "*person* loggade tillfälle 3 för SA18B".
pub fn change(language: Language, entry: &Entry) -> String {
    let person = match entry.person.as_str() {
        "" => text!(language, "change-somebody"),
        name => name.to_owned(),
    };
    let deed = match (&entry.kind, entry.about.as_deref()) {
        (ChangeKind::Undone { .. }, Some(about)) => {
            text!(language, "change-undone", deed = deed(language, about, &entry.names))
        }
        (ChangeKind::Redone { .. }, Some(about)) => {
            text!(language, "change-redone", deed = deed(language, about, &entry.names))
        }
        (kind, _) => deed(language, kind, &entry.names),
    };

    format!("{person} {deed}")
}

/// The same for a list of what was done: with whether the day was set by hand.
pub fn told(language: Language, entry: &Entry) -> String {
    let sentence = change(language, entry);

    match entry.tried {
        true => text!(language, "change-tried", sentence = sentence),
        false => sentence,
    }
}

/// The names, with a word in the place of those that are not known here: a copy may hold only some classes.
fn told_names(language: Language, names: &Names) -> Names {
    let or = |name: &str, word: String| if name.is_empty() { word } else { name.to_owned() };

    Names {
        class: or(&names.class, text!(language, "change-some-class")),
        school: or(&names.school, text!(language, "change-some-school")),
        course: or(&names.course, text!(language, "change-some-course")),
        person: or(&names.person, text!(language, "change-some-person")),
        student: or(&names.student, text!(language, "change-some-student")),
        serial: or(&names.serial, text!(language, "change-some-certificate")),
    }
}

/// What was done, without who did it.
fn deed(language: Language, kind: &ChangeKind, names: &Names) -> String {
    let names = &told_names(language, names);
    let class = names.class.as_str();
    let student = names.student.as_str();
    let school = names.school.as_str();
    match kind {
        ChangeKind::RegisterCreated => text!(language, "change-register-created"),
        ChangeKind::PersonAdded { .. } => {
            text!(language, "change-person-added", name = names.person.as_str())
        }
        ChangeKind::ProgrammeEdited => text!(language, "change-programme-edited"),
        ChangeKind::DesignEdited => text!(language, "change-design-edited"),
        ChangeKind::CourseAdded { .. } => {
            text!(language, "change-course-added", course = names.course.as_str())
        }
        ChangeKind::CourseEdited { .. } => {
            text!(language, "change-course-edited", course = names.course.as_str())
        }
        ChangeKind::RuleChanged { from, to, .. } => {
            let in_words = |(kind, value): &(String, u32)| {
                Rule::from_code(kind, (*value).into())
                    .map(|rule| super::rule(language, rule))
                    .unwrap_or_default()
            };
            text!(
                language,
                "change-rule-changed",
                course = names.course.as_str(),
                from = in_words(from),
                to = in_words(to)
            )
        }
        ChangeKind::StudentsJoined { .. } => {
            text!(language, "change-students-joined", student = student)
        }
        ChangeKind::AttendanceReturned { marks, .. } => {
            text!(language, "change-attendance-returned", class = class, marks = *marks)
        }
        ChangeKind::NumberDigestsChosen { kept: true } => text!(language, "change-digests-kept"),
        ChangeKind::NumberDigestsChosen { kept: false } => text!(language, "change-digests-gone"),
        ChangeKind::StudentsParted { .. } => {
            text!(language, "change-students-parted", student = student)
        }
        ChangeKind::StudentsToldApart { .. } => {
            text!(language, "change-students-told-apart", student = student)
        }
        ChangeKind::ReportKept => text!(language, "change-report-kept"),
        ChangeKind::ReportRemoved => text!(language, "change-report-removed"),
        ChangeKind::SchoolAdded { .. } => text!(language, "change-school-added", school = school),
        ChangeKind::SchoolEdited { .. } => text!(language, "change-school-edited", school = school),
        ChangeKind::ContactEdited { .. } => {
            text!(language, "change-contact-edited", school = school)
        }
        ChangeKind::ClassAdded { .. } => text!(language, "change-class-added", class = class),
        ChangeKind::ClassEdited { .. } => text!(language, "change-class-edited", class = class),
        ChangeKind::ClassRemoved { .. } => text!(language, "change-class-removed", class = class),
        ChangeKind::ListImported { new, changed, left, .. } => {
            let place = if class.is_empty() { school } else { class };
            text!(
                language,
                "change-list-imported",
                place = place,
                new = *new,
                changed = *changed,
                left = *left
            )
        }
        ChangeKind::StudentAdded { .. } => {
            text!(language, "change-student-added", student = student, class = class)
        }
        ChangeKind::StudentEdited { .. } => {
            text!(language, "change-student-edited", student = student)
        }
        ChangeKind::StudentProtected { .. } => {
            text!(language, "change-student-protected", student = student)
        }
        ChangeKind::PersonalDataErased { student: one, class: of, erased, decision } => {
            let reference = decision.reference.as_str();
            let students = erased.students;
            match (one, of) {
                (Some(_), _) => text!(language, "change-erased-student", reference = reference),
                (None, Some(_)) => text!(
                    language,
                    "change-erased-class",
                    count = students,
                    class = class,
                    reference = reference
                ),
                (None, None) => {
                    text!(language, "change-erased-all", count = students, reference = reference)
                }
            }
        }
        ChangeKind::WordsErasedAgain => text!(language, "change-words-erased-again"),
        ChangeKind::StudentsMoved { count, .. } => {
            text!(language, "change-students-moved", count = *count, class = class)
        }
        ChangeKind::StudyPathSet { count } => {
            text!(language, "change-study-path-set", count = *count)
        }
        ChangeKind::GuestAdded { .. } => {
            text!(language, "change-guest-added", student = student, class = class)
        }
        ChangeKind::EnrolmentEdited { .. } => {
            text!(language, "change-enrolment-edited", student = student, class = class)
        }
        ChangeKind::StudentCame { .. } => {
            text!(language, "change-student-came", student = student, class = class)
        }
        ChangeKind::StudentLeft { .. } => {
            text!(language, "change-student-left", student = student, class = class)
        }
        ChangeKind::StudentsLeft { count, .. } => {
            text!(language, "change-students-left", count = *count, class = class)
        }
        ChangeKind::StudentExempted { count, .. } => text!(
            language,
            "change-student-exempted",
            student = student,
            class = class,
            count = *count
        ),
        ChangeKind::AbsenceAnnounced { number, absent: true, .. } => text!(
            language,
            "change-absence-announced",
            student = student,
            number = *number,
            class = class
        ),
        ChangeKind::AbsenceAnnounced { number, absent: false, .. } => text!(
            language,
            "change-absence-not-announced",
            student = student,
            number = *number,
            class = class
        ),
        ChangeKind::SessionPlannedAgain { number, cleared, .. } => text!(
            language,
            "change-session-planned-again",
            number = *number,
            class = class,
            cleared = *cleared
        ),
        ChangeKind::SessionRemoved { number, cleared, .. } => text!(
            language,
            "change-session-removed",
            number = *number,
            class = class,
            cleared = *cleared
        ),
        ChangeKind::MarksSet { count, .. } => {
            text!(language, "change-marks-set", count = *count, class = class)
        }
        ChangeKind::SessionAdded { number, .. } => {
            text!(language, "change-session-added", number = *number, class = class)
        }
        ChangeKind::SessionEdited { number, .. } => {
            text!(language, "change-session-edited", number = *number, class = class)
        }
        ChangeKind::SessionsDated { count, .. } => {
            text!(language, "change-sessions-dated", count = *count, class = class)
        }
        ChangeKind::SessionLogged { number, present, late, excused, unexcused, .. } => text!(
            language,
            "change-session-logged",
            number = *number,
            class = class,
            there = present + late,
            absent = excused + unexcused
        ),
        ChangeKind::SessionCancelled { number, cleared, .. } => text!(
            language,
            "change-session-cancelled",
            number = *number,
            class = class,
            cleared = *cleared
        ),
        ChangeKind::MarkSet { number, .. } => {
            text!(language, "change-mark-set", number = *number, class = class, student = student)
        }
        ChangeKind::RestMarked { number, count, .. } => {
            text!(language, "change-rest-marked", number = *number, class = class, count = *count)
        }
        ChangeKind::CertificatesIssued { count, .. } => {
            text!(language, "change-certificates-issued", count = *count)
        }
        ChangeKind::CertificateReissued { .. } => {
            text!(language, "change-certificate-reissued", serial = names.serial.as_str())
        }
        ChangeKind::CertificateRevoked { .. } => {
            text!(language, "change-certificate-revoked", serial = names.serial.as_str())
        }
        ChangeKind::LedgerTakenAlong { count } => {
            text!(language, "change-ledger-taken-along", count = *count)
        }
        ChangeKind::WentBack { count, .. } => {
            text!(language, "change-went-back", count = *count)
        }
        ChangeKind::MemberAdmitted { .. } => {
            text!(language, "change-member-admitted", name = names.person.as_str())
        }
        ChangeKind::ClassesTakenBack => text!(language, "change-classes-taken-back"),
        ChangeKind::MemberRemoved => text!(language, "change-member-removed"),
        ChangeKind::ConflictSettled { student: Some(_), .. } => {
            text!(language, "change-conflict-settled-student", student = student)
        }
        ChangeKind::ConflictSettled { class: Some(_), .. } => {
            text!(language, "change-conflict-settled-class", class = class)
        }
        ChangeKind::ConflictSettled { .. } => text!(language, "change-conflict-settled"),
        ChangeKind::Undone { .. } => text!(language, "change-undone", deed = ""),
        ChangeKind::Redone { .. } => text!(language, "change-redone", deed = ""),
        ChangeKind::Unknown => text!(language, "change-unknown"),
    }
}
