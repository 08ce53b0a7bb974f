//! How the window looks: colours by role, one spacing scale, one type scale. Views never name a colour.

pub mod style;

use iced::{Color, Font, font};

use crate::installation::ThemeChoice;

/// The colours of a theme, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// The window.
    pub ground: Color,
    /// Cards, lists, dialogs.
    pub surface: Color,
    /// Hairlines; decoration only.
    pub line: Color,
    /// Borders of fields and buttons.
    pub control: Color,
    /// Text on `primary`.
    pub on_primary: Color,
    /// Text on `brand`.
    pub on_brand: Color,
    /// Text.
    pub ink: Color,
    /// Secondary text.
    pub muted: Color,
    /// Falu red: the sidebar.
    pub brand: Color,
    /// Spruce: main actions, progress.
    pub primary: Color,
    /// Pace, "late", notes: as text.
    pub ochre: Color,
    /// Pace, "late", notes: as fills.
    pub ochre_fill: Color,
    /// Excused, links.
    pub blue: Color,
    /// Unexcused, destructive.
    pub danger: Color,
    /// Behind what is selected, chosen or held.
    pub tint_primary: Color,
    /// Behind what waits, and lateness.
    pub tint_ochre: Color,
    /// Behind excused absence.
    pub tint_blue: Color,
    /// Behind what is refused or wrong.
    pub tint_danger: Color,
    /// Rows of sums, keycaps, the track of a bar.
    pub sunk: Color,
    /// Counts in the sidebar.
    pub on_brand_muted: Color,
    /// Shares on the map, from the least to the greatest, each with its text.
    pub tiles: [(Color, Color); 4],
}

pub const LIGHT: Tokens = Tokens {
    ground: hex(0xFAF7F2),
    surface: hex(0xFFFFFF),
    line: hex(0xE6DFD5),
    control: hex(0x857B70),
    on_primary: hex(0xFFFFFF),
    on_brand: hex(0xFFFFFF),
    ink: hex(0x1F1B16),
    muted: hex(0x6B635A),
    brand: hex(0x6E1A17),
    primary: hex(0x1E5B4F),
    ochre: hex(0x8F5E08),
    ochre_fill: hex(0xB97F10),
    blue: hex(0x2F6690),
    danger: hex(0xB3261E),
    tint_primary: hex(0xE7EFED),
    tint_ochre: hex(0xF8EFDC),
    tint_blue: hex(0xE8EFF5),
    tint_danger: hex(0xF9E9E7),
    sunk: hex(0xF5F0E8),
    on_brand_muted: hex(0xEAD3D0),
    tiles: [
        (hex(0xE7EFED), hex(0x1F1B16)),
        (hex(0xC3D6D0), hex(0x1F1B16)),
        (hex(0x4A7C6F), hex(0xFFFFFF)),
        (hex(0x1E5B4F), hex(0xFFFFFF)),
    ],
};

pub const DARK: Tokens = Tokens {
    ground: hex(0x191614),
    surface: hex(0x231F1C),
    line: hex(0x3A342F),
    control: hex(0x80766C),
    on_primary: hex(0x191614),
    on_brand: hex(0xFFFFFF),
    ink: hex(0xF3EEE7),
    muted: hex(0xB3A99D),
    brand: hex(0x8E2A25),
    primary: hex(0x5FB39F),
    ochre: hex(0xE0A526),
    ochre_fill: hex(0xE0A526),
    blue: hex(0x7FB2DB),
    danger: hex(0xF2938C),
    tint_primary: hex(0x263631),
    tint_ochre: hex(0x382E1C),
    tint_blue: hex(0x28323A),
    tint_danger: hex(0x3B2826),
    sunk: hex(0x1E1A18),
    on_brand_muted: hex(0xF0DAD7),
    tiles: [
        (hex(0x263631), hex(0xF3EEE7)),
        (hex(0x35564C), hex(0xF3EEE7)),
        (hex(0x5FB39F), hex(0x191614)),
        (hex(0x8FD0BF), hex(0x191614)),
    ],
};

