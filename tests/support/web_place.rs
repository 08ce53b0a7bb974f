//! A place on the net, in the test's own process: it speaks as much WebDAV and S3 as is asked of it, counts what is asked, and
//! breaks off where it is told to.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It never arrives.
    Lost,
    /// It is done, and the answer does not arrive.
    Unanswered,
    /// Half of the answer arrives.
    Half,
    /// The server says that it can't just now.
    Busy,
    /// There is no room left.
    Full,
}

/// What the server holds and does.
#[derive(Debug, Default)]
pub struct State {
    /// Whether it is a bucket.
    pub is_s3: bool,
    /// Files by path; folders have a slash at the end.
    pub files: BTreeMap<String, Vec<u8>>,
    /// How many requests have come.
    pub asked: usize,
    /// From which request on something goes wrong, for how many, and what.
    pub fault: Option<(usize, usize, Fault)>,
    /// The date in the answers, where it is not now.
    pub date: Option<&'static str>,
    /// What must stand in the requests.
    pub authorization: Option<String>,
}

/// The server; it ends with the test.
pub struct WebPlace {
    pub state: Arc<Mutex<State>>,
    host: String,
}

struct Asked {
    method: String,
    path: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl WebPlace {
    pub fn bucket() -> Self {
        let place = Self::webdav();
        place.state.lock().unwrap().is_s3 = true;

        place
    }

    pub fn webdav() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let state = Arc::new(Mutex::new(State::default()));
        state.lock().unwrap().files.insert("/place/".to_owned(), Vec::new());
        let theirs = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), state) = (stream, Arc::clone(&theirs)) else { continue };
                thread::spawn(move || answer(stream, &state));
            }
        });

        Self { state, host }
    }

    pub fn address(&self) -> String {
        match self.state.lock().unwrap().is_s3 {
            true => format!("s3+http://{}/place/kurs", self.host),
            false => format!("webdav+http://{}/place", self.host),
        }
    }

    /// How many requests came meanwhile.
    pub fn count(&self, job: impl FnOnce()) -> usize {
        let before = self.state.lock().unwrap().asked;
        job();

        self.state.lock().unwrap().asked - before
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut parts = line.split_whitespace();
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let (path, query) = (path.to_owned(), query.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;

    Some(Asked { method, path, query, headers, body })
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> Option<()> {
    let asked = read(&stream)?;
    let mut state = state.lock().unwrap();
    state.asked += 1;
    let fault = state.fault.and_then(|(from, count, fault)| {
        (from..from.saturating_add(count)).contains(&state.asked).then_some(fault)
    });
    if fault == Some(Fault::Lost) {
        return None;
    }
    let is_known = state
        .authorization
        .as_ref()
        .is_none_or(|wanted| asked.headers.get("authorization") == Some(wanted));
    let (status, body) = match fault {
        Some(Fault::Busy) => (503, Vec::new()),
        Some(Fault::Full) if asked.method == "PUT" => (507, Vec::new()),
        _ if !is_known => (401, Vec::new()),
        _ if state.is_s3 => bucket(&mut state.files, &asked),
        _ => folder(&mut state.files, &asked),
    };
    if fault == Some(Fault::Unanswered) {
        return None;
    }
    let date = state.date.map_or(String::new(), |date| format!("Date: {date}\r\n"));
    let head = format!(
        "HTTP/1.1 {status} said\r\n{date}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    drop(state);
    let sent = match fault {
        Some(Fault::Half) => &body[..body.len() / 2],
        _ => &body[..],
    };
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(sent).ok()
}

/// WebDAV, where a file needs its folder.
fn folder(files: &mut BTreeMap<String, Vec<u8>>, asked: &Asked) -> (u16, Vec<u8>) {
    let parent = |path: &str| {
        let path = path.trim_end_matches('/');
        path[..path.rfind('/').map_or(0, |slash| slash + 1)].to_owned()
    };
    let path = asked.path.as_str();
    match asked.method.as_str() {
        "PROPFIND" if !files.contains_key(path) => (404, Vec::new()),
        "PROPFIND" => {
            let mut told = format!("<D:response><D:href>{path}</D:href></D:response>");
            for name in files.keys() {
                if asked.headers.get("depth").is_some_and(|depth| depth == "1")
                    && name != path
                    && parent(name) == path
                {
                    told.push_str(&format!("<D:response><D:href>{name}</D:href></D:response>"));
                }
            }
            let told = format!(
                "<?xml version=\"1.0\"?>\n<D:multistatus xmlns:D=\"DAV:\">{told}</D:multistatus>"
            );
            (207, told.into_bytes())
        }
        "MKCOL" if files.contains_key(path) => (405, Vec::new()),
        "MKCOL" | "PUT" if !files.contains_key(&parent(path)) => (409, Vec::new()),
        "MKCOL" | "PUT" => {
            files.insert(path.to_owned(), asked.body.clone());
            (201, Vec::new())
        }
        "MOVE" => {
            let to = asked.headers["destination"].splitn(4, '/').nth(3).unwrap().to_owned();
            match files.remove(path) {
                Some(bytes) => (201, {
                    files.insert(format!("/{to}"), bytes);
                    Vec::new()
                }),
                None => (404, Vec::new()),
            }
        }
        _ => object(files, asked),
    }
}

/// S3, where folders are only in names.
fn bucket(files: &mut BTreeMap<String, Vec<u8>>, asked: &Asked) -> (u16, Vec<u8>) {
    if asked.method == "PUT" {
        files.insert(asked.path.clone(), asked.body.clone());
        return (200, Vec::new());
    }
    if !asked.query.contains("list-type") {
        return object(files, asked);
    }
    let value = |name: &str| {
        let start = format!("{name}=");
        let found = asked.query.split('&').find_map(|part| part.strip_prefix(start.as_str()));
        found.unwrap_or_default().replace("%2F", "/")
    };
    let (prefix, after) = (value("prefix"), value("continuation-token"));
    let mut entries: Vec<String> = files
        .keys()
        .filter_map(|path| path.strip_prefix("/place/")?.strip_prefix(prefix.as_str()))
        .filter_map(|rest| rest.split_inclusive('/').next().map(str::to_owned))
        .filter(|entry| *entry > after)
        .collect();
    entries.dedup();
    // Few at a time, so that there are pages.
    let is_more = entries.len() > 3;
    entries.truncate(3);
    let mut told = String::new();
    for entry in &entries {
        told.push_str(&match entry.ends_with('/') {
            true => {
                format!("<CommonPrefixes><Prefix>{prefix}{entry}</Prefix></CommonPrefixes>")
            }
            false => format!("<Contents><Key>{prefix}{entry}</Key></Contents>"),
        });
    }
    if is_more {
        let next = entries.last().unwrap();
        told.push_str(&format!("<NextContinuationToken>{next}</NextContinuationToken>"));
    }
    let told = format!(
        "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <IsTruncated>{is_more}</IsTruncated>{told}</ListBucketResult>"
    );

    (200, told.into_bytes())
}

fn object(files: &mut BTreeMap<String, Vec<u8>>, asked: &Asked) -> (u16, Vec<u8>) {
    match asked.method.as_str() {
        "GET" => files.get(&asked.path).map_or((404, Vec::new()), |bytes| (200, bytes.clone())),
        "DELETE" => files.remove(&asked.path).map_or((404, Vec::new()), |_| (204, Vec::new())),
        _ => (405, Vec::new()),
    }
}
