//! A company of our own whose news come from one feed, and the program with a state folder of its own.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::server::{Act, Answer, Asked, Server};
use super::{rosterwatch, run};

pub const RESIGNS: (&str, &str) = ("Acme chief leaves", "Acme said that its chief executive officer Ann Poe has resigned.");
pub const RUMOUR: (&str, &str) = ("Rumour about Acme", "Rumour has it that Ann Poe will resign as chief executive officer of Acme.");

/// Acme, with Ann Poe as its CEO and Bo Roe as its CFO.
pub struct Company {
    pub folder: tempfile::TempDir,
    _server: Server,
}

impl Company {
    /// One item of news, with its title; `mail` is what the configuration says behind `from`.
    pub async fn new((title, text): (&str, &str), mail: &str) -> Company {
        let item = format!("<item><title>{title}</title><guid isPermaLink=\"false\">1</guid><description>{text}</description></item>");
        let head = "<title>t</title><link>https://wire.example/</link><description>d</description>";
        let feed = format!("<rss version=\"2.0\"><channel>{head}{item}</channel></rss>");
        let server = Server::start(move |_: &Asked| Act::Answer(Answer::new(200, "application/rss+xml", feed.clone()))).await;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("roster.csv"), "person,role,status\nAnn Poe,CEO,current\nBo Roe,CFO,current\n").unwrap();
        let config = format!(
            "[[organisation]]\nname = \"Acme\"\nroster = \"roster.csv\"\n[[source]]\nname = \"Wire\"\nkind = \"feed\"\nfollow = false\n\
             url = \"https://wire.example/feed\"\n[http]\ngateway = \"{}\"\nspacing = \"0s\"\n[mail]\nfrom = \"watch@example.org\"\n{mail}",
            server.gateway()
        );
        std::fs::write(folder.path().join("rosterwatch.toml"), config).unwrap();
        Company { folder, _server: server }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn config(&self) -> PathBuf {
        self.path().join("rosterwatch.toml")
    }

    /// What the command came to.
    pub async fn output(&self, words: &[&str]) -> Output {
        let mut command = rosterwatch();
        command.args(words).arg("-c").arg(self.config()).current_dir(self.path()).env("COLUMNS", "200");
        run(command).await
    }

    /// What a command says that works.
    pub async fn say(&self, words: &[&str]) -> String {
        let output = self.output(words).await;
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The exit code and the error of a command that fails.
    pub async fn fail(&self, words: &[&str]) -> (i32, String) {
        let output = self.output(words).await;
        assert!(!output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stdout));
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}
