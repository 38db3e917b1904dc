//! What frames cost in bytes, at 120 columns and 36 rows: what a slow line bears.

use std::ops::RangeInclusive;

use super::pile::{settle, stage};
use super::*;
use crate::library::Source;
use crate::reader::parse_keys;
use crate::terminal::ENTER;

/// Words of which articles are made.
const WORDS: &str = "ferry quay island harvest bridge engineers brass choir valley hangar museum globe letter market fish \
                     glace marché étal président réunion fenêtre Bäckerei Rathaus Straße wieder карта город вопрос \
                     вечером chairs lights reading speech morning opened measured rehearsed ordered waited promised \
                     between without until because seldom often northern empty covered dark longer several";
/// Whom they mention.
const NAMES: [&str; 3] = ["Putin", "Lukashenko", "Токаев"];

/// As many articles that have little in common, each of forty paragraphs in which somebody is named.
fn articles(count: u32) -> Vec<Source> {
    (0..count).map(|number| Source::Bytes(format!("{number}.txt"), article(number).into_bytes())).collect()
}

fn article(number: u32) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut any = |most: usize| {
        // Marsaglia's xorshift, of 32 bits.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % most
    };
    let mut text = String::new();
    for paragraph in 0..40 {
        let length = if paragraph == 0 { 7 } else { 30 + any(60) };
        let named = any(length);
        let said = (0..length).map(|at| if at == named { NAMES[any(3)] } else { words[any(words.len())] });
        text += &said.collect::<Vec<_>>().join(" ");
        text += if paragraph == 0 { "\n\n" } else { ".\n\n" };
    }
    text
}

/// A reader at a terminal that counts what it is sent.
struct Counting {
    session: Session<PileWorld, Screen>,
    screen: Screen,
    happenings: Receiver<Happening>,
}

impl Counting {
    /// A reader of a pile, and what its first frame cost.
    fn new(sources: Vec<Source>) -> (Counting, usize) {
        let (mut session, screen, happenings) = stage(sources);
        session.take(Happening::Told(Told::Size(120, 36)));
        let mut counting = Counting { session, screen, happenings };
        let first = counting.draw();
        (counting, first)
    }

    fn draw(&mut self) -> usize {
        settle(&mut self.session, &self.happenings);
        self.session.draw();
        self.session.pace.answer();
        self.screen.0.borrow_mut().as_mut().map(std::mem::take).unwrap_or_default().concat().len()
    }

    /// Presses keys one after another, and tells what each frame cost.
    fn press(&mut self, keys: &str) -> Vec<usize> {
        let press = |key| {
            self.session.take(Happening::Event(Event::Key(key)));
            self.draw()
        };
        parse_keys(keys).unwrap().into_iter().map(press).collect()
    }

    /// What is on the screen, row by row, and where the text stands.
    fn screen(&self) -> (Buffer, Rect) {
        let area = Panes::of(&self.session.state).and_then(|panes| panes.text).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 36));
        reader::view(&self.session.state, &mut buffer);
        (buffer, area)
    }

    /// The text that is on the screen, without the blanks at the ends of its lines.
    fn text(&self) -> String {
        let (buffer, area) = self.screen();
        let line = |row: Rect| row.columns().map(|cell| buffer[(cell.x, cell.y)].symbol()).collect::<String>();
        area.rows().map(|row| line(row).trim_end().to_owned()).collect()
    }
}

/// The bytes of the symbols beside the text that have come since `before`.
fn come_beside((before, text): &(Buffer, Rect), after: &Buffer) -> usize {
    let beside = after.area.positions().filter(|at| !text.contains(*at));
    let changed = beside.map(|at| (&before[at], &after[at])).filter(|(old, new)| old != new);
    changed.map(|(_, new)| new.symbol().trim().len()).sum()
}

/// Whether half of the keys cost something and no more than `most`.
#[track_caller]
fn assert_cheap(mut costs: Vec<usize>, most: usize) {
    costs.sort_unstable();
    assert!((1..=most).contains(&costs[costs.len() / 2]), "{costs:?}");
}

/// Whether the keys cost so much on average.
#[track_caller]
fn assert_average(costs: &[usize], range: RangeInclusive<usize>) {
    assert!(range.contains(&(costs.iter().sum::<usize>() / costs.len())), "{costs:?}");
}

#[test]
fn the_first_frame_is_small() {
    for sources in [vec![Source::Sample], articles(40)] {
        let (_, first) = Counting::new(sources);
        assert!((1000..=4500 - ENTER.len()).contains(&first), "{first}");
    }
}

#[test]
fn a_line_in_the_list_is_cheap() {
    for sources in [vec![Source::Sample], articles(40)] {
        let (mut reader, _) = Counting::new(sources);
        assert_cheap(reader.press("jjjjjjjjj"), 110);
        reader.press("1");
        assert_cheap(reader.press("kkkkkkkk"), 110);
    }
}

#[test]
fn a_list_that_turns_over_is_cheap_by_the_line() {
    let (mut reader, _) = Counting::new(articles(80));
    assert_average(&reader.press(&"j".repeat(78)), 1..=300);
}

#[test]
fn a_mention_within_the_screen_is_cheap() {
    for sources in [vec![Source::Sample], articles(3)] {
        let (mut reader, _) = Counting::new(sources);
        reader.press("<Enter>1n");
        let mut within = Vec::new();
        for _ in 0..20 {
            let before = reader.text();
            let cost = reader.press("n");
            within.extend(cost.into_iter().filter(|_| reader.text() == before));
        }
        assert!(within.len() > 5);
        assert_cheap(within, 100);
    }
}

#[test]
fn a_page_costs_little_more_than_what_is_to_be_seen_of_it() {
    for before in ["<Enter>", "<Enter>z"] {
        let (mut reader, _) = Counting::new(articles(3));
        reader.press(before);
        let (mut cost, mut seen) = (0, 0);
        for _ in 0..6 {
            let before = reader.screen();
            cost += reader.press("<Space>")[0];
            seen += reader.text().len() + come_beside(&before, &reader.screen().0);
        }
        assert!(cost * 100 <= seen * 118, "{cost} for {seen}");
    }
}

#[test]
fn a_line_of_the_text_alone_is_moved_by_any_terminal() {
    let (mut reader, _) = Counting::new(articles(3));
    reader.press("<Enter>z");
    assert_cheap(reader.press("jjjjjjjjjjj"), 150);
    assert_cheap(reader.press("kkkkkkkkkkk"), 150);
}

#[test]
fn beside_other_panes_it_is_moved_by_a_terminal_that_has_margins() {
    let (mut reader, _) = Counting::new(articles(40));
    reader.press("<Enter>");
    assert_average(&reader.press("jjj"), 151..=3000);
    reader.session.take(Happening::Told(Told::Bytes(b"\x1b[?64;1;21;22c".to_vec())));
    assert_cheap(reader.press("jjjjjjjjjjj"), 150);
    reader.press("1");
    assert_cheap(reader.press("kkkkkkkkkkk"), 150);
}

#[test]
fn what_changes_nothing_costs_nothing() {
    let (mut reader, _) = Counting::new(articles(3));
    assert_eq!(reader.press("kkk"), [0, 0, 0]);
}
