//! Fields of a form: a label, something to type in or choose from, and what is wrong beside it.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::fmt::Debug;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use iced::advanced::widget::operation::{self, Operation};
use iced::keyboard::{Key, key::Named};
use iced::widget::{Id, column, pick_list, text_input};
use iced::{Element, Fill, Length, Rectangle};

use lucide_icons::Icon;

use super::date::{DateField, date_field};
use super::focus::area;
use super::typing::{Typing, typing};
use super::{small, strong};
use crate::app::theme::{size, spacing, style};
use crate::domain::student::fold;
use crate::i18n::Language;
use crate::text;

/// A field to type in.
pub fn typed<'a, Message: Clone + Debug + 'a>(
    placeholder: &str,
    value: &str,
    on_input: impl Fn(String) -> Message + 'a,
) -> Typing<'a, Message> {
    let input = text_input(placeholder, value)
        .size(size::BODY)
        .padding([spacing::XS, spacing::S])
        .style(style::field);

    typing(input, value, on_input)
}

/// A field to search a list with; the arrow down leads into the list.
pub fn search<'a, Message: Clone + Debug + 'a>(
    hint: String,
    value: &str,
    width: f32,
    on_input: impl Fn(String) -> Message + 'a,
    into_list: Message,
) -> Element<'a, Message> {
    let input = text_input(&hint, value)
        .size(size::BODY)
        .padding([spacing::XS, spacing::S])
        .icon(text_input::Icon {
            font: iced::Font::with_name("lucide"),
            code_point: Icon::Search.unicode(),
            size: Some(size::LARGE.into()),
            spacing: spacing::XS,
            side: text_input::Side::Left,
        })
        .style(style::field);
    let input = typing(input, value, on_input).id(id(FILTER)).width(width);

    area(input)
        .on_inner_key(move |key, _| {
            matches!(key, Key::Named(Named::ArrowDown)).then(|| into_list.clone())
        })
        .without_focus()
        .into()
}

/// A field for a day: typed, or picked from a calendar.
pub fn date<'a, Message: Clone + Debug + 'a>(
    language: Language,
    today: NaiveDate,
    value: &str,
    on_input: impl Fn(String) -> Message + Clone + 'a,
) -> DateField<'a, Message> {
    date_then(language, today, value, on_input, None)
}

/// The same, where Enter says something.
pub fn date_then<'a, Message: Clone + Debug + 'a>(
    language: Language,
    today: NaiveDate,
    value: &str,
    on_input: impl Fn(String) -> Message + Clone + 'a,
    on_submit: Option<Message>,
) -> DateField<'a, Message> {
    let hint = text!(language, "date-hint");
    let input = typed(&hint, value, on_input.clone()).on_submit_maybe(on_submit);

    date_field(language, today, value, input, on_input)
}

/// The same, with a name by which it can be given the focus.
pub fn date_named<'a, Message: Clone + Debug + 'a>(
    language: Language,
    today: NaiveDate,
    (name, value): (&'static str, &str),
    on_input: impl Fn(String) -> Message + Clone + 'a,
    on_submit: Message,
) -> DateField<'a, Message> {
    let hint = text!(language, "date-hint");
    let input = typed(&hint, value, on_input.clone()).id(id(name)).on_submit(on_submit);

    date_field(language, today, value, input, on_input)
}

/// A field with its label above and what is wrong below.
pub fn labelled<'a, Message: 'a>(
    label: String,
    field: impl Into<Element<'a, Message>>,
    wrong: Option<String>,
) -> Element<'a, Message> {
    let mut content = column![small(label).style(style::muted), field.into()].spacing(spacing::XXS);
    if let Some(wrong) = wrong {
        content = content.push(small(wrong).style(style::danger));
    }

    content.width(Fill).into()
}

/// A field to choose from: by mouse from a list, by the arrow keys one after the other, by
/// letters the one that begins with them.
pub fn choice<'a, T, Message>(
    options: Vec<T>,
    chosen: Option<T>,
    width: impl Into<Length>,
    on_choose: impl Fn(T) -> Message + Clone + 'a,
) -> Element<'a, Message>
where
    T: ToString + PartialEq + Clone + 'a,
    Message: Clone + Debug + 'a,
    Vec<T>: Borrow<[T]>,
{
    choice_saying(String::new(), options, chosen, width, on_choose)
}

/// The same, saying something until one is chosen.
pub fn choice_saying<'a, T, Message>(
    unchosen: String,
    options: Vec<T>,
    chosen: Option<T>,
    width: impl Into<Length>,
    on_choose: impl Fn(T) -> Message + Clone + 'a,
) -> Element<'a, Message>
where
    T: ToString + PartialEq + Clone + 'a,
    Message: Clone + Debug + 'a,
    Vec<T>: Borrow<[T]>,
{
    let width = width.into();
    let position = chosen.as_ref().and_then(|chosen| options.iter().position(|o| o == chosen));
    let neighbours: [Option<T>; 2] = [
        position.and_then(|position| position.checked_sub(1)).and_then(|p| options.get(p).cloned()),
        options.get(position.map_or(0, |position| position + 1)).cloned(),
    ];
    let by_key = on_choose.clone();
    let all = options.clone();
    let list = pick_list(options, chosen, on_choose)
        .placeholder(unchosen)
        .text_size(size::BODY)
        .padding([spacing::XS, spacing::S])
        .width(Fill)
        .style(style::choice)
        .menu_style(style::menu);

    area(list)
        .width(width)
        .on_key(move |key, modifiers| {
            let wanted = match key {
                Key::Named(Named::ArrowUp | Named::ArrowLeft) => neighbours[0].clone(),
                Key::Named(Named::ArrowDown | Named::ArrowRight) => neighbours[1].clone(),
                Key::Named(Named::Home) => all.first().cloned(),
                Key::Named(Named::End) => all.last().cloned(),
                Key::Character(letter) if modifiers.is_empty() => {
                    typed_so_far(&all, position, letter)
                }
                _ => None,
            };
            wanted.map(&by_key)
        })
        .into()
}

