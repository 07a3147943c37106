//! The `[http]` table of the configuration: every limit is a named default and a key.

use std::path::PathBuf;

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::super::human;

/// How many redirects are followed for one request; RFC 9309 wants at least five.
pub const MAX_REDIRECTS: usize = 5;
/// `http.timeout`: for the whole answer to its last byte, redirects included, the wait for the host's turn excluded.
pub const DEFAULT_TIMEOUT: SignedDuration = SignedDuration::from_secs(20);
/// `http.connect_timeout`: name, connection and TLS.
pub const DEFAULT_CONNECT_TIMEOUT: SignedDuration = SignedDuration::from_secs(10);
/// `http.header_timeout`: from the request to the end of the answer's head.
pub const DEFAULT_HEADER_TIMEOUT: SignedDuration = SignedDuration::from_secs(15);
/// `http.idle_timeout`: between two pieces of a body.
pub const DEFAULT_IDLE_TIMEOUT: SignedDuration = SignedDuration::from_secs(10);
/// `http.max_body`: decoded bytes; the largest of 181 real article pages had 217 KB.
pub const DEFAULT_MAX_BODY: usize = 2 << 20;
/// `http.max_compressed_body`: bytes as they come over the wire.
pub const DEFAULT_MAX_COMPRESSED_BODY: usize = 2 << 20;
/// `http.max_ratio`: decoded bytes for one compressed byte. HTML packs to a tenth, a very repetitive feed to a fiftieth.
pub const DEFAULT_MAX_RATIO: usize = 200;
/// Below this size no ratio is suspicious: a short page of one repeated word harms nobody.
pub const RATIO_COUNTS_FROM: usize = 256 << 10;
/// `http.max_header`: bytes of an answer's head over HTTP/2. Over HTTP/1.1 the parser takes no more than 100 fields.
pub const DEFAULT_MAX_HEADER: usize = 64 << 10;
/// `http.spacing`: between two requests to one host.
pub const DEFAULT_SPACING: SignedDuration = SignedDuration::from_secs(1);
/// `http.per_host`: requests to one host at a time.
pub const DEFAULT_PER_HOST: usize = 1;
/// The longest `Crawl-delay` that is kept; a longer one would starve all other sources of the host.
pub const LONGEST_CRAWL_DELAY: SignedDuration = SignedDuration::from_secs(60);
/// `http.allow_ports`: where web servers listen. An address from outside must not make us talk to a mail server or a database.
pub const DEFAULT_PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// The `[http]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// An address for those whom our requests trouble, sent with the name of the program: `mailto:ops@example.org` or a page.
    pub contact: Option<String>,
    #[serde(deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub timeout: SignedDuration,
    #[serde(deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub connect_timeout: SignedDuration,
    #[serde(deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub header_timeout: SignedDuration,
    #[serde(deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub idle_timeout: SignedDuration,
    /// How many redirects are followed for one request.
    pub max_redirects: usize,
    /// In decoded bytes.
    #[serde(deserialize_with = "human::size")]
    #[schemars(with = "String")]
    pub max_body: usize,
    /// In bytes as they come.
    #[serde(deserialize_with = "human::size")]
    #[schemars(with = "String")]
    pub max_compressed_body: usize,
    /// Decoded bytes for one compressed byte.
    pub max_ratio: usize,
    /// In bytes of an answer's head.
    #[serde(deserialize_with = "human::size")]
    #[schemars(with = "String")]
    pub max_header: usize,
    #[serde(deserialize_with = "human::duration")]
    #[schemars(with = "String")]
    pub spacing: SignedDuration,
    /// Requests to one host at a time; at least one.
    pub per_host: usize,
    /// Whether a page is left alone when the site's robots.txt asks for it.
    pub robots: bool,
    /// Requests for `https://host/p?q` go to `{gateway}/https://host/p?q`.
    #[serde(deserialize_with = "human::optional_shown_url")]
    #[schemars(with = "String")]
    pub gateway: Option<Url>,
    /// An HTTP proxy; the environment's proxy variables are not read.
    #[serde(deserialize_with = "human::optional_shown_url")]
    #[schemars(with = "String")]
    pub proxy: Option<Url>,
    /// A file with `user:password` for the proxy and nothing else.
    pub proxy_credentials_file: Option<PathBuf>,
    /// A PEM file with certificates to trust beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// Hosts that may be asked although they are not on the public internet, on any port.
    pub allow_private_addresses: Vec<String>,
    /// Ports that may be asked on all other hosts.
    pub allow_ports: Vec<u16>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            contact: None,
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            header_timeout: DEFAULT_HEADER_TIMEOUT,
            idle_timeout: DEFAULT_IDLE_TIMEOUT,
            max_redirects: MAX_REDIRECTS,
            max_body: DEFAULT_MAX_BODY,
            max_compressed_body: DEFAULT_MAX_COMPRESSED_BODY,
            max_ratio: DEFAULT_MAX_RATIO,
            max_header: DEFAULT_MAX_HEADER,
            spacing: DEFAULT_SPACING,
            per_host: DEFAULT_PER_HOST,
            robots: true,
            gateway: None,
            proxy: None,
            proxy_credentials_file: None,
            ca_file: None,
            allow_private_addresses: Vec::new(),
            allow_ports: DEFAULT_PORTS.to_vec(),
        }
    }
}

impl Settings {
    /// `rosterwatch/0.1.0 (+mailto:ops@example.org)`; without a contact only the name and the version.
    pub fn user_agent(&self) -> String {
        let name = concat!("rosterwatch/", env!("CARGO_PKG_VERSION"));
        match &self.contact {
            Some(contact) => format!("{name} (+{contact})"),
            None => name.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_defaults_and_refuse_unknown_keys() {
        let settings: Settings = toml::from_str("contact = \"mailto:ops@example.org\"\ntimeout = \"5s\"\nmax_body = \"1 MiB\"").unwrap();
        assert_eq!(settings.timeout, SignedDuration::from_secs(5));
        assert_eq!(settings.max_body, 1 << 20);
        assert_eq!(settings.user_agent(), format!("rosterwatch/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION")));
        let error = toml::from_str::<Settings>("timeuot = \"5s\"").unwrap_err().to_string();
        assert!(error.contains("timeuot"), "{error}");
        for nothing in ["timeout", "connect_timeout", "header_timeout", "idle_timeout"].map(|key| format!("{key} = \"0s\"")) {
            let error = toml::from_str::<Settings>(&nothing).unwrap_err().to_string();
            assert!(error.contains("write for example"), "{nothing}: {error}");
        }
        assert!(toml::from_str::<Settings>("max_body = \"0\"").is_err());
        assert!(toml::from_str::<Settings>("spacing = \"0s\"").is_ok());
    }

    #[test]
    fn a_password_in_the_proxys_address_is_refused_and_not_repeated() {
        let error = toml::from_str::<Settings>("proxy = \"http://desk:hunter2@proxy.example:3128\"").unwrap_err();
        assert!(error.message().contains("take it out") && !error.message().contains("hunter2"), "{}", error.message());
    }
}
