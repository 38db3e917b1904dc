//! A server in a process and a folder of its own.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use russh::keys::PrivateKey;
use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use tempfile::TempDir;

/// How long a condition is waited for.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// A server, and the keys of those who may come.
pub(crate) struct Desk {
    home: TempDir,
    child: Mutex<Child>,
    log: Arc<(Mutex<Vec<String>>, Condvar)>,
    keys: Mutex<HashMap<String, Arc<PrivateKey>>>,
    /// The seed of the next key.
    seed: AtomicU8,
    pub(crate) address: SocketAddr,
}

impl Desk {
    /// A server of the sample pile to which these people may come.
    pub(crate) fn open(names: &[&str]) -> Desk {
        Desk::open_with(names, &[])
    }

    /// The same, with further arguments.
    pub(crate) fn open_with(names: &[&str], arguments: &[&str]) -> Desk {
        Desk::open_in(TempDir::new().unwrap(), names, arguments)
    }

    /// The same in a folder in which something may be already, as articles to read.
    pub(crate) fn open_in(home: TempDir, names: &[&str], arguments: &[&str]) -> Desk {
        fs::create_dir_all(home.path().join(".config/followspot")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_followspot"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(home.path())
            .env_clear()
            .env("HOME", home.path())
            // What the server's own terminal is like is nothing to its clients.
            .envs([("TERM", "dumb"), ("NO_COLOR", "1"), ("LANG", "C")])
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let (lines, written) = (BufReader::new(child.stderr.take().unwrap()).lines(), log.clone());
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                written.0.lock().unwrap().push(line);
                written.1.notify_all();
            }
        });
        let mut desk = Desk {
            home,
            child: Mutex::new(child),
            log,
            keys: Mutex::default(),
            seed: AtomicU8::new(1),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
        };
        let listening = desk.wait_for_log("listening");
        let address = listening.split("address").nth(1).unwrap();
        let address = address.trim_start_matches(['=', '"', ':']).split([' ', '"']).next().unwrap();
        desk.address = address.parse().unwrap();
        let keys: Vec<String> = names.iter().map(|name| desk.new_key(name)).collect();
        desk.authorize(&keys.iter().map(String::as_str).collect::<Vec<_>>());
        desk
    }

    /// Makes a key and gives the line that authorizes it.
    pub(crate) fn new_key(&self, name: &str) -> String {
        let seed = self.seed.fetch_add(1, Ordering::Relaxed);
        let pair = KeypairData::from(Ed25519Keypair::from_seed(&[seed; 32]));
        let key = PrivateKey::new(pair, name).unwrap();
        let line = key.public_key().to_openssh().unwrap();
        self.keys.lock().unwrap().insert(name.to_owned(), Arc::new(key));
        line
    }

    /// The key of somebody.
    pub(crate) fn key(&self, name: &str) -> Arc<PrivateKey> {
        self.keys.lock().unwrap()[name].clone()
    }

    /// Writes somebody's key into a file that OpenSSH's client takes.
    pub(crate) fn key_file(&self, name: &str) -> PathBuf {
        let path = self.home.path().join(format!("key-{name}"));
        fs::write(&path, self.key(name).to_openssh(LineEnding::LF).unwrap().as_bytes()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// Lets these keys in and no others.
    pub(crate) fn authorize(&self, lines: &[&str]) {
        let path = self.home.path().join(".config/followspot/authorized_keys");
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// A file or folder in the data folder.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.home.path().join(".local/share/followspot").join(name)
    }

    /// The folder that all of it is in.
    pub(crate) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// What the log says so far.
    pub(crate) fn log(&self) -> Vec<String> {
        self.log.0.lock().unwrap().clone()
    }

    /// Waits until a line of the log has `part` in it.
    #[track_caller]
    pub(crate) fn wait_for_log(&self, part: &str) -> String {
        let start = Instant::now();
        let mut lines = self.log.0.lock().unwrap();
        loop {
            if let Some(line) = lines.iter().find(|line| line.contains(part)) {
                return line.clone();
            }
            let left = DEADLINE.saturating_sub(start.elapsed());
            assert!(!left.is_zero(), "the log never says {part}:\n{}", lines.join("\n"));
            lines = self.log.1.wait_timeout(lines, left).unwrap().0;
        }
    }

    /// Sends the server a signal.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.lock().unwrap().id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits until the server has ended.
    pub(crate) fn wait_end(&self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.lock().unwrap().try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < DEADLINE, "the server never ends");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The memory that the server has in use, in bytes; `None` where the system does not tell.
    pub(crate) fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.lock().unwrap().id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap();
        let _ = child.kill();
        let _ = child.wait();
    }
}
