//! `followspot serve`: lets others read over SSH.

mod obedience;
mod words;

use std::collections::HashMap;
use std::ffi::OsString;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use clap::Parser;

use crate::cast::Cast;
use crate::library::kept::Board;
use crate::library::{CastFile, CastFileError, Followed, Held, Input, Kept, Shelf, Source};
use crate::mention::Counted;
use crate::reader::{Form, Keymap, Options, State};
use crate::serve::{Console, House, Journal, Most, Server, Settings, Style};
use crate::session::{Desk, PileWorld, Queue, Shared, Terms};
use crate::terminal::{Clipboard, Skill};

use super::arguments::{self, Arguments, Log};
use super::config::{self, Config, Ground, Set};
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

/// The arguments that were typed, and before them the options that are set and were not typed. What is wrong with the
/// config file is said by whoever serves.
pub(super) fn arguments(mut typed: Vec<OsString>) -> Result<Arguments, clap::Error> {
    let is_typed = |set: &Set| {
        let with_value = format!("{}=", set.option);
        typed.iter().filter_map(|word| word.to_str()).any(|word| word == set.option || word.starts_with(&with_value))
    };
    let set = config::load().map(|config| config.serve).unwrap_or_default();
    let set: Vec<OsString> = set.into_iter().filter(|set| !is_typed(set)).map(|set| set.typed.into()).collect();
    // Behind the program's name and that of the command.
    typed.splice(2..2, set);
    Arguments::try_parse_from(typed)
}

fn addresses(written: &[String]) -> Result<Vec<SocketAddr>, Failure> {
    let found = written.iter().map(|one| {
        let all = one.to_socket_addrs().ok().map(Iterator::collect::<Vec<_>>);
        all.filter(|all| !all.is_empty()).ok_or_else(|| Failure::NoAddress(one.clone()))
    });
    Ok(found.collect::<Result<Vec<_>, _>>()?.concat())
}

/// What readers are told whose pile is not the newest any more.
const OLD: &str = "The articles were read again: leave and come back to see what is new.";

/// One pile for all who come, with what everyone keeps for themselves.
struct ReadingRoom {
    /// What is served, and its index.
    input: Input,
    shelf: Shelf,
    common: Mutex<Common>,
    /// The piles of those who read now, by their names.
    own: Mutex<HashMap<String, Weak<Shared>>>,
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
    /// What everyone lets the others see.
    board: Arc<Board>,
}

/// What all who come have in common.
#[derive(Clone)]
struct Common {
    shared: Arc<Shared>,
    /// The cast file and the corrections, above which everyone may have their own.
    held: Arc<Held>,
}

impl Common {
    /// Opens the pile for those who are followed now.
    fn open(input: Input, shelf: &Shelf, cast_file: &CastFile) -> Common {
        let (held, followed) = read_cast(cast_file).unwrap_or_else(|error| {
            say(&format!("{error}. The built-in cast is followed."));
            let held = Held { cast: Cast::builtin_text().to_owned(), corrections: String::new(), exists: false };
            (held, Followed { cast: Cast::builtin(), ..Followed::default() })
        });
        let shared = Shared::open(input, shelf, Desk::new(cast_file.clone(), followed));
        Common { shared: Arc::new(shared), held: Arc::new(held) }
    }
}

/// What the cast file and the corrections hold, and who is followed by them.
fn read_cast(cast_file: &CastFile) -> Result<(Held, Followed), CastFileError> {
    let (held, followed) = (cast_file.held()?, cast_file.read()?);
    followed.strangers().iter().for_each(|sentence| say(sentence));
    Ok((held, followed))
}

impl ReadingRoom {
    fn open(arguments: &arguments::Serve) -> Result<ReadingRoom, Failure> {
        let users = folders::data("users").ok_or(Failure::NoHome)?;
        let config = config::load().unwrap_or_else(|sentence| {
            say(&sentence);
            Config::default()
        });
        let board = Board::default();
        for (name, folder) in folders::users() {
            board.gather(&name, &folder.join("state.db"));
        }
        let (input, shelf) = read::pile(&arguments.pile, |sentence| say(&sentence))?;
        let cast_file = cast_file::place(arguments.cast.file.as_deref(), config.cast);
        Ok(ReadingRoom {
            common: Mutex::new(Common::open(input.clone(), &shelf, &cast_file)),
            own: Mutex::default(),
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
            board: Arc::new(board),
        })
    }

