//! A server with a library.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use russh::keys::PrivateKey;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use tempfile::TempDir;

const SENTENCES: [&str; 6] = [
    "The harbour will stay closed until the ice has gone, the ministry said on Monday.",
    "Le conseil n’a rien décidé, et la séance a été levée avant midi.",
    "Nobody in the valley remembers a winter in which the trains ran for so few days.",
    "По словам инженеров, мост откроют не раньше осени.",
    "A second reading is set for the spring, when the new chamber will have met.",
    "Der Bericht liegt seit Wochen vor, gelesen hat ihn kaum jemand.",
];
const NAMED: [&str; 3] = [
    "Vladimir Putin had sent a telegram.",
    "Alexander Lukashenko was not asked.",
    "Kassym-Jomart Tokayev is expected on Friday.",
];

/// A server.
pub(crate) struct Newsroom {
    _home: TempDir,
    child: Child,
    pub(crate) address: SocketAddr,
}

/// The key of one of those who come.
pub(crate) fn key(number: usize) -> Arc<PrivateKey> {
    let mut seed = [0; 32];
    seed.iter_mut().zip(number.to_le_bytes()).for_each(|(byte, digit)| *byte = digit);
    let pair = KeypairData::from(Ed25519Keypair::from_seed(&seed));
    Arc::new(PrivateKey::new(pair, format!("reader {number}")).unwrap())
}

impl Newsroom {
    /// Opens a library of so many articles of some 2 KB to so many people, and waits until all is read.
    pub(crate) fn open(articles: usize, people: usize) -> Newsroom {
        let home = tempfile::tempdir().unwrap();
        let library = home.path().join("library.jsonl");
        write_library(&library, articles);
        let keys: String = (0..people).map(|n| key(n).public_key().to_openssh().unwrap() + "\n").collect();
        fs::write(home.path().join("keys"), keys).unwrap();
        let many = (people + 10).to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_followspot"))
            .args(["serve", "--listen", "127.0.0.1:0", "--authorized-keys", "keys"])
            .args(["--max-connections", &many, "--max-by-address", &many, "--max-by-user", "1"])
            .arg(&library)
            .current_dir(home.path())
            .env("HOME", home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CACHE_HOME")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let listening = lines.find(|line| line.contains(" listening ")).unwrap();
        let address = listening.split("address=").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        // The log is to be read on, or the server would wait.
        thread::spawn(move || lines.for_each(drop));
        let newsroom = Newsroom { _home: home, child, address };
        newsroom.wait_until_read();
        newsroom
    }

    /// Waits until the server does nothing for a while.
    fn wait_until_read(&self) {
        loop {
            let before = self.processor();
            thread::sleep(Duration::from_secs(2));
            if self.processor().saturating_sub(before) < Duration::from_millis(50) {
                return;
            }
        }
    }

    /// The memory that the server has in use, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() * 1024
    }

    /// The time that the server has computed, at a hundredth of a second.
    pub(crate) fn processor(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>());
        let field =
            |at: usize| fields.as_ref().and_then(|fields| fields.get(at)?.parse::<u64>().ok()).unwrap_or_default();
        Duration::from_millis((field(11) + field(12)) * 10)
    }
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write_library(path: &Path, articles: usize) {
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    for n in 0..articles {
        let mut body = String::new();
        for line in 0..25 {
            let end = if line % 5 == 4 { "\\n\\n" } else { " " };
            write!(body, "{}{end}", SENTENCES[(n * 7 + line * 3) % SENTENCES.len()]).unwrap();
            if line % 8 == 7 {
                write!(body, "{} ", NAMED[(n + line) % NAMED.len()]).unwrap();
            }
        }
        let date = format!("2022-{:02}-{:02}", n / 28 % 12 + 1, n % 28 + 1);
        writeln!(file, r#"{{"title":"Dispatch {n} from the coast","date":"{date}","body":"{body}"}}"#).unwrap();
    }
    file.flush().unwrap();
}
