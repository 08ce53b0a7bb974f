//! A cloneable handle: jobs go to the one thread that owns the register, answers come back as futures.

use std::sync::mpsc;
use std::thread;

use futures_channel::oneshot;

use super::{Error, Register};

type Job = Box<dyn FnOnce(&mut Register) + Send>;

/// A way to the register from anywhere. When the last one is dropped, the thread makes the due backup
/// and closes the register.
#[derive(Debug, Clone)]
pub struct Handle {
    jobs: mpsc::Sender<Job>,
}

impl Handle {
    /// Gives the register a thread of its own.
    pub fn new(mut register: Register) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("register".to_owned())
            .spawn(move || {
                for job in queue {
                    job(&mut register);
                }
                if let Err(error) = register.back_up_if_due() {
                    tracing::error!(kind = ?std::mem::discriminant(&error), "backup at exit failed");
                }
            })
            .map_or_else(
                |error| {
                    // Without a thread every job finds the queue closed and answers so.
                    tracing::error!(%error, "no thread for the register");
                },
                drop,
            );

        Self { jobs }
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
