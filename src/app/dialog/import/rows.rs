//! What a list would do, row by row: new, changed from what to what, unchanged, left the class, refused and why. Each can be
//! taken or left.

use std::collections::HashMap;
use std::sync::Arc;

use iced::widget::{Column, column, container, row, space};
use iced::{Center, Element, Fill};
use lucide_icons::Icon;

use super::{Message, PlannedList};
use crate::app::theme::{size, spacing, style};
use crate::app::widget::segmented::segmented;
use crate::app::widget::{body, button, small, strong};
use crate::domain::student::display_name;
use crate::i18n::Language;
use crate::intake::rows::{Warning, WarningKind};
use crate::register::list::{Doubt, ListCount, ListPlan, Outcome, PlannedRow, Sight};
use crate::{messages, text};

/// A row's height, in logical pixels.
pub const HEIGHT: f32 = 48.0;
/// Refused rows and remarks listed beside the columns.
const MOST_REMARKS: usize = 8;
/// Classes listed by name.
const MOST_CLASSES: usize = 4;

/// Something that can be taken or left, by its place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A row of the list.
    Row(usize),
    /// Somebody who would have left.
    Leaver(usize),
    /// A session's day in a returned file.
    Day(usize),
    /// A mark of a returned file.
    Mark(usize),
    /// A place of a returned file that is passed over.
    Refused(usize),
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    All,
    Asked,
    New,
    Changed,
    Duplicates,
    Left,
    Refused,
    LeftOut,
}

impl Shown {
    const ALL: [Self; 8] = [
        Self::All,
        Self::Asked,
        Self::New,
        Self::Changed,
        Self::Duplicates,
        Self::Left,
        Self::Refused,
        Self::LeftOut,
    ];

    fn label(self, language: Language) -> String {
        match self {
            Self::All => text!(language, "rows-all"),
            Self::Asked => text!(language, "rows-asked"),
            Self::LeftOut => text!(language, "rows-left-out"),
            Self::New => text!(language, "rows-new"),
            Self::Changed => text!(language, "rows-changed"),
            Self::Duplicates => text!(language, "rows-duplicates"),
            Self::Left => text!(language, "rows-left"),
            Self::Refused => text!(language, "rows-refused"),
        }
    }
}

/// The entries to show.
pub fn entries(plan: &ListPlan, shown: Shown) -> Vec<Entry> {
    let is_none = |row: &PlannedRow| matches!(row.outcome, Outcome::LeftOut(_));
    let wanted = |row: &PlannedRow| match shown {
        Shown::All => !is_none(row),
        Shown::Asked => row.is_asked(),
        Shown::LeftOut => is_none(row),
        Shown::New => matches!(row.outcome, Outcome::New | Outcome::Again(_)) && !waits(row),
        Shown::Changed => matches!(row.outcome, Outcome::Changed(..)) && !waits(row),
        Shown::Duplicates => !row.candidates.is_empty(),
        Shown::Left => false,
        Shown::Refused => {
            matches!(row.outcome, Outcome::Refused(_))
                || !row.accepted && !row.is_asked() && !is_none(row)
        }
    };
    let rows = plan.rows.iter().enumerate().filter(|(_, row)| wanted(row));
    let leavers = (0..plan.left.len()).filter(|_| matches!(shown, Shown::All | Shown::Left));

    // What somebody must say stands first.
    let (asked, sure): (Vec<_>, Vec<_>) = rows.partition(|(_, row)| row.is_asked());
    let rows = asked.into_iter().chain(sure).map(|(index, _)| Entry::Row(index));

    rows.chain(leavers.map(Entry::Leaver)).collect()
}

/// Whether a row is asked about and nobody has said that it is to be taken in.
fn waits(row: &PlannedRow) -> bool {
    row.is_asked() && !row.accepted
}

/// What a list would do in all, counted once rather than at each look at it.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    count: ListCount,
    /// The first classes, whether each is new, and the rows about it that are taken in.
    classes: Vec<(String, bool, usize)>,
    more_classes: usize,
    shown: Vec<(Shown, usize)>,
    questions: Vec<Question>,
}

/// A reason for which rows are asked about.
#[derive(Debug, Clone, Copy)]
struct Question {
    doubt: Doubt,
    rows: usize,
    accepted: usize,
}

