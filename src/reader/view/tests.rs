//! Screens as snapshots, at the sizes that people have, and the looks of some as marks.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use crate::reader::stage::Stage;
use crate::reader::{Event, Theme};

const PILE: &[&str] = &[
    "Rencontre à Minsk : ce que les deux présidents se sont dit\n\n[Vladimir Poutine|0] a reçu lundi \
     [Alexandre Loukachenko|1] au bord du fleuve. [Le dirigeant russe|0 role] était arrivé la veille ; [il|0 pronoun] \
     avait annoncé que rien ne presserait.\n\n« [Je|1 pronoun] n’ai rien demandé », a répondu [Loukachenko|1]. \
     L’adresse https://example.org/monde/2023/05/29/une-adresse-bien-trop-longue-pour-une-ligne-de-texte reste \
     ouverte.\n\n[Le président|0 role?] repart mardi, sans [Poutine|0] on ne décide rien.",
    "東京都 ニュース ✨ e\u{301}te\u{301}\n\n[プーチン|0]大統領は東京で会談した。\u{1F468}\u{200D}\u{1F469} 終わり。",
    "A quiet day in Astana\n\nNobody was there but [Tokayev|2].",
    "Лукашенко и Путин\n\n[Путин|0] молчал. [Он|0 pronoun] ждал.",
    "The last one\n\nNothing at all.",
];

fn stage(columns: u16, rows: u16, keys: &str) -> Stage {
    let mut stage = Stage::new(columns, rows, PILE);
    stage.press(keys);
    stage
}

macro_rules! screens {
    ($($name:ident: $columns:literal x $rows:literal, $keys:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stage($columns, $rows, $keys).screen());
        }
    )*};
}

screens! {
    at_the_start_in_160_columns: 160 x 45, "";
    at_the_start_in_120_columns: 120 x 36, "";
    walking_in_120_columns: 120 x 20, "1nnn";
    walking_in_100_columns: 100 x 30, "1nnn";
    walking_in_80_columns: 80 x 24, "1nnn";
    walking_in_60_columns: 60 x 20, "1nn";
    the_list_in_40_columns: 40 x 12, "1";
    the_text_in_40_columns: 40 x 12, "1nn";
    the_cast_in_40_columns: 40 x 10, "1<tab><tab>";
    wide_characters_stay_in_their_cells: 80 x 12, "j<enter>1n";
    the_text_alone: 120 x 16, "<enter>z1n";
    a_search: 100 x 16, "/loukach<enter>n";
    a_prompt: 80 x 12, "/Pout";
    a_filter: 80 x 12, "&minsk<enter>";
    only_articles_with_a_mention: 100 x 16, "2:only<enter>";
    the_help: 100 x 30, "?";
    the_help_in_40_columns: 40 x 12, "?next";
    why_it_is_a_mention: 100 x 16, "1nn=";
    selecting_words: 100 x 16, "1<enter>vjjvll";
    how_far_it_reaches: 80 x 16, "1n-";
    whether_it_is_to_be_everywhere: 100 x 16, "1n-e";
    somebody_is_to_be_followed: 80 x 12, "2nA";
    a_window_too_small: 19 x 4, "";
}

#[test]
fn looks_tell_name_role_pronoun_stop_and_selection_apart_without_colour() {
    let mut stage = stage(80, 14, "1nn");
    stage.state.options.theme = Theme::Plain;
    insta::assert_snapshot!(marked(&stage.buffer()));
}

#[test]
fn a_long_message_takes_the_lines_it_needs() {
    let mut stage = stage(60, 10, "");
    let sentence = "The cast file is refused. cast.toml:3: there is no key `nam`; did you mean “name”? The built-in cast is followed.";
    stage.send(Event::Notice(sentence.to_owned()));
    insta::assert_snapshot!(stage.screen());
}

/// The screen with its attributes as marks: `*bold*`, `_underlined_`, `/italic/`, `[reversed]`, `{dim}`.
fn marked(buffer: &Buffer) -> String {
    let marks = [
        (Modifier::BOLD, '*', '*'),
        (Modifier::UNDERLINED, '_', '_'),
        (Modifier::ITALIC, '/', '/'),
        (Modifier::REVERSED, '[', ']'),
        (Modifier::DIM, '{', '}'),
    ];
    let mut text = String::new();
    for row in buffer.area.rows() {
        let mut on = Modifier::empty();
        let mut line = String::new();
        for column in row.columns() {
            let cell = &buffer[(column.x, column.y)];
            for (attribute, open, close) in marks {
                match (on.contains(attribute), cell.modifier.contains(attribute)) {
                    (false, true) => line.push(open),
                    (true, false) => line.push(close),
                    _ => {}
                }
            }
            on = cell.modifier;
            line.push_str(cell.symbol());
        }
        line.extend(marks.iter().filter(|(a, ..)| on.contains(*a)).map(|(.., close)| close));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