/// High contrast on white.
pub const HIGH_CONTRAST: Tokens = Tokens {
    ground: hex(0xFFFFFF),
    surface: hex(0xFFFFFF),
    line: hex(0x000000),
    control: hex(0x000000),
    on_primary: hex(0xFFFFFF),
    on_brand: hex(0xFFFFFF),
    ink: hex(0x000000),
    muted: hex(0x3A342F),
    brand: hex(0x5A120F),
    primary: hex(0x0F4A3F),
    ochre: hex(0x6B4400),
    ochre_fill: hex(0x6B4400),
    blue: hex(0x1D4C70),
    danger: hex(0x8C1710),
    tint_primary: hex(0xFFFFFF),
    tint_ochre: hex(0xFFFFFF),
    tint_blue: hex(0xFFFFFF),
    tint_danger: hex(0xFFFFFF),
    sunk: hex(0xFFFFFF),
    on_brand_muted: hex(0xFFFFFF),
    tiles: [
        (hex(0xFFFFFF), hex(0x000000)),
        (hex(0xFFFFFF), hex(0x000000)),
        (hex(0x0F4A3F), hex(0xFFFFFF)),
        (hex(0x0F4A3F), hex(0xFFFFFF)),
    ],
};

/// High contrast on black.
pub const HIGH_CONTRAST_DARK: Tokens = Tokens {
    ground: hex(0x000000),
    surface: hex(0x000000),
    line: hex(0xFFFFFF),
    control: hex(0xFFFFFF),
    on_primary: hex(0x000000),
    on_brand: hex(0xFFFFFF),
    ink: hex(0xFFFFFF),
    muted: hex(0xDDD5CB),
    brand: hex(0x5A120F),
    primary: hex(0x7FD6C1),
    ochre: hex(0xFFC94D),
    ochre_fill: hex(0xFFC94D),
    blue: hex(0xA8D1F5),
    danger: hex(0xFFB4AD),
    tint_primary: hex(0x000000),
    tint_ochre: hex(0x000000),
    tint_blue: hex(0x000000),
    tint_danger: hex(0x000000),
    sunk: hex(0x000000),
    on_brand_muted: hex(0xFFFFFF),
    tiles: [
        (hex(0x000000), hex(0xFFFFFF)),
        (hex(0x000000), hex(0xFFFFFF)),
        (hex(0x7FD6C1), hex(0x000000)),
        (hex(0x7FD6C1), hex(0x000000)),
    ],
};

/// A system theme may be white with black text too, so high contrast is known by its name.
const HIGH_CONTRAST_NAME: &str = "Kursliggaren, high contrast";

/// The theme of a choice; `None` for the system's.
pub fn chosen(choice: ThemeChoice) -> Option<iced::Theme> {
    match choice {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(theme(LIGHT)),
        ThemeChoice::Dark => Some(theme(DARK)),
        ThemeChoice::HighContrast => Some(theme(HIGH_CONTRAST)),
        ThemeChoice::HighContrastDark => Some(theme(HIGH_CONTRAST_DARK)),
    }
}

