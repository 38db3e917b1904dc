//! What an emulator shows after random frames, and what some frames cost.

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::emulator::{Emulator, assert_shows};
use super::*;
use crate::terminal::cases::cases;

const SKILL: Skill = Skill { depth: Depth::True, underline_colour: false, letters: Letters::Unicode, margins: false };

fn paint(painter: &mut Painter, buffer: &Buffer) -> Vec<u8> {
    let mut out = Vec::new();
    painter.paint(buffer, &[], &mut out);
    out
}

fn buffer(lines: &[&str]) -> Buffer {
    Buffer::with_lines(lines.iter().copied())
}

fn any_colour() -> impl Strategy<Value = Color> {
    prop::sample::select(vec![
        Color::Reset,
        Color::Reset,
        Color::Red,
        Color::LightBlue,
        Color::Indexed(3),
        Color::Indexed(99),
        Color::Rgb(1, 2, 3),
    ])
}

fn any_style() -> impl Strategy<Value = Style> {
    let attribute = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::REVERSED.union(Modifier::BOLD),
    ]);
    (any_colour(), any_colour(), attribute)
        .prop_map(|(fg, bg, attribute)| Style::reset().fg(fg).bg(bg).add_modifier(attribute))
}

/// A piece of text somewhere in a buffer.
fn any_piece(area: Rect) -> impl Strategy<Value = (u16, u16, String, Style)> {
    let texts = [
        "x",
        "word and word",
        "        ",
        "                                ",
        "漢字",
        "é",
        "e\u{301}",
        "───",
        "Лукашенко",
        "🙂",
    ];
    (0..area.width, 0..area.height, prop::sample::select(texts.to_vec()), 1usize..4, any_style())
        .prop_map(|(x, y, text, times, style)| (x, y, text.repeat(times), style))
}

fn any_frames() -> impl Strategy<Value = Vec<Buffer>> {
    let area = (2u16..50, 1u16..12).prop_map(|(width, height)| Rect::new(0, 0, width, height));
    let frames = area
        .prop_flat_map(|area| (Just(area), prop::collection::vec(prop::collection::vec(any_piece(area), 0..12), 1..6)));
    frames.prop_map(|(area, frames)| {
        let mut buffer = Buffer::empty(area);
        let draw = |pieces: Vec<(u16, u16, String, Style)>| {
            for (x, y, text, style) in pieces {
                buffer.set_string(x, y, text, style);
            }
            buffer.clone()
        };
        frames.into_iter().map(draw).collect()
    })
}

fn any_letters() -> impl Strategy<Value = Letters> {
    prop::sample::select(vec![Letters::Unicode, Letters::Unicode, Letters::Console, Letters::Ascii])
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn the_terminal_shows_what_was_drawn(frames in any_frames(), letters in any_letters()) {
        let skill = Skill { letters, ..SKILL };
        let mut emulator = Emulator::new(frames[0].area);
        let mut painter = Painter::new(skill);
        for frame in &frames {
            let bytes = paint(&mut painter, frame);
            prop_assert!(letters != Letters::Ascii || bytes.is_ascii());
            emulator.process(&bytes);
            assert_shows(&emulator, frame, skill);
        }
        prop_assert!(paint(&mut painter, frames.last().unwrap()).is_empty());
    }

    #[test]
    fn no_symbol_gets_out_raw(symbol in "\\PC{0,2}[\x00-\x1f\x7f\u{80}-\u{9f}]\\PC{0,2}") {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer[(0, 0)].set_symbol(&symbol);
        // Of doubtful width: what is behind it is painted once more.
        let out = String::from_utf8(paint(&mut Painter::new(SKILL), &buffer)).unwrap();
        prop_assert_eq!(out, format!("{}\u{fffd}\x1b[;2H ", std::str::from_utf8(CLEAR).unwrap()));
    }
}

