//! The `[metrics]` table: where `/metrics` and `/healthz` are served. Nowhere, unless asked for.

use std::net::SocketAddr;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error};

/// The `[metrics]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `127.0.0.1:9464`, `[::1]:9464`, or `unix:` and the absolute path of a socket. There is no password: only this machine is served.
    #[serde(deserialize_with = "listen")]
    #[schemars(with = "String")]
    pub listen: Listen,
}

/// Where is listened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    /// Of the loopback interface.
    Address(SocketAddr),
    /// A Unix socket.
    Socket(PathBuf),
}

impl Listen {
    /// Reads what the configuration says.
    fn parse(text: &str) -> Result<Listen, String> {
        if let Some(path) = text.strip_prefix("unix:").map(PathBuf::from) {
            return if path.is_absolute() { Ok(Listen::Socket(path)) } else { Err(format!("`{text}`: write the socket's whole path")) };
        }
        match text.parse::<SocketAddr>() {
            Ok(address) if address.ip().is_loopback() => Ok(Listen::Address(address)),
            Ok(address) => {
                Err(format!("{address} can be reached from outside; listen on 127.0.0.1 and put a server with a password before it"))
            }
            Err(_) => {
                Err(format!("`{text}` is no place to listen; write for example `127.0.0.1:9464` or `unix:/run/rosterwatch/metrics.sock`"))
            }
        }
    }
}

fn listen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Listen, D::Error> {
    Listen::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_served() {
        assert_eq!(Listen::parse("127.0.0.1:9464"), Ok(Listen::Address(([127, 0, 0, 1], 9464).into())));
        assert!(matches!(Listen::parse("[::1]:0"), Ok(Listen::Address(_))));
        assert_eq!(Listen::parse("unix:/run/m.sock"), Ok(Listen::Socket("/run/m.sock".into())));
        for wrong in ["0.0.0.0:9464", "192.0.2.1:80", "9464", "localhost:9464", "unix:m.sock"] {
            assert!(Listen::parse(wrong).is_err(), "{wrong}");
        }
    }
}
