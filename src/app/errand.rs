//! What is to be done in the place where the register is shared: beside all else, so that nobody waits for a place that is far
//! away or does not answer.

use super::beside;
use crate::exchange::{Accomplished, Errand, ExchangeError, Turn, Underway};
use crate::register::Error;
use crate::register::handle::Handle;
use crate::register::work::Work;

/// Does an errand: at the register in turns with all else that is to be done there, and at the place beside that.
///
/// # Errors
/// It can't be done. What has been done of it stays, and is gone on with the next time.
pub async fn perform(
    register: &Handle,
    errand: Errand,
    work: &Work,
) -> Result<Accomplished, ExchangeError> {
    let begun = register.write(move |register| Ok(Underway::here(register, errand))).await?;
    let mut underway = begun?;
    loop {
        let turn = register.write(move |register| {
            let turn = underway.at_register(register);
            Ok((turn, underway))
        });
        let (turn, kept) = turn.await?;
        underway = kept;
        let at_place = match turn {
            Ok(Turn::Done(accomplished)) => return Ok(*accomplished),
            Ok(Turn::Register) => Ok(()),
            Ok(Turn::Place) => {
                // A place may take long to answer, or not answer at all.
                let (came_back, kept) = beside(move || {
                    let came_back = underway.at_place();
                    Ok((came_back, underway))
                })
                .await?;
                underway = kept;
                came_back
            }
            Err(error) => Err(error),
        };
        let stopped = match work.is_cancelled() {
            true => Err(Error::Cancelled.into()),
            false => Ok(()),
        };
        if let Err(error) = at_place.and(stopped) {
            let abandoning = register.write(move |register| Ok(underway.abandon(register)));
            abandoning.await??;
            return Err(error);
        }
    }
}
