//! Mails as files (.eml; RFC 5322, MIME), and web pages with everything in one file (.mht, which Excel saves under `.xls` too).

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use super::bundle::{self, Member, may_be_a_list};
use super::{foreign, text, web_table};
use crate::intake::{Error, Sheet};

/// Whether a text in small letters begins as one.
pub(super) fn is_one(start: &str) -> bool {
    const FIRST: [&str; 12] = [
        "mime-version:",
        "content-type:",
        "from:",
        "to:",
        "date:",
        "subject:",
        "return-path:",
        "received:",
        "delivered-to:",
        "message-id:",
        "reply-to:",
        "x-",
    ];
    let says_how = |header: &str| start.starts_with(&header[1..]) || start.contains(header);

    FIRST.iter().any(|header| start.starts_with(header))
        && (says_how("\nmime-version:") || says_how("\ncontent-type:"))
}

/// Reads the lists that are attached; where none is, the tables of its page, else its text.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let parts = foreign::parse(|| parts(bytes))?;
    let attached = bundle::read(parts.attached);
    if let Ok(mut sheets) = attached {
        for sheet in &mut sheets {
            sheet.letter = parts.text.clone().unwrap_or_default();
        }
        return Ok(sheets);
    }
    let mut sheets = Vec::new();
    for (name, page) in &parts.pages {
        if let Ok(tables) = web_table::read(page) {
            sheets.extend(tables.into_iter().map(|sheet| Sheet { name: name.clone(), ..sheet }));
        }
    }
    if !sheets.is_empty() {
        return Ok(sheets);
    }
    match parts.text {
        Some(body) if !body.trim().is_empty() => Ok(vec![text::read_text(&body)?]),
        _ => attached,
    }
}

/// What a mail holds.
#[derive(Default)]
struct Parts {
    /// Files that may be lists.
    attached: Vec<Member>,
    /// Web pages, with what they are called.
    pages: Vec<(String, String)>,
    /// The text of the mail.
    text: Option<String>,
}

fn parts(bytes: &[u8]) -> Result<Parts, Error> {
    let damaged = |_| Error::Damaged;
    let mail = parse_mail(bytes).map_err(damaged)?;
    let mut parts = Parts::default();
    for part in mail.parts().filter(|part| part.subparts.is_empty()) {
        let name = name(part);
        match part.ctype.mimetype.as_str() {
            "text/html" if !is_attached(part) => {
                parts.pages.push((name, part.get_body().map_err(damaged)?));
            }
            "text/plain" if !is_attached(part) => {
                let body = part.get_body().map_err(damaged)?;
                parts.text.get_or_insert_default().push_str(&body);
            }
            _ if may_be_a_list(&name) => {
                let bytes = part.get_body_raw().map_err(damaged)?;
                parts.attached.push(Member { name, bytes });
            }
            _ => {}
        }
    }

    Ok(parts)
}

fn is_attached(part: &ParsedMail<'_>) -> bool {
    part.get_content_disposition().disposition == mailparse::DispositionType::Attachment
}

/// What a part is called: as a file, else by where it was found.
fn name(part: &ParsedMail<'_>) -> String {
    let disposition = part.get_content_disposition();
    let of_file = disposition.params.get("filename").or_else(|| part.ctype.params.get("name"));
    let found_at = || part.headers.get_first_value("Content-Location");
    let name = of_file.cloned().or_else(found_at).unwrap_or_default();

    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::intake::{Error, read_bytes};

    #[test]
    fn a_page_in_one_file_is_read_as_its_table() {
        let page = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n\
            --b\r\nContent-Location: file:///C:/Bok1.htm\r\nContent-Type: text/html; charset=\"windows-1252\"\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n\
            <table><tr><td>F=F6rnamn</td><td>Efternamn</td></tr><tr><td>Alva</td><td>Bergstr=\r\n=F6m</td></tr></table>\r\n--b--\r\n";
        let sheets = read_bytes(page.as_bytes().to_vec()).unwrap();

        assert_eq!(sheets[0].rows[0].cells, ["Förnamn", "Efternamn"]);
        assert_eq!(sheets[0].rows[1].cells, ["Alva", "Bergström"]);
    }

    #[test]
    fn an_attached_list_is_read_before_the_text() {
        let mail = "From: Eva Lind <eva@x.example>\nSubject: Klasslista\nMIME-Version: 1.0\n\
            Content-Type: multipart/mixed; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nHej! Listan kommer som fil.\n\
            --b\nContent-Type: text/csv; name=\"SA26A.csv\"\nContent-Disposition: attachment; filename=\"SA26A.csv\"\n\
            Content-Transfer-Encoding: base64\n\nTmFtbjtLbGFzcwpBbHZhIEVrO1NBMjZBCg==\n--b--\n";
        let sheets = read_bytes(mail.as_bytes().to_vec()).unwrap();

        assert_eq!(sheets[0].rows[1].cells, ["Alva Ek", "SA26A"]);
    }

    #[test]
    fn a_mail_within_mails_without_end_is_damaged() {
        let mut mail = String::from("MIME-Version: 1.0\n");
        for depth in 0..5_000 {
            mail.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"
            ));
        }

        assert!(matches!(read_bytes(mail.into_bytes()), Err(Error::Damaged)));
    }
}
