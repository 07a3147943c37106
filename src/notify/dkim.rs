//! A signature by which a receiver knows the sender's domain (RFC 6376; Ed25519 by RFC 8463). Most relays sign for themselves; this is
//! for one that does not.
//!
//! lettre can sign too, with an RSA library whose private-key operations leak by their time (RUSTSEC-2023-0071). The signature is made
//! with the bytes that are stored and has no moment in it, so that a resend is the same mail.

use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair as RsaKey;
use aws_lc_rs::signature::{Ed25519KeyPair, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::mime;
use super::secret::Secret;
use crate::domain::Mailbox;

/// The headers that are signed where they are there. `From` is named once more than it stands: a second one breaks the signature.
const SIGNED: [&str; 14] = [
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "in-reply-to",
    "references",
    "list-id",
    "list-unsubscribe",
    "auto-submitted",
    "mime-version",
    "content-type",
];
/// Characters of the signature on a line.
const LINE: usize = 72;

/// `[mail.dkim]`: sign the mails.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The receiver looks the public key up at `<selector>._domainkey.<domain>`.
    pub selector: String,
    /// Without it the domain of `from`.
    pub domain: Option<String>,
    /// A file that holds the private key (PEM): RSA of 1024 bits or more, or Ed25519.
    pub key_file: Option<PathBuf>,
    /// The environment variable that holds it. Without both, systemd's credential `dkim-key`.
    pub key_env: Option<String>,
}

/// Signs mails.
pub(super) struct Signer {
    selector: String,
    domain: String,
    key: Secret,
}

enum Key {
    Rsa(Box<RsaKey>),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// Checks the settings and reads the key; connects nowhere.
    pub(super) fn new(settings: &Settings, from: &Mailbox) -> anyhow::Result<Signer> {
        let domain = settings.domain.as_deref().unwrap_or_else(|| from.address.rsplit('@').next().unwrap_or_default());
        for (key, name) in [("selector", settings.selector.as_str()), ("domain", domain)] {
            mime::list_id(name).map_err(|_| anyhow!("mail.dkim.{key}: {name:?} is no domain name"))?;
        }
        let key = Secret::of(settings.key_file.as_deref(), settings.key_env.as_deref(), "dkim-key", "mail.dkim.key")?;
        let key = key.context(
            "mail.dkim.selector is set without a key; name its file with mail.dkim.key_file or its variable with key_env, or give systemd's credential dkim-key",
        )?;
        let signer = Signer { selector: settings.selector.clone(), domain: domain.to_string(), key };
        signer.read_key()?;
        Ok(signer)
    }

    /// The mail with its signature in front.
    pub(super) fn sign(&self, mail: &[u8]) -> anyhow::Result<Vec<u8>> {
        let text = std::str::from_utf8(mail).context("a mail is plain text")?;
        let (head, body) = text.split_once("\r\n\r\n").context("a mail has a head and a body")?;
        let headers = headers(head);
        let mut signed: Vec<&str> = Vec::new();
        let mut input = String::new();
        for name in SIGNED {
            let taken = signed.iter().filter(|known| **known == name).count();
            let found = headers.iter().filter(|(known, _)| known == name).nth_back(taken);
            if found.is_some() || taken > 0 {
                signed.push(name);
            }
            if let Some((name, value)) = found {
                input.push_str(&format!("{name}:{value}\r\n"));
            }
        }
        let key = self.read_key()?;
        let hash = BASE64.encode(digest(&SHA256, canonical_body(body).as_bytes()));
        let Signer { selector, domain, .. } = self;
        let algorithm = key.algorithm();
        let names = signed.join(":\r\n ");
        let value = format!(" v=1; a={algorithm}; c=relaxed/relaxed; d={domain}; s={selector};\r\n h={names};\r\n bh={hash};\r\n b=");
        input.push_str(&format!("dkim-signature:{}", relaxed(&value)));
        let signature = BASE64.encode(key.sign(input.as_bytes())?);
        let lines: Vec<&str> = signature.as_bytes().chunks(LINE).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Ok(format!("DKIM-Signature:{value}{}\r\n{text}", lines.join("\r\n ")).into_bytes())
    }

