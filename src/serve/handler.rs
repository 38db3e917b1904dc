//! What a client asks for, and what it gets: the reader, and nothing else. All other requests are refused at once, so
//! that no client waits for an answer.

use std::collections::HashMap;
use std::sync::Arc;

use russh::keys::{Algorithm, HashAlg, PublicKey};
use russh::server::{Auth, ChannelOpenHandle, Msg, PublicKeyOffer, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, ChannelOpenFailure, ChannelWriteHalf, Pty};

use crate::terminal::{Told, VARIABLES, sensible};

use super::connection::Connection;
use super::errand::{self, Errand};
use super::guests::{Guest, Pass};
use super::keys;
use super::visit::{self, Visitor};
use super::{GONE, Hall, House};

/// How many channels a connection may have open.
const CHANNELS: usize = 8;
/// How many refusals of one connection are told.
const TOLD: usize = 8;
/// The most that a client may say of each of its variables, in bytes.
const LONGEST_VALUE: usize = 128;
/// The longest command, in bytes.
const LONGEST_LINE: usize = 4096;
/// The largest window that is drawn for, in columns and rows.
const LARGEST: (u32, u32) = (1000, 500);

/// One client.
pub(super) struct Handler<H: House> {
    hall: Arc<Hall<H>>,
    connection: Arc<Connection>,
    /// By what they were let in, once they are logged in.
    pass: Option<Pass>,
    places: HashMap<ChannelId, Place>,
    /// How many refusals were told.
    told: usize,
}

/// A channel, and who reads there.
struct Place {
    /// The way out, until somebody reads.
    out: Option<ChannelWriteHalf<Msg>>,
    /// The columns and rows of its terminal, if it has one.
    size: Option<(u16, u16)>,
    variables: Vec<(String, String)>,
    guest: Option<Arc<Guest>>,
    /// Whether a command runs there, which takes nothing in.
    obeys: bool,
}

impl Place {
    /// Who hears what is typed there.
    fn reader(&self) -> Option<&Arc<Guest>> {
        self.guest.as_ref().filter(|_| !self.obeys)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(guest) = &self.guest {
            guest.tell(Told::Gone);
        }
    }
}

impl<H: House> Handler<H> {
    pub(super) fn new(hall: Arc<Hall<H>>, connection: Arc<Connection>) -> Handler<H> {
        Handler { hall, connection, pass: None, places: HashMap::new(), told: 0 }
    }

    /// Whose key this is; what keeps them out is noted.
    fn owner(&self, name: &str, key: &PublicKey, algorithm: &Algorithm) -> Option<Arc<str>> {
        let print = || key.fingerprint(HashAlg::Sha256);
        let signed = match algorithm {
            Algorithm::Rsa { hash: None } => Err("its signatures use SHA-1".to_owned()),
            _ => keys::judge(key),
        };
        let known = || self.hall.owner(key).ok_or_else(|| "nobody is known by it".to_owned());
        match signed.and_then(|()| known()) {
            Ok(owner) => Some(owner),
            Err(reason) => {
                self.connection.refuse(name, format!("the key {}: {reason}", print()));
                None
            }
        }
    }

    /// By what they are let in, if that still holds.
    fn pass(&self) -> Result<Pass, String> {
        let pass = self.pass.clone().ok_or("nobody is logged in")?;
        if self.hall.is_valid(&pass) { Ok(pass) } else { Err(GONE.to_owned()) }
    }

    /// Lets somebody read at a channel.
    ///
    /// # Errors
    /// What to tell the client in place of it.
    fn open(&mut self, channel: ChannelId) -> Result<(), String> {
        let pass = self.pass()?;
        let place = self.places.get_mut(&channel).ok_or("there is no such channel")?;
        let size = place.size.ok_or("reading needs a terminal: ssh -t asks for one")?;
        let seat = self.hall.limits.seat(&pass.name).map_err(|full| full.to_string())?;
        let out = place.out.take().ok_or("somebody reads there already")?;
        let visitor = Visitor {
            pass,
            from: self.connection.from,
            variables: place.variables.clone(),
            size,
            _seat: seat,
            _company: self.connection.join(),
        };
        let guest = visit::begin(&self.hall, visitor, out).map_err(|error| error.to_string())?;
        place.guest = Some(guest);
        Ok(())
    }

    /// Runs a command at a channel.
    ///
    /// # Errors
    /// What to tell the client in place of it.
    fn run(&mut self, channel: ChannelId, line: &str) -> Result<(), String> {
        let pass = self.pass()?;
        let place = self.places.get_mut(&channel).ok_or("there is no such channel")?;
        let turn = self.hall.limits.turn(&pass.name).map_err(|full| full.to_string())?;
        let out = place.out.take().ok_or("somebody is there already")?;
        let errand = Errand {
            line: line.to_owned(),
            pass,
            from: self.connection.from,
            variables: place.variables.clone(),
            is_terminal: place.size.is_some(),
            _turn: turn,
            _company: self.connection.join(),
        };
        let guest = errand::begin(&self.hall, errand, out).map_err(|error| error.to_string())?;
        (place.guest, place.obeys) = (Some(guest), true);
        Ok(())
    }

    /// Says why somebody does not get what they may ask for, and closes the channel.
    fn turn_away(
        &mut self,
        channel: ChannelId,
        what: &str,
        reason: &str,
        session: &mut Session,
    ) -> Result<(), russh::Error> {
        self.refuse(&format!("{what}: {reason}"));
        session.extended_data(channel, 1, format!("followspot: {reason}.\r\n").into_bytes())?;
        session.exit_status_request(channel, 1)?;
        session.eof(channel)?;
        session.close(channel)
    }

