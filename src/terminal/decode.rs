//! Decodes what a terminal sends, byte by byte: keys, pastes and answers, however the line has cut them.
//!
//! The sequences are those of xterm's control sequences document (`ctlseqs`), of the VT220, of the Linux console, of
//! rxvt and of kitty's keyboard protocol. What is not known is swallowed: an answer is never typed as text, and every
//! unfinished sequence ends by itself, by [`Decoder::expire`] or by its cap.

mod sequence;

use std::time::Duration;

use crate::reader::{Key, KeyCode};
use sequence::Meaning;

/// What has come from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, as it came, but cut at 64 KiB and without bytes that are no UTF-8.
    Paste(String),
    /// The terminal answered that it is ready: it has worked off all that was sent before the question.
    Ready,
    /// The terminal told what it can do, and so that it is ready as well.
    Told {
        /// Whether it has left and right margins, and moves what stands between them.
        margins: bool,
    },
}

/// How long an Esc may be the beginning of something.
const SHORT: Duration = Duration::from_millis(40);
/// How long the rest of a sequence may take that no finger could have begun.
const LONG: Duration = Duration::from_secs(1);
/// How long a paste may pause.
const PASTE: Duration = Duration::from_secs(5);

/// The longest key sequence that is looked at, in bytes.
const SEQUENCE_CAP: usize = 64;
/// The longest answer that is swallowed, in bytes.
const ANSWER_CAP: usize = 64 * 1024;
/// The longest paste that is kept, in bytes.
const PASTE_CAP: usize = 64 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// What stands between the bytes that have come and those that are to come.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    state: State,
    /// The Escs in front of what is being decoded: one begins a sequence or means Alt, a second one means Alt.
    escapes: u8,
    /// The bytes of what is being decoded.
    held: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// In a character of several bytes.
    Character,
    /// Behind an Esc.
    Escape,
    /// In a control sequence, behind `ESC [`.
    Control,
    /// Behind `ESC [ [`, where the Linux console has its first function keys.
    Console,
    /// In the three bytes behind `ESC [ M`.
    Mouse,
    /// Behind `ESC O`.
    Shifted,
    /// In an OSC, DCS, SOS, PM or APC string; this byte began it.
    Answer(u8),
    /// Behind an Esc in such a string.
    AnswerEnd,
    /// Between `ESC [ 200~` and `ESC [ 201~`.
    Paste,
}

