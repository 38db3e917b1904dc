//! The content of a page: obeys its instructions as far as they set text, and finds where each letter stands.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::{Font, dictionary, number};

/// A letter, or a few that are one glyph, on a page; in points, from the lower left corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins.
    pub(super) x: f32,
    /// The line on which it stands.
    pub(super) y: f32,
    pub(super) width: f32,
    /// The size of the letters.
    pub(super) size: f32,
}

/// How deep drawings may lie in each other.
const DEEPEST: usize = 12;
/// How many glyphs a page may have, and how many drawings.
const MOST: usize = 1_000_000;
const MOST_DRAWINGS: usize = 10_000;

/// The fonts of a document that have been met.
pub(super) type Fonts = HashMap<ObjectId, Rc<Font>>;

/// How far something is to the right, and how far up.
type Way = (f32, f32);

/// Where something is drawn (ISO 32000-2, 8.3.3): what a step to the right becomes, what one upwards, and where it begins.
#[derive(Clone, Copy)]
struct Matrix {
    right: Way,
    up: Way,
    origin: Way,
}

impl Matrix {
    fn moved(x: f32, y: f32) -> Matrix {
        Matrix { right: (1.0, 0.0), up: (0.0, 1.0), origin: (x, y) }
    }

    /// What a way becomes here.
    fn turn(&self, (x, y): Way) -> Way {
        (x * self.right.0 + y * self.up.0, x * self.right.1 + y * self.up.1)
    }

    /// What this becomes where the other holds.
    fn within(self, outer: Matrix) -> Matrix {
        let (x, y) = outer.turn(self.origin);
        let origin = (x + outer.origin.0, y + outer.origin.1);
        Matrix { right: outer.turn(self.right), up: outer.turn(self.up), origin }
    }

    fn of(numbers: &[f32]) -> Option<Matrix> {
        let &[right, up, origin] = <&[[f32; 2]; 3]>::try_from(numbers.as_chunks().0).ok()?;
        Some(Matrix { right: right.into(), up: up.into(), origin: origin.into() })
    }
}

/// How text is set.
#[derive(Clone)]
struct Setting {
    /// Where the page, or a drawing in it, is drawn.
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    /// The room behind each letter, and behind each space.
    behind_letter: f32,
    behind_space: f32,
    /// How much wider the letters are.
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A page while its instructions are obeyed.
pub(super) struct Scribe<'a> {
    document: &'a Document,
    fonts: &'a mut Fonts,
    /// What is set from left to right, upwards, head down, and downwards, each as it is seen when one turns one's head.
    glyphs: [Vec<Glyph>; 4],
    setting: Setting,
    kept: Vec<Setting>,
    /// Where the line begins, and where the next letter is set.
    line: Matrix,
    at: Matrix,
    /// How many drawings there were.
    drawn: usize,
    /// Of the marked pieces in which one is, whether each is furniture of the page.
    marked: Vec<bool>,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(document: &'a Document, fonts: &'a mut Fonts) -> Scribe<'a> {
        let start = Matrix::moved(0.0, 0.0);
        let setting = Setting {
            place: start,
            font: None,
            size: 0.0,
            behind_letter: 0.0,
            behind_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Scribe {
            document,
            fonts,
            glyphs: Default::default(),
            setting,
            kept: Vec::new(),
            line: start,
            at: start,
            drawn: 0,
            marked: Vec::new(),
        }
    }

    /// All glyphs that are set in the direction in which most are: pages may be set to be turned, and a mark across the page,
    /// or beside the text, is none of it.
    pub(super) fn glyphs(self) -> Vec<Glyph> {
        self.glyphs.into_iter().max_by_key(Vec::len).unwrap_or_default()
    }

    /// Obeys all instructions, which lie in so many drawings.
    pub(super) fn obey(&mut self, content: &[u8], resources: &[&'a Dictionary], depth: usize) {
        let steps = Content::decode_strict(content).map_or_else(|_| pieces(content), |content| content.operations);
        for operation in &steps {
            if self.glyphs.iter().any(|glyphs| glyphs.len() > MOST) {
                return;
            }
            self.step(operation, resources, depth);
        }
    }

    fn step(&mut self, Operation { operator, operands }: &Operation, resources: &[&'a Dictionary], depth: usize) {
        let numbers: Vec<f32> = operands.iter().filter_map(number).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        match (operator.as_str(), numbers.as_slice(), operands.as_slice()) {
            ("q", ..) if self.kept.len() < MOST => self.kept.push(self.setting.clone()),
            ("Q", ..) => self.setting = self.kept.pop().unwrap_or(self.setting.clone()),
            ("cm", numbers, _) => {
                let place = Matrix::of(numbers).map(|matrix| matrix.within(self.setting.place));
                self.setting.place = place.unwrap_or(self.setting.place);
            }
            ("BT", ..) => self.begin_line(Matrix::moved(0.0, 0.0)),
            ("Tm", numbers, _) => self.begin_line(Matrix::of(numbers).unwrap_or(self.line)),
            ("Td", [x, y], _) => self.begin_line(Matrix::moved(*x, *y).within(self.line)),
            ("TD", [x, y], _) => {
                self.setting.leading = -y;
                self.begin_line(Matrix::moved(*x, *y).within(self.line));
            }
            ("T*", ..) => self.next_line(),
            ("Tc", ..) => self.setting.behind_letter = first,
            ("Tw", ..) => self.setting.behind_space = first,
            ("Tz", ..) => self.setting.stretch = first / 100.0,
            ("TL", ..) => self.setting.leading = first,
            ("Ts", ..) => self.setting.rise = first,
            ("Tf", _, [Object::Name(name), _]) => {
                self.setting.font = self.font(name, resources);
                self.setting.size = first;
            }
            ("Tj", _, [Object::String(string, _)]) => self.show(string),
            ("'", _, [Object::String(string, _)]) => {
                self.next_line();
                self.show(string);
            }
            ("\"", [space, letter], [.., Object::String(string, _)]) => {
                (self.setting.behind_space, self.setting.behind_letter) = (*space, *letter);
                self.next_line();
                self.show(string);
            }
            ("TJ", _, [Object::Array(parts)]) => parts.iter().for_each(|part| match part {
                Object::String(string, _) => self.show(string),
                other => self.advance(-number(other).unwrap_or(0.0) / 1000.0 * self.setting.size),
            }),
            ("BMC" | "BDC", _, operands) if self.marked.len() < MOST => {
                let is_furniture =
                    operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|tag| tag == b"Artifact"));
                self.marked.push(is_furniture);
            }
            ("EMC", ..) => drop(self.marked.pop()),
            ("Do", _, [Object::Name(name)]) if depth < DEEPEST => self.draw(name, resources, depth),
            _ => {}
        }
    }

