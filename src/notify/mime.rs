//! A message as the bytes of a mail: two alternatives of the same content, and the headers of automatic list mail.
//!
//! The same message gives the same bytes: nothing is drawn by chance or read from a clock, so that a stored mail and its
//! resend are one. Bodies are always quoted-printable or base64, which keeps every byte printable and every line short.

use anyhow::{Context, anyhow};
use jiff::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, Date, HeaderName, HeaderValue, MessageId, Subject};
use lettre::message::{Body, Mailbox as HeaderMailbox, MultiPart, SinglePart};
use lettre::{Address, address::Envelope};
use xxhash_rust::xxh3::xxh3_128;

use super::wire;
use crate::domain::{Line, Mailbox, Message};

/// Longest batch identity that stands in headers and file names as it is.
const TOKEN: usize = 80;

/// Earlier mails of a thread that are named beside its first.
const THREAD: usize = 8;

/// The mail as it goes over the wire. Fails where an address is none, the date is before 1970, or the result would not be fit for SMTP.
pub fn encode(message: &Message) -> anyhow::Result<Vec<u8>> {
    let (from, to) = (mailbox(&message.from)?, mailbox(&message.to)?);
    let token = token(&message.batch);
    let domain = from.email.domain().to_string();
    let id = |batch: &str| format!("<{}@{domain}>", self::token(batch));
    let alternatives = MultiPart::alternative()
        .boundary(boundary(&message.batch))
        .singlepart(part(ContentType::TEXT_PLAIN, &message.text)?)
        .singlepart(part(ContentType::TEXT_HTML, &message.html)?);
    let mut mail = lettre::Message::builder()
        .envelope(Envelope::new(Some(from.email.clone()), vec![to.email.clone()])?)
        .header(Date::new(moment(message.date)?))
        .header(MessageId::from(id(&message.batch)))
        .from(from)
        .to(to)
        .header(Subject::from(message.subject.to_string()));
    if let Some(reply_to) = &message.reply_to {
        mail = mail.reply_to(mailbox(reply_to)?);
    }
    if let (Some(first), Some(last)) = (message.thread.first(), message.thread.last()) {
        // RFC 5322 §3.6.4: the mail that is answered, and the thread from its first mail on; the middle of a long one may be missing.
        let near = message.thread.len().saturating_sub(THREAD).max(1);
        let thread = std::iter::once(first).chain(message.thread.iter().skip(near));
        mail = mail.references(thread.map(|batch| id(batch)).collect::<Vec<_>>().join(" ")).in_reply_to(id(last));
    }
    if let Some(address) = &message.unsubscribe {
        mail = mail.raw_header(raw("List-Unsubscribe", format!("<{}>", unsubscribe(address)?)));
    }
    let mail = mail
        .raw_header(raw("List-Id", format!("<{}>", list_id(&message.list_id)?)))
        .raw_header(raw("Auto-Submitted", "auto-generated".to_string()))
        .raw_header(raw("X-Rosterwatch-Kind", message.kind.to_string()))
        .raw_header(raw("X-Rosterwatch-Batch", token))
        .multipart(alternatives)
        .with_context(|| format!("cannot encode mail {}", message.batch))?;
    let bytes = mail.formatted();
    wire::check(&bytes).with_context(|| format!("mail {} is not fit for SMTP", message.batch))?;
    Ok(bytes)
}

/// The identity of a batch in headers and file names: itself where it is a plain word, else what is plain of it with a hash of the whole.
pub(super) fn token(batch: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !batch.is_empty() && batch.len() <= TOKEN && batch.chars().all(plain) {
        return batch.to_string();
    }
    let kept: String = batch.chars().filter(|&c| plain(c)).take(TOKEN / 2).collect();
    format!("{kept}-{:032x}", xxh3_128(batch.as_bytes()))
}

/// `=_` never stands in quoted-printable or base64 text (RFC 2045 §6.7), so the boundary cannot be met by chance.
fn boundary(batch: &str) -> String {
    format!("=_rosterwatch_{:032x}", xxh3_128(batch.as_bytes()))
}

