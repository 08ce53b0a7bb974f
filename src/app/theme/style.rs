//! Styles for each kind of widget, made of tokens.

use iced::widget::{container, pick_list, scrollable, text, text_input};
use iced::{Background, Border, Color, Theme, overlay};

use super::spacing::{XS, XXS};
use super::{RADIUS, Tokens, tokens};

/// Text like the text around it.
pub fn plain(_theme: &Theme) -> text::Style {
    text::Style::default()
}

/// Secondary text.
pub fn muted(theme: &Theme) -> text::Style {
    coloured(tokens(theme).muted)
}

/// Text about pace and lateness.
pub fn ochre(theme: &Theme) -> text::Style {
    coloured(tokens(theme).ochre)
}

/// Text about excused absence, and links.
pub fn blue(theme: &Theme) -> text::Style {
    coloured(tokens(theme).blue)
}

/// Text about what went well.
pub fn primary(theme: &Theme) -> text::Style {
    coloured(tokens(theme).primary)
}

/// Text about unexcused absence and errors.
pub fn danger(theme: &Theme) -> text::Style {
    coloured(tokens(theme).danger)
}

fn coloured(colour: Color) -> text::Style {
    text::Style { color: Some(colour) }
}

/// A card on the ground.
pub fn card(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.surface.into()),
        border: Border { color: tokens.line, width: 1.0, radius: RADIUS.into() },
        text_color: Some(tokens.ink),
        ..container::Style::default()
    }
}

pub fn sidebar(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.brand.into()),
        text_color: Some(tokens.on_brand),
        ..container::Style::default()
    }
}

pub fn hairline(theme: &Theme) -> container::Style {
    filled(tokens(theme).line)
}

/// The line under the headings of a table.
pub fn strong_line(theme: &Theme) -> container::Style {
    filled(tokens(theme).control)
}

/// A chip of what is amiss: filled.
pub fn danger_chip(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    chip(tokens.danger, tokens.surface, tokens.danger)
}

/// A chip of what is out of the ordinary and in order.
pub fn blue_chip(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    chip(tokens.tint_blue, tokens.blue, tokens.blue)
}

/// A chip of what is late.
pub fn ochre_chip(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    chip(tokens.tint_ochre, tokens.ochre, tokens.ochre_fill)
}

fn chip(ground: Color, text: Color, edge: Color) -> container::Style {
    container::Style {
        text_color: Some(text),
        border: Border { color: edge, width: 1.0, radius: 6.0.into() },
        ..filled(ground)
    }
}

/// Behind what waits for somebody.
pub fn waiting(theme: &Theme) -> container::Style {
    filled(tokens(theme).tint_ochre)
}

/// Behind sums.
pub fn sunk(theme: &Theme) -> container::Style {
    container::Style { text_color: Some(tokens(theme).ink), ..filled(tokens(theme).sunk) }
}

/// The part of a bar that is not filled.
pub fn unfilled(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        border: Border { color: tokens.line, width: 1.0, radius: 0.0.into() },
        ..filled(tokens.sunk)
    }
}

/// A keycap: a key's name in a frame.
pub fn keycap(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.surface.into()),
        border: Border { color: tokens.control, width: 1.0, radius: 4.0.into() },
        text_color: Some(tokens.ink),
        ..container::Style::default()
    }
}

/// A key's name beside a word in a field: sunk, without a frame.
pub fn quiet_keycap(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.sunk.into()),
        border: Border { radius: 4.0.into(), ..Border::default() },
        text_color: Some(tokens.muted),
        ..container::Style::default()
    }
}

/// A keycap in the sidebar.
pub fn brand_keycap(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        border: Border { color: tokens.on_brand_muted, width: 1.0, radius: 4.0.into() },
        text_color: Some(tokens.on_brand),
        ..container::Style::default()
    }
}

/// The circle with somebody's initials in the sidebar.
pub fn initials(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(Color { a: 0.2, ..tokens.on_brand }.into()),
        border: Border { radius: 16.0.into(), ..Border::default() },
        text_color: Some(tokens.on_brand),
        ..container::Style::default()
    }
}

/// The dot on a place of the sidebar where something waits.
pub fn brand_dot(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.on_brand.into()),
        border: Border { radius: 3.0.into(), ..Border::default() },
        ..container::Style::default()
    }
}

/// Counts in the sidebar.
pub fn on_brand_muted(theme: &Theme) -> text::Style {
    coloured(tokens(theme).on_brand_muted)
}

/// A word that appears when the pointer rests.
pub fn hint(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.ink.into()),
        border: Border { radius: 6.0.into(), ..Border::default() },
        text_color: Some(tokens.surface),
        ..container::Style::default()
    }
}

/// The frame around options that stand beside each other.
pub fn options(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.surface.into()),
        border: Border { color: tokens.control, width: 1.0, radius: RADIUS.into() },
        text_color: Some(tokens.ink),
        ..container::Style::default()
    }
}

