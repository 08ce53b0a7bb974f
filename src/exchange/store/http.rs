//! Requests to a place on the net: with patience, but not without end, and over an encrypted line.

use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::tls::{RootCerts, TlsConfig};

use super::{LARGEST, StoreError};

/// How long a server is waited for: to be reached, and to say anything.
const CONNECTING: Duration = Duration::from_secs(10);
const ANSWERING: Duration = Duration::from_secs(30);
/// How long it is until it is tried again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(2)];
/// How wrong a clock may be before nothing is exchanged: those who were let in for two days must be.
const CLOCK: chrono::TimeDelta = chrono::TimeDelta::hours(20);

/// A way to a server.
#[derive(Debug)]
pub struct Http {
    agent: Agent,
    authorization: Option<String>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Http {
    /// A way to a server; with what it is said who asks.
    pub fn new(authorization: Option<String>) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(concat!("kursliggaren/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            // Whoever sends one elsewhere would be sent what is for another.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(CONNECTING))
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING))
            .timeout_per_read(Some(ANSWERING))
            .timeout_per_write(Some(ANSWERING))
            .build();

        Self { agent: config.into(), authorization }
    }

    /// Asks; again where it may be better then.
    ///
    /// # Errors
    /// The server can't be reached, can't be trusted, or is of another time. What it refuses it answers.
    pub fn ask(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, StoreError> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.once(method, address, headers, body);
            let may_be_better = match &answer {
                Ok(answer) => matches!(answer.status, 408 | 429 | 500 | 502 | 503 | 504),
                Err(error) => matches!(error, StoreError::Unreachable),
            };
            match pauses.next().filter(|_| may_be_better) {
                Some(pause) => thread::sleep(*pause),
                None => return answer,
            }
        }
    }

    fn once(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, StoreError> {
        let mut request = Request::builder().method(method).uri(address);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answered = match body.is_empty() && method != "PUT" {
            true => request.body(()).map(|request| self.agent.run(request)),
            false => request.body(body).map(|request| self.agent.run(request)),
        };
        let mut response = answered.map_err(|_| StoreError::Missing)?.map_err(failure)?;
        let is_of_now = is_of_now(&response);
        let body =
            response.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(failure)?;
        match is_of_now {
            true => Ok(Answer { status: response.status().as_u16(), body }),
            false => Err(StoreError::Clock),
        }
    }
}

/// Whether the server's clock and this computer's tell about the same.
fn is_of_now<T>(response: &Response<T>) -> bool {
    let date = response.headers().get("date").and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());

    date.is_none_or(|date| (Utc::now() - date.with_timezone(&Utc)).abs() < CLOCK)
}

fn failure(error: ureq::Error) -> StoreError {
    match error {
        ureq::Error::BodyExceedsLimit(_) => StoreError::TooLarge,
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) | ureq::Error::TlsRequired => {
            StoreError::Untrusted
        }
        ureq::Error::Io(error) if is_of_tls(&error) => StoreError::Untrusted,
        _ => StoreError::Unreachable,
    }
}

/// Whether it is the encryption that failed: a certificate that nobody trusts, or one for another server.
fn is_of_tls(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::InvalidData
}

impl Answer {
    /// Why the server did not do what was asked.
    pub fn refusal(&self) -> StoreError {
        match self.status {
            401 => StoreError::Unknown,
            403 if self.is_of_another_time() => StoreError::Clock,
            403 => StoreError::Forbidden,
            404 | 410 => StoreError::Missing,
            413 => StoreError::TooLarge,
            507 => StoreError::Full,
            408 | 429 | 500..=599 => StoreError::Unreachable,
            _ => StoreError::Refused(self.status),
        }
    }

    /// Whether a signature was refused since it was made at another time than the server's.
    fn is_of_another_time(&self) -> bool {
        let told = String::from_utf8_lossy(&self.body);

        ["RequestTimeTooSkewed", "Request has expired"].iter().any(|what| told.contains(what))
    }

    /// Whether what was asked was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
