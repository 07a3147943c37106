//! The outside of a lab: sources and a mail relay in its network, on an address that the unit does not deny.

use std::sync::Arc;
use std::sync::mpsc;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use tokio::sync::oneshot;
use tokio_rustls::{TlsAcceptor, rustls};

use crate::lab::Lab;
use crate::smtp::{Script, Server};
use crate::support::standin::{Answer, StandIn};
use crate::support::{founding_case, founding_config};

/// The outside address, see `tests/systemd/lab`.
const OUTSIDE: &str = "203.0.113.1";
const RELAY: &str = "relay.rosterwatch.example";
pub const PASSWORD: &str = "open sesame";

/// The founding case's sources and a relay with STARTTLS and AUTH, served from a thread that lives in the lab's network.
pub struct World {
    pub relay: Server,
    pub sources: StandIn,
    loopback: StandIn,
    pem: String,
    _stop: oneshot::Sender<()>,
}

impl World {
    pub fn of(lab: &Lab, scripts: Vec<Script>) -> World {
        let made = rcgen::generate_simple_self_signed([RELAY.to_string()]).unwrap();
        let pem = made.cert.pem();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let tls = rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let network = std::fs::File::open(format!("/proc/{}/ns/net", lab.pid1())).unwrap();
        let (stop, stopped) = oneshot::channel();
        let (sender, servers) = mpsc::channel();
        std::thread::spawn(move || {
            move_into_link_name_space(std::os::fd::AsFd::as_fd(&network), Some(LinkNameSpaceType::Network)).unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let sources = StandIn::start_on(OUTSIDE).await;
                sources.play(&founding_case());
                let loopback = StandIn::start().await;
                let feed = "<rss version='2.0'><channel><title>Wire</title></channel></rss>";
                for server in [&sources, &loopback] {
                    server.answer("https://wire.example/feed", Answer::new(200, "application/rss+xml", feed));
                }
                let relay = Server::start_tls_on(OUTSIDE, scripts, acceptor).await;
                sender.send((sources, loopback, relay)).unwrap();
                let _ = stopped.await;
            });
        });
        let (sources, loopback, relay) = servers.recv().unwrap();
        World { relay, sources, loopback, pem, _stop: stop }
    }

    /// A gateway that knows `https://wire.example/feed`, on the lab's loopback.
    pub fn loopback_gateway(&self) -> String {
        self.loopback.gateway()
    }

    /// Puts the founding case's configuration, which speaks to this world, into the lab, with its secrets for root's eyes only.
    pub fn configure(&self, lab: &Lab) {
        let dir = tempfile::tempdir().unwrap();
        let file = founding_config(dir.path(), &self.sources.gateway(), self.relay.port());
        let text = std::fs::read_to_string(file).unwrap();
        let plain = "host = \"127.0.0.1\"\n";
        assert!(text.contains(plain), "{text}");
        let login = format!("host = \"{RELAY}\"\nusername = \"desk\"\npassword_file = \"smtp-password\"\nca_file = \"relay-ca.pem\"\n");
        let text = text.replace(plain, &login).replace("tls = \"none\"", "tls = \"starttls\"");
        lab.write("/etc/rosterwatch/config.toml", &text);
        lab.ok(&["chgrp", "rosterwatch", "/etc/rosterwatch/config.toml"]);
        lab.ok(&["chmod", "0640", "/etc/rosterwatch/config.toml"]);
        lab.write("/etc/rosterwatch/roster.csv", &std::fs::read_to_string(dir.path().join("roster.csv")).unwrap());
        lab.write("/etc/rosterwatch/relay-ca.pem", &self.pem);
        lab.write("/etc/hosts", &format!("127.0.0.1 localhost\n{OUTSIDE} {RELAY}\n"));
        lab.write_secret("/etc/rosterwatch/smtp-password", &format!("{PASSWORD}\n"));
        lab.write_secret("/etc/rosterwatch/x-token", "token\n");
    }
}