/// The reasons for which rows are asked about, in the order of the list.
fn questions_of(plan: &ListPlan) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for row in plan.rows.iter().filter(|row| row.is_asked() && !row.may_be_protected()) {
        let Sight::Asked(doubt) = row.row.sight else { continue };
        let at = questions.iter().position(|one| one.doubt == doubt).unwrap_or_else(|| {
            questions.push(Question { doubt, rows: 0, accepted: 0 });
            questions.len() - 1
        });
        questions[at].rows += 1;
        questions[at].accepted += usize::from(row.accepted);
    }

    questions
}

impl Tally {
    pub fn of(plan: &ListPlan) -> Self {
        let rows_about = |class: &str| {
            let accepted = plan.rows.iter().filter(|row| row.accepted);
            accepted.filter(|row| row.class.as_str() == class).count()
        };
        let first = plan.classes.iter().take(MOST_CLASSES);

        Self {
            count: plan.count(),
            classes: first
                .map(|(name, is_new)| (name.clone(), *is_new, rows_about(name)))
                .collect(),
            more_classes: plan.classes.len().saturating_sub(MOST_CLASSES),
            shown: Shown::ALL.map(|one| (one, entries(plan, one).len())).to_vec(),
            questions: questions_of(plan),
        }
    }

    /// Whether anything would change.
    pub fn changes(&self) -> bool {
        self.count.new + self.count.changed + self.count.left > 0
    }
}

/// What the list would do in all.
pub fn summary<'a>(language: Language, tally: &Tally) -> Element<'a, Message> {
    let count = tally.count;
    let mut content = column![strong(text!(
        language,
        "cli-imported",
        new = count.new,
        changed = count.changed,
        unchanged = count.unchanged,
        refused = count.refused + count.passed_over
    ))]
    .spacing(spacing::XXS);
    let mut classes: Vec<String> = tally
        .classes
        .iter()
        .map(|(name, is_new, students)| match is_new {
            true => text!(language, "import-new-class", class = name.as_str(), count = *students),
            false => {
                text!(language, "import-known-class", class = name.as_str(), count = *students)
            }
        })
        .collect();
    if tally.more_classes > 0 {
        classes.push(text!(language, "import-more-classes", count = tally.more_classes));
    }
    if !classes.is_empty() {
        content = content.push(body(classes.join(" · ")));
    }
    let mut odd = Vec::new();
    if count.asked > 0 {
        odd.push(text!(language, "import-asked", count = count.asked));
    }
    if count.left_out_people > 0 {
        odd.push(text!(language, "import-left-out", count = count.left_out_people));
    }
    if count.left > 0 {
        odd.push(text!(language, "cli-import-left", count = count.left));
    }
    if count.possible_duplicates > 0 {
        odd.push(text!(language, "cli-import-duplicates", count = count.possible_duplicates));
    }
    if !odd.is_empty() {
        content = content.push(body(odd.join(" ")).style(style::ochre));
    }

    content.into()
}

/// Which rows to show, with how many there are of each.
pub fn filter<'a>(language: Language, tally: &Tally, shown: Shown) -> Element<'a, Message> {
    let options: Vec<(Shown, String)> = tally
        .shown
        .iter()
        .filter(|(one, count)| *count > 0 || *one == shown)
        .map(|(one, count)| (*one, format!("{} {count}", one.label(language))))
        .collect();

    segmented(&options, shown, Message::Show)
}

/// What is asked about several rows, a line a reason, each with how many there are and all of them taken or left in one press.
pub fn questions<'a>(language: Language, tally: &Tally) -> Element<'a, Message> {
    let several = tally.questions.iter().filter(|question| question.rows > 1);
    let lines = several.map(|question| {
        let Question { doubt, rows, accepted } = *question;
        let said = text!(
            language,
            "rows-question",
            reason = messages::doubt(language, doubt),
            count = rows,
            taken = accepted
        );
        let take = (accepted < rows).then(|| {
            button::link(text!(language, "rows-take-all")).on_press(Message::Decide(doubt, true))
        });
        let leave = (accepted > 0).then(|| {
            button::link(text!(language, "rows-leave-all")).on_press(Message::Decide(doubt, false))
        });
        row![small(said).style(style::ochre).width(Fill)]
            .push(take)
            .push(leave)
            .spacing(spacing::M)
            .align_y(Center)
            .into()
    });

    Column::with_children(lines).spacing(spacing::XXS).into()
}

