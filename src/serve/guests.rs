//! Who is reading: all can be told to leave, and it can be waited for.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use russh::keys::PublicKey;
use tokio::sync::watch;

use crate::session::{Happening, Queue};
use crate::terminal::Told;

use super::wire::Standing;

/// What a reader's program would be told so that it ends.
const TERMINATE: i32 = 15;
/// The most that a reader may be told without taking it, in bytes: a paste that nobody would read through.
const UNTAKEN: usize = 256 * 1024;
/// What anything told weighs beyond its bytes.
const WEIGHT: usize = 64;

/// All who read.
#[derive(Default)]
pub(super) struct Guests {
    number: AtomicU64,
    present: Mutex<BTreeMap<u64, Arc<Guest>>>,
    left: Condvar,
}

/// One who reads.
pub(super) struct Guest {
    /// By which key they came, and whose it was then.
    pass: Pass,
    queue: Queue,
    standing: watch::Sender<Standing>,
    heard: Mutex<Heard>,
}

/// By what somebody was let in: a key, and the name of its owner.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    pub(super) key: PublicKey,
    pub(super) name: Arc<str>,
}

/// What was heard of a reader.
struct Heard {
    /// When they last did something.
    last: Instant,
    /// How many bytes the reader was told since it last had taken all.
    untaken: usize,
}

/// A reader's presence. Dropping it ends it.
pub(super) struct Presence {
    guests: Arc<Guests>,
    number: u64,
}

impl Guests {
    /// Counts somebody in.
    pub(super) fn come(self: &Arc<Guests>, guest: Arc<Guest>) -> Presence {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        self.present().insert(number, guest);
        Presence { guests: self.clone(), number }
    }

    /// Asks all to leave who have done nothing for so long.
    pub(super) fn dismiss_idle(&self, idle: Duration, reason: &'static str) {
        self.dismiss(reason, |guest| guest.rested() >= idle);
    }

    /// Asks all to leave whose pass is not `valid` any more.
    pub(super) fn dismiss_invalid(&self, reason: &'static str, valid: impl Fn(&Pass) -> bool) {
        self.dismiss(reason, |guest| !valid(&guest.pass));
    }

    fn dismiss(&self, reason: &'static str, is_meant: impl Fn(&Guest) -> bool) {
        let present: Vec<_> = self.present().values().cloned().collect();
        for guest in present.iter().filter(|guest| is_meant(guest)) {
            guest.dismiss(reason);
        }
    }

    /// Asks everyone to leave, and waits until they have, for no longer than `patience`. Tells how many there were, and
    /// how many are left.
    pub(super) fn dismiss_all(&self, reason: &'static str, patience: Duration) -> (usize, usize) {
        let present: Vec<_> = self.present().values().cloned().collect();
        for guest in &present {
            guest.dismiss(reason);
        }
        let some = |present: &mut BTreeMap<u64, Arc<Guest>>| !present.is_empty();
        let left = self.left.wait_timeout_while(self.present(), patience, some);
        (present.len(), left.unwrap_or_else(PoisonError::into_inner).0.len())
    }

    fn present(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Guest>>> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    pub(super) fn new(pass: Pass, queue: Queue, standing: watch::Sender<Standing>) -> Guest {
        Guest { pass, queue, standing, heard: Mutex::new(Heard { last: Instant::now(), untaken: 0 }) }
    }

    /// Tells the reader what happened at their terminal. Who sends more than is taken has to leave.
    pub(super) fn tell(&self, told: Told) {
        let bytes = if let Told::Bytes(bytes) = &told { bytes.len() } else { 0 };
        if told == Told::Gone {
            self.standing.send_replace(Standing::Gone);
        } else if !self.has_room(bytes) {
            return self.dismiss("more was sent than can be read");
        }
        // Where the reader has ended, nobody needs to know.
        let _ = self.queue.send(Happening::Told(told));
    }

    fn has_room(&self, bytes: usize) -> bool {
        let mut heard = self.heard();
        let untaken = if self.queue.is_empty() { 0 } else { heard.untaken };
        *heard = Heard { last: Instant::now(), untaken: untaken + bytes + WEIGHT };
        heard.untaken <= UNTAKEN
    }

    /// Asks the reader to leave.
    pub(super) fn dismiss(&self, reason: &'static str) {
        self.standing.send_if_modified(|standing| {
            let is_here = *standing == Standing::Here;
            if is_here {
                *standing = Standing::Dismissed(reason);
            }
            is_here
        });
        let _ = self.queue.send(Happening::Told(Told::Signal(TERMINATE)));
    }

    fn rested(&self) -> Duration {
        self.heard().last.elapsed()
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.guests.present().remove(&self.number);
        self.guests.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::unbounded;

    use super::*;

    fn pass() -> Pass {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
        Pass { key: PublicKey::from_openssh(key).unwrap(), name: Arc::from("anna") }
    }

    #[test]
    fn who_has_no_valid_pass_is_asked_to_leave() {
        let guests = Arc::new(Guests::default());
        let (queue, _happenings) = unbounded();
        let (standing, follow) = watch::channel(Standing::Here);
        let _presence = guests.come(Arc::new(Guest::new(pass(), queue, standing)));
        guests.dismiss_invalid("gone", |pass| &*pass.name == "anna");
        assert_eq!(*follow.borrow(), Standing::Here);
        guests.dismiss_invalid("gone", |pass| &*pass.name == "bert");
        assert_eq!(*follow.borrow(), Standing::Dismissed("gone"));
    }

    #[test]
    fn who_does_nothing_is_asked_to_leave_and_waited_for() {
        let guests = Arc::new(Guests::default());
        let (queue, happenings) = unbounded();
        let (standing, follow) = watch::channel(Standing::Here);
        let presence = guests.come(Arc::new(Guest::new(pass(), queue, standing)));
        guests.dismiss_idle(Duration::from_mins(10), "rest");
        assert_eq!(*follow.borrow(), Standing::Here);
        guests.dismiss_idle(Duration::ZERO, "rest");
        assert_eq!(*follow.borrow(), Standing::Dismissed("rest"));
        assert!(matches!(happenings.try_recv(), Ok(Happening::Told(Told::Signal(TERMINATE)))));
        assert_eq!(guests.dismiss_all("end", Duration::ZERO), (1, 1));
        assert_eq!(*follow.borrow(), Standing::Dismissed("rest"), "the first reason holds");
        drop(presence);
        assert_eq!(guests.dismiss_all("end", Duration::ZERO), (0, 0));
    }

    #[test]
    fn who_sends_more_than_is_taken_is_asked_to_leave() {
        let (queue, happenings) = unbounded();
        let (standing, follow) = watch::channel(Standing::Here);
        let guest = Guest::new(pass(), queue, standing);
        for _ in 0..100 {
            guest.tell(Told::Bytes(vec![b'j'; UNTAKEN / 2]));
            assert!(matches!(happenings.try_recv(), Ok(Happening::Told(Told::Bytes(_)))));
        }
        assert_eq!(*follow.borrow(), Standing::Here, "what is taken counts no more");
        for _ in 0..3 {
            guest.tell(Told::Bytes(vec![b'j'; UNTAKEN / 2]));
        }
        assert!(matches!(*follow.borrow(), Standing::Dismissed(_)));
        let held = happenings.try_iter().filter(|happening| matches!(happening, Happening::Told(Told::Bytes(_))));
        assert_eq!(held.count(), 1);
    }
}
