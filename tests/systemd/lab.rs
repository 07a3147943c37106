//! A booted systemd, and what a test does in it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Longer than anything here takes; a test that waits for it has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A booted systemd; it is powered off when this is dropped.
pub struct Lab {
    run: tempfile::TempDir,
    pub suite: &'static str,
}

fn script() -> Command {
    let mut command = Command::new("bash");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/systemd/lab"));
    command
}

/// Past the test harness, which shows nothing that a test prints which passes.
#[allow(clippy::explicit_write, reason = "eprintln! does not come past the harness")]
fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap();
}

/// The tree of a Debian suite, made if it is not there; else why it cannot be had.
fn tree(suite: &str) -> Result<PathBuf, String> {
    if !rustix::process::geteuid().is_root() {
        return Err("needs root".into());
    }
    let home = std::env::var_os("ROSTERWATCH_LAB").map_or_else(|| PathBuf::from("/var/tmp/rosterwatch-lab"), PathBuf::from);
    let tree = home.join(suite);
    if tree.join("usr/lib/systemd/systemd").exists() {
        return Ok(tree);
    }
    fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let made = script().arg("make").arg(&tree).arg(suite).output().map_err(|error| error.to_string())?;
    if made.status.success() { Ok(tree) } else { Err(format!("no tree: {}", String::from_utf8_lossy(&made.stderr).trim())) }
}

impl Lab {
    /// Boots the suite's systemd, with the program, its units and its user in place. `None`, with a line that says why, where it cannot run.
    pub fn boot(suite: &'static str) -> Option<Lab> {
        let run = tempfile::Builder::new().prefix("rosterwatch-").tempdir().unwrap();
        let booted = tree(suite).and_then(|tree| {
            let up = script()
                .arg("up")
                .arg(run.path())
                .arg(tree)
                .arg(std::process::id().to_string())
                .output()
                .map_err(|error| error.to_string())?;
            if up.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&up.stderr).trim().to_string()) }
        });
        if let Err(reason) = booted {
            say(&format!("SKIPPED: systemd of {suite}: {reason}"));
            return None;
        }
        let lab = Lab { run, suite };
        lab.install();
        Some(lab)
    }

    fn install(&self) {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd");
        fs::copy(env!("CARGO_BIN_EXE_rosterwatch"), self.path("/usr/bin/rosterwatch")).unwrap();
        fs::copy(shipped.join("rosterwatch.sysusers"), self.path("/usr/lib/sysusers.d/rosterwatch.conf")).unwrap();
        for unit in ["rosterwatch.service", "rosterwatch-once.service", "rosterwatch-once.timer"] {
            fs::copy(shipped.join(unit), self.path("/usr/lib/systemd/system").join(unit)).unwrap();
        }
        if self.suite != "bookworm" {
            let extra = fs::read_to_string(shipped.join("rosterwatch.service.d/50-systemd253.conf")).unwrap();
            self.write("/usr/lib/systemd/system/rosterwatch.service.d/50-systemd253.conf", &extra);
        }
        self.ok(&["systemd-sysusers"]);
    }

    /// The process id of its PID 1.
    pub fn pid1(&self) -> String {
        fs::read_to_string(self.run.path().join("pid1")).unwrap().trim().to_string()
    }

    /// Where an absolute path of its file system is found from outside.
    pub fn path(&self, inside: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{inside}", self.pid1()))
    }

    pub fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A file that nobody but root may read.
    pub fn write_secret(&self, inside: &str, text: &str) {
        self.write(inside, text);
        fs::set_permissions(self.path(inside), fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub fn run(&self, command: &[&str]) -> Output {
        script().arg("in").arg(self.run.path()).args(command).output().unwrap()
    }

    /// What a command that must succeed prints.
    #[track_caller]
    pub fn ok(&self, command: &[&str]) -> String {
        let output = self.run(command);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {told}\n{}", self.journal());
        String::from_utf8(output.stdout).unwrap()
    }

    /// A property of a unit.
    pub fn show(&self, unit: &str, property: &str) -> String {
        self.ok(&["systemctl", "show", "--value", "-p", property, unit]).trim().to_string()
    }

    /// Replaces the drop-in with which a test changes a unit, and has systemd read it.
    pub fn drop_in(&self, unit: &str, text: &str) {
        self.write(&format!("/etc/systemd/system/{unit}.d/99-test.conf"), text);
        self.ok(&["systemctl", "daemon-reload"]);
    }

    /// All that the journal has of the service.
    pub fn journal(&self) -> String {
        let output = self.run(&["journalctl", "--no-pager", "-o", "cat", "-u", "rosterwatch", "-u", "probe"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until `done`, and fails with the journal where that takes too long.
    #[track_caller]
    pub fn wait(&self, what: &str, mut done: impl FnMut() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !done() {
            assert!(Instant::now() < end, "{what} has not come:\n{}", self.journal());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = script().arg("down").arg(self.run.path()).output();
    }
}
