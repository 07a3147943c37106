//! The unit's limits bite: what it forbids does not work, and the same without the limit does.

use crate::lab::Lab;
use crate::world::World;

/// The shipped unit with another command and without `without`, as `probe.service`.
fn probe(lab: &Lab, command: &str, without: &[&str]) -> bool {
    let unit = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/systemd/rosterwatch.service")).unwrap();
    let left_out = ["Type=", "ExecStart=", "ExecReload=", "Restart=", "RestartSec=", "WatchdogSec="].iter().chain(without);
    let left_out: Vec<&&str> = left_out.collect();
    for name in &left_out {
        assert!(unit.lines().any(|line| line.starts_with(**name)), "the unit has {name}");
    }
    let kept: Vec<&str> = unit.lines().filter(|line| !left_out.iter().any(|name| line.starts_with(**name))).collect();
    let text = kept.join("\n").replace("[Service]", &format!("[Service]\nType=oneshot\nExecStart={command}"));
    lab.write("/etc/systemd/system/probe.service", &text);
    lab.ok(&["systemctl", "daemon-reload"]);
    lab.run(&["systemctl", "start", "probe.service"]).status.success()
}

fn limits_bite(suite: &'static str) {
    let Some(lab) = Lab::boot(suite) else { return };
    let world = World::of(&lab, Vec::new());
    world.configure(&lab);

    // Addresses: a server on loopback, which 127.0.0.0/8 of IPAddressDeny= keeps away.
    let gateway = world.loopback_gateway();
    let config = format!(
        "[[organisation]]\nname = \"Acme\"\nroster = \"roster.csv\"\n[mail]\nfrom = \"a@rosterwatch.example\"\nto = [\"b@rosterwatch.example\"]\n\
         [[source]]\nname = \"Wire\"\nkind = \"feed\"\nurl = \"https://wire.example/feed\"\n[http]\nconnect_timeout = \"1s\"\ngateway = \"{gateway}\"\n"
    );
    lab.write("/etc/rosterwatch/loopback.toml", &config);
    let ask = "/usr/bin/rosterwatch sources test Wire -c /etc/rosterwatch/loopback.toml";
    assert!(!probe(&lab, ask, &[]), "{}", lab.journal());
    assert!(probe(&lab, ask, &["IPAddressDeny="]), "the control: {}", lab.journal());

    // Programs: nothing but rosterwatch runs.
    assert!(!probe(&lab, "/usr/bin/true", &[]));
    assert!(probe(&lab, "/usr/bin/true", &["NoExecPaths=", "ExecPaths="]), "the control: {}", lab.journal());

    // Files: nothing is written outside the state folder.
    for folder in ["/var/elsewhere", "/etc/rosterwatch/new"] {
        lab.ok(&["install", "-d", "-o", "rosterwatch", folder]);
        let write = format!("/usr/bin/rosterwatch init {folder}");
        assert!(!probe(&lab, &write, &[]), "{folder} is read-only, whoever owns it");
        assert!(probe(&lab, &write, &["ProtectSystem=", "ReadOnlyPaths="]), "the control: {}", lab.journal());
    }

    // Listening: SocketBindDeny= needs a systemd with BPF programs, which Debian 12's is not.
    if suite != "bookworm" {
        lab.write("/etc/rosterwatch/listen.toml", &format!("{config}\n[metrics]\nlisten = \"127.0.0.1:9464\"\n"));
        let listen = "/usr/bin/timeout 3 /usr/bin/rosterwatch run -c /etc/rosterwatch/listen.toml";
        let free = &["NoExecPaths=", "ExecPaths="];
        assert!(!probe(&lab, listen, free));
        assert!(lab.journal().contains("metrics.listen: cannot listen on 127.0.0.1:9464"), "{}", lab.journal());
    }
}

#[test]
fn limits_bite_under_systemd_252() {
    limits_bite("bookworm");
}

#[test]
fn limits_bite_under_systemd_257() {
    limits_bite("trixie");
}
