//! Postfix's `smtp-sink`: a third reading of the protocol.

use std::process::Command;

use super::kit::{Desk, Process, await_port, contents, free_port, program, ready};

/// A sink with these options that keeps what it takes in a folder.
fn sink(options: &[&str]) -> Option<(u16, tempfile::TempDir, Process)> {
    if !ready(&[("smtp-sink", program("smtp-sink"))]) {
        return None;
    }
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let mut command = Command::new("/usr/sbin/smtp-sink");
    command.args(options).args(["-d", &format!("{}/%S.", folder.path().display())]);
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(folder.path(), Some(65534), Some(65534)).unwrap();
        command.args(["-u", "nobody"]);
    }
    let process = Process::start(command.arg(format!("127.0.0.1:{port}")).arg("100"));
    await_port(port);
    Some((port, folder, process))
}

#[tokio::test]
async fn a_sink_takes_mails_or_fails_and_each_failure_has_its_scope() {
    for (options, state) in [
        (&[][..], "sent"),
        (&["-r", "RCPT"], "deferred"),
        (&["-f", "RCPT"], "dead"),
        (&["-r", "MAIL"], "deferred"),
        (&["-f", "MAIL"], "deferred"),
        (&["-r", "."], "deferred"),
        (&["-f", "."], "dead"),
        (&["-q", "DATA"], "deferred"),
        (&["-q", "."], "deferred"),
        (&["-Q", "RCPT"], "deferred"),
    ] {
        let Some((port, folder, _process)) = sink(options) else { return };
        let mut desk = Desk::plain(port, "timeout = '30s'");
        desk.queue(&["reader@example.net"]);
        let delivered = desk.deliver().await;
        assert_eq!(desk.states(), [state], "{options:?}: {:?}", delivered.failures);
        if state == "sent" {
            let taken = contents(folder.path());
            assert_eq!(taken.len(), 1);
            // A sink ends its copy with an empty line.
            let mut mail = taken[0].clone();
            mail.truncate(mail.trim_ascii_end().len());
            mail.push(b'\n');
            super::kit::assert_whole(&mail, &desk.mails[0]);
        }
    }
}
