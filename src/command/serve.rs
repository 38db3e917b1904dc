//! `followspot serve`: lets others read over SSH.

mod obedience;
mod words;

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::cast::Cast;
use crate::library::{CastFile, Followed, Input, Kept, Shelf};
use crate::mention::Counted;
use crate::reader::{Form, Keymap, Options, State};
use crate::serve::{Console, House, Journal, Most, Server, Settings, Style};
use crate::session::{Desk, PileWorld, Queue, Shared, Terms};
use crate::terminal::{Clipboard, Skill};

use super::arguments::{self, Log};
use super::config::{self, Config, Ground};
use super::failure::{Failure, say};
use super::{cast_file, folders, read};
use obedience::Served;

/// Serves until it is told to end.
pub(super) fn run(arguments: &arguments::Serve) -> Result<ExitCode, Failure> {
    let place = |named: &Option<PathBuf>, usual: Option<PathBuf>| named.clone().or(usual).ok_or(Failure::NoHome);
    let settings = Settings {
        listen: addresses(&arguments.listen)?,
        host_key: place(&arguments.host_key, folders::data("host_key"))?,
        authorized_keys: place(&arguments.authorized_keys, folders::config("authorized_keys"))?,
        most: Most {
            connections: arguments.max_connections,
            by_address: arguments.max_by_address,
            by_user: arguments.max_by_user,
        },
        idle: Duration::from_secs(arguments.idle * 60),
    };
    let style = match arguments.log {
        Log::Plain => Style::Plain,
        Log::Json => Style::Json,
    };
    let house = ReadingRoom::open(arguments)?;
    Server::open(settings, house, Journal::new(style))?.run()?;
    Ok(ExitCode::SUCCESS)
}

fn addresses(written: &[String]) -> Result<Vec<SocketAddr>, Failure> {
    let found = written.iter().map(|one| {
        let all = one.to_socket_addrs().ok().map(Iterator::collect::<Vec<_>>);
        all.filter(|all| !all.is_empty()).ok_or_else(|| Failure::NoAddress(one.clone()))
    });
    Ok(found.collect::<Result<Vec<_>, _>>()?.concat())
}

/// One pile for all who come, with what everyone keeps for themselves.
struct ReadingRoom {
    /// What is served, and its index.
    input: Input,
    shelf: Shelf,
    shared: Mutex<Shared>,
    cast_file: CastFile,
    /// Where everyone has a folder.
    users: PathBuf,
    commands: bool,
    ground: Ground,
    measure: u16,
    follow: bool,
    form: Form,
    keymap: Arc<Keymap>,
    counted: Counted,
}

impl ReadingRoom {
    fn open(arguments: &arguments::Serve) -> Result<ReadingRoom, Failure> {
        let users = folders::data("users").ok_or(Failure::NoHome)?;
        let config = config::load().unwrap_or_else(|sentence| {
            say(&sentence);
            Config::default()
        });
        let (input, shelf) = read::pile(&arguments.pile, |sentence| say(&sentence))?;
        let cast_file = cast_file::place(arguments.cast.file.as_deref(), config.cast);
        Ok(ReadingRoom {
            shared: Mutex::new(Shared::open(input.clone(), &shelf, desk(&cast_file))),
            input,
            shelf,
            cast_file,
            users,
            commands: arguments.allow_commands,
            ground: config.ground,
            measure: config.measure,
            follow: config.follow,
            form: config.form,
            keymap: Arc::new(config.keymap),
            counted: Counted { sure: arguments.sure.sure, ..Counted::default() },
        })
    }

    fn shared(&self) -> Shared {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// For whom a pile is followed now.
fn desk(cast_file: &CastFile) -> Desk {
    let followed = cast_file.read().unwrap_or_else(|error| {
        say(&format!("{error}. The built-in cast is followed."));
        Followed { cast: Cast::builtin(), ..Followed::default() }
    });
    followed.strangers().iter().for_each(|sentence| say(sentence));
    Desk::new(cast_file.clone(), followed)
}

impl House for ReadingRoom {
    type World = PileWorld;

    fn open(&self, name: &str, variable: &dyn Fn(&str) -> Option<String>, queue: &Queue) -> (State, PileWorld, Terms) {
        let shared = self.shared();
        let for_kept = queue.clone();
        let kept = Kept::open(Some(state_file(&self.users, name)), move |sentence| read::notice(&for_kept, sentence));
        let world = PileWorld::of(&shared, kept, queue);
        let skill = Skill::told_by(variable);
        read::tell_letters(queue, skill);
        let theme = read::theme(self.ground, skill, variable);
        let options =
            Options { measure: self.measure, follow: self.follow, theme, form: self.form, ..Options::default() };
        let state = State::new(shared.cast(), self.keymap.clone(), options, world.first()).counting(self.counted);
        let clipboard = Clipboard::told_by(variable);
        (state.copying(read::copying(clipboard)), world, Terms { skill, clipboard })
    }

    fn knows(&self, line: &str) -> bool {
        self.commands && obedience::knows(line)
    }

    fn obey(&self, name: &str, line: &str, console: &Console) -> u8 {
        let served = Served {
            console,
            followed: self.shared().followed(),
            input: &self.input,
            shelf: &self.shelf,
            state: state_file(&self.users, name),
        };
        obedience::obey(line, &served)
    }

    /// Opens the pile anew for those who come from now on; who reads already goes on with what they have.
    fn refresh(&self) {
        let shared = Shared::open(self.input.clone(), &self.shelf, desk(&self.cast_file));
        *self.shared.lock().unwrap_or_else(PoisonError::into_inner) = shared;
    }
}

/// The file with what a person did.
fn state_file(users: &Path, name: &str) -> PathBuf {
    own_folder(users, name).join("state.db")
}

/// The folder of a person: named as they are, with everything but plain letters and digits written as bytes, so that no
/// name leads anywhere else and no two share one.
fn own_folder(users: &Path, name: &str) -> PathBuf {
    let mut folder = String::new();
    for byte in name.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-_@".contains(&byte) || byte == b'.' && !folder.is_empty();
        if is_plain { folder.push(char::from(byte)) } else { folder.extend(['%', hex(byte >> 4), hex(byte & 15)]) }
    }
    users.join(folder)
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder_of_all() {
        for (name, folder) in [
            ("anna@desk", "anna@desk"),
            ("..", "%2e."),
            ("a/../b", "a%2f..%2fb"),
            ("Zoé B.", "Zo%c3%a9%20B."),
            ("a%2fb", "a%252fb"),
        ] {
            assert_eq!(own_folder(Path::new("/u"), name), Path::new("/u").join(folder));
        }
    }
}
