//! Tables of sequences, and what must be so for any bytes.

use proptest::prelude::*;

use super::*;
use crate::terminal::cases::cases;

fn decode(bytes: &[u8]) -> Vec<Input> {
    let mut inputs = Vec::new();
    Decoder::default().feed(bytes, &mut inputs);
    inputs
}

/// Decodes the bytes, then waits for ever.
fn decode_all(bytes: &[u8]) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    decoder.feed(bytes, &mut inputs);
    decoder.expire(&mut inputs);
    assert_eq!(decoder.timeout(), None);
    inputs
}

/// The keys that came, written short: modifiers as letters, then the key.
fn keys(inputs: &[Input]) -> String {
    let written = inputs.iter().map(|input| match input {
        Input::Key(key) => {
            let held = [(key.control, "C-"), (key.alt, "A-"), (key.shift, "S-")];
            let held: String = held.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
            match key.code {
                KeyCode::Char(c) => format!("{held}{c}"),
                code => format!("{held}{code:?}"),
            }
        }
        other => format!("{other:?}"),
    });
    written.collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_of_all_terminals() {
    for (bytes, expected) in [
        ("j", "j"),
        ("G", "G"),
        ("é漢🙂", "é 漢 🙂"),
        ("\x01\x1a\x00", "C-a C-z C- "),
        ("\x1c\x1f", "C-\\ C-_"),
        ("\r\n\t", "Enter C-j Tab"),
        ("\x7f\x08", "Backspace Backspace"),
        ("\x1bj\x1bé", "A-j A-é"),
        ("\x1b\r\x1b\x7f", "A-Enter A-Backspace"),
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
        ("\x1bOA\x1bOB\x1bOC\x1bOD", "Up Down Right Left"),
        ("\x1b[1;5A\x1b[1;2B\x1b[1;3C\x1b[1;8D", "C-Up S-Down A-Right C-A-S-Left"),
        ("\x1bO5A", "C-Up"),
        ("\x1b[a\x1b[d\x1bOa", "S-Up S-Left C-Up"),
        ("\x1b\x1b[A\x1b\x1bOA", "A-Up A-Up"),
        ("\x1b[H\x1b[F\x1bOH\x1bOF", "Home End Home End"),
        ("\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End"),
        ("\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Insert Delete PageUp PageDown"),
        ("\x1b[3;5~\x1b[6;2~", "C-Delete S-PageDown"),
        ("\x1b[3$\x1b[3^\x1b[3@", "S-Delete C-Delete C-S-Delete"),
        ("\x1b[Z\x1b[1;2Z", "S-Tab S-Tab"),
        ("\x1bOP\x1bOS\x1b[11~\x1b[15~", "Function(1) Function(4) Function(1) Function(5)"),
        ("\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "Function(6) Function(10) Function(11) Function(12)"),
        ("\x1b[[A\x1b[[E", "Function(1) Function(5)"),
        ("\x1b[1;5P\x1b[1;2R", "C-Function(1) S-Function(3)"),
        ("\x1bOM\x1bOk\x1bOp\x1bOy", "Enter + 0 9"),
        ("\x1b[97u\x1b[97;5u\x1b[97;2u\x1b[97:65;2u", "a C-a A A"),
        ("\x1b[27u\x1b[13;2u\x1b[9;2u\x1b[127u", "Esc S-Enter S-Tab Backspace"),
        ("\x1b[97;1:3u\x1b[57441u", ""),
        ("\x1b[27;5;105~", "C-i"),
        ("\x1b[<64;10;5M\x1b[<65;10;5M\x1b[<0;1;1M\x1b[<0;1;1m", "Up Down"),
        ("\x1b[M !!j", "j"),
    ] {
        assert_eq!(keys(&decode(bytes.as_bytes())), expected, "{bytes:?}");
    }
}

#[test]
fn answers_are_swallowed() {
    for answer in [
        "\x1b[>41;354;0c",
        "\x1b[?1u",
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[12;40R",
        "\x1b[8;24;80t",
        "\x1b[3n",
        "\x1b[I",
        "\x1b[O",
        "\x1b[?997;1n",
        "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]52;c;aGVsbG8=\x07",
        "\x1bP>|kitty(0.32)\x1b\\",
        "\x1bP1+r544e\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b[>1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26;27;28c",
    ] {
        assert_eq!(keys(&decode(format!("{answer}j").as_bytes())), "j", "{answer:?}");
    }
}

#[test]
fn the_terminal_is_ready() {
    assert_eq!(decode(b"j\x1b[0nk"), [&decode(b"j")[..], &[Input::Ready], &decode(b"k")[..]].concat());
    for (answer, margins) in
        [("1;2", false), ("6", false), ("62;52", false), ("64;1;2;6;21;22", true), ("21;22", false)]
    {
        assert_eq!(decode(format!("\x1b[?{answer}c").as_bytes()), [Input::Told { margins }], "{answer}");
    }
}

#[test]
fn an_answer_right_behind_an_esc_leaves_the_esc_a_key() {
    for answer in
        ["\x1b[0n", "\x1b[?62;22c", "\x1b]11;rgb:0000/0000/0000\x07", "\x1bP>|kitty\x1b\\", "\x1b[200~x\x1b[201~"]
    {
        assert!(keys(&decode(format!("\x1b{answer}").as_bytes())).starts_with("Esc"), "{answer:?}");
        assert_eq!(decode(format!("\x1b{answer}").as_bytes())[1..], decode(answer.as_bytes()));
    }
}

#[test]
fn an_esc_alone_is_a_key_after_a_while() {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    decoder.feed(b"\x1b", &mut inputs);
    assert!(inputs.is_empty());
    assert_eq!(decoder.timeout(), Some(SHORT));
    decoder.expire(&mut inputs);
    decoder.feed(b"j", &mut inputs);
    assert_eq!(keys(&inputs), "Esc j");
}

#[test]
fn what_only_began_like_a_sequence_is_a_key_with_alt() {
    for (bytes, expected) in [
        ("\x1b[", "A-["),
        ("\x1bO", "A-O"),
        ("\x1b]", "A-]"),
        ("\x1bP", "A-P"),
        ("\x1b\x1b", "Esc Esc"),
        ("\x1b\x1b\x1b", "Esc Esc Esc"),
        ("\x1b\x1bj", "Esc A-j"),
        ("\x1b\x1b[", "Esc A-["),
        ("\x1b[1;5", ""),
        ("\x1b]11;rgb:ff", ""),
        ("\x1b]11;rgb:ff\x1b", ""),
        ("é\x1b", "é Esc"),
    ] {
        assert_eq!(keys(&decode_all(bytes.as_bytes())), expected, "{bytes:?}");
    }
}

#[test]
fn nothing_wedges() {
    let long = format!("\x1b]{}", "x".repeat(ANSWER_CAP + 1));
    for (bytes, expected) in [
        ("\x1b[1;\x1b[A", "Up"),
        ("\x1b[1;\x03", "C-c"),
        ("\x1bO5\x03", "C-c"),
        ("\x1b]0;title\x03", "C-c"),
        ("\x1b]0;title\x1b[A", "Up"),
        ("\x1b]0;title\x1b\x1b[A", "A-Up"),
        ("\x1b[\u{e9}", "é"),
        (&long, ""),
        (&format!("{long}j"), "j"),
        (&format!("\x1b[{}Aj", "1".repeat(1000)), "j"),
    ] {
        assert_eq!(keys(&decode(bytes.as_bytes())), expected, "{bytes:.20?}");
    }
}

#[test]
fn bytes_that_are_no_utf8_are_dropped() {
    assert_eq!(keys(&decode(b"\xffa\xc3b\xe2\x82c\xc0\xafd\xed\xa0\x80e\x9b1mf\xc2\x9bg")), "a b c d e 1 m f g");
}

#[test]
fn a_paste_comes_in_one_piece() {
    let paste = |text: &str| vec![Input::Paste(text.to_owned())];
    assert_eq!(
        decode("\x1b[200~né\r\n\x1b[A\x1b]52;c;x\x07\x1b[201~".as_bytes()),
        paste("né\r\n\x1b[A\x1b]52;c;x\x07")
    );
    assert_eq!(decode(b"\x1b[200~a\xffb\x1b[201~"), paste("ab"));
    assert_eq!(decode(b"\x1b[200~\x1b[201~"), []);
    assert_eq!(decode_all(b"\x1b[200~cut off"), paste("cut off"));
}

#[test]
fn a_paste_is_cut_at_its_cap_and_ends_nevertheless() {
    for length in PASTE_CAP - 8..PASTE_CAP + 16 {
        let bytes = format!("\x1b[200~{}\x1b[201~j", "x".repeat(length));
        let inputs = decode(bytes.as_bytes());
        assert_eq!(inputs[0], Input::Paste("x".repeat(length.min(PASTE_CAP))));
        assert_eq!(keys(&inputs[1..]), "j");
    }
}

/// Bytes of which sequences are made, and any others.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&[u8]> = vec![
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b]",
        b"\x1bP",
        b"\x1b\\",
        b"\x07",
        b"200~",
        b"\x1b[201~",
        b"1;5",
        b"A",
        b"~",
        b"$y",
        b"<64;1;1M",
        b"M",
        b"u",
        b"0n",
        "é漢🙂".as_bytes(),
        b"\xe2\x82",
        b"\xff",
        b"j",
        b"\x03",
    ];
    let piece = prop_oneof![
        3 => prop::sample::select(parts).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_split_gives_the_same_inputs(bytes in bytes(), cuts in prop::collection::vec(0usize..200, 0..8)) {
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        let (mut decoder, mut inputs, mut start) = (Decoder::default(), Vec::new(), 0);
        for cut in cuts.into_iter().chain([bytes.len()]) {
            decoder.feed(&bytes[start..cut], &mut inputs);
            start = cut;
        }
        prop_assert_eq!(inputs, decode(&bytes));
    }

    #[test]
    fn nothing_that_is_pasted_is_a_key(
        bytes in bytes().prop_filter("not the end", |bytes| !bytes.windows(PASTE_END.len()).any(|w| w == PASTE_END)),
        cut in 0usize..200,
    ) {
        let sent = [b"\x1b[200~", &bytes[..], PASTE_END, b"j"].concat();
        let (before, behind) = sent.split_at(cut.min(sent.len()));
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(before, &mut inputs);
        decoder.feed(behind, &mut inputs);
        prop_assert_eq!(keys(&inputs[inputs.len() - 1..]), "j");
        let text: String = bytes.utf8_chunks().map(|chunk| chunk.valid()).collect();
        let pasted: Vec<Input> = Some(text).filter(|text| !text.is_empty()).map(Input::Paste).into_iter().collect();
        prop_assert_eq!(&inputs[..inputs.len() - 1], pasted);
    }

    #[test]
    fn whatever_came_the_next_key_after_a_while_is_a_key(bytes in bytes()) {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(&bytes, &mut inputs);
        decoder.expire(&mut inputs);
        inputs.clear();
        decoder.feed(b"j", &mut inputs);
        prop_assert_eq!(keys(&inputs), "j");
    }

    #[test]
    fn a_key_never_types_a_control_character(bytes in bytes()) {
        for input in decode_all(&bytes) {
            if let Input::Key(Key { code: KeyCode::Char(c), .. }) = input {
                prop_assert!(!c.is_control());
            }
        }
    }

    #[test]
    fn nothing_grows(piece in bytes()) {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        for _ in 0..200 {
            decoder.feed(&piece, &mut inputs);
            inputs.clear();
            prop_assert!(decoder.held.len() <= ANSWER_CAP.max(PASTE_CAP + PASTE_END.len()));
        }
    }
}