    /// Notes that something was asked for which nobody gets.
    fn refuse(&mut self, what: &str) {
        self.told += 1;
        if self.told <= TOLD {
            let user = self.pass.as_ref().map_or("", |pass| &*pass.name);
            self.hall.journal.tell("denied", &[("user", &user), ("from", &self.connection.from), ("what", &what)]);
        }
    }
}

impl<H: House> russh::server::Handler for Handler<H> {
    type Error = russh::Error;

    async fn auth_none(&mut self, user: &str) -> Result<Auth, Self::Error> {
        self.connection.refuse(user, "no key was offered".to_owned());
        Ok(Auth::reject())
    }

    async fn auth_password(&mut self, user: &str, _: &str) -> Result<Auth, Self::Error> {
        self.connection.refuse(user, "passwords are not taken".to_owned());
        Ok(Auth::reject())
    }

    async fn auth_publickey_offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Self::Error> {
        let owner = self.owner(user, offer.public_key, offer.algorithm);
        Ok(if owner.is_some() { Auth::Accept } else { Auth::reject() })
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Self::Error> {
        // Between the offer and the signature the key may have been taken away.
        let Some(name) = self.owner(user, key.public_key, key.algorithm) else { return Ok(Auth::reject()) };
        let print = key.public_key.fingerprint(HashAlg::Sha256);
        self.pass = Some(Pass { key: key.public_key.clone(), name: name.clone() });
        self.hall.journal.tell("login", &[("user", &name), ("from", &self.connection.from), ("key", &print)]);
        Ok(Auth::Accept)
    }

    async fn auth_succeeded(&mut self, _: &mut Session) -> Result<(), Self::Error> {
        self.connection.welcome();
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.places.len() >= CHANNELS {
            self.refuse("one channel more");
            reply.reject(ChannelOpenFailure::ResourceShortage).await;
            return Ok(());
        }
        let id = channel.id();
        // What comes in comes through this handler, so that nobody has to take it from there.
        let (_, out) = channel.split();
        self.places.insert(id, Place { out: Some(out), size: None, variables: Vec::new(), guest: None, obeys: false });
        reply.accept().await;
        Ok(())
    }

    async fn channel_close(&mut self, channel: ChannelId, _: &mut Session) -> Result<(), Self::Error> {
        self.places.remove(&channel);
        Ok(())
    }

    async fn channel_eof(&mut self, channel: ChannelId, _: &mut Session) -> Result<(), Self::Error> {
        if let Some(guest) = self.places.get(&channel).and_then(Place::reader) {
            guest.tell(Told::Gone);
        }
        Ok(())
    }

    async fn data(&mut self, channel: ChannelId, data: &[u8], _: &mut Session) -> Result<(), Self::Error> {
        if let Some(guest) = self.places.get(&channel).and_then(Place::reader) {
            guest.tell(Told::Bytes(data.to_vec()));
        }
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let Some(place) = self.places.get_mut(&channel) else { return session.channel_failure(channel) };
        place.size = Some(size(columns, rows));
        note(&mut place.variables, "TERM", term);
        session.channel_success(channel)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        match self.places.get_mut(&channel).filter(|_| VARIABLES.contains(&name)) {
            Some(place) => {
                note(&mut place.variables, name, value);
                session.channel_success(channel)
            }
            None => session.channel_failure(channel),
        }
    }

    async fn window_change_request(
        &mut self,
        channel: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        let Some(place) = self.places.get_mut(&channel) else { return Ok(()) };
        let (columns, rows) = size(columns, rows);
        place.size = Some((columns, rows));
        if let Some(guest) = &place.guest {
            guest.tell(Told::Size(columns, rows));
        }
        Ok(())
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Self::Error> {
        session.channel_success(channel)?;
        match self.open(channel) {
            Ok(()) => Ok(()),
            Err(reason) => self.turn_away(channel, "reading", &reason, session),
        }
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        line: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let line = std::str::from_utf8(line).ok().filter(|line| line.len() <= LONGEST_LINE);
        let Some(line) = line.filter(|line| self.hall.house.knows(line)) else {
            self.refuse("a command");
            return session.channel_failure(channel);
        };
        session.channel_success(channel)?;
        match self.run(channel, line) {
            Ok(()) => Ok(()),
            Err(reason) => self.turn_away(channel, "a command", &reason, session),
        }
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refuse(&format!("the subsystem {name}"));
        session.channel_failure(channel)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refuse("X11");
        session.channel_failure(channel)
    }

    async fn agent_request(&mut self, _: ChannelId, _: &mut Session) -> Result<bool, Self::Error> {
        self.refuse("an agent");
        Ok(false)
    }

    async fn tcpip_forward(&mut self, _: &str, _: &mut u32, _: &mut Session) -> Result<bool, Self::Error> {
        self.refuse("forwarding");
        Ok(false)
    }

    async fn streamlocal_forward(&mut self, _: &str, _: &mut Session) -> Result<bool, Self::Error> {
        self.refuse("forwarding");
        Ok(false)
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refuse("forwarding");
        reply.reject(ChannelOpenFailure::AdministrativelyProhibited).await;
        Ok(())
    }
}

/// The size to draw for; no window is so large that its frame would be a burden.
fn size(columns: u32, rows: u32) -> (u16, u16) {
    let side = |side: u32, largest: u32| u16::try_from(side.min(largest)).unwrap_or(u16::MAX);
    sensible(side(columns, LARGEST.0), side(rows, LARGEST.1))
}

/// Notes a variable in place of an older one; one that is too long is none.
fn note(variables: &mut Vec<(String, String)>, name: &str, value: &str) {
    variables.retain(|(known, _)| known != name);
    if value.len() <= LONGEST_VALUE {
        variables.push((name.to_owned(), value.to_owned()));
    }
}