    fn read_key(&self) -> anyhow::Result<Key> {
        let pem = self.key.read()?;
        Key::read(pem.expose_secret()).map_err(|reason| anyhow!("mail.dkim.key_file: {reason}"))
    }
}

impl Key {
    fn read(pem: &str) -> Result<Key, &'static str> {
        let lines = pem.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
        let refused = "is no private key in PEM (RSA of 1024 bits or more, or Ed25519)";
        let der = BASE64.decode(lines.collect::<String>()).map_err(|_| refused)?;
        if let Ok(key) = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der) {
            return Ok(Key::Ed25519(key));
        }
        RsaKey::from_pkcs8(&der).or_else(|_| RsaKey::from_der(&der)).map(|key| Key::Rsa(Box::new(key))).map_err(|_| refused)
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        }
    }

    fn sign(&self, input: &[u8]) -> anyhow::Result<Vec<u8>> {
        match self {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                let signed = key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature);
                if signed.is_err() {
                    bail!("mail.dkim.key_file: the key cannot sign");
                }
                Ok(signature)
            }
            // RFC 8463 §3: what is signed is the digest.
            Key::Ed25519(key) => Ok(key.sign(digest(&SHA256, input).as_ref()).as_ref().to_vec()),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("selector", &self.selector).field("domain", &self.domain).finish_non_exhaustive()
    }
}

/// The headers with their names in small letters and their values relaxed (RFC 6376 §3.4.2), in their order.
fn headers(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        match (headers.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if line.starts_with([' ', '\t']) => value.push_str(line),
            (_, Some((name, value))) => headers.push((name.trim().to_ascii_lowercase(), value.to_string())),
            _ => {}
        }
    }
    headers.into_iter().map(|(name, value)| (name, relaxed(&value))).collect()
}

/// In one line, with runs of white space as one space.
fn relaxed(value: &str) -> String {
    value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The body relaxed (RFC 6376 §3.4.4): no white space at the ends of lines, runs of it as one space, no empty lines at the end.
fn canonical_body(body: &str) -> String {
    let line = |line: &str| {
        let start = if line.starts_with([' ', '\t']) { " " } else { "" };
        let text = relaxed(line);
        if text.is_empty() { text } else { format!("{start}{text}") }
    };
    let text: Vec<String> = body.split("\r\n").map(line).collect();
    let text = text.join("\r\n");
    match text.trim_end_matches("\r\n") {
        "" => String::new(),
        text => format!("{text}\r\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376 §3.4.5.
    #[test]
    fn relaxed_forms_are_those_of_the_standard() {
        assert_eq!(headers("A: X\r\nB : Y\t\r\n\tZ  "), [("a".into(), "X".into()), ("b".into(), "Y Z".into())]);
        assert_eq!(canonical_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(canonical_body("\r\n\r\n"), "");
    }

    #[test]
    fn a_key_that_cannot_be_read_is_named_and_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        std::fs::write(&path, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n").unwrap();
        let settings = Settings { selector: "mail".into(), domain: None, key_file: Some(path), key_env: None };
        let from = Mailbox { name: None, address: "watch@example.org".into() };
        let refused = Signer::new(&settings, &from).unwrap_err().to_string();
        assert!(refused.contains("mail.dkim.key_file") && refused.contains("RSA") && !refused.contains("c2Vj"), "{refused}");
        let refused = Signer::new(&Settings { key_file: None, ..settings.clone() }, &from).unwrap_err().to_string();
        assert!(refused.contains("without a key") && refused.contains("dkim-key"), "{refused}");
        let refused = Signer::new(&Settings { selector: "a b".into(), ..settings }, &from).unwrap_err().to_string();
        assert!(refused.contains("mail.dkim.selector"), "{refused}");
    }
}
