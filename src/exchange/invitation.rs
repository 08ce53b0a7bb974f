//! The code somebody is let in with: 16 bytes from chance that nobody else knows, and what the inviter's key is recognised by.
//!
//! It is written in groups of four letters and digits, without those that are taken for each other (Crockford's Base32), with
//! a check at the end.

use sha2::{Digest, Sha256};

use super::ExchangeError;
use super::sealed::random;
use crate::register::sharing::Secret;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TOKEN: usize = 16;
const FINGERPRINT: usize = 10;
const CHECK: usize = 2;

/// How long a code is good for, in milliseconds: two days.
pub const GOOD_FOR: i64 = 2 * 24 * 60 * 60 * 1000;

/// A code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// What only the invited and the coordinators know.
    pub token: [u8; TOKEN],
    /// What the inviter's key is recognised by.
    pub inviter: [u8; FINGERPRINT],
}

impl Code {
    /// A new code of an inviter's.
    pub fn new(inviter: [u8; FINGERPRINT]) -> Result<Self, ExchangeError> {
        Ok(Self { token: random()?, inviter })
    }

    /// The code as people read it out.
    pub fn text(&self) -> String {
        let bytes = self.bytes();
        let mut digits = Vec::new();
        let (mut pool, mut held) = (0u32, 0);
        for byte in bytes {
            pool = pool << 8 | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                digits.push(DIGITS[(pool >> held & 31) as usize]);
            }
        }
        if held > 0 {
            digits.push(DIGITS[(pool << (5 - held) & 31) as usize]);
        }
        let groups = digits.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());

        groups.collect::<Vec<_>>().join("-")
    }

    /// Reads a code as people type it.
    ///
    /// # Errors
    /// It is none, or something in it is wrong ([`ExchangeError::WrongCode`]).
    pub fn read(text: &str) -> Result<Self, ExchangeError> {
        let mut bytes = Vec::new();
        let mut typed = String::new();
        let (mut pool, mut held) = (0u32, 0);
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            typed.push(letter);
            let digit = DIGITS.iter().position(|digit| char::from(*digit) == letter);
            let digit = u32::try_from(digit.ok_or(ExchangeError::WrongCode)?).unwrap_or(0);
            pool = (pool << 5 | digit) & 0xFFFF;
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push((pool >> held & 0xFF) as u8);
            }
        }
        let code = Self::from_bytes(&bytes).ok_or(ExchangeError::WrongCode)?;

        (code.text().replace('-', "") == typed).then_some(code).ok_or(ExchangeError::WrongCode)
    }

    /// The code that was kept as [`Code::bytes`].
    pub fn from_kept(bytes: &[u8]) -> Option<Self> {
        Self::from_bytes(bytes).filter(|code| code.bytes() == bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (token, rest) = bytes.split_first_chunk()?;
        let (inviter, check) = rest.split_first_chunk()?;

        (check.len() == CHECK).then_some(Self { token: *token, inviter: *inviter })
    }

    /// With its check.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = [self.token.as_slice(), &self.inviter].concat();
        let check = Sha256::digest(&bytes);
        bytes.extend(&check[..CHECK]);

        bytes
    }

    /// What a request to be let in is encrypted with.
    pub fn secret(&self) -> Secret {
        self.secret_for(b"kursliggaren join")
    }

    /// What the keys of a sheet are encrypted with.
    pub fn sheet_secret(&self) -> Secret {
        self.secret_for(b"kursliggaren sheet")
    }

    fn secret_for(&self, what: &[u8]) -> Secret {
        let mut digest = Sha256::new();
        digest.update(what);
        digest.update(self.token);

        digest.finalize().into()
    }

    /// What an invitation is known by: it tells nothing of the code.
    pub fn id(&self) -> [u8; 8] {
        let digest = Sha256::digest([b"kursliggaren invitation".as_slice(), &self.token].concat());
        let mut id = [0; 8];
        id.copy_from_slice(&digest[..8]);

        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it_and_a_slip_is_told() {
        let code = Code::new([3; 10]).unwrap();
        let text = code.text();
        assert_eq!(Code::read(&text).unwrap(), code);
        assert_eq!(Code::read(&text.to_lowercase().replace('-', " ")).unwrap(), code);
        assert!(matches!(Code::read(&text[1..]), Err(ExchangeError::WrongCode)));
        assert!(matches!(Code::read(""), Err(ExchangeError::WrongCode)));
        let mut wrong = 0;
        for place in 0..text.len() {
            let mut slipped = text.clone().into_bytes();
            if slipped[place] != b'-' {
                slipped[place] = if slipped[place] == b'7' { b'8' } else { b'7' };
                wrong += usize::from(Code::read(&String::from_utf8(slipped).unwrap()).is_err());
            }
        }
        assert_eq!(wrong, text.bytes().filter(|byte| *byte != b'-').count());
    }
}
