//! What state a meeting of a class is in, and the code it has on paper.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SessionStatus {
    /// Not held yet, or held and not logged yet.
    Planned,
    /// Held, and logged.
    Held,
    /// Called off; it is no longer part of the plan.
    Cancelled,
}

impl SessionStatus {
    /// The word the register, the command line and JSON use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads what [`SessionStatus::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Planned, Self::Held, Self::Cancelled]
            .into_iter()
            .find(|status| status.code() == code)
    }
}

/// A time of day as people write it (`9`, `9.30`, `kl. 13:15`, `1315`), as `HH:MM`; `None` for anything else.
pub fn start_time(typed: &str) -> Option<String> {
    let lower = typed.trim().to_lowercase();
    let text = lower.strip_prefix("kl").unwrap_or(&lower).trim_start_matches('.').trim();
    let (hours, minutes) = match text.split_once([':', '.', ',', ' ', 'h']) {
        Some((hours, "")) => (hours, "0"),
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if text.len() >= 3 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let number = |text: &str| -> Option<u32> {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    let time = chrono::NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, 0)?;

    Some(time.format("%H:%M").to_string())
}

/// What a session is found by when its paper list is keyed in, written `4KQ-7ZP`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionCode(u32);

/// Digits and letters that can't be taken for one another (Crockford's Base32).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS_IN_CODE: u32 = 6;

impl SessionCode {
    /// The code of the session with that identity: the same on every computer.
    pub fn of(session: Uuid) -> Self {
        let digest = Sha256::digest(session.as_bytes());
        let number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);

        Self(number >> (32 - 5 * SIGNS_IN_CODE))
    }
}

impl fmt::Display for SessionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..SIGNS_IN_CODE).rev() {
            let sign = SIGNS[(self.0 >> (5 * place) & 31) as usize];
            write!(formatter, "{}", char::from(sign))?;
            if place == SIGNS_IN_CODE / 2 {
                formatter.write_str("-")?;
            }
        }

        Ok(())
    }
}

/// The text is not a session's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a session code")]
pub struct NotACode;

impl FromStr for SessionCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let signs: Vec<u8> = text
            .trim()
            .bytes()
            .filter(|sign| *sign != b'-')
            .map(|sign| match sign.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                sign => sign,
            })
            .collect();
        if signs.len() != SIGNS_IN_CODE as usize {
            return Err(NotACode);
        }
        let mut number = 0;
        for sign in signs {
            let value = SIGNS.iter().position(|known| *known == sign).ok_or(NotACode)?;
            number = number << 5 | u32::try_from(value).map_err(|_| NotACode)?;
        }

        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (typed, read) in [
            ("13:15", "13:15"),
            ("1315", "13:15"),
            ("915", "09:15"),
            ("9", "09:00"),
            ("kl 9.30", "09:30"),
            ("Kl. 08:05", "08:05"),
            ("13 15", "13:15"),
        ] {
            assert_eq!(start_time(typed).as_deref(), Some(read), "{typed}");
        }
        for typed in ["25:00", "13:75", "13:1", "abc", "12345", "-1", "13.151", "å9"] {
            assert_eq!(start_time(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_written_and_as_it_is_mistaken() {
        let code = SessionCode::of(Uuid::from_u128(7));
        let written = code.to_string();

        assert_eq!(written.len(), 7);
        assert_eq!(written.parse(), Ok(code));
        assert_eq!(written.to_lowercase().replace('-', "").parse(), Ok(code));
        assert_eq!("o0l-i11".parse::<SessionCode>(), "001-111".parse());
        for text in ["", "SA26A", "4KQ-7Z", "4KQ-7Z!", "4KQ-7ZPP"] {
            assert!(text.parse::<SessionCode>().is_err(), "{text}");
        }
    }
}
