//! OpenSSH's own client, where it is installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use portable_pty::CommandBuilder;

use crate::READY;
use crate::desk::Desk;
use crate::window::Window;

/// Options that leave out what this machine and its user have set.
const PLAIN: [&str; 12] = [
    "-F",
    "none",
    "-o",
    "BatchMode=yes",
    "-o",
    "IdentitiesOnly=yes",
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    "LogLevel=ERROR",
];

/// Whether OpenSSH's client is here; says so where it is not.
#[expect(clippy::print_stdout, reason = "whoever runs the tests is to know that some were not")]
fn is_here() -> bool {
    let here = ["ssh", "ssh-keygen", "sftp"].iter().all(|program| {
        let tried = Command::new(program).arg("-?").stdout(Stdio::null()).stderr(Stdio::null()).status();
        tried.is_ok()
    });
    if !here {
        println!("skipped: OpenSSH's client is not installed");
    }
    here
}

/// A key made by ssh-keygen, and the line that authorizes it.
fn keygen(desk: &Desk, kind: &str, bits: &str) -> (PathBuf, String) {
    let path = desk.home().join(format!("{kind}-{bits}"));
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-N", "", "-C", "anna", "-t", kind, "-b", bits, "-f"]).arg(&path);
    assert!(keygen.status().unwrap().success());
    (path.clone(), std::fs::read_to_string(path.with_extension("pub")).unwrap())
}

fn ssh(desk: &Desk, key: &Path, arguments: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = PLAIN.iter().map(|&option| option.to_owned()).collect();
    all.extend(["-p".to_owned(), desk.address.port().to_string(), "-i".to_owned(), key.display().to_string()]);
    all.extend(arguments.iter().map(|&argument| argument.to_owned()));
    all.push("127.0.0.1".to_owned());
    all
}

fn run(desk: &Desk, key: &Path, arguments: &[&str], command: &[&str]) -> Output {
    let mut client = Command::new("ssh");
    client.args(ssh(desk, key, arguments)).args(command).stdin(Stdio::null()).output().unwrap()
}

fn window(desk: &Desk, key: &Path, arguments: &[&str]) -> Window {
    let mut client = CommandBuilder::new("ssh");
    client.args(ssh(desk, key, arguments));
    client.env("TERM", "xterm-256color");
    Window::start(client)
}

#[test]
fn each_kind_of_key_logs_in_and_short_ones_do_not() {
    if !is_here() {
        return;
    }
    let desk = Desk::open(&[]);
    let kinds = [("ed25519", "256"), ("ecdsa", "256"), ("ecdsa", "384"), ("ecdsa", "521"), ("rsa", "3072")];
    let keys: Vec<_> = kinds.iter().map(|(kind, bits)| keygen(&desk, kind, bits)).collect();
    let (short, short_line) = keygen(&desk, "rsa", "2048");
    let lines: Vec<&str> = keys.iter().map(|(_, line)| line.trim()).chain([short_line.trim()]).collect();
    desk.authorize(&lines);
    for (key, _) in &keys {
        let mut window = window(&desk, key, &["-t"]);
        window.wait_for(READY);
        window.send("Q");
        assert!(window.wait_end().success());
    }
    let refused = run(&desk, &short, &["-T"], &[]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Permission denied"), "{refused:?}");
    desk.wait_for_log("an RSA key needs 3072 bits");
}

#[test]
fn what_openssh_asks_for_beside_reading_is_refused_at_once() {
    if !is_here() {
        return;
    }
    let desk = Desk::open(&["anna"]);
    let key = desk.key_file("anna");
    let said = |arguments: &[&str], command: &[&str]| {
        let output = run(&desk, &key, arguments, command);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["-T"], &["ls"]).contains("exec request failed"));
    assert!(said(&["-T", "-s"], &["sftp"]).contains("subsystem request failed"));
    assert!(said(&["-T"], &[]).contains("ssh -t"));
    let strict = "ExitOnForwardFailure=yes";
    assert!(said(&["-N", "-o", strict, "-R", "0:127.0.0.1:9"], &[]).contains("forwarding failed"));
    assert!(!said(&["-W", "127.0.0.1:9"], &[]).contains("Connection refused"));
    assert!(said(&["-o", "PubkeyAuthentication=no"], &[]).contains("Permission denied (publickey)"));
    let mallory = desk.new_key("mallory");
    let foreign = run(&desk, &desk.key_file("mallory"), &["-T"], &[]);
    assert!(String::from_utf8_lossy(&foreign.stderr).contains("Permission denied"), "{mallory}");
}

#[test]
fn commands_of_openssh_are_obeyed_where_they_may_be() {
    if !is_here() {
        return;
    }
    let desk = Desk::open_with(&["anna"], &["--allow-commands"]);
    let key = desk.key_file("anna");
    let found = run(&desk, &key, &[], &["search", "--format", "jsonl", "\"Vladimir Putin\"", "lang:en"]);
    assert!(found.status.success() && found.stderr.is_empty(), "{found:?}");
    assert!(String::from_utf8_lossy(&found.stdout).lines().all(|line| line.starts_with('{')), "{found:?}");
    let nothing = run(&desk, &key, &[], &["search", "nowhere-at-all"]);
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(1), 0));
    assert_eq!(run(&desk, &key, &[], &["cast", "--cast", "/etc/passwd"]).status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run(&desk, &key, &[], &["ls"]).stderr).contains("exec request failed"));
}

#[test]
fn a_window_of_openssh_reads_is_resized_and_is_given_back() {
    if !is_here() {
        return;
    }
    let desk = Desk::open(&["anna"]);
    let key = desk.key_file("anna");
    let mut window = window(&desk, &key, &["-A", "-X", "-t"]);
    window.wait_for(READY);
    window.resize(100, 30);
    window.wait_until("thirty rows", |screen| screen.rows(0, 100).nth(29).is_some_and(|row| !row.trim().is_empty()));
    window.send("Q");
    assert!(window.wait_end().success());
}

#[test]
fn a_shared_connection_has_several_readers() {
    if !is_here() {
        return;
    }
    let desk = Desk::open(&["anna"]);
    let key = desk.key_file("anna");
    let control = format!("ControlPath={}", desk.home().join("c").display());
    let mut one = window(&desk, &key, &["-t", "-o", "ControlMaster=yes", "-o", &control]);
    one.wait_for(READY);
    let mut other = window(&desk, &key, &["-t", "-o", "ControlMaster=no", "-o", &control]);
    other.wait_for(READY);
    assert_eq!(desk.log().iter().filter(|line| line.contains(" login ")).count(), 1);
    other.send("Q");
    assert!(other.wait_end().success());
    one.send("Q");
    assert!(one.wait_end().success());
}
