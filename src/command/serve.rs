//! `followspot serve`: lets others read over SSH.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::cast::Cast;
use crate::library::{Followed, Kept};
use crate::mention::Counted;
use crate::reader::{Form, Keymap, Options, State};
use crate::serve::{House, Journal, Most, Server, Settings, Style};
use crate::session::{Desk, PileWorld, Queue, Shared, Terms};
use crate::terminal::{Clipboard, Skill};

use super::arguments::{self, Log};
use super::config::{self, Config, Ground};
use super::failure::{Failure, say};
use super::{cast_file, folders, read};

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
    shared: Mutex<Shared>,
    /// Opens the pile anew.
    again: Box<dyn Fn() -> Result<Shared, Failure> + Send + Sync>,
    /// Where everyone has a folder.
    users: PathBuf,
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
        let again = opener(arguments, config.cast);
        Ok(ReadingRoom {
            shared: Mutex::new(again()?),
            again: Box::new(again),
            users,
            ground: config.ground,
            measure: config.measure,
            follow: config.follow,
            form: config.form,
            keymap: Arc::new(config.keymap),
            counted: Counted { sure: arguments.sure.sure, ..Counted::default() },
        })
    }
}

/// What opens the pile that was named, for whom it is followed now.
fn opener(
    arguments: &arguments::Serve,
    cast: Option<PathBuf>,
) -> impl Fn() -> Result<Shared, Failure> + Send + Sync + 'static {
    let pile = arguments.pile.clone();
    let cast_file = cast_file::place(arguments.cast.file.as_deref(), cast);
    move || {
        let (input, shelf) = read::pile(&pile, |sentence| say(&sentence))?;
        let followed = cast_file.read().unwrap_or_else(|error| {
            say(&format!("{error}. The built-in cast is followed."));
            Followed { cast: Cast::builtin(), ..Followed::default() }
        });
        followed.strangers().iter().for_each(|sentence| say(sentence));
        Ok(Shared::open(input, &shelf, Desk::new(cast_file.clone(), followed)))
    }
}

impl House for ReadingRoom {
    type World = PileWorld;

    fn open(&self, name: &str, variable: &dyn Fn(&str) -> Option<String>, queue: &Queue) -> (State, PileWorld, Terms) {
        let shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let for_kept = queue.clone();
        let state_file = own_folder(&self.users, name).join("state.db");
        let kept = Kept::open(Some(state_file), move |sentence| read::notice(&for_kept, sentence));
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

    /// Opens the pile anew for those who come from now on; who reads already goes on with what they have.
    fn refresh(&self) {
        match (self.again)() {
            Ok(shared) => *self.shared.lock().unwrap_or_else(PoisonError::into_inner) = shared,
            Err(failure) => failure.say(),
        }
    }
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