fn part(kind: ContentType, text: &str) -> anyhow::Result<SinglePart> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    let foreign = text.bytes().filter(|byte| !byte.is_ascii()).count();
    // Quoted-printable takes three bytes for each foreign one, base64 four for any three.
    let encoding = if foreign * 6 > text.len() { ContentTransferEncoding::Base64 } else { ContentTransferEncoding::QuotedPrintable };
    let body = Body::new_with_encoding(text, encoding).map_err(|_| anyhow!("a body cannot be written as {encoding}"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

fn mailbox(mailbox: &Mailbox) -> anyhow::Result<HeaderMailbox> {
    let name = mailbox.name.as_deref().map(Line::new).map(|name| name.to_string()).filter(|name| !name.is_empty());
    Ok(HeaderMailbox::new(name, address(&mailbox.address)?))
}

/// An address as SMTP takes it without extensions: `name@host`, ASCII.
pub(super) fn address(text: &str) -> anyhow::Result<Address> {
    let address: Address = text.parse().with_context(|| format!("{text:?} is no mail address; write it as name@example.org"))?;
    if !AsRef::<str>::as_ref(&address).bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(anyhow!("the mail address {text:?} has letters that not every relay takes; write its domain in the xn-- form"));
    }
    Ok(address)
}

/// A list identity is a domain name (RFC 2919 §2).
pub(super) fn list_id(text: &str) -> anyhow::Result<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.is_empty() || text.len() > 250 || !text.chars().all(plain) {
        return Err(anyhow!("the list identity {text:?} is not of the form rosterwatch.example.org"));
    }
    Ok(text)
}

/// Where a list is left (RFC 2369 §3.2): a `mailto:` or `https:` address in ASCII.
pub(super) fn unsubscribe(text: &str) -> anyhow::Result<&str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b','));
    let known = ["mailto:", "https://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    if !plain || !known || text.len() > 900 {
        return Err(anyhow!("the address {text:?} to unsubscribe at is neither mailto:name@example.org nor https://example.org/…"));
    }
    Ok(text)
}