/// An entry: whether it is taken, who it is about, and what would happen.
pub fn entry<'a>(
    language: Language,
    planned: &'a PlannedList,
    entry: Entry,
    index: usize,
) -> Element<'a, Message> {
    let plan = &planned.plan;
    match entry {
        Entry::Row(at) => match plan.rows.get(at) {
            Some(row) => list_row(language, plan, row, &planned.warnings, index),
            None => space().into(),
        },
        Entry::Leaver(at) => match plan.left.get(at) {
            Some(leaver) => {
                let what = text!(language, "rows-leaves", class = leaver.class.as_str());
                entry_view(Some(leaver.accepted), leaver.name.clone(), what, Tone::Odd, None)
            }
            None => space().into(),
        },
        Entry::Day(_) | Entry::Mark(_) | Entry::Refused(_) => space().into(),
    }
}

fn list_row<'a>(
    language: Language,
    plan: &ListPlan,
    row: &'a PlannedRow,
    warnings: &Warnings,
    index: usize,
) -> Element<'a, Message> {
    let details = &row.row.details;
    let (what, mut tone) = outcome(language, plan, row);
    let mut parts = vec![what];
    let is_accepted = row.accepted && !row.row.protected;
    if is_accepted && details.given.is_empty() && !details.family.is_empty() {
        parts.push(text!(language, "rows-no-given"));
    } else if is_accepted && details.family.is_empty() && !details.given.is_empty() {
        parts.push(text!(language, "rows-no-family"));
    }
    if row.is_remembered && row.accepted {
        parts.push(text!(language, "rows-as-before"));
    }
    let is_left = matches!(row.outcome, Outcome::Refused(_)) && !row.accepted;
    let remarks = warnings.about(row.row.row, &row.row.sheet).filter(|_| !is_left);
    parts.extend(remarks.map(|(kind, about)| messages::row_warning(language, kind, about)));
    if parts.len() > 1 {
        tone = Tone::Odd;
    }
    let place = match row.row.sheet.as_ref() {
        "" => text!(language, "rows-number", row = row.row.row),
        sheet => text!(language, "rows-sheet-number", sheet = sheet, row = row.row.row),
    };
    // A row that is refused for its protection is not named.
    let name = match row.row.protected {
        true => text!(language, "rows-protected"),
        false => display_name(&details.given, &details.family, ""),
    };
    let heading = [name, row.class.clone(), place]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let beside = match () {
        () if !row.candidates.is_empty() => Some(
            button::link(match row.same_as {
                None => text!(language, "rows-is-same"),
                Some(_) => text!(language, "rows-is-other"),
            })
            .on_press(Message::SameAs(index))
            .into(),
        ),
        () if row.can_be_corrected() => Some(
            button::link(text!(language, "rows-correct"))
                .on_press(Message::BeginCorrecting(index))
                .into(),
        ),
        () => None,
    };
    let accepted = row.can_be_accepted().then_some(row.accepted);

    entry_view(accepted, heading, parts.join(" · "), tone, beside)
}

/// How what would happen is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Odd,
    Quiet,
}

/// An entry's look, shared with returned files.
pub fn entry_view<'a>(
    accepted: Option<bool>,
    heading: String,
    what: String,
    tone: Tone,
    beside: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let icon = match accepted {
        Some(true) => Icon::SquareCheck,
        Some(false) => Icon::Square,
        None => Icon::Ban,
    };
    let what = small(what).wrapping(iced::widget::text::Wrapping::None).style(match tone {
        Tone::Plain => style::primary,
        Tone::Odd => style::ochre,
        Tone::Quiet => style::muted,
    });
    let heading = body(heading).wrapping(iced::widget::text::Wrapping::None);
    let lines = Column::new().push(heading).push(what).width(Fill);
    let mut content =
        row![button::glyph(icon, size::LARGE), container(lines).width(Fill).clip(true)]
            .spacing(spacing::S)
            .align_y(Center);
    if let Some(beside) = beside {
        content = content.push(beside);
    }

    container(content)
        .padding(iced::Padding::ZERO.left(spacing::S).right(spacing::L))
        .center_y(Fill)
        .into()
}

