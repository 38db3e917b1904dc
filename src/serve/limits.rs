//! How many may come: connections in all and from one address, log-in tries from one address, readers of one name.
//!
//! A try counts against its address as soon as it begins, and no more once it has led to a log-in; what is left is
//! forgotten slowly. So an address that only knocks is soon turned away before anything is computed for it, and those
//! who are let in never notice.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many tries an address may have open or failed.
const TRIES: u32 = 32;
/// How long it takes until one of them is forgotten.
const FORGIVEN: Duration = Duration::from_secs(5);
/// How often it is told that an address is turned away.
const TOLD: Duration = Duration::from_secs(10);
/// How many commands run at once, and how many of them for one user.
const COMMANDS: usize = 4;
const COMMANDS_OF_ONE: usize = 2;
/// How many addresses are remembered of which none is connected.
const REMEMBERED: usize = 10_000;

/// How many may be there at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    /// Connections in all.
    pub connections: usize,
    /// Connections from one address.
    pub by_address: usize,
    /// Readers of one name.
    pub by_user: usize,
}

/// Counts who is there.
pub(super) struct Limits {
    most: Most,
    counts: Mutex<Counts>,
    left: Condvar,
}

#[derive(Default)]
struct Counts {
    connections: usize,
    addresses: HashMap<IpAddr, Address>,
    users: HashMap<Arc<str>, usize>,
    /// For whom a command runs.
    commands: Vec<Arc<str>>,
}

/// What is known of an address.
struct Address {
    open: usize,
    /// Tries that are neither forgotten nor have led to a log-in.
    tries: u32,
    /// When the last one was forgotten.
    since: Instant,
    /// When it was last told that it is turned away, and how often that was since then.
    turned_away: Option<(Instant, u64)>,
}

/// Why nobody more is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Full {
    /// Nobody at all.
    #[error("there are too many connections")]
    Connections,
    /// Nobody from this address.
    #[error("there are too many connections from this address")]
    Address,
    /// Nobody from this address, which has tried too often.
    #[error("there were too many log-in tries from this address")]
    Tries,
    /// Not this user once more.
    #[error("this user has too many readers open")]
    User,
    /// No command more for now.
    #[error("other commands are running; try again when they are done")]
    Commands,
}

/// A connection's place. Dropping it makes it free.
pub(super) struct Entry {
    limits: Arc<Limits>,
    address: IpAddr,
}

/// A reader's place. Dropping it makes it free.
pub(super) struct Seat {
    limits: Arc<Limits>,
    user: Arc<str>,
}

/// A command's turn. Dropping it gives it to another.
pub(super) struct Turn {
    limits: Arc<Limits>,
    user: Arc<str>,
}

impl Limits {
    pub(super) fn new(most: Most) -> Arc<Limits> {
        Arc::new(Limits { most, counts: Mutex::default(), left: Condvar::new() })
    }

    /// A place for a connection from `address`.
    ///
    /// # Errors
    /// Why there is none; and, where that is to be told, how often it was not told before.
    pub(super) fn enter(self: &Arc<Limits>, address: IpAddr, now: Instant) -> Result<Entry, (Full, Option<u64>)> {
        let address = network(address);
        let counts = &mut *self.counts();
        counts.forget(now);
        let known = counts.addresses.entry(address).or_insert_with(|| Address::new(now));
        known.forgive(now);
        let full = if counts.connections >= self.most.connections {
            Some(Full::Connections)
        } else if known.open >= self.most.by_address {
            Some(Full::Address)
        } else if known.tries >= TRIES {
            Some(Full::Tries)
        } else {
            None
        };
        if let Some(full) = full {
            return Err((full, known.turn_away(now)));
        }
        known.open += 1;
        known.tries += 1;
        counts.connections += 1;
        Ok(Entry { limits: self.clone(), address })
    }

    /// A place for a reader of this name.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn seat(self: &Arc<Limits>, user: &Arc<str>) -> Result<Seat, Full> {
        let mut counts = self.counts();
        let open = counts.users.entry(user.clone()).or_default();
        if *open >= self.most.by_user {
            return Err(Full::User);
        }
        *open += 1;
        Ok(Seat { limits: self.clone(), user: user.clone() })
    }

    /// The turn of a command that somebody of this name runs.
    ///
    /// # Errors
    /// When it has to wait for others.
    pub(super) fn turn(self: &Arc<Limits>, user: &Arc<str>) -> Result<Turn, Full> {
        let mut counts = self.counts();
        let own = counts.commands.iter().filter(|other| *other == user).count();
        if counts.commands.len() >= COMMANDS || own >= COMMANDS_OF_ONE {
            return Err(Full::Commands);
        }
        counts.commands.push(user.clone());
        Ok(Turn { limits: self.clone(), user: user.clone() })
    }

    /// Waits until no connection is there any more, for no longer than `patience`.
    pub(super) fn wait_empty(&self, patience: Duration) {
        let some = |counts: &mut Counts| counts.connections > 0;
        drop(self.left.wait_timeout_while(self.counts(), patience, some));
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    /// Forgets addresses of which there is nothing to be known any more, where they are many.
    fn forget(&mut self, now: Instant) {
        if self.addresses.len() >= REMEMBERED {
            self.addresses.retain(|_, known| {
                known.forgive(now);
                known.open > 0 || known.tries > 0
            });
        }
        if self.addresses.len() >= 2 * REMEMBERED {
            self.addresses.retain(|_, known| known.open > 0);
        }
    }
}

