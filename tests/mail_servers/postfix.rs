//! Postfix on a free port with a folder of its own: STARTTLS with a private authority, login through Dovecot, mails kept as files.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use super::kit::{Process, await_port, await_that, contents, free_port, program, ready};

const NOBODY: u32 = 65534;
pub const USER: &str = "watch";
pub const PASSWORD: &str = "open sesame";

/// A running Postfix; it stops with its owner.
pub struct Postfix {
    pub port: u16,
    folder: tempfile::TempDir,
    _dovecot: Process,
}

impl Postfix {
    /// With these lines at the end of `main.cf`; `None` where it cannot be had.
    pub fn start(main: &str) -> Option<Postfix> {
        let root = rustix::process::geteuid().is_root();
        if !ready(&[("postfix", program("postfix")), ("dovecot", program("dovecot")), ("root", root)]) {
            return None;
        }
        let (folder, port) = (tempfile::tempdir_in("/var/tmp").unwrap(), free_port());
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        for name in ["conf", "queue", "data", "mail", "dovecot"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        chown(folder.path().join("mail"), Some(NOBODY), Some(NOBODY)).unwrap();
        let data = Command::new("chown").arg("postfix").arg(folder.path().join("data")).status().unwrap();
        assert!(data.success());
        certificate(folder.path());
        let dovecot = dovecot(folder.path());
        write(folder.path(), "conf/main.cf", &main_cf(folder.path(), main));
        write(folder.path(), "conf/master.cf", &master_cf(port));
        let postfix = Postfix { port, folder, _dovecot: dovecot };
        let started = postfix.command("start");
        assert!(started.status.success(), "postfix start: {}", String::from_utf8_lossy(&started.stderr));
        await_port(port);
        Some(postfix)
    }

    /// The certificate of the authority that signed Postfix's.
    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// The lines of `[mail.smtp]` that trust it and log in.
    pub fn relay(&self, password: &str) -> String {
        let file = self.folder.path().join("password");
        std::fs::write(&file, format!("{password}\n")).unwrap();
        let (port, ca) = (self.port, self.ca());
        format!("host = 'localhost'\nport = {port}\nca_file = {ca:?}\nusername = '{USER}'\npassword_file = {file:?}\ntimeout = '30s'\n")
    }

    /// The mails that were put into the mailbox, when there are `count`.
    pub fn mailbox(&self, count: usize) -> Vec<Vec<u8>> {
        let new = self.folder.path().join("mail/inbox/new");
        await_that(&format!("mail {count} in Postfix's mailbox"), || contents(&new).len() >= count);
        contents(&new)
    }

    /// Throws away what is in the mailbox.
    pub fn empty(&self) {
        std::fs::remove_dir_all(self.folder.path().join("mail/inbox")).unwrap();
    }

    fn command(&self, word: &str) -> std::process::Output {
        Command::new("/usr/sbin/postfix").arg("-c").arg(self.folder.path().join("conf")).arg(word).output().unwrap()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.command("stop");
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// An authority of our own and a certificate for localhost that it signed.
fn certificate(folder: &Path) {
    let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let authority = rcgen::CertifiedIssuer::self_signed(authority, authority_key).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let server = rcgen::CertificateParams::new(vec!["localhost".to_string()]).unwrap().signed_by(&key, &authority).unwrap();
    write(folder, "ca.pem", &authority.pem());
    write(folder, "server.pem", &(key.serialize_pem() + &server.pem()));
}

fn main_cf(folder: &Path, more: &str) -> String {
    let folder = folder.display();
    format!(
        "compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
alias_maps =
alias_database =
smtputf8_enable = no
virtual_mailbox_domains = example.net
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:{NOBODY}
virtual_gid_maps = static:{NOBODY}
virtual_minimum_uid = 1
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {folder}/server.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/dovecot/login
smtpd_delay_reject = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_error_sleep_time = 0
{more}
"
    )
}

/// None of the services in a root of its own: the folder has no libraries.
fn master_cf(port: u16) -> String {
    let mut text = format!("127.0.0.1:{port} inet n - n - - smtpd\npostlog unix-dgram n - n - 1 postlogd\npickup unix n - n 60 1 pickup\n");
    text.push_str("cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\ntlsmgr unix - - n 1000? 1 tlsmgr\n");
    text.push_str("proxymap unix - - n - - proxymap\nanvil unix - - n - 1 anvil\nvirtual unix - n n - - virtual\n");
    for (name, program) in
        [("rewrite", "trivial-rewrite"), ("bounce", "bounce"), ("defer", "bounce"), ("trace", "bounce"), ("error", "error")]
    {
        text.push_str(&format!("{name} unix - - n - - {program}\n"));
    }
    text
}

fn dovecot(folder: &Path) -> Process {
    write(folder, "dovecot/users", &format!("{USER}:{{PLAIN}}{PASSWORD}\n"));
    let base = folder.join("dovecot").display().to_string();
    let conf = format!(
        "base_dir = {base}/run\nstate_dir = {base}/run\nlog_path = {base}/log\nprotocols =\nssl = no\nauth_mechanisms = plain login\n\
         passdb {{\n driver = passwd-file\n args = {base}/users\n}}\n\
         service auth {{\n unix_listener {base}/login {{\n  mode = 0666\n }}\n}}\n"
    );
    write(folder, "dovecot/conf", &conf);
    let process = Process::start(Command::new("/usr/sbin/dovecot").arg("-F").arg("-c").arg(folder.join("dovecot/conf")));
    await_that("Dovecot's socket", || folder.join("dovecot/login").exists());
    process
}

/// A policy service for `check_policy_service`: puts each recipient off the first time that it is asked.
pub fn greylist() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let known = Arc::new(Mutex::new(Vec::<String>::new()));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let known = known.clone();
            std::thread::spawn(move || {
                let mut asked = String::new();
                for line in BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok) {
                    if let Some(recipient) = line.strip_prefix("recipient=") {
                        asked = recipient.into();
                    } else if line.is_empty() {
                        let mut known = known.lock().unwrap();
                        let is_new = !known.contains(&asked);
                        known.push(asked.clone());
                        let action = if is_new { "450 4.7.1 greylisted, come back" } else { "dunno" };
                        let _ = (&stream).write_all(format!("action={action}\n\n").as_bytes());
                    }
                }
            });
        }
    });
    port
}