    fn begin_line(&mut self, at: Matrix) {
        (self.line, self.at) = (at, at);
    }

    fn next_line(&mut self) {
        self.begin_line(Matrix::moved(0.0, -self.setting.leading).within(self.line));
    }

    fn advance(&mut self, width: f32) {
        self.at = Matrix::moved(width * self.setting.stretch, 0.0).within(self.at);
    }

    /// Sets a string, unless it is furniture that is marked so.
    fn show(&mut self, string: &[u8]) {
        let Some(font) = self.setting.font.clone() else { return };
        for letter in font.letters(string) {
            let Setting { place, size, stretch, rise, .. } = self.setting;
            let glyph = Matrix { right: (size * stretch, 0.0), up: (0.0, size), origin: (0.0, rise) };
            let glyph = glyph.within(self.at).within(place);
            if !letter.text.is_empty() && !self.marked.contains(&true) {
                self.set(letter.text, letter.width, glyph);
            }
            let space = if letter.is_space { self.setting.behind_space } else { 0.0 };
            self.advance(letter.width * size + self.setting.behind_letter + space);
        }
    }

    /// Sets a glyph, unless it is aslant.
    fn set(&mut self, text: String, width: f32, place: Matrix) {
        let [level, upward, over, downward] = &mut self.glyphs;
        let ((along, across), (x, y)) = (place.right, place.origin);
        let (glyphs, x, y) = match () {
            () if across.abs() * 8.0 < along => (level, x, y),
            () if along.abs() * 8.0 < across => (upward, y, -x),
            () if across.abs() * 8.0 < -along => (over, -x, -y),
            () if along.abs() * 8.0 < -across => (downward, -y, x),
            () => return,
        };
        let (width, size) = (width * along.hypot(across), place.up.0.hypot(place.up.1));
        if [x, y, width, size].iter().all(|number| number.is_finite()) {
            glyphs.push(Glyph { text, x, y, width, size });
        }
    }

    /// Draws what is a page of its own.
    fn draw(&mut self, name: &[u8], resources: &[&'a Dictionary], depth: usize) {
        self.drawn += 1;
        if self.drawn > MOST_DRAWINGS {
            return;
        }
        let Some(drawing) = resource(b"XObject", name, resources, self.document) else { return };
        let Ok(drawing) = self.document.dereference(drawing).and_then(|(_, object)| object.as_stream()) else { return };
        let is_form = drawing.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        let Some(content) = drawing.get_plain_content().ok().filter(|_| is_form) else { return };
        let own = drawing.dict.get(b"Resources").ok().and_then(|own| dictionary(own, self.document));
        let resources: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        let matrix = drawing.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array);
        let numbers: Vec<f32> = matrix.into_iter().flatten().filter_map(number).collect();
        let (before, kept) = (self.setting.clone(), std::mem::take(&mut self.kept));
        self.setting.place = Matrix::of(&numbers).map_or(before.place, |matrix| matrix.within(before.place));
        self.obey(&content, &resources, depth + 1);
        (self.setting, self.kept) = (before, kept);
    }

    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Option<Rc<Font>> {
        let found = resource(b"Font", name, resources, self.document)?;
        let font = dictionary(found, self.document)?;
        let Ok(id) = found.as_reference() else { return Some(Rc::new(Font::of(font, self.document))) };
        let known = self.fonts.entry(id).or_insert_with(|| Rc::new(Font::of(font, self.document)));
        Some(known.clone())
    }
}

/// The instructions in content that cannot be read in one piece: piece by piece, as far as each can be read. Pieces begin
/// where text does, and where it has ended.
fn pieces(content: &[u8]) -> Vec<Operation> {
    let is_blank = |at: usize| content.get(at).is_none_or(u8::is_ascii_whitespace);
    let cuts = content.windows(2).enumerate().filter_map(|(at, two)| match two {
        b"BT" if is_blank(at + 2) => Some(at),
        b"ET" if is_blank(at + 2) => Some(at + 2),
        _ => None,
    });
    let mut begin = 0;
    let mut operations = Vec::new();
    for end in cuts.chain([content.len()]) {
        let piece = content.get(begin..end).unwrap_or_default();
        operations.extend(Content::decode(piece).map(|content| content.operations).unwrap_or_default());
        begin = end;
    }
    operations
}

/// What has that name among the resources of a kind, which are looked through in order.
fn resource<'a>(kind: &[u8], name: &[u8], resources: &[&'a Dictionary], document: &'a Document) -> Option<&'a Object> {
    let of_kind = |resources: &&'a Dictionary| dictionary(resources.get(kind).ok()?, document)?.get(name).ok();
    resources.iter().find_map(of_kind)
}
