//! What the session itself does for the reader: everything that concerns the terminal.

use crate::reader::{Effect, Event};
use crate::terminal::{Clipboard, Window, copy};

use super::{Ending, Session, World};

impl<W: World, V: Window> Session<W, V> {
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Copy(text) => _ = self.copy(&text),
            Effect::Browse(address) => self.browse(&address),
            Effect::Redraw => self.painter.forget(),
            Effect::Suspend => self.suspend(),
            Effect::Quit => self.end(Ending::Quit),
            effect => {
                if let Some(answer) = self.world.perform(effect) {
                    self.update(Event::Answer(answer));
                }
            }
        }
    }

    /// Copies a text; whether there is a clipboard.
    fn copy(&mut self, text: &str) -> bool {
        if self.window.copy(text) {
            return true;
        }
        self.outgoing.extend(copy(text, self.terms.clipboard));
        self.terms.clipboard != Clipboard::Nothing
    }

    /// Opens an address where the person sits, or else puts it on their clipboard.
    fn browse(&mut self, address: &str) {
        if !is_web_address(address) {
            self.notice("The article names no address on the web.".to_owned());
        } else if !self.window.browse(address) {
            let sentence = if self.copy(address) { "Copied the address" } else { "The address" };
            self.notice(format!("{sentence}: {address}"));
        }
    }

    fn notice(&mut self, sentence: String) {
        self.update(Event::Notice(sentence));
    }

    pub(super) fn suspend(&mut self) {
        match self.window.suspend() {
            Ok(true) => self.away = true,
            Ok(false) => self.notice("No shell is there to come back from: q leaves.".to_owned()),
            Err(_) => self.end(Ending::Gone),
        }
    }

    pub(super) fn resume(&mut self) {
        self.away = false;
        self.stale = true;
        self.painter.forget();
        if self.window.resume().is_err() {
            self.end(Ending::Gone);
        }
    }
}

/// Whether an address may be handed to a browser: an article is no place from which to open files or run programs.
fn is_web_address(address: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    is_web && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}