/// The foot of a list or a working screen, with something selected in it.
pub fn chosen_foot(theme: &Theme) -> container::Style {
    container::Style { text_color: Some(tokens(theme).ink), ..filled(tokens(theme).tint_primary) }
}

/// A chip that says what has grown or is chosen.
pub fn tinted(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);
    let width = if tokens.has_high_contrast() { 2.0 } else { 0.0 };

    container::Style {
        border: Border { color: tokens.primary, width, radius: RADIUS.into() },
        text_color: Some(tokens.primary),
        ..filled(tokens.tint_primary)
    }
}

/// A fill in the colour of progress.
pub fn primary_fill(theme: &Theme) -> container::Style {
    filled(tokens(theme).primary)
}

/// A fill in the colour of pace.
pub fn ochre_fill(theme: &Theme) -> container::Style {
    filled(tokens(theme).ochre_fill)
}

/// A fill in the colour of controls.
pub fn control_fill(theme: &Theme) -> container::Style {
    filled(tokens(theme).control)
}

fn filled(colour: Color) -> container::Style {
    container::Style { background: Some(colour.into()), ..container::Style::default() }
}

/// A part of a screen that wants somebody to look at it.
pub fn attention(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style { border: card(theme).border.color(tokens.ochre), ..card(theme) }
}

/// A notice at the foot of the window.
pub fn notice(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        background: Some(tokens.surface.into()),
        border: Border { color: tokens.control, width: 1.0, radius: RADIUS.into() },
        text_color: Some(tokens.ink),
        ..container::Style::default()
    }
}

/// A notice of something that failed.
pub fn failure(theme: &Theme) -> container::Style {
    let tokens = tokens(theme);

    container::Style {
        border: Border { color: tokens.danger, width: 2.0, radius: RADIUS.into() },
        ..notice(theme)
    }
}

/// A field to type in.
pub fn field(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let tokens = tokens(theme);
    let focused = matches!(status, text_input::Status::Focused { .. });

    text_input::Style {
        background: tokens.surface.into(),
        border: Border {
            color: if focused { tokens.primary } else { tokens.control },
            width: if focused { 2.0 } else { 1.0 },
            radius: RADIUS.into(),
        },
        icon: tokens.muted,
        placeholder: tokens.muted,
        value: tokens.ink,
        selection: Color { a: 0.3, ..tokens.primary },
    }
}

/// A field to choose from.
pub fn choice(theme: &Theme, _status: pick_list::Status) -> pick_list::Style {
    let tokens = tokens(theme);

    pick_list::Style {
        text_color: tokens.ink,
        placeholder_color: tokens.muted,
        handle_color: tokens.muted,
        background: tokens.surface.into(),
        border: Border { color: tokens.control, width: 1.0, radius: RADIUS.into() },
    }
}

/// The open list of a field to choose from.
pub fn menu(theme: &Theme) -> overlay::menu::Style {
    let tokens = tokens(theme);

    overlay::menu::Style {
        background: tokens.surface.into(),
        border: Border { color: tokens.control, width: 1.0, radius: RADIUS.into() },
        text_color: tokens.ink,
        selected_text_color: tokens.on_primary,
        selected_background: tokens.primary.into(),
        shadow: iced::Shadow::default(),
    }
}

/// A slim handle for what scrolls up and down.
pub fn slim() -> scrollable::Direction {
    let bar = scrollable::Scrollbar::new().width(XS).scroller_width(XXS + 2.0);

    scrollable::Direction::Vertical(bar)
}

pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let tokens = tokens(theme);
    let mut style = scrollable::default(theme, status);
    for rail in [&mut style.vertical_rail, &mut style.horizontal_rail] {
        rail.background = None;
        rail.scroller.background = Background::Color(tokens.control);
        rail.scroller.border.radius = (RADIUS / 2.0).into();
    }

    style
}

/// How a pressable thing looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// What lies behind.
    pub background: Option<Color>,
    pub text: Color,
    /// The border's colour and width.
    pub border: (Color, f32),
}

/// What kind of pressable thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The main action of a screen.
    Primary,
    /// Another action.
    #[default]
    Plain,
    /// An action that takes something away.
    Danger,
    /// A word that can be pressed.
    Link,
    /// A place in the sidebar.
    Route,
    /// The place in the sidebar one is at.
    CurrentRoute,
    /// A row of a list.
    Row,
    /// The chosen row of a list.
    ChosenRow,
    /// The chosen one of several options.
    Chosen,
    /// A cell of a range that is selected.
    SelectedCell,
    /// A tinted chip that leads somewhere.
    Chip,
    /// An area that only holds others.
    Area,
}

