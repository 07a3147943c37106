//! The content coding of a body: undone under limits, because a few bytes on the wire can stand for gigabytes.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use super::settings::{RATIO_COUNTS_FROM, Settings};

/// What is asked for in `Accept-Encoding`.
pub const ACCEPTED: &str = "gzip, br, zstd";
/// RFC 9659: no content coding of the web needs a larger window.
const ZSTD_WINDOW: u64 = 8 << 20;
/// Bytes that a decoder takes or gives at a time.
const STEP: usize = 16 << 10;

/// How much of a body is taken.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// In decoded bytes.
    pub decoded: usize,
    /// In bytes as they come.
    pub wire: usize,
    /// Decoded bytes for one compressed byte.
    pub ratio: usize,
}

/// Why a body is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    #[error("the answer has more than {0} bytes; raise http.{1} if that is meant")]
    TooLarge(usize, &'static str),
    #[error("the answer unpacks to more than {0} times its size; raise http.max_ratio if that is meant")]
    Bomb(usize),
    #[error("is packed as `{0}`, which was not asked for; the server is set up wrongly")]
    Coding(String),
    #[error("is no sound {0} data; the server or something on the way is broken")]
    Damaged(&'static str),
}

/// The way in which a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Identity,
    Gzip,
    Brotli,
    Zstd,
}

impl From<&Settings> for Limits {
    fn from(settings: &Settings) -> Self {
        Limits { decoded: settings.max_body, wire: settings.max_compressed_body, ratio: settings.max_ratio }
    }
}

impl Coding {
    /// Reads `Content-Encoding`. One coding at most: each further one would multiply what a byte can stand for.
    pub fn of(header: Option<&str>) -> Result<Coding, Bad> {
        let name = header.unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "" | "identity" => Ok(Coding::Identity),
            "gzip" | "x-gzip" => Ok(Coding::Gzip),
            "br" => Ok(Coding::Brotli),
            "zstd" => Ok(Coding::Zstd),
            _ => Err(Bad::Coding(name.chars().filter(char::is_ascii_graphic).take(40).collect())),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Coding::Identity => "plain",
            Coding::Gzip => "gzip",
            Coding::Brotli => "brotli",
            Coding::Zstd => "zstd",
        }
    }

    /// How many bytes of such a body may come over the wire, and the key that says so.
    pub fn wire_limit(self, limits: Limits) -> (usize, &'static str) {
        match self {
            Coding::Identity => (limits.decoded, "max_body"),
            _ => (limits.wire, "max_compressed_body"),
        }
    }

    /// Unpacks a body. Memory and work are bounded by the limits, whatever the bytes are.
    pub fn decode(self, wire: Vec<u8>, limits: Limits) -> Result<Vec<u8>, Bad> {
        if wire.is_empty() {
            return Ok(wire);
        }
        let packed = wire.as_slice();
        let damaged = |_| Bad::Damaged(self.name());
        match self {
            Coding::Identity => Ok(wire),
            Coding::Gzip => self.drain(MultiGzDecoder::new(packed), packed.len(), limits),
            Coding::Brotli => self.drain(brotli_decompressor::Decompressor::new(packed, STEP), packed.len(), limits),
            Coding::Zstd => {
                let decoder = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(packed, ZSTD_WINDOW);
                self.drain(decoder.map_err(damaged)?, packed.len(), limits)
            }
        }
    }

    fn drain(self, mut decoder: impl Read, packed: usize, limits: Limits) -> Result<Vec<u8>, Bad> {
        let mut body = Vec::new();
        let mut piece = vec![0; STEP];
        loop {
            let read = match decoder.read(&mut piece) {
                Ok(0) => return Ok(body),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(Bad::Damaged(self.name())),
            };
            let size = body.len() + read;
            if size > limits.decoded {
                return Err(Bad::TooLarge(limits.decoded, "max_body"));
            }
            if size > RATIO_COUNTS_FROM && size / packed > limits.ratio {
                return Err(Bad::Bomb(limits.ratio));
            }
            body.extend_from_slice(&piece[..read]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LIMITS: Limits = Limits { decoded: 1 << 20, wire: 1 << 20, ratio: 100 };

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn each_coding_is_unpacked() {
        assert_eq!(Coding::Gzip.decode(gzip(b"hello"), LIMITS).unwrap(), b"hello");
        assert_eq!(Coding::Zstd.decode(zstd(b"hello"), LIMITS).unwrap(), b"hello");
        // "hello" in one uncompressed metablock (RFC 7932, 9.2).
        let brotli = [0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];
        assert_eq!(Coding::Brotli.decode(brotli.to_vec(), LIMITS).unwrap(), b"hello");
        let twice = [gzip(b"hel"), gzip(b"lo")].concat();
        assert_eq!(Coding::Gzip.decode(twice, LIMITS).unwrap(), b"hello", "several members are one body (RFC 1952, 2.2)");
        assert_eq!(Coding::Gzip.decode(Vec::new(), LIMITS).unwrap(), b"", "a 304 has no body");
    }

    #[test]
    fn a_bomb_is_known_by_its_ratio_and_a_large_body_by_its_size() {
        let bomb = vec![b' '; 900 << 10];
        assert_eq!(Coding::Gzip.decode(gzip(&bomb), LIMITS), Err(Bad::Bomb(100)));
        assert_eq!(Coding::Zstd.decode(zstd(&bomb), LIMITS), Err(Bad::Bomb(100)));
        let generous = Limits { ratio: usize::MAX, ..LIMITS };
        assert_eq!(Coding::Gzip.decode(gzip(&bomb), generous).unwrap().len(), bomb.len());
        assert_eq!(Coding::Gzip.decode(gzip(&vec![b' '; 2 << 20]), generous), Err(Bad::TooLarge(1 << 20, "max_body")));
    }

    #[test]
    fn broken_data_is_an_error_and_not_an_empty_body() {
        let mut cut = gzip(&(0..50_000u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>());
        cut.truncate(cut.len() / 2);
        assert_eq!(Coding::Gzip.decode(cut, LIMITS), Err(Bad::Damaged("gzip")));
        for coding in [Coding::Gzip, Coding::Brotli, Coding::Zstd] {
            assert!(coding.decode(b"<html>plain</html>".to_vec(), LIMITS).is_err(), "{coding:?}");
        }
    }

    #[test]
    fn one_coding_is_taken_and_no_other() {
        assert_eq!(Coding::of(Some("GZIP")), Ok(Coding::Gzip));
        assert_eq!(Coding::of(Some("identity")), Ok(Coding::Identity));
        for header in ["gzip, gzip", "br, gzip", "deflate", "compress", "gzip\u{1b}[31m"] {
            assert!(matches!(Coding::of(Some(header)), Err(Bad::Coding(_))), "{header}");
        }
    }
}
