//! What stands behind a surname: given names, a suffix, what makes a thing of it.

use crate::cast::{Script, given_name, is_same_suffix, is_suffix};

use super::beside::is_one_letter;
use super::context::{Contexts, is_famous};
use super::gap::{is_blank, is_hyphen, is_joined};
use super::judge::{Fit, judge};
use super::phrase::{MOST_BETWEEN, Phrase, Reader, Whose, written_out};
use super::word::{Trait, Word};

/// Reads a given name, initials and a father's name behind the surname: "Orbán Viktor", "Putin V. V.".
pub(super) fn read_first(reader: &Reader<'_>, surname: &Fit, phrase: &mut Phrase) {
    if reader.is_small(phrase.span) {
        return;
    }
    let mut end = phrase.span.end;
    let mut any = false;
    for _ in 0..MOST_BETWEEN {
        let Some((word, gap)) = Word::after(reader.text, end as usize) else { break };
        let may_be = is_joined(gap, word.script) && reader.given(&word).is_some();
        let given = written_out(&reader.actor.given).filter(|_| may_be);
        let fit = given.filter_map(|p| judge(reader.text, &word, p, reader.setting)).find(|fit| !fit.small);
        let fit = fit.filter(|fit| reader.surname().first || fit.reach.case.is_none() || !reader.is_unbent(surname));
        let dotted = reader.text.get(word.span.end as usize..).is_some_and(|t| t.starts_with('.'));
        let initial = dotted && is_one_letter(word.text());
        if let Some(fit) = fit {
            end = fit.span.end;
            phrase.whose = Whose::Given;
        } else if initial && (is_blank(gap) || any && gap.is_empty()) && is_own_initial(reader, &word, any) {
            end = word.span.end + 1;
            phrase.whose = Whose::Initial;
        } else if any && is_blank(gap) && Contexts::table().is_fathers_name(word.text()) {
            end = word.span.end;
        } else {
            break;
        }
        any = true;
    }
    phrase.span.end = end;
}

fn is_own_initial(reader: &Reader<'_>, word: &Word, further: bool) -> bool {
    let letter = word.text().chars().next().unwrap_or(' ');
    let capital = word.span.of(reader.text).starts_with(char::is_uppercase);
    capital && (further || reader.actor.given.iter().any(|part| part.begins_with(letter)))
}

/// Reads what stands behind the name: "Jr", "Tower".
pub(super) fn read_after(reader: &Reader<'_>, phrase: &mut Phrase) {
    let behind = reader.text.get(phrase.span.end as usize..).unwrap_or("");
    phrase.titled = phrase.titled || Contexts::table().is_post_behind(behind.trim_start_matches(' '));
    if Contexts::table().is_longer_behind(behind) {
        phrase.whose = Whose::Thing;
        return;
    }
    if phrase.whose == Whose::Bare && reader.actor.surnames.iter().any(|s| s.first) && is_given_written_on(behind) {
        phrase.whose = Whose::Other(String::new());
        return;
    }
    let Some((word, gap)) = Word::after(reader.text, phrase.span.end as usize) else { return };
    let folded = word.text();
    let near = is_blank(gap) || is_hyphen(gap);
    let capital = word.span.of(reader.text).starts_with(char::is_uppercase);
    if (near || gap == ", ") && is_written_suffix(reader.text, &word) {
        read_suffix(reader, phrase, &word);
    } else if near && is_thing(reader, &word, capital || is_hyphen(gap), phrase.whose == Whose::Bare) {
        phrase.whose = Whose::Thing;
    } else if phrase.whose == Whose::Bare && capital && is_blank(gap) && !gap.contains('\n') {
        read_next(reader, phrase, folded);
    }
}

/// Whether a given name in Chinese characters is written on, and what its bearer is behind it.
fn is_given_written_on(behind: &str) -> bool {
    let name: usize =
        behind.chars().take(LONGEST_GIVEN).take_while(|c| Script::of(*c) == Script::Han).map(char::len_utf8).sum();
    let table = Contexts::table();
    let is_post = |at: usize| behind.get(at..).is_some_and(|rest| table.is_post_behind(rest));
    let mut ends = behind.char_indices().map(|(at, _)| at).take_while(|at| *at <= name);
    let first = ends.find(|&at| is_post(at)).or_else(|| is_post(name).then_some(name));
    first.is_some_and(|at| at > 0)
}

/// The most characters of a given name that is written on.
const LONGEST_GIVEN: usize = 2;

/// Whether a word tells which of two bearers it is; a short one in small letters does with a dot behind it.
pub(super) fn is_written_suffix(text: &str, word: &Word) -> bool {
    let capital = word.span.of(text).starts_with(char::is_uppercase);
    let dotted = || text.get(word.span.end as usize..).is_some_and(|behind| behind.starts_with('.'));
    is_suffix(word.text()) && (capital || word.text().len() > 2 || dotted())
}

fn read_suffix(reader: &Reader<'_>, phrase: &mut Phrase, word: &Word) {
    let folded = word.text();
    let own = reader.actor.suffix.as_deref().is_some_and(|suffix| is_same_suffix(suffix, folded));
    if own {
        phrase.span.end = word.span.end;
        phrase.whose = Whose::Given;
    } else {
        phrase.whose = Whose::Other(folded.to_owned());
    }
}

/// Whether a word, perhaps with a `capital`, makes a thing of the name before it, a full name or a `bare` surname, as it
/// stands or with an ending; or the next word does, as in "International Airport".
fn is_thing(reader: &Reader<'_>, word: &Word, capital: bool, bare: bool) -> bool {
    let (table, code) = (Contexts::table(), reader.setting.code);
    let thing = |word: &Word, capital, bare| {
        word.is(Trait::ThingBehind { capital, bare }, reader.setting.mark, || {
            let mut words = reader.setting.bare(word.text(), word.script);
            words.any(|word| table.is_thing_after(code, &word, capital, bare))
        })
    };
    let next = || {
        let next = Word::after(reader.text, word.span.end as usize);
        next.is_some_and(|(next, gap)| is_blank(gap) && thing(&next, true, false))
    };
    thing(word, capital, bare) || capital && thing(word, true, true) && next()
}

/// Reads a word with a capital behind a surname that stands alone: someone else's given name or surname.
fn read_next(reader: &Reader<'_>, phrase: &mut Phrase, next: &str) {
    let crown =
        reader.surname().parts.last().is_some_and(|part| Contexts::table().is_crown(reader.setting.code, &part.word));
    if (crown || Contexts::table().surname_first(reader.setting.code)) && given_name(next).is_some() {
        phrase.whose = Whose::Other(next.to_owned());
    } else {
        read_as_given(reader, phrase, next);
    }
}

/// Where the surname is a given name too, takes it for that of someone whose surname follows.
fn read_as_given(reader: &Reader<'_>, phrase: &mut Phrase, next: &str) {
    let capitals = Contexts::table().capitals(reader.setting.code) && given_name(next).is_none();
    let surname = reader.surname().parts.last();
    let name = surname.is_some_and(|part| given_name(&part.word).is_some() && !is_famous(part));
    if name && !phrase.titled && !capitals && !Contexts::table().is_post(reader.setting.code, next) {
        let alone = reader.actor.given.is_empty();
        phrase.whose = if alone { Whose::Other(next.to_owned()) } else { Whose::Namesake };
    }
}