/// What is odd in a list, found by its rows.
#[derive(Debug, Clone)]
pub struct Warnings {
    in_order: Vec<Warning>,
    /// Where in order those about a row stand.
    by_row: HashMap<(u32, Arc<str>), Vec<usize>>,
}

impl Warnings {
    pub fn new(in_order: Vec<Warning>) -> Self {
        let mut by_row: HashMap<(u32, Arc<str>), Vec<usize>> = HashMap::new();
        for (index, warning) in in_order.iter().enumerate() {
            let row = (warning.row, Arc::clone(&warning.sheet));
            by_row.entry(row).or_default().push(index);
        }

        Self { in_order, by_row }
    }

    fn about(&self, row: u32, sheet: &Arc<str>) -> impl Iterator<Item = (WarningKind, &str)> {
        let found = self.by_row.get(&(row, Arc::clone(sheet))).into_iter().flatten();

        found
            .filter_map(|index| self.in_order.get(*index))
            .map(|warning| (warning.kind, warning.about.as_str()))
    }
}

/// What would happen to a row, in words.
fn outcome(language: Language, plan: &ListPlan, row: &PlannedRow) -> (String, Tone) {
    if let Some(student) = row.same_as
        && let Some(candidate) = row.candidates.iter().find(|one| one.student == student)
    {
        let class = candidate.class.as_str();
        return (
            text!(language, "rows-same-as", name = candidate.name.as_str(), class = class),
            Tone::Plain,
        );
    }
    match &row.outcome {
        Outcome::LeftOut(why) => (messages::left_out(language, *why), Tone::Quiet),
        _ if row.is_asked() && !row.accepted && !row.may_be_protected() => {
            let doubt = match row.row.sight {
                Sight::Asked(doubt) => messages::doubt(language, doubt),
                _ => String::new(),
            };
            (doubt, Tone::Odd)
        }
        Outcome::Refused(_) if row.accepted => (text!(language, "rows-with-alias"), Tone::Odd),
        Outcome::Refused(refusal) => (messages::row_refusal(language, *refusal), Tone::Odd),
        Outcome::Unchanged(_) => (text!(language, "rows-unchanged"), Tone::Quiet),
        Outcome::New if row.may_be_protected() && !row.accepted => {
            (messages::maybe_protected(language, row), Tone::Odd)
        }
        Outcome::New if !row.candidates.is_empty() => {
            let candidate = &row.candidates[0];
            let class = candidate.class.as_str();
            (
                text!(language, "rows-maybe", name = candidate.name.as_str(), class = class),
                Tone::Odd,
            )
        }
        Outcome::New => (text!(language, "rows-is-new"), Tone::Plain),
        Outcome::Again(first) => {
            let class = plan.rows.get(*first).map_or("", |row| row.class.as_str());
            (text!(language, "rows-again", class = class), Tone::Plain)
        }
        Outcome::Changed(_, changes) => {
            let changes: Vec<String> =
                changes.iter().map(|one| messages::field_change(language, one)).collect();
            (changes.join(" · "), Tone::Plain)
        }
    }
}

/// Refused rows and what is odd, below the columns.
pub fn remarks<'a>(
    language: Language,
    plan: &ListPlan,
    warnings: &Warnings,
) -> Element<'a, Message> {
    let refused = plan.rows.iter().filter_map(|row| match row.outcome {
        Outcome::Refused(refusal) if !row.accepted => {
            Some((row.row.row, row.row.sheet.clone(), messages::row_refusal(language, refusal)))
        }
        _ => None,
    });
    let odd = warnings.in_order.iter().map(|warning| {
        let sentence = messages::row_warning(language, warning.kind, &warning.about);
        (warning.row, warning.sheet.clone(), sentence)
    });
    let count = refused.clone().count() + warnings.in_order.len();
    let mut content = Column::new().spacing(spacing::XXS);
    for (row, sheet, sentence) in refused.chain(odd).take(MOST_REMARKS) {
        let line = match sheet.as_ref() {
            _ if row == 0 => sentence,
            "" => text!(language, "cli-row", row = row, sentence = sentence),
            sheet => {
                text!(language, "cli-sheet-row", sheet = sheet, row = row, sentence = sentence)
            }
        };
        content = content.push(small(line).style(style::muted));
    }
    if count > MOST_REMARKS {
        let line = text!(language, "import-more", count = count - MOST_REMARKS);
        content = content.push(small(line).style(style::muted));
    }

    content.into()
}
