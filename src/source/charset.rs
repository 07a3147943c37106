//! Bytes become text: byte-order mark, then what the server says, then what the document says, then a guess.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// How far into a document its own declaration may stand (the HTML standard says 1024; real pages need more).
const DECLARATION_WITHIN: usize = 4096;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)"#)
        .expect("the pattern is valid")
});

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is binary ({0}), not text")]
pub struct Binary(pub String);

/// Decodes a body. `content_type` is the header as the server sent it.
///
/// A declaration that does not fit the bytes is passed over: servers often declare a charset for every file alike.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> Result<String, Binary> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned());
    }
    let header = content_type.and_then(charset_parameter).and_then(Encoding::for_label);
    let wide = header.is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    if !wide {
        refuse_binary(bytes, content_type)?;
    }
    for encoding in [header, declared(bytes)].into_iter().flatten() {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        if !malformed {
            return Ok(text.into_owned());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_string());
    }
    Ok(best(bytes, header.or(declared(bytes))))
}

/// The declared encoding with replacement characters where it nearly fits, else the detector's guess.
fn best(bytes: &[u8], claimed: Option<&'static Encoding>) -> String {
    if let Some(encoding) = claimed {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        // A page cut in the middle or with a stray byte: up to one character in a thousand.
        if broken * 1000 <= text.chars().count() {
            return text.into_owned();
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow).decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that the document declares for itself in its XML declaration or a meta element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let captures = DECLARED.captures(head)?;
    let label = captures.get(1).or_else(|| captures.get(2))?.as_bytes();
    let encoding = Encoding::for_label(label)?;
    // We could read the declaration, so it cannot be UTF-16 (HTML standard, 13.2.3.2).
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn charset_parameter(content_type: &str) -> Option<&[u8]> {
    let (_, value) = content_type
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches(['"', '\'']).as_bytes())
}

fn refuse_binary(bytes: &[u8], content_type: Option<&str>) -> Result<(), Binary> {
    const MAGIC: [(&[u8], &str); 8] = [
        (b"%PDF-", "PDF"),
        (b"\x89PNG", "PNG image"),
        (b"GIF8", "GIF image"),
        (b"\xff\xd8\xff", "JPEG image"),
        (b"PK\x03\x04", "ZIP or office document"),
        (b"\x1f\x8b", "gzip"),
        (b"RIFF", "audio or image"),
        (b"\xd0\xcf\x11\xe0", "office document"),
    ];
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Binary((*name).to_string()));
    }
    let media = content_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase();
    if ["image/", "audio/", "video/", "font/"].iter().any(|prefix| media.starts_with(prefix)) && !media.ends_with("+xml") {
        return Err(Binary(media));
    }
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let odd = head.iter().filter(|&&byte| byte < 0x09 || (0x0e..0x20).contains(&byte) && byte != 0x1b).count();
    if head.contains(&0) || odd * 20 > head.len() {
        return Err(Binary("control bytes".to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GBK, WINDOWS_1252};

    const CHINESE: &str = "<html><head><meta charset=\"gbk\"><title>人事</title></head><body>首席技术官宣布离职</body></html>";

    #[test]
    fn gbk_declared_only_in_the_document_is_read() {
        let (bytes, _, _) = GBK.encode(CHINESE);
        assert_eq!(decode(&bytes, Some("text/html")).unwrap(), CHINESE);
    }

    #[test]
    fn a_header_that_does_not_fit_gives_way_to_the_document() {
        let (bytes, _, _) = GBK.encode(CHINESE);
        assert_eq!(decode(&bytes, Some("text/html; charset=utf-8")).unwrap(), CHINESE);
    }

    #[test]
    fn a_header_that_fits_wins() {
        let text = "董事長辭職，由副總裁接任";
        let (bytes, _, _) = BIG5.encode(text);
        assert_eq!(decode(&bytes, Some("text/plain; charset=\"Big5\"")).unwrap(), text);
    }

    #[test]
    fn latin_1_without_any_declaration_is_guessed() {
        let text = "Le directeur général quitte la société après un différend; sa succession est déjà réglée.";
        let (bytes, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(decode(&bytes, None).unwrap(), text);
    }

    #[test]
    fn a_byte_order_mark_wins_and_is_dropped() {
        assert_eq!(decode(b"\xef\xbb\xbfhello", Some("text/plain; charset=latin1")).unwrap(), "hello");
        assert_eq!(decode(b"\xff\xfeh\0i\0", None).unwrap(), "hi");
    }

    #[test]
    fn a_stray_byte_does_not_change_the_encoding_of_a_long_page() {
        let mut bytes = "辞职".repeat(2000).into_bytes();
        bytes.push(0xff);
        let text = decode(&bytes, Some("text/html; charset=utf-8")).unwrap();
        assert!(text.starts_with("辞职辞职") && text.ends_with(char::REPLACEMENT_CHARACTER));
    }

    #[test]
    fn binary_is_refused() {
        for (bytes, content_type) in
            [(&b"%PDF-1.7\n"[..], "text/html"), (b"\x89PNG\r\n", "text/html"), (b"abc\0def", "text/html"), (b"<svg", "image/webp")]
        {
            assert!(decode(bytes, Some(content_type)).is_err(), "{content_type}");
        }
    }
}
