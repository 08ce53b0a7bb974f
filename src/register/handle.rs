//! A cloneable handle: jobs go to the one thread that owns the register, answers come back as futures.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use futures_channel::oneshot;

use super::{Error, Register};

type Job = Box<dyn FnOnce(&mut Register) + Send>;

/// A way to the register from anywhere. When the last one is dropped, the thread makes the due backup
/// and closes the register.
#[derive(Debug, Clone)]
pub struct Handle {
    jobs: mpsc::Sender<Job>,
}

/// The register's thread, to be waited for before the program ends.
#[derive(Debug)]
pub struct Thread {
    thread: Option<JoinHandle<()>>,
}

/// The backup at the end takes no longer, or the program ends without it; the register is safe either way.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// After so long without a job the file is made whole, so that a copy of it alone lacks nothing.
const IDLE: Duration = Duration::from_secs(2);
const FOREVER: Duration = Duration::from_secs(24 * 60 * 60);

impl Thread {
    /// Waits until the register is closed, but not for ever.
    pub fn wait(self) {
        let Some(thread) = self.thread else { return };
        let started = Instant::now();
        while !thread.is_finished() && started.elapsed() < LONGEST_WAIT {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Handle {
    /// Opens a register on a thread of its own. The future says whether that went well; jobs sent before
    /// wait for it.
    pub fn open(
        opener: impl FnOnce() -> Result<Register, Error> + Send + 'static,
    ) -> (Self, Thread, impl Future<Output = Result<(), Error>> + Send + 'static) {
        let (jobs, queue) = mpsc::channel::<Job>();
        let (answer, opened) = oneshot::channel();
        let thread = thread::Builder::new().name("register".to_owned()).spawn(move || {
            let mut register = match opener() {
                Ok(register) => register,
                Err(error) => {
                    let _ = answer.send(Err(error));
                    return;
                }
            };
            let _ = answer.send(Ok(()));
            // Whether something may stand in the log that the file lacks.
            let mut unsettled = false;
            loop {
                match queue.recv_timeout(if unsettled { IDLE } else { FOREVER }) {
                    Ok(job) => {
                        job(&mut register);
                        unsettled = true;
                    }
                    Err(mpsc::RecvTimeoutError::Timeout) => {
                        unsettled = false;
                        if register.make_whole().is_err() {
                            tracing::error!("the log could not be brought into the file");
                        }
                    }
                    Err(mpsc::RecvTimeoutError::Disconnected) => break,
                }
            }
            if !register.is_read_only() && register.back_up_if_due().is_err() {
                tracing::error!("the backup at the end failed");
            }
        });

        let opened = async move { opened.await.unwrap_or(Err(Error::Closed)) };

        (Self { jobs }, Thread { thread: thread.ok() }, opened)
    }

    /// Runs a job on the register's thread. The job is on its way when this returns; the future only
    /// waits for the answer.
    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        let (answer, waiting) = oneshot::channel();
        let sent = self.jobs.send(Box::new(move |register| {
            let _ = answer.send(job(register));
        }));

        async move {
            sent.map_err(|_| Error::Closed)?;
            waiting.await.unwrap_or(Err(Error::Closed))
        }
    }
}
