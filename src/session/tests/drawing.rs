//! Whatever the articles, the keys and the sizes: the terminal shows what the reader drew, and nothing raw gets out.

use proptest::prelude::*;

use super::pile::{settle, stage};
use super::*;
use crate::library::Source;
use crate::reader::{COMMANDS, Key, parse_keys};
use crate::terminal::cases::cases;
use crate::terminal::emulator::{Emulator, assert_shows};
use crate::terminal::{Depth, Letters};

/// Keys that are bound to nothing, or to something only while one types.
const OTHER_KEYS: &str = "Backspace Left Right C-w x 3 é 漢 A-x F5 C-Space";

/// What articles mean no good with, and what they are made of else.
const PIECES: &[&[u8]] = &[
    b"A title of its own\n\n",
    b"\n\n",
    b"\n",
    b"\r\n\t\t",
    b"Putin met Lukashenko. He said so. ",
    "Le président Tokaïev a souri ; Poutine, non. ".as_bytes(),
    "プーチン大統領は漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字。".as_bytes(),
    "🙂 👩\u{200d}👩\u{200d}👧 👍🏽 ☀\u{fe0f} 🇫🇷🇩 e\u{301}\u{301}\u{301} ".as_bytes(),
    "قال بوتين إن الأمر كذلك. ושוב פוטין אמר. ".as_bytes(),
    "\u{202e}desrever\u{202c} \u{2066}isolated\u{2069} ".as_bytes(),
    "\u{200b}\u{ad}\u{feff}\u{2060}\u{fffd}\u{301}\u{1100}\u{11ab}\u{e000}".as_bytes(),
    "पुतिन \u{e33}ก \u{1f468}\u{1f3fb}".as_bytes(),
    b"https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    b"\x1b]52;c;eA==\x07",
    b"\x1b]0;title\x1b\\",
    b"\x1b[2J\x1b[H\x1b[31m",
    b"\x1b[?1049l\x1b[?69h\x1b[3;9s",
    b"\x1bP+q544e\x1b\\\x1b_G\x1b\\",
    "\u{9b}31m\u{9d}0;x\u{9c}\u{85}".as_bytes(),
    b"\x9b31m\xff\xfe\xe2\x82",
    b"\x00\x01\x07\x08\x0b\x0e\x7f",
    b"<p>one <b>two</b></p>",
];

/// Articles of any pieces.
fn any_articles() -> impl Strategy<Value = Vec<Source>> {
    let article =
        prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..16).prop_map(|pieces| pieces.concat());
    prop::collection::vec(article, 1..5).prop_map(|articles| {
        let named = |(number, bytes): (usize, Vec<u8>)| Source::Bytes(format!("{number}\x1b[5m.txt"), bytes);
        articles.into_iter().enumerate().map(named).collect()
    })
}

/// What a person does.
#[derive(Clone, Debug)]
enum Act {
    Press(Vec<Key>),
    Paste(String),
    Resize(u16, u16),
}

fn any_act() -> impl Strategy<Value = Act> {
    let bound = COMMANDS.iter().flat_map(|command| command.keys).map(|keys| parse_keys(keys).unwrap());
    let others = parse_keys(OTHER_KEYS).unwrap().into_iter().map(|key| vec![key]);
    let pressed = prop::sample::select(bound.chain(others).collect::<Vec<_>>()).prop_map(Act::Press);
    prop_oneof![
        18 => pressed,
        1 => "[\\PC\x1b\x07\n]{0,12}".prop_map(Act::Paste),
        2 => any_size().prop_map(|(columns, rows)| Act::Resize(columns, rows)),
    ]
}

fn any_size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![1 => (1u16..12, 1u16..6), 3 => (12u16..150, 4u16..42)]
}

fn any_skill() -> impl Strategy<Value = Skill> {
    let letters = prop::sample::select(vec![Letters::Unicode, Letters::Unicode, Letters::Console, Letters::Ascii]);
    let depth = prop::sample::select(vec![Depth::None, Depth::Ansi16, Depth::Ansi256, Depth::True]);
    let skill = |(depth, letters, margins)| Skill { depth, letters, margins, ..Skill::default() };
    (depth, letters, any::<bool>()).prop_map(skill)
}

impl Act {
    fn happenings(&self) -> Vec<Happening> {
        match self {
            Act::Resize(columns, rows) => vec![Happening::Told(Told::Size(*columns, *rows))],
            Act::Press(keys) => keys.iter().map(|key| Happening::Event(Event::Key(*key))).collect(),
            Act::Paste(text) => vec![Happening::Event(Event::Paste(text.clone()))],
        }
    }
}

/// Whether nothing gets out but text, moves of the cursor, and the sequences that a painter and a clipboard send.
fn is_ours(bytes: &str) -> bool {
    let mut pieces = bytes.split('\x1b');
    pieces.next().is_none_or(is_plain) && pieces.all(|piece| behind_ours(piece).is_some_and(is_plain))
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || matches!(c, '\r' | '\n' | '\x08'))
}

/// What stands behind a sequence of ours, which begins behind its Esc.
fn behind_ours(piece: &str) -> Option<&str> {
    if let Some(copy) = piece.strip_prefix("]52;c;") {
        return copy.split_once('\x07').map(|(_, behind)| behind);
    }
    let Some(control) = piece.strip_prefix('[') else { return piece.strip_prefix('M') };
    let modes = ["?2026h", "?2026l", "?69h", "?69l"];
    let mode = modes.iter().find_map(|mode| control.strip_prefix(mode));
    let numbered = control.trim_start_matches(|c: char| c.is_ascii_digit() || ";:".contains(c));
    mode.or_else(|| numbered.strip_prefix(|last| "mHJKXGdABCDMLSTrsnc".contains(last)))
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_terminal_shows_what_the_reader_drew(
        articles in any_articles(),
        size in any_size(),
        skill in any_skill(),
        acts in prop::collection::vec(any_act(), 1..40),
    ) {
        let (mut session, screen, happenings) = stage(articles);
        session.terms.skill = skill;
        session.painter = Painter::new(skill);
        let mut emulated = Emulator::new(Rect::new(0, 0, size.0, size.1));
        session.take(Happening::Told(Told::Size(size.0, size.1)));
        for act in acts {
            settle(&mut session, &happenings);
            session.draw();
            let sent = screen.0.borrow_mut().as_mut().map(std::mem::take).unwrap().concat();
            prop_assert!(is_ours(&sent), "{:?}", sent);
            emulated.process(sent.as_bytes());
            let mut drawn = Buffer::empty(Rect::new(0, 0, session.size.0, session.size.1));
            reader::view(&session.state, &mut drawn);
            assert_shows(&emulated, &drawn, skill);
            session.pace.answer();
            for happening in act.happenings() {
                session.take(happening);
            }
            let (columns, rows) = session.size;
            emulated.resize(columns, rows);
        }
    }
}
