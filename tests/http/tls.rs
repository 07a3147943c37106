//! TLS: HTTP/2 where the server speaks it, and no certificate that nobody vouches for.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request as Asked;
use axum::serve::Listener;
use jiff::SignedDuration;
use rosterwatch::source::http::Settings;
use rosterwatch::source::{Client, Error};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use super::kit::*;

struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// A server that answers with the version of HTTP in which it was asked; its address and its certificate.
async fn server(protocols: &[&str]) -> (String, tempfile::NamedTempFile) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_string()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    let tls = Tls { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let app = Router::new().fallback(|asked: Asked| async move { format!("{:?}", asked.version()) });
    tokio::spawn(async move { axum::serve(tls, app).await.unwrap() });
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), made.cert.pem()).unwrap();
    (url, file)
}

fn trusting(ca_file: Option<&tempfile::NamedTempFile>) -> Client {
    let settings = Settings {
        spacing: SignedDuration::ZERO,
        allow_private_addresses: vec!["localhost".into()],
        ca_file: ca_file.map(|file| file.path().into()),
        ..Settings::default()
    };
    Client::new(&settings).unwrap()
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_speaks_it() {
    for (protocols, spoken) in [(&["h2", "http/1.1"][..], "HTTP/2.0"), (&["http/1.1"], "HTTP/1.1")] {
        let (url, certificate) = server(protocols).await;
        let answer = get(&trusting(Some(&certificate)), &url).await.unwrap();
        assert_eq!(String::from_utf8(answer.body).unwrap(), spoken);
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let (url, _) = server(&["http/1.1"]).await;
    let (error, text) = line(get(&trusting(None), &url).await);
    assert!(matches!(error, Error::Transport(_)) && text.contains("certificate"), "{text}");
}
