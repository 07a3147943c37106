//! What may go over the wire: the rules whose breach has let forged second mails through ("SMTP smuggling").

/// Longest line of a mail without its CRLF, in bytes (RFC 5322 §2.1.1).
const LINE: usize = 998;

/// Why bytes must not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    #[error("a carriage return or line feed stands alone at byte {0}")]
    BareLineEnd(usize),
    #[error("a line longer than 998 bytes ends at byte {0}")]
    LongLine(usize),
    #[error("a byte that is not plain text stands at byte {0}")]
    NotText(usize),
    #[error("the last line is not ended")]
    OpenEnd,
}

/// Every CR is followed by LF and every LF preceded by CR, no line is longer than 998 bytes, all bytes are ASCII, none is NUL,
/// and the last line is ended.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unfit> {
    let mut line = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        match byte {
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => return Err(Unfit::BareLineEnd(at)),
            b'\n' if before != Some(b'\r') => return Err(Unfit::BareLineEnd(at)),
            0 | 0x80.. => return Err(Unfit::NotText(at)),
            b'\r' => {}
            b'\n' => line = 0,
            _ if line == LINE => return Err(Unfit::LongLine(at)),
            _ => line += 1,
        }
    }
    if bytes.ends_with(b"\r\n") { Ok(()) } else { Err(Unfit::OpenEnd) }
}

/// A mail that passed [`check`] as it follows `DATA`: dots that begin a line doubled, and the dot that ends it (RFC 5321 §4.5.2).
///
/// In one piece: the end in a small write of its own waits until the relay has acknowledged the rest, about 40 ms a mail.
pub(super) fn transmitted(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 64);
    for line in String::from_utf8_lossy(bytes).split_inclusive("\r\n") {
        if line.starts_with('.') {
            text.push('.');
        }
        text.push_str(line);
    }
    text + ".\r\n"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn passes_plain_mail() {
        assert_eq!(check(b"Subject: a\r\n\r\n.\r\nb\r\n"), Ok(()));
        assert_eq!(check(&[&[b'x'; 998][..], b"\r\n"].concat()), Ok(()));
    }

    #[test]
    fn stops_what_could_start_a_second_mail() {
        assert_eq!(check(b"a\n.\nMAIL FROM:<evil@example.org>\r\n"), Err(Unfit::BareLineEnd(1)));
        assert_eq!(check(b"a\r.\r\n"), Err(Unfit::BareLineEnd(1)));
        assert_eq!(check(b"a\r\r\n"), Err(Unfit::BareLineEnd(1)));
        assert_eq!(check(b"a\r\n\n"), Err(Unfit::BareLineEnd(3)));
        assert_eq!(check(b"a\0b\r\n"), Err(Unfit::NotText(1)));
        assert_eq!(check("é\r\n".as_bytes()), Err(Unfit::NotText(0)));
        assert_eq!(check(&[&[b'x'; 999][..], b"\r\n"].concat()), Err(Unfit::LongLine(998)));
        assert_eq!(check(b"a"), Err(Unfit::OpenEnd));
        assert_eq!(check(b"a\r"), Err(Unfit::BareLineEnd(1)));
    }

    #[test]
    fn dots_are_doubled_and_the_last_one_ends_it() {
        assert_eq!(transmitted(b"Subject: .\r\n\r\n.\r\n..a\r\nb.\r\n"), "Subject: .\r\n\r\n..\r\n...a\r\nb.\r\n.\r\n");
        assert_eq!(transmitted(b".\r\n"), "..\r\n.\r\n");
    }

    proptest! {
        /// Against the rules as a reader would check them, with the pieces that matter.
        #[test]
        fn agrees_with_the_rules(parts in prop::collection::vec(prop::sample::select(vec!["\r\n", "\r", "\n", ".", "a", "\0", "é"]), 0..12)) {
            let text = parts.concat();
            let bare = text.replace("\r\n", "");
            let fit = text.ends_with("\r\n") && text.is_ascii() && !bare.contains(['\r', '\n', '\0']);
            prop_assert_eq!(check(text.as_bytes()).is_ok(), fit);
        }
    }
}
