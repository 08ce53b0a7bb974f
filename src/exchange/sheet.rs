//! The recovery sheet: a code on paper that opens the register when all computers are lost.
//!
//! A sheet is in the list of members like a coordinator's computer. Its keys lie in the place, encrypted with what the code says.
//! Whoever has it comes in as the sheet, fetches everything, lets the own computer in, and goes on as that.

use uuid::Uuid;

use super::members::{Member, Role};
use super::sealed::{self, decrypt, encrypt};
use super::store::Store;
use super::{Code, DeviceKeys, ExchangeError, VERSION, is_whole};

/// What a sheet comes in with.
pub struct Sheet {
    pub device: Uuid,
    pub keys: DeviceKeys,
}

impl Sheet {
    /// A new one.
    pub fn new() -> Result<Self, ExchangeError> {
        Ok(Self { device: Uuid::now_v7(), keys: DeviceKeys::new()? })
    }

    /// As it stands in the list of members.
    pub fn member(&self, now: i64) -> Member {
        Member {
            device: self.device,
            key: sealed::hexadecimal(&self.keys.public()),
            recipient: self.keys.recipient(),
            name: String::new(),
            role: Role::Coordinator,
            classes: Default::default(),
            since: now,
            invitation: None,
            is_sheet: true,
        }
    }

    /// Its file in the place: path and bytes.
    pub fn file(&self, code: &Code) -> Result<(String, Vec<u8>), ExchangeError> {
        let about = self.device.as_bytes();
        let sealed = encrypt(&code.sheet_secret(), about, &self.keys.plain())?;
        let bytes = [about.as_slice(), &sealed].concat();
        let hash = sealed::hexadecimal(&sealed::hash(&bytes));

        Ok((format!("{}/{}-{hash}", folder(), sealed::hexadecimal(&code.id())), bytes))
    }

    /// The one that a code opens; `None` where there is none.
    pub fn find(store: &dyn Store, code: &Code) -> Result<Option<Self>, ExchangeError> {
        let id = sealed::hexadecimal(&code.id());
        for name in store.list(&folder())? {
            let Some((_, hash)) = name.split_once('-').filter(|(known, _)| *known == id) else {
                continue;
            };
            let bytes = store.read(&format!("{}/{name}", folder()))?;
            let Some(bytes) = bytes.filter(|bytes| is_whole(bytes, hash)) else { continue };
            let Some((about, sealed)) = bytes.split_first_chunk::<16>() else { continue };
            let plain = decrypt(&code.sheet_secret(), about, sealed)
                .map_err(|_| ExchangeError::WrongCode)?;
            let keys = DeviceKeys::from_plain(&plain).ok_or(ExchangeError::WrongCode)?;
            return Ok(Some(Self { device: Uuid::from_bytes(*about), keys }));
        }

        Ok(None)
    }
}

fn folder() -> String {
    format!("{VERSION}/sheets")
}