impl Decoder {
    /// Decodes `bytes` and adds what they meant to `inputs`. However the bytes are split, the inputs are the same.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for &byte in bytes {
            self.step(byte, inputs);
        }
    }

    /// How long after the last byte [`Decoder::expire`] is due; `None` where nothing is waited for.
    pub fn timeout(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Character => None,
            State::Escape => Some(SHORT),
            State::Control | State::Shifted | State::Answer(_) if self.held.is_empty() => Some(SHORT),
            State::Paste => Some(PASTE),
            _ => Some(LONG),
        }
    }

    /// Ends what has not gone on for so long: an Esc alone is the key, a paste is what has come of it, and the rest of
    /// a sequence means nothing.
    pub fn expire(&mut self, inputs: &mut Vec<Input>) {
        match self.state {
            State::Ground | State::Character => return,
            State::Escape => self.leave_escapes(0, inputs),
            State::Paste => self.finish_paste(inputs),
            State::Control if self.held.is_empty() => self.finish_alt(b'[', inputs),
            State::Shifted if self.held.is_empty() => self.finish_alt(b'O', inputs),
            State::Answer(introducer) if self.held.is_empty() => self.finish_alt(introducer, inputs),
            _ => {}
        }
        self.begin();
    }

    fn step(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, inputs),
            State::Character => self.character(byte, inputs),
            State::Escape => self.escape(byte, inputs),
            State::Control => self.control(byte, inputs),
            State::Console => self.finish(sequence::console(byte), inputs),
            State::Mouse => self.mouse(byte),
            State::Shifted => self.shifted(byte, inputs),
            State::Answer(_) => self.answer(byte, inputs),
            State::AnswerEnd => self.answer_end(byte, inputs),
            State::Paste => self.paste(byte, inputs),
        }
    }

    fn begin(&mut self) {
        self.state = State::Ground;
        self.escapes = 0;
        self.held.clear();
    }

    fn ground(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => (self.state, self.escapes) = (State::Escape, 1),
            0x80.. => self.character(byte, inputs),
            _ => self.finish(Meaning::Key(sequence::single(byte)), inputs),
        }
    }

    fn character(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        let goes_on = matches!(byte, 0x80..=0xbf);
        if !self.held.is_empty() && !goes_on {
            self.begin();
            return self.ground(byte, inputs);
        }
        self.state = State::Character;
        self.held.push(byte);
        match std::str::from_utf8(&self.held) {
            Ok(text) => {
                let key = text.chars().next().filter(|c| !c.is_control()).map(Key::char);
                self.finish(key.map_or(Meaning::Nothing, Meaning::Key), inputs);
            }
            Err(error) if error.error_len().is_some() => self.begin(),
            Err(_) => {}
        }
    }

    fn escape(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.state = match byte {
            b'[' => State::Control,
            b'O' => State::Shifted,
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.leave_escapes(1, inputs);
                self.escapes = 1;
                State::Answer(byte)
            }
            ESC if self.escapes == 1 => {
                self.escapes = 2;
                State::Escape
            }
            ESC => {
                inputs.push(Input::Key(Key::plain(KeyCode::Esc)));
                State::Escape
            }
            _ => {
                self.leave_escapes(1, inputs);
                return self.alt(byte, inputs);
            }
        };
    }

    /// Decodes `byte` as a key that Alt was held with.
    fn alt(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.escapes = 2;
        self.ground(byte, inputs);
    }

    fn finish_alt(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.leave_escapes(1, inputs);
        self.alt(byte, inputs);
    }

    /// Reports the Escs that turned out to be keys: all but the last `kept`.
    fn leave_escapes(&self, kept: u8, inputs: &mut Vec<Input>) {
        let keys = usize::from(self.escapes.saturating_sub(kept));
        inputs.extend(std::iter::repeat_n(Input::Key(Key::plain(KeyCode::Esc)), keys));
    }

    fn control(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'[' if self.held.is_empty() => self.state = State::Console,
            b'M' if self.held.is_empty() => self.state = State::Mouse,
            b'$' if sequence::is_rxvt(&self.held) => self.finish_control(byte, inputs),
            0x20..=0x3f => self.hold(byte),
            0x40..=0x7e => self.finish_control(byte, inputs),
            _ => self.give_up(byte, inputs),
        }
    }

    fn finish_control(&mut self, last: u8, inputs: &mut Vec<Input>) {
        let whole = self.held.len() < SEQUENCE_CAP;
        let meaning = if whole { sequence::control(&self.held, last) } else { Meaning::Nothing };
        self.finish(meaning, inputs);
    }

    fn mouse(&mut self, byte: u8) {
        self.held.push(byte);
        if self.held.len() == 3 {
            self.begin();
        }
    }

    fn shifted(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' => self.hold(byte),
            0x20..=0x7e => self.finish(sequence::shifted(&self.held, byte), inputs),
            _ => self.give_up(byte, inputs),
        }
    }

    fn hold(&mut self, byte: u8) {
        if self.held.len() < SEQUENCE_CAP {
            self.held.push(byte);
        }
    }

    /// Drops the sequence: `byte` cannot belong to it and is decoded anew.
    fn give_up(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.begin();
        self.ground(byte, inputs);
    }

    fn answer(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            BEL => self.begin(),
            ESC => self.state = State::AnswerEnd,
            // No answer holds a control; a person who types one wants out.
            0x00..=0x1f => self.give_up(byte, inputs),
            _ if self.held.len() == ANSWER_CAP => self.begin(),
            _ => self.held.push(byte),
        }
    }

    fn answer_end(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.begin();
        if byte != b'\\' {
            self.escapes = 1;
            self.state = State::Escape;
            self.escape(byte, inputs);
        }
    }

    fn paste(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.held.push(byte);
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(self.held.len() - PASTE_END.len());
            self.finish_paste(inputs);
        } else if self.held.len() > PASTE_CAP + PASTE_END.len() {
            // Beyond the cap only as much is kept as the end needs to be seen.
            self.held.remove(PASTE_CAP);
        }
    }

    fn finish_paste(&mut self, inputs: &mut Vec<Input>) {
        let mut bytes = std::mem::take(&mut self.held);
        bytes.truncate(PASTE_CAP);
        let text: String = bytes.utf8_chunks().map(|chunk| chunk.valid()).collect();
        if !text.is_empty() {
            inputs.push(Input::Paste(text));
        }
        self.begin();
    }

    fn finish(&mut self, meaning: Meaning, inputs: &mut Vec<Input>) {
        let alt = self.escapes > 1;
        if !matches!(meaning, Meaning::Key(_)) {
            // An answer has come right behind the key Esc.
            self.leave_escapes(1, inputs);
        }
        self.begin();
        match meaning {
            Meaning::Key(key) => inputs.push(Input::Key(Key { alt: key.alt || alt, ..key })),
            Meaning::Ready => inputs.push(Input::Ready),
            Meaning::Told { margins } => inputs.push(Input::Told { margins }),
            Meaning::Paste => self.state = State::Paste,
            Meaning::Nothing => {}
        }
    }
}

#[cfg(test)]
mod tests;
