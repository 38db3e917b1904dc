//! How long it takes from a key to the bytes of its frame, on the sample pile in a window of 120x36.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use crossbeam_channel::{Receiver, unbounded};
use followspot::cast::Cast;
use followspot::library::{CastFile, Followed, Input, Kept, Shelf, Source};
use followspot::reader::{self, Event, Key, Keymap, Options, State, parse_typing};
use followspot::session::{Desk, Happening, PileWorld, World};
use followspot::terminal::{Painter, Skill};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZE: (u16, u16) = (120, 36);

/// A reader, its pile, and the terminal that it is painted on.
struct Reading {
    state: State,
    world: PileWorld,
    happenings: Receiver<Happening>,
    painter: Painter,
    bytes: Vec<u8>,
}

impl Reading {
    /// A reader of the sample pile, once everything has been gone through, after the keys `before`.
    fn new(before: &str) -> Reading {
        let desk = Desk::new(CastFile::default(), Followed { cast: Cast::builtin(), ..Followed::default() });
        let (queue, happenings) = unbounded();
        let kept = Kept::open(None, |_| {});
        let cast = desk.cast();
        let world = PileWorld::open(Input::from_iter([Source::Sample]), &Shelf::Memory, desk, kept, &queue);
        let state = State::new(cast, Arc::new(Keymap::default()), Options::default(), None);
        let mut reading =
            Reading { state, world, happenings, painter: Painter::new(Skill::default()), bytes: Vec::new() };
        reading.happen(Event::Resize { columns: SIZE.0, rows: SIZE.1 });
        while reading.world.is_busy() {
            reading.take();
        }
        parse_typing(before).unwrap().into_iter().for_each(|key| reading.press(key));
        reading
    }

    fn press(&mut self, key: Key) {
        self.happen(Event::Key(key));
        self.take();
        self.draw();
    }

    fn take(&mut self) {
        while let Ok(Happening::Event(event)) = self.happenings.try_recv() {
            self.happen(event);
        }
    }

    fn happen(&mut self, event: Event) {
        for effect in reader::update(&mut self.state, event) {
            if let Some(answer) = self.world.perform(effect) {
                self.happen(Event::Answer(answer));
            }
        }
    }

    fn draw(&mut self) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        reader::view(&self.state, &mut buffer);
        self.bytes.clear();
        self.painter.paint(&buffer, &[], &mut self.bytes);
    }
}

fn keys(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key to frame");
    for (name, before, there, back) in [
        ("a line of the list", "", "j", "k"),
        ("the next mention", "1n", "n", "N"),
        ("a page of text", "<enter>", " ", "b"),
        ("an article", "<enter>", "J", "K"),
        ("the help", "", "?", "<esc>"),
    ] {
        let mut reading = Reading::new(before);
        let keys: Vec<Key> = [there, back].iter().flat_map(|keys| parse_typing(keys).unwrap()).collect();
        let mut turn = keys.iter().copied().cycle();
        group.bench_function(name, |b| b.iter(|| reading.press(turn.next().unwrap())));
    }
}

criterion_group!(benches, keys);
criterion_main!(benches);
