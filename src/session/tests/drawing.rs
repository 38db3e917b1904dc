//! Whatever the articles, the keys and the sizes: the terminal shows what the reader drew, and nothing raw gets out.

use proptest::prelude::*;

use super::pile::{settle, stage};
use super::*;
use crate::library::Source;
use crate::reader::{Key, parse_keys};
use crate::terminal::emulator;

/// The keys that are pressed, parted by blanks.
const KEYS: &str = "j k G gg Enter q Tab S-Tab z Space b d u J K 1 2 0 n N ] m = C-o g; a ? / & : x p y Y o C-l Esc é 漢 \
                    Backspace A-x";

/// Articles that mean no good, and some that do.
const ARTICLES: &[&str] = &[
    "A \x1b]52;c;eA==\x07title\x1b[2J\n\nPutin \x1b[31mred\x1b[0m \u{9b}31m \u{202e}desrever\u{202c} text.\n\n\x1b[?1049l\r\n\x07",
    "漢字の見出し\n\nプーチン大統領は漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字。🙂 👩\u{200d}👩\u{200d}👧 ☀\u{fe0f} e\u{301}\u{301}\u{301}",
    "العنوان\n\nقال بوتين إن الأمر كذلك.\n\nושוב פוטין אמר.",
    "Long\n\nhttps://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "\u{200b}\u{ad}\u{feff}\n\n\u{fffd}\u{0}\u{1}\t\tLukashenko\u{a0}spoke",
    "",
    "Plain title\n\nPutin met Lukashenko. He said so.\n\nPutin, again, and Putin.\n\nMore.\n\nAnd more.\n\nTokayev.",
];

fn articles() -> Vec<Source> {
    let named = |(number, text): (usize, &&str)| Source::Bytes(format!("{number}\x1b[5m.txt"), text.as_bytes().into());
    ARTICLES.iter().enumerate().map(named).collect()
}

/// What a person does.
#[derive(Clone, Debug)]
enum Act {
    Press(Key),
    Resize(u16, u16),
}

fn any_act() -> impl Strategy<Value = Act> {
    let size = (1u16..130, 1u16..40).prop_map(|(columns, rows)| Act::Resize(columns, rows));
    prop_oneof![9 => prop::sample::select(parse_keys(KEYS).unwrap()).prop_map(Act::Press), 1 => size]
}

impl Act {
    fn happening(&self) -> Happening {
        match *self {
            Act::Resize(columns, rows) => Happening::Told(Told::Size(columns, rows)),
            Act::Press(key) => Happening::Event(Event::Key(key)),
        }
    }
}

/// The only sequences that may get out, but for those of the clipboard.
fn is_ours(bytes: &str) -> bool {
    bytes.split('\x1b').skip(1).all(|sequence| match sequence.strip_prefix('[') {
        Some(rest) => {
            let last = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ";:?".contains(c)).chars().next();
            last.is_some_and(|last| "mHJKXGdABCDMLrnc".contains(last) || rest.starts_with("?2026"))
        }
        None => sequence.starts_with("]52;c;") || sequence.starts_with('M'),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_terminal_shows_what_the_reader_drew(
        size in (20u16..130, 5u16..40),
        acts in prop::collection::vec(any_act(), 1..30),
    ) {
        let (mut session, screen, happenings) = stage(articles());
        let mut emulated = emulator::Emulator::new(Rect::new(0, 0, size.0, size.1));
        session.take(Happening::Told(Told::Size(size.0, size.1)));
        for act in acts {
            settle(&mut session, &happenings);
            session.draw();
            let sent = screen.0.borrow_mut().as_mut().map(std::mem::take).unwrap().concat();
            prop_assert!(is_ours(&sent), "{:?}", sent);
            emulated.process(sent.as_bytes());
            let mut drawn = Buffer::empty(Rect::new(0, 0, session.size.0, session.size.1));
            reader::view(&session.state, &mut drawn);
            emulator::assert_shows(&emulated, &drawn, session.terms.skill);
            session.pace.answer();
            session.take(act.happening());
            let (columns, rows) = session.size;
            emulated.resize(columns, rows);
        }
    }
}