/// How a pressable thing looks, hovered or not.
pub fn face(tokens: &Tokens, kind: Kind, hovered: bool, enabled: bool) -> Face {
    let tint = |colour: Color, alpha: f32| Color { a: alpha, ..colour };
    let none = (Color::TRANSPARENT, 0.0);
    match kind {
        Kind::Primary if enabled => Face {
            background: Some(if hovered {
                mix(tokens.primary, tokens.ink, 0.15)
            } else {
                tokens.primary
            }),
            text: tokens.on_primary,
            border: none,
        },
        Kind::Primary | Kind::Plain => Face {
            background: Some(if hovered {
                mix(tokens.surface, tokens.ink, 0.05)
            } else {
                tokens.surface
            }),
            text: if enabled { tokens.ink } else { tokens.muted },
            border: (tokens.control, 1.0),
        },
        Kind::Danger => Face {
            background: Some(if hovered {
                mix(tokens.surface, tokens.danger, 0.08)
            } else {
                tokens.surface
            }),
            text: tokens.danger,
            border: (tokens.danger, 1.0),
        },
        Kind::Link => Face {
            background: hovered.then(|| tint(tokens.ink, 0.05)),
            text: tokens.blue,
            border: none,
        },
        Kind::Route => Face {
            background: hovered.then(|| tint(tokens.on_brand, 0.10)),
            text: tokens.on_brand,
            border: none,
        },
        Kind::CurrentRoute => Face {
            background: Some(mix(tokens.brand, Color::BLACK, 0.35)),
            text: tokens.on_brand,
            border: none,
        },
        Kind::Row => Face {
            background: hovered.then(|| tint(tokens.ink, 0.05)),
            text: tokens.ink,
            border: none,
        },
        Kind::ChosenRow => Face {
            background: Some(tokens.tint_primary),
            text: tokens.ink,
            border: if tokens.has_high_contrast() { (tokens.primary, 2.0) } else { none },
        },
        Kind::Chosen => Face {
            background: Some(tokens.tint_primary),
            text: tokens.primary,
            border: (tokens.primary, if tokens.has_high_contrast() { 2.0 } else { 1.0 }),
        },
        Kind::SelectedCell => Face {
            background: Some(tokens.tint_primary),
            text: tokens.ink,
            border: (tint(tokens.primary, 0.4), 1.0),
        },
        Kind::Chip => Face {
            background: Some(if hovered {
                mix(tokens.tint_primary, tokens.ink, 0.04)
            } else {
                tokens.tint_primary
            }),
            text: tokens.primary,
            border: if tokens.has_high_contrast() { (tokens.primary, 2.0) } else { none },
        },
        Kind::Area => Face { background: None, text: tokens.ink, border: none },
    }
}

fn mix(one: Color, other: Color, share: f32) -> Color {
    let part = |one: f32, other: f32| one + (other - one) * share;

    Color::from_rgb(part(one.r, other.r), part(one.g, other.g), part(one.b, other.b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::{DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, LIGHT, contrast};

    const KINDS: [Kind; 10] = [
        Kind::Primary,
        Kind::Plain,
        Kind::Danger,
        Kind::Link,
        Kind::Route,
        Kind::CurrentRoute,
        Kind::Row,
        Kind::ChosenRow,
        Kind::Chosen,
        Kind::Area,
    ];

    /// A colour as it looks on what lies behind.
    fn over(colour: Color, behind: Color) -> Color {
        mix(behind, Color { a: 1.0, ..colour }, colour.a)
    }

    #[test]
    fn what_can_be_pressed_can_be_read_however_it_looks() {
        for tokens in [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK] {
            for kind in KINDS {
                let grounds = match kind {
                    Kind::Route | Kind::CurrentRoute => vec![tokens.brand],
                    _ => vec![tokens.ground, tokens.surface],
                };
                for ground in grounds {
                    for (hovered, enabled) in
                        [(false, true), (true, true), (false, false), (true, false)]
                    {
                        let face = face(&tokens, kind, hovered, enabled);
                        let behind = face.background.map_or(ground, |colour| over(colour, ground));
                        let ratio = contrast(face.text, behind);
                        assert!(ratio >= 4.5, "{kind:?}, hovered {hovered}: {ratio}");
                        let (border, width) = face.border;
                        assert!(width == 0.0 || contrast(border, ground) >= 3.0, "{kind:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_colour_of_text_can_be_read_on_the_chosen_row() {
        for tokens in [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK] {
            let chosen = face(&tokens, Kind::ChosenRow, false, true).background;
            for ground in [tokens.ground, tokens.surface] {
                let behind = chosen.map_or(ground, |colour| over(colour, ground));
                for text in [tokens.ink, tokens.muted, tokens.primary, tokens.ochre, tokens.danger]
                {
                    let ratio = contrast(text, behind);
                    assert!(ratio >= 4.5, "{text:?} on the chosen row: {ratio}");
                }
            }
        }
    }
}
