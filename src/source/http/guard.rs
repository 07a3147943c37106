//! The address guard: which addresses the daemon may talk to. A feed's author must not be able to point it into the operator's network.
//!
//! Two checks are needed, because a resolver is never asked about an address that is written as a number:
//! [`Guard::check`] for every address before it is used, redirects included, and [`Guard::resolve`] for every name.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Why an address is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    #[error("only http and https addresses are fetched, not `{0}`")]
    Scheme(String),
    #[error("{}not on the public internet; if that is meant, add \"{host}\" to http.allow_private_addresses", of(host, *address))]
    Private { host: String, address: IpAddr },
    #[error("port {port} is not one of http.allow_ports; add it there if that is meant")]
    Port { port: u16 },
    #[error("{0} has no address; check the name")]
    Unknown(String),
}

/// `intranet is 10.0.0.8, `; for a host that is written as its address only that it `is `.
fn of(host: &str, address: IpAddr) -> String {
    if host == address.to_string() { format!("{host} is ") } else { format!("{host} is {address}, ") }
}

/// Knows the hosts that are allowed although they are private, and the ports.
#[derive(Clone, Debug)]
pub struct Guard {
    allowed: BTreeSet<String>,
    ports: Vec<u16>,
}

impl Guard {
    /// `allowed`: host names or addresses as they stand in an address, without port. `ports`: those of all other hosts.
    pub fn new(allowed: impl IntoIterator<Item = String>, ports: Vec<u16>) -> Self {
        let allowed = allowed.into_iter().map(|host| bare(&host).to_ascii_lowercase()).collect();
        Guard { allowed, ports }
    }

    /// Whether `url` may be fetched, as far as can be said without resolving its name.
    pub fn check(&self, url: &Url) -> Result<(), Forbidden> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Forbidden::Scheme(url.scheme().to_string()));
        }
        let address = match url.host() {
            None => return Err(Forbidden::Unknown(url.to_string())),
            Some(Host::Domain(_)) => return self.check_port(url),
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
        };
        self.admit(&address.to_string(), address)?;
        self.check_port(url)
    }

    fn check_port(&self, url: &Url) -> Result<(), Forbidden> {
        if let Some(port) = url.port_or_known_default()
            && !self.ports.contains(&port)
            && !url.host_str().is_some_and(|host| self.allowed.contains(bare(host)))
        {
            return Err(Forbidden::Port { port });
        }
        Ok(())
    }

    /// Whether `address`, to which `host` has led, may be talked to.
    pub fn admit(&self, host: &str, address: IpAddr) -> Result<(), Forbidden> {
        let host = bare(host);
        if self.allowed.contains(host) || is_public(address) {
            return Ok(());
        }
        Err(Forbidden::Private { host: host.to_string(), address })
    }

    /// All addresses of a name; refused as a whole when one of them is private, so that no retry lands there.
    async fn addresses(&self, host: &str) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let bare = bare(host).to_ascii_lowercase();
        let addresses: Vec<SocketAddr> = tokio::net::lookup_host((host, 0)).await?.collect();
        for address in &addresses {
            self.admit(&bare, address.ip())?;
        }
        if addresses.is_empty() { Err(Forbidden::Unknown(bare).into()) } else { Ok(addresses) }
    }
}

/// A host without the brackets of an IPv6 address and without the dot that ends a full name.
fn bare(host: &str) -> &str {
    host.trim_matches(['[', ']']).trim_end_matches('.')
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let addresses = guard.addresses(name.as_str()).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is globally reachable (IANA special-purpose address registries).
///
/// IPv6 forms that carry an IPv4 address are judged by that address.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded_v4(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match a {
        0 | 10 | 127 | 224.. => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !special
}

/// The IPv4 address inside a mapped (`::ffff:0:0/96`), compatible (`::/96`), NAT64 (`64:ff9b::/96`) or 6to4 (`2002::/16`) address.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = address.segments();
    let pair = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let tail = pair(s[6], s[7]);
    match s {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(tail),
        [0, 0, 0, 0, 0, 0, ..] if !address.is_unspecified() && !address.is_loopback() => Some(tail),
        [0x2002, high, low, ..] => Some(pair(high, low)),
        _ => None,
    }
}

/// Global unicast is `2000::/3`; inside it, protocol assignments, documentation and Teredo are not for us.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let global = s[0] & 0xe000 == 0x2000;
    let protocol = s[0] == 0x2001 && s[1] < 0x0200;
    let documentation = (s[0] == 0x2001 && s[1] == 0x0db8) || (s[0] == 0x3fff && s[1] < 0x1000);
    global && !protocol && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(allowed: &[&str]) -> Guard {
        Guard::new(allowed.iter().map(|host| host.to_string()), vec![80, 443])
    }

    fn check(url: &str) -> Result<(), Forbidden> {
        guard(&[]).check(&Url::parse(url).unwrap())
    }

    #[test]
    fn every_spelling_of_a_private_address_is_refused() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://①②⑦.0.0.1/",
            "http://0.0.0.0/",
            "http://10.0.0.8/",
            "http://100.64.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2002:a00:1::1]/",
            "http://[2001:db8::1]/",
            "http://[2001::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[fc00::1]/",
            "http://[ff02::1]/",
        ] {
            assert!(matches!(check(url), Err(Forbidden::Private { .. })), "{url}");
        }
        let told = check("http://127.1/").unwrap_err().to_string();
        assert!(told.starts_with("127.0.0.1 is not on the public internet; "), "{told}");
    }

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://93.184.215.14/",
            "https://[2606:4700::1111]/",
            "https://[64:ff9b::808:808]/",
            "https://news.example/",
            "https://172.32.0.1/",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in ["file:///etc/passwd", "file:/etc/passwd", "ftp://news.example/", "data:text/html,x", "javascript:1"] {
            assert!(matches!(check(url), Err(Forbidden::Scheme(_))), "{url}");
        }
    }

    #[test]
    fn services_that_are_no_web_servers_are_refused() {
        for port in [22, 25, 6379, 11211, 8000] {
            let error = check(&format!("http://news.example:{port}/")).unwrap_err();
            assert_eq!(error, Forbidden::Port { port });
            assert!(error.to_string().contains("http.allow_ports"));
        }
        assert_eq!(check("http://news.example:443/"), Ok(()));
    }

    #[test]
    fn what_the_operator_allows_passes() {
        let guard = guard(&["127.0.0.1", "[::1]"]);
        assert_eq!(guard.check(&Url::parse("http://127.0.0.1:8080/").unwrap()), Ok(()));
        assert_eq!(guard.check(&Url::parse("http://[::1]:8080/").unwrap()), Ok(()));
        assert!(guard.check(&Url::parse("http://127.0.0.2/").unwrap()).is_err());
    }

    #[tokio::test]
    async fn a_name_of_a_private_address_is_refused_unless_allowed() {
        let error = guard(&[]).addresses("localhost").await.unwrap_err().to_string();
        assert!(error.contains("localhost") && error.contains("http.allow_private_addresses"), "{error}");
        assert!(!guard(&["localhost"]).addresses("localhost").await.unwrap().is_empty());
    }
}
