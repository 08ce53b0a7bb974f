//! A code as squares: QR, error correction level M (15 %).

/// Squares on a side of the largest code there is.
const LARGEST: usize = 177;

/// The squares of a code, without the quiet zone around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// Squares on a side.
    pub side: usize,
    /// Which are dark, row by row.
    pub dark: Vec<bool>,
}

impl Modules {
    /// A text as a QR code with error correction level M (15 %); `None` where it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let level = qrcode::EcLevel::M;
        let bits = qrcode::bits::encode_auto(text.as_bytes(), level).ok()?;
        let version = bits.version();
        let (data, correction) =
            qrcode::ec::construct_codewords(&bits.into_bytes(), version, level).ok()?;
        let mut canvas = qrcode::canvas::Canvas::new(version, level);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        // A signature looks like noise, so that no mask is much better than another; weighing all eight takes nine
        // tenths of the time.
        canvas.apply_mask(qrcode::canvas::MaskPattern::Checkerboard);

        let colours = canvas.into_colors();
        let dark = colours.into_iter().map(|colour| colour == qrcode::Color::Dark).collect();

        Some(Self { side: usize::try_from(version.width()).ok()?, dark })
    }

    /// The squares that runs of dark ones (column, row, length) make; `None` where they reach farther than any code does.
    pub fn from_runs(runs: &[(usize, usize, usize)]) -> Option<Self> {
        let reach = runs.iter().map(|(column, row, length)| (column + length).max(row + 1));
        let side = reach.max().filter(|side| *side <= LARGEST)?;
        let mut dark = vec![false; side * side];
        for (column, row, length) in runs {
            dark[row * side + column..][..*length].fill(true);
        }

        Some(Self { side, dark })
    }

    /// The runs of dark squares: column, row, length.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.dark.chunks(self.side.max(1)).enumerate().flat_map(|(row, squares)| {
            let mut column = 0;
            squares.chunk_by(|one, next| one == next).filter_map(move |run| {
                let start = column;
                column += run.len();
                run[0].then_some((start, row, run.len()))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_in_runs() {
        let dark = vec![true, true, false, false, true, true, true, false, true];

        let runs: Vec<_> = Modules { side: 3, dark }.runs().collect();

        assert_eq!(runs, [(0, 0, 2), (1, 1, 2), (0, 2, 1), (2, 2, 1)]);
    }

    #[test]
    fn the_runs_of_a_code_make_the_code() {
        let code = Modules::of("KL1:ABC").unwrap();

        let runs: Vec<_> = code.runs().collect();

        assert_eq!(Modules::from_runs(&runs), Some(code));
        assert_eq!(Modules::from_runs(&[(0, 0, 178)]), None);
        assert_eq!(Modules::from_runs(&[]), None);
    }
}