fn moment(date: Timestamp) -> anyhow::Result<std::time::SystemTime> {
    // The header's writer panics on earlier dates.
    if date < Timestamp::UNIX_EPOCH {
        return Err(anyhow!("a mail cannot be dated {date}, before 1970"));
    }
    Ok(date.into())
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::MailKind;

    fn message() -> Message {
        Message {
            batch: "b-17".into(),
            kind: MailKind::Alert,
            from: Mailbox { name: Some("Röster, watch".into()), address: "watch@example.org".into() },
            to: Mailbox { name: None, address: "reader@example.net".into() },
            reply_to: None,
            subject: Line::new("[rosterwatch] 星河智能: 林小雨 joins as 首席技术官"),
            text: "One\n.\nFrom here — 林小雨\n".into(),
            html: "<p>林小雨</p>\n".into(),
            date: "2024-09-26T00:31:00Z".parse().unwrap(),
            list_id: "rosterwatch.example.org".into(),
            unsubscribe: None,
            thread: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[test]
    fn has_the_headers_of_automatic_list_mail() {
        let mail = text(&encode(&message()).unwrap());
        for header in [
            "Date: Thu, 26 Sep 2024 00:31:00 +0000\r\n",
            "Message-ID: <b-17@example.org>\r\n",
            "To: reader@example.net\r\n",
            "List-Id: <rosterwatch.example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "X-Rosterwatch-Batch: b-17\r\n",
            "MIME-Version: 1.0\r\n",
        ] {
            assert!(mail.contains(header), "{header} in {mail}");
        }
    }

    #[test]
    fn a_mail_of_a_story_continues_its_thread() {
        let thread: Vec<String> = (0..12).map(|number| format!("b-{number}")).collect();
        let told = Message { thread, ..message() };
        let bytes = encode(&told).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.in_reply_to().as_text(), Some("b-11@example.org"));
        let references: Vec<&str> = mail.references().as_text_list().unwrap().iter().map(|id| id.as_ref()).collect();
        assert_eq!(references.first(), Some(&"b-0@example.org"));
        assert_eq!((references.len(), references.last()), (THREAD + 1, Some(&"b-11@example.org")));
    }

    #[test]
    fn answers_and_leaving_have_their_addresses() {
        let answered = Mailbox { name: None, address: "desk@example.org".into() };
        let told = Message { reply_to: Some(answered), unsubscribe: Some("mailto:leave@example.org?subject=leave".into()), ..message() };
        let mail = text(&encode(&told).unwrap());
        assert!(mail.contains("Reply-To: desk@example.org\r\n"), "{mail}");
        assert!(mail.contains("List-Unsubscribe: <mailto:leave@example.org?subject=leave>\r\n"), "{mail}");
        for address in ["leave@example.org", "http://example.org/leave", "https://", "mailto:a@b.example>\r\nBcc: x", "mailto:é@b.example"]
        {
            assert!(unsubscribe(address).is_err(), "{address}");
        }
    }

    #[test]
    fn is_read_back_as_it_was() {
        let bytes = encode(&message()).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(mail.subject(), Some(message().subject.as_str()));
        assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("Röster, watch"));
        assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), message().text);
        assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n"), message().html);
        assert_eq!(mail.content_type().unwrap().subtype(), Some("alternative"));
    }

    #[test]
    fn the_same_message_gives_the_same_bytes() {
        assert_eq!(encode(&message()).unwrap(), encode(&message()).unwrap());
        let other = Message { batch: "b-18".into(), ..message() };
        assert_ne!(encode(&message()).unwrap(), encode(&other).unwrap());
    }

    #[test]
    fn a_batch_that_is_no_plain_word_gets_a_token_of_its_own() {
        assert_eq!(token("b-17_x"), "b-17_x");
        let odd = token("../b 17>\r\nBcc: x");
        assert!(odd.starts_with("b17Bccx-") && odd.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{odd}");
        assert_ne!(token("b.1"), token("b/1"));
        assert!(!token("").is_empty() && token(&"x".repeat(500)).len() < 120);
    }

    #[test]
    fn refuses_what_is_no_address_list_or_date() {
        let to = |address: &str| Message { to: Mailbox { name: None, address: address.into() }, ..message() };
        for address in ["", "reader", "a@b@c", "reader@example.net>\r\nRCPT TO:<x@y.example", "读者@example.net"] {
            assert!(encode(&to(address)).is_err(), "{address}");
        }
        assert!(encode(&Message { list_id: "a b".into(), ..message() }).is_err());
        assert!(encode(&Message { date: Timestamp::MIN, ..message() }).is_err());
    }

    proptest! {
        #[test]
        fn any_content_is_fit_for_the_wire(batch in any::<String>(), subject in any::<String>(), name in any::<String>(), body in any::<String>()) {
            let from = Mailbox { name: Some(name), ..message().from };
            let told = Message { batch, subject: Line::new(&subject), from, text: body.clone(), html: body.repeat(20), ..message() };
            let bytes = encode(&told).unwrap();
            prop_assert_eq!(wire::check(&bytes), Ok(()));
            let head = text(&bytes).split("\r\n\r\n").next().unwrap().to_string();
            let names: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split(':').next().unwrap()).collect();
            prop_assert_eq!(names, ["Date", "Message-ID", "From", "To", "Subject", "List-Id", "Auto-Submitted", "X-Rosterwatch-Kind", "X-Rosterwatch-Batch", "MIME-Version", "Content-Type"]);
        }

        #[test]
        fn smuggling_pieces_stay_inside_the_body(parts in prop::collection::vec(prop::sample::select(vec!["\r\n", "\n", "\r", ".", "MAIL FROM:<a@b.example>", "DATA", "\0", " ", "=", "字"]), 0..40)) {
            let body = parts.concat();
            let bytes = encode(&Message { text: body.clone(), html: body.clone(), subject: Line::new(&body), ..message() }).unwrap();
            prop_assert_eq!(wire::check(&bytes), Ok(()));
        }
    }
}