/// Letters typed within this time of each other are one word.
const TYPING: Duration = Duration::from_secs(1);

/// What is being typed to choose with: when the last letter came, among which options, and the word so far.
struct Spelled {
    at: Instant,
    among: (usize, Option<String>),
    word: String,
}

thread_local! {
    /// One field has the focus at a time.
    static TYPED: RefCell<Option<Spelled>> = const { RefCell::new(None) };
}

/// The option that begins with what has been typed so far, this letter last.
fn typed_so_far<T: ToString + Clone>(
    options: &[T],
    chosen: Option<usize>,
    letter: &str,
) -> Option<T> {
    let among = (options.len(), options.first().map(ToString::to_string));
    let word = TYPED.with_borrow_mut(|typed| {
        let going_on =
            typed.take().filter(|typed| typed.at.elapsed() < TYPING && typed.among == among);
        let word = going_on.map(|typed| typed.word).unwrap_or_default() + &fold(letter);
        *typed = Some(Spelled { at: Instant::now(), among, word: word.clone() });
        word
    });

    beginning(options, chosen, &word)
}

/// The next option that begins with a word, the chosen one itself included where it still does. One letter over and over goes
/// from one to the next.
fn beginning<T: ToString + Clone>(options: &[T], chosen: Option<usize>, word: &str) -> Option<T> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let again = letters.all(|letter| letter == first);
    let wanted = if again { first.to_string() } else { word.to_owned() };
    let begins = |option: &&T| fold(&option.to_string()).starts_with(&wanted);
    let from = chosen.map_or(0, |at| if again { at + 1 } else { at });

    options.iter().skip(from).find(begins).or_else(|| options.iter().find(begins)).cloned()
}

/// A switch with its label.
pub fn switch<'a, Message: Clone + Debug + 'a>(
    label: String,
    on: bool,
    on_press: Message,
) -> Element<'a, Message> {
    let box_icon = if on { lucide_icons::Icon::SquareCheckBig } else { lucide_icons::Icon::Square };
    let content = iced::widget::row![super::button::glyph(box_icon, size::LARGE), strong(label)]
        .spacing(spacing::XS)
        .align_y(iced::Center);

    area(content)
        .kind(style::Kind::Row)
        .padding([spacing::XXS, spacing::XS])
        .on_press(on_press)
        .into()
}

/// The names of fields that are given the focus.
pub fn id(name: &'static str) -> Id {
    Id::new(name)
}

/// The field that a list is searched with: it holds nothing that could be lost.
pub const FILTER: &str = "filter";

/// Whether somebody is filling in a field, other than to search.
pub fn is_typing() -> iced::Task<bool> {
    iced::advanced::widget::operate(IsTyping::default())
}

/// Looks through the widgets; a field is met as a text field first and as focusable right after.
#[derive(Default)]
struct IsTyping {
    met_field: bool,
    typing: bool,
}

impl Operation<bool> for IsTyping {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<bool>)) {
        operate(self);
    }

    fn text_input(&mut self, id: Option<&Id>, _: Rectangle, _: &mut dyn operation::TextInput) {
        self.met_field = id != Some(&self::id(FILTER));
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn operation::Focusable) {
        self.typing |= std::mem::take(&mut self.met_field) && state.is_focused();
    }

    fn finish(&self) -> operation::Outcome<bool> {
        operation::Outcome::Some(self.typing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_through_what_begins_with_it() {
        let options = ["Avesta", "Älvdalen", "Orsa", "Östra", "Ludvika"];

        assert_eq!(beginning(&options, None, "o"), Some("Orsa"));
        assert_eq!(beginning(&options, Some(2), "o"), Some("Östra"));
        assert_eq!(beginning(&options, Some(3), "o"), Some("Orsa"));
        assert_eq!(beginning(&options, None, "x"), None);
    }

    #[test]
    fn letters_make_a_word() {
        let options = ["Leksand", "Ludvika", "Lugnet", "Älvdalen"];

        assert_eq!(beginning(&options, Some(0), "lu"), Some("Ludvika"));
        assert_eq!(beginning(&options, Some(1), "lug"), Some("Lugnet"));
        assert_eq!(
            beginning(&options, Some(2), "lugn"),
            Some("Lugnet"),
            "the chosen one fits still"
        );
        assert_eq!(beginning(&options, Some(2), "ll"), Some("Leksand"), "one letter goes round");
        assert_eq!(beginning(&options, Some(0), "lx"), None);
    }
}