    fn common(&self) -> Common {
        locked(&self.common).clone()
    }

    /// The file in which somebody keeps whom they follow otherwise than all.
    fn own_file(&self, name: &str) -> CastFile {
        CastFile::above(self.common().held, folders::user(&self.users, name).join("cast.toml"))
    }

    /// The pile as somebody has it, in all their windows; `notice` is told where their file is refused.
    fn own(&self, name: &str, notice: impl Fn(String)) -> Arc<Shared> {
        let mut own = locked(&self.own);
        if let Some(shared) = own.get(name).and_then(Weak::upgrade) {
            return shared;
        }
        let (file, common) = (self.own_file(name), self.common().shared);
        let followed = file.read().unwrap_or_else(|error| {
            notice(format!("{error}. The cast of all is followed."));
            Followed::clone(&common.followed())
        });
        let shared = Arc::new(common.own(file, followed));
        own.retain(|_, shared| shared.strong_count() > 0);
        own.insert(name.to_owned(), Arc::downgrade(&shared));
        shared
    }
}

impl House for ReadingRoom {
    type World = PileWorld;

    fn open(&self, name: &str, variable: &dyn Fn(&str) -> Option<String>, queue: &Queue) -> (State, PileWorld, Terms) {
        let shared = self.own(name, |sentence| read::notice(queue, sentence));
        let for_kept = queue.clone();
        let kept = Kept::open(Some(state_file(&self.users, name)), move |sentence| read::notice(&for_kept, sentence));
        let kept = kept.among(self.board.clone(), name);
        let cast = shared.cast();
        let world = PileWorld::of(shared, kept, queue);
        let skill = Skill::told_by(variable);
        read::tell_letters(queue, skill);
        let theme = read::theme(self.ground, skill, variable);
        let options =
            Options { measure: self.measure, follow: self.follow, theme, form: self.form, ..Options::default() };
        let state = State::new(cast, self.keymap.clone(), options, world.first()).counting(self.counted);
        let clipboard = Clipboard::told_by(variable);
        (state.copying(read::copying(clipboard)), world, Terms { skill, clipboard })
    }

    fn knows(&self, line: &str) -> bool {
        self.commands && obedience::knows(line)
    }

    fn obey(&self, name: &str, line: &str, console: &Console) -> u8 {
        let served = Served {
            console,
            followed: self.own_file(name).read().map_or_else(|_| self.common().shared.followed(), Arc::new),
            input: &self.input,
            shelf: &self.shelf,
            state: state_file(&self.users, name),
            name,
            board: &self.board,
        };
        obedience::obey(line, &served)
    }

    /// Reads the cast and the articles again for all who are there. Where no index keeps the articles, the pile is opened
    /// anew for those who come from now on.
    fn refresh(&self) {
        match read_cast(&self.cast_file) {
            Ok((held, followed)) => self.follow(held, followed),
            Err(error) => say(&format!("{error}. The cast stays as it was.")),
        }
        let is_changing = matches!(self.shelf, Shelf::Memory) && !matches!(&*self.input.sources, [Source::Sample]);
        if !self.common().shared.read_again(self.input.clone()) && is_changing {
            let new = Common::open(self.input.clone(), &self.shelf, &self.cast_file);
            std::mem::replace(&mut *locked(&self.common), new).shared.notice(OLD);
            locked(&self.own).drain().filter_map(|(_, own)| own.upgrade()).for_each(|own| own.notice(OLD));
        }
    }
}

impl ReadingRoom {
    /// Follows others from now on, and so does everyone as far as they do not follow for themselves.
    fn follow(&self, held: Held, followed: Followed) {
        let held = Arc::new(held);
        locked(&self.common).held = held.clone();
        let common = self.common().shared;
        common.follow(self.cast_file.clone(), followed);
        let there: Vec<(String, Arc<Shared>)> =
            locked(&self.own).iter().filter_map(|(name, own)| Some((name.clone(), own.upgrade()?))).collect();
        for (name, own) in there {
            let file = self.own_file(&name);
            let followed = file.read().unwrap_or_else(|_| Followed::clone(&common.followed()));
            own.follow_above(&common, file, followed);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file with what a person did.
fn state_file(users: &Path, name: &str) -> PathBuf {
    folders::user(users, name).join("state.db")
}