const fn hex(rgb: u32) -> Color {
    Color::from_rgb8((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

impl Tokens {
    /// Whether it is one of high contrast: what is tinted has a border of two pixels instead.
    pub fn has_high_contrast(&self) -> bool {
        self.tint_primary == self.surface
    }
}

/// The theme iced is given for a set of tokens.
pub fn theme(tokens: Tokens) -> iced::Theme {
    let name = match tokens {
        HIGH_CONTRAST | HIGH_CONTRAST_DARK => HIGH_CONTRAST_NAME,
        _ => "Kursliggaren",
    };

    iced::Theme::custom(
        name.to_owned(),
        iced::theme::Palette {
            background: tokens.ground,
            text: tokens.ink,
            primary: tokens.primary,
            success: tokens.primary,
            warning: tokens.ochre,
            danger: tokens.danger,
        },
    )
}

/// The tokens behind a theme; those of its brightness where the theme is the system's own.
pub fn tokens(theme: &iced::Theme) -> &'static Tokens {
    let palette = theme.palette();
    let bright = palette.background.r + palette.background.g + palette.background.b > 1.5;
    match (theme.to_string() == HIGH_CONTRAST_NAME, bright) {
        (true, true) => &HIGH_CONTRAST,
        (true, false) => &HIGH_CONTRAST_DARK,
        (false, true) => &LIGHT,
        (false, false) => &DARK,
    }
}

/// The spacing scale, in logical pixels.
pub mod spacing {
    /// 4
    pub const XXS: f32 = 4.0;
    /// 8
    pub const XS: f32 = 8.0;
    /// 12
    pub const S: f32 = 12.0;
    /// 16
    pub const M: f32 = 16.0;
    /// 24
    pub const L: f32 = 24.0;
    /// 32
    pub const XL: f32 = 32.0;
}

/// The type scale, in logical pixels.
pub mod size {
    /// 12
    pub const SMALL: f32 = 12.0;
    /// 14
    pub const BODY: f32 = 14.0;
    /// 16
    pub const LARGE: f32 = 16.0;
    /// 20
    pub const TITLE: f32 = 20.0;
    /// 28
    pub const HEADING: f32 = 28.0;
    /// 48
    pub const FIGURE: f32 = 48.0;
}

/// How far above the foot of a line of one size the foot of a smaller one stands, so that both stand on
/// one baseline. Inter's descent is 0.242 of its size, and a line is 1.3 of it for 1.21 of type.
pub fn lift(large: f32, small: f32) -> f32 {
    (0.242 + (1.3 - 1.21) / 2.0) * (large - small)
}

/// Corners.
pub const RADIUS: f32 = 8.0;
/// A row of a list.
pub const ROW_HEIGHT: f32 = 44.0;
/// A dense row: the matrix.
pub const DENSE_ROW_HEIGHT: f32 = 36.0;

/// Inter.
pub const REGULAR: Font = Font::with_name("Inter");
/// Inter, semibold.
pub const SEMIBOLD: Font = Font { weight: font::Weight::Semibold, ..Font::with_name("Inter") };

/// WCAG 2.2's contrast ratio of two colours, 1–21.
pub fn contrast(one: Color, other: Color) -> f32 {
    let luminance = |colour: Color| {
        let part = |part: f32| {
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r) + 0.7152 * part(colour.g) + 0.0722 * part(colour.b)
    };
    let (one, other) = (luminance(one), luminance(other));

    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs the styles use: text on its ground, at least 4.5; borders and fills, at least 3.
    fn pairs(tokens: &Tokens) -> Vec<(&'static str, Color, Color, f32)> {
        let mut pairs = Vec::new();
        for (ground_name, ground) in [("ground", tokens.ground), ("surface", tokens.surface)] {
            for colour in
                [tokens.ink, tokens.muted, tokens.primary, tokens.ochre, tokens.blue, tokens.danger]
            {
                pairs.push((ground_name, colour, ground, 4.5));
            }
            pairs.push((ground_name, tokens.control, ground, 3.0));
            pairs.push((ground_name, tokens.ochre_fill, ground, 3.0));
        }
        for (ground_name, ground) in [
            ("tint-primary", tokens.tint_primary),
            ("tint-ochre", tokens.tint_ochre),
            ("tint-blue", tokens.tint_blue),
            ("tint-danger", tokens.tint_danger),
            ("sunk", tokens.sunk),
        ] {
            for colour in
                [tokens.ink, tokens.muted, tokens.primary, tokens.ochre, tokens.blue, tokens.danger]
            {
                pairs.push((ground_name, colour, ground, 4.5));
            }
        }
        for (tile, text) in tokens.tiles {
            pairs.push(("tile", text, tile, 4.5));
        }
        pairs.push(("brand", tokens.on_brand, tokens.brand, 4.5));
        pairs.push(("brand", tokens.on_brand_muted, tokens.brand, 4.5));
        pairs.push(("primary", tokens.on_primary, tokens.primary, 4.5));

        pairs
    }

    #[test]
    fn every_pair_that_is_used_can_be_read() {
        for tokens in [&LIGHT, &DARK, &HIGH_CONTRAST, &HIGH_CONTRAST_DARK] {
            for (ground, colour, on, least) in pairs(tokens) {
                let ratio = contrast(colour, on);
                assert!(ratio >= least, "{colour:?} on {ground}: {ratio}");
            }
        }
        for tokens in [&HIGH_CONTRAST, &HIGH_CONTRAST_DARK] {
            for (_, colour, on, _) in pairs(tokens) {
                assert!(contrast(colour, on) >= 7.0, "{colour:?}");
            }
        }
    }

    #[test]
    fn a_theme_leads_back_to_its_tokens() {
        for tokens_of in [LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK] {
            assert_eq!(*tokens(&theme(tokens_of)), tokens_of);
        }
        assert_eq!(*tokens(&iced::Theme::Light), LIGHT);
        assert_eq!(*tokens(&iced::Theme::Dark), DARK);
    }
}
