//! Signatures as python3-dkim sees them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rcgen::PublicKeyData;
use rosterwatch::notify::Notifiers;

use super::changes;
use super::kit::ready;

/// Whether the signature of the mail holds with this public key, and where the key was looked up.
fn holds(python: &str, record: &str, mail: &[u8]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail_servers/verify.py");
    let mut child =
        Command::new(python).arg(script).arg(record).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(mail).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap().trim().to_string())
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[test]
fn a_signature_holds_until_anything_of_the_mail_is_altered() {
    let has = |python: &&str| Command::new(python).args(["-c", "import dkim, nacl"]).output().is_ok_and(|output| output.status.success());
    let python = ["python3", "/usr/bin/python3"].into_iter().find(has);
    if !ready(&[("python3-dkim and python3-nacl", python.is_some())]) {
        return;
    }
    let python = python.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let rsa = rcgen::KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048).unwrap();
    let ed25519 = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let records = [
        (&rsa, format!("v=DKIM1; k=rsa; p={}", base64(&rsa.subject_public_key_info()))),
        (&ed25519, format!("v=DKIM1; k=ed25519; p={}", base64(ed25519.public_key_raw()))),
    ];
    for (key, record) in &records {
        let file = folder.path().join("key.pem");
        std::fs::write(&file, key.serialize_pem()).unwrap();
        let settings = format!(
            "from = 'watch@example.org'\nto = ['r@example.net']\n[maildir]\npath = 'x'\n[dkim]\nselector = 'news'\nkey_file = {file:?}"
        );
        let notifiers = Notifiers::new(&toml::from_str(&settings).unwrap()).unwrap();
        let mut message = changes::alert("b-7", &changes::reader(), &[changes::mira(), changes::lin()]);
        message.thread = (0..12).map(|number| format!("b-{number}")).collect();
        let (_, mail) = notifiers.encode(&message).unwrap();
        assert_eq!(notifiers.encode(&message).unwrap().1, mail, "the same mail has the same signature");
        assert_eq!(holds(python, record, &mail), (true, "news._domainkey.example.org.".into()), "{}", String::from_utf8_lossy(&mail));
        let text = String::from_utf8(mail).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 998));
        for (from, to) in [
            ("Subject: ", "Subject: Re: "),
            ("From: ", "From: eve@example.org\r\nFrom: "),
            ("Mira", "Myra"),
            ("In-Reply-To: <b-11@", "In-Reply-To: <b-12@"),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(!holds(python, record, text.replacen(from, to, 1).as_bytes()).0, "altered: {to}");
        }
        let folded = text.replacen("List-ID: ", "List-ID:\r\n\t", 1).replacen("List-Id: ", "List-Id:\r\n\t", 1);
        assert!(folded != text && holds(python, record, folded.as_bytes()).0, "a relay may fold a header anew");
    }
}