impl Address {
    fn new(now: Instant) -> Address {
        Address { open: 0, tries: 0, since: now, turned_away: None }
    }

    fn forgive(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.since).as_secs() / FORGIVEN.as_secs();
        let forgiven = u32::try_from(passed).unwrap_or(u32::MAX).min(self.tries);
        self.tries -= forgiven;
        self.since = if self.tries == 0 { now } else { self.since + FORGIVEN * forgiven };
    }

    /// How often that was not told, where it is time to tell it again.
    fn turn_away(&mut self, now: Instant) -> Option<u64> {
        match &mut self.turned_away {
            Some((told, untold)) if now.saturating_duration_since(*told) < TOLD => {
                *untold += 1;
                None
            }
            last => last.replace((now, 0)).map(|(_, untold)| untold).or(Some(0)),
        }
    }
}

impl Entry {
    /// Takes note that the try has led to a log-in.
    pub(super) fn welcome(&self) {
        if let Some(known) = self.limits.counts().addresses.get_mut(&self.address) {
            known.tries = known.tries.saturating_sub(1);
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut counts = self.limits.counts();
        counts.connections = counts.connections.saturating_sub(1);
        if let Some(known) = counts.addresses.get_mut(&self.address) {
            known.open = known.open.saturating_sub(1);
        }
        self.limits.left.notify_all();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.limits.counts();
        let left = counts.users.get_mut(&self.user).map_or(0, |open| {
            *open = open.saturating_sub(1);
            *open
        });
        if left == 0 {
            counts.users.remove(&self.user);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut counts = self.limits.counts();
        if let Some(at) = counts.commands.iter().position(|user| *user == self.user) {
            counts.commands.swap_remove(at);
        }
    }
}

/// Of an IPv6 address the network, of which one person has all addresses; IPv4 in IPv6 as it is.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Most = Most { connections: 50, by_address: 40, by_user: 2 };

    fn full(result: Result<Entry, (Full, Option<u64>)>) -> Option<Full> {
        result.err().map(|(full, _)| full)
    }

    #[test]
    fn connections_are_counted_in_all_and_by_address() {
        let (limits, now) = (Limits::new(MOST), Instant::now());
        let welcome = |address: &str| {
            let entry = limits.enter(address.parse().unwrap(), now)?;
            entry.welcome();
            Ok(entry)
        };
        let mut entries: Vec<Entry> = (0..40).map(|_| welcome("10.0.0.1").ok().unwrap()).collect();
        assert_eq!(full(welcome("::ffff:10.0.0.1")), Some(Full::Address));
        entries.extend((0..10).map(|_| welcome("2001:db8::1").ok().unwrap()));
        assert_eq!(full(welcome("10.0.0.2")), Some(Full::Connections));
        drop(entries);
        assert_eq!(full(welcome("10.0.0.1")), None);
    }

    #[test]
    fn who_only_knocks_is_turned_away_and_forgiven_in_time() {
        let (limits, now) = (Limits::new(MOST), Instant::now());
        let from = |address: &str, now| limits.enter(address.parse().unwrap(), now);
        for _ in 0..TRIES {
            assert_eq!(full(from("2001:db8::1", now)), None);
        }
        assert_eq!(from("2001:db8::2", now).err(), Some((Full::Tries, Some(0))));
        assert_eq!(from("2001:db8::3", now).err(), Some((Full::Tries, None)));
        assert_eq!(full(from("2001:db8:0:1::1", now)), None);
        let later = now + FORGIVEN * 2;
        assert_eq!([(); 2].map(|()| full(from("2001:db8::1", later))), [None; 2]);
        assert_eq!(from("2001:db8::1", later).err(), Some((Full::Tries, Some(1))));
    }

    #[test]
    fn a_user_has_so_many_readers() {
        let limits = Limits::new(MOST);
        let user: Arc<str> = Arc::from("anna");
        let [first, _second] = [(); 2].map(|()| limits.seat(&user).ok().unwrap());
        assert_eq!(limits.seat(&user).err(), Some(Full::User));
        assert!(limits.seat(&Arc::from("bert")).is_ok());
        drop(first);
        assert!(limits.seat(&user).is_ok());
    }

    #[test]
    fn so_many_commands_run_and_fewer_for_one() {
        let limits = Limits::new(MOST);
        let turn = |user: &str| limits.turn(&Arc::from(user));
        let [first, _second] = [(); 2].map(|()| turn("anna").ok().unwrap());
        assert_eq!(turn("anna").err(), Some(Full::Commands));
        let [_third, _fourth] = ["bert", "carl"].map(|user| turn(user).ok().unwrap());
        assert_eq!(turn("dora").err(), Some(Full::Commands));
        drop(first);
        assert!(turn("anna").is_ok());
    }
}
