//! Long work under way: how far it is, and the wish that it stop.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use rusqlite::InterruptHandle;

use super::Error;

/// A piece of work, shared by who does it and who waits for it.
#[derive(Debug, Clone, Default)]
pub struct Work {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    done: AtomicU32,
    whole: AtomicU32,
    cancelled: AtomicBool,
    /// Something has been written: it goes on to its end.
    settled: AtomicBool,
    finished: AtomicBool,
    /// What stops the statement that runs; there while the work does.
    running: Mutex<Option<InterruptHandle>>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Work").finish_non_exhaustive()
    }
}

impl Work {
    /// Tells how far it is. Fails where it is to stop.
    pub fn advance(&self, done: usize, whole: usize) -> Result<(), Error> {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.inner.done.store(number(done), Ordering::Relaxed);
        self.inner.whole.store(number(whole), Ordering::Relaxed);
        if self.is_cancelled() {
            return Err(Error::Cancelled);
        }

        Ok(())
    }

    /// The share that is done, 0–1; `None` where that is not known.
    pub fn share(&self) -> Option<f32> {
        let whole = self.inner.whole.load(Ordering::Relaxed);

        (whole > 0).then(|| self.inner.done.load(Ordering::Relaxed) as f32 / whole as f32)
    }

    /// Asks it to stop: at the next step it tells of, or in the middle of a statement. What has written something goes on to
    /// its end: nobody is told that it did nothing.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::Relaxed);
        if let Ok(running) = self.inner.running.lock()
            && let Some(handle) = &*running
        {
            handle.interrupt();
        }
    }

    /// Whether it is the same piece of work.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::Relaxed) && !self.inner.settled.load(Ordering::Relaxed)
    }

    /// Whether it has come to its end, one way or the other.
    pub fn is_finished(&self) -> bool {
        self.inner.finished.load(Ordering::Relaxed)
    }

    /// Does a job that is not the register's. `None` where it was to stop: the job has come to its end, what it found is
    /// dropped.
    pub fn beside<T>(&self, job: impl FnOnce() -> T) -> Option<T> {
        let ended = AtItsEnd(self);
        let answer = (!self.is_cancelled()).then(job);
        drop(ended);

        answer.filter(|_| !self.is_cancelled())
    }

    /// It has come to its end before it began.
    pub fn finish(&self) {
        self.inner.finished.store(true, Ordering::Relaxed);
    }

    /// It begins on a connection whose statements can be stopped, and ends with what is given back: what comes after it on the
    /// connection is not stopped.
    pub(super) fn begin(&self, handle: InterruptHandle) -> AtItsEnd<'_> {
        if let Ok(mut running) = self.inner.running.lock() {
            *running = Some(handle);
        }

        AtItsEnd(self)
    }

    /// It has written something, and is not stopped any more.
    pub(super) fn settle(&self) {
        self.inner.settled.store(true, Ordering::Relaxed);
        self.let_go();
    }

    fn let_go(&self) {
        if let Ok(mut running) = self.inner.running.lock() {
            *running = None;
        }
    }
}

/// Ends work, also where its job panics.
pub(super) struct AtItsEnd<'a>(&'a Work);

impl Drop for AtItsEnd<'_> {
    fn drop(&mut self) {
        self.0.let_go();
        self.0.finish();
    }
}