/// A frame with a still pane on the left, a text of which line `top` is the first, and a line below them.
fn panes(area: Rect, text: Rect, top: usize) -> Buffer {
    let mut buffer = Buffer::empty(area);
    for row in 0..area.height - 1 {
        buffer.set_string(0, row, "a 漢字 of its own".repeat(3), Style::new().dim());
        buffer.set_style(Rect { y: row, height: 1, ..area }, Style::new().bg(Color::Indexed(u8::from(row < 3))));
    }
    for row in text.top()..text.bottom() {
        let number = top + usize::from(row);
        let style = if number.is_multiple_of(7) { Style::new().reversed() } else { Style::new().bg(Color::Indexed(3)) };
        buffer.set_style(Rect { y: row, height: 1, ..text }, Style::reset());
        let line = format!("{number} {}{:60}", "漢word ".repeat(number % 6), "");
        buffer.set_stringn(text.x, row, line, usize::from(text.width), style);
    }
    buffer.set_string(0, area.height - 1, format!("at {top}"), Style::new().red());
    buffer
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn moved_rows_are_shown_too(
        tops in prop::collection::vec(0usize..30, 2..6),
        (left, first) in (0u16..20, 0u16..3),
        columns in 30u16..60,
        margins: bool,
    ) {
        let area = Rect::new(0, 0, columns, 14);
        let text = Rect::new(left, first, columns - left, 13 - first);
        let skill = Skill { margins, ..SKILL };
        let (mut emulator, mut painter) = (Emulator::new(area), Painter::new(skill));
        for top in tops {
            let (frame, mut out) = (panes(area, text, top), Vec::new());
            painter.paint(&frame, &[text], &mut out);
            emulator.process(&out);
            assert_shows(&emulator, &frame, skill);
        }
    }
}

#[test]
fn a_terminal_with_margins_moves_a_text_beside_others() {
    let (area, text) = (Rect::new(0, 0, 100, 30), Rect::new(30, 0, 60, 29));
    let cost = |margins| {
        let mut painter = Painter::new(Skill { margins, ..SKILL });
        let mut paint = |top| {
            let mut out = Vec::new();
            painter.paint(&panes(area, text, top), &[text], &mut out);
            out.len()
        };
        paint(0);
        paint(1)
    };
    assert!((1..150).contains(&cost(true)) && cost(false) > 250, "{} and {}", cost(true), cost(false));
}

#[test]
fn a_frame_of_another_size_is_drawn_whole() {
    let mut painter = Painter::new(SKILL);
    paint(&mut painter, &buffer(&["one", "two"]));
    assert_eq!(paint(&mut painter, &buffer(&["one!"])), b"\x1b[m\x1b[H\x1b[2Jone!");
    painter.forget();
    assert_eq!(paint(&mut painter, &buffer(&["one!"])), b"\x1b[m\x1b[H\x1b[2Jone!");
}

#[test]
fn only_what_changed_is_sent() {
    let mut painter = Painter::new(SKILL);
    paint(&mut painter, &buffer(&["one two three", "four five six"]));
    assert_eq!(paint(&mut painter, &buffer(&["one too three", "four five six"])), b"\x1b[;6Ho");
    assert_eq!(paint(&mut painter, &buffer(&["one too three", "four"])), b"\x08\n\x1b[K");
}

#[test]
fn behind_a_symbol_of_doubtful_width_the_cursor_is_set() {
    let out = paint(&mut Painter::new(SKILL), &buffer(&["👩\u{200d}🚀x"]));
    assert!(String::from_utf8(out).unwrap().ends_with("👩\u{200d}🚀\x1b[;3Hx"));
}

#[test]
fn a_wide_symbol_that_does_not_fit_is_left_out() {
    let mut painter = Painter::new(SKILL);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
    buffer[(2, 0)].set_symbol("漢");
    assert_eq!(paint(&mut painter, &buffer), CLEAR);
}

#[test]
fn a_long_frame_is_synchronized_and_a_short_one_is_not() {
    let mut painter = Painter::new(SKILL);
    let long = paint(&mut painter, &buffer(&["x".repeat(300).as_str()]));
    assert!(long.starts_with(BEGIN) && long.ends_with(END));
}
