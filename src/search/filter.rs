//! What a list is filtered by: words of title, source and name, and what is said of the rest.

use crate::cast::Cast;
use crate::text::fold;

use super::matcher::Matcher;
use super::problem::{Problem, Wrong};
use super::subject::Subject;
use super::token::names_field;
use super::{Field, Node, Query};

/// What a list is filtered by. Words are looked for in what the list shows, anywhere in its words, as they are typed letter
/// by letter; fields mean what they mean in a query, as far as they are not about the text.
#[derive(Debug)]
pub struct Filter {
    words: Vec<String>,
    matcher: Option<Matcher>,
}

impl Filter {
    /// Makes what was typed ready.
    ///
    /// # Errors
    /// What is wrong in it, and at which bytes.
    pub fn new(typed: &str) -> Result<Filter, Problem> {
        let (mut words, mut fields) = (Vec::new(), String::new());
        // Blanks take the place of what is no field, so that a problem is at its place.
        for part in parts(typed) {
            if is_field(part) {
                fields.push_str(part);
            } else {
                words.extend(fold(part).split_whitespace().map(str::to_owned));
                fields.extend(std::iter::repeat_n(' ', part.len()));
            }
        }
        let matcher = if fields.trim().is_empty() { None } else { Some(of_fields(&fields)?) };
        Ok(Filter { words, matcher })
    }

    /// Whether it lets all pass.
    pub fn is_all(&self) -> bool {
        self.words.is_empty() && self.matcher.is_none()
    }

    /// Whether more has to be known than what the list shows.
    pub fn asks_for_fields(&self) -> bool {
        self.matcher.is_some()
    }

    /// Whether what the list shows of an article, folded, holds the words.
    pub fn holds_words(&self, label: &str) -> bool {
        self.words.iter().all(|word| label.contains(word.as_str()))
    }

    /// Whether an article passes of which the list shows this, folded. Its text is not asked for.
    pub fn passes(&self, label: &str, subject: Subject<'_>) -> bool {
        self.holds_words(label) && self.matcher.as_ref().is_none_or(|matcher| matcher.find(subject).is_some())
    }
}

fn of_fields(fields: &str) -> Result<Matcher, Problem> {
    let query = Query::parse(fields)?;
    let about_text = |node: &Node| {
        matches!(node, Node::Words(_) | Node::Near(_) | Node::Actor(_) | Node::Kind(_) | Node::In(Field::Author, _))
    };
    if query.root.any(&about_text) {
        let whole = crate::text::Span::new(fields.len() - fields.trim_start().len(), fields.trim_end().len());
        return Err(Wrong::NotInList.at(whole));
    }
    Matcher::new(&query, &Cast::default())
}

/// What was typed, cut so that a field stands by itself with what it is to hold, and blanks and words beside it.
fn parts(typed: &str) -> impl Iterator<Item = &str> {
    let mut rest = typed;
    std::iter::from_fn(move || {
        let len = if is_field(rest) { field_len(rest) } else { word_len(rest) };
        let (part, behind) = rest.split_at_checked(len.min(rest.len()))?;
        rest = behind;
        (!part.is_empty()).then_some(part)
    })
}

fn is_field(text: &str) -> bool {
    let name = text.strip_prefix('-').unwrap_or(text);
    name.split_once(':').is_some_and(|(name, _)| names_field(name))
}

/// The length of a word with the blanks before it, or of blanks alone.
fn word_len(text: &str) -> usize {
    let blanks = text.len() - text.trim_start().len();
    if blanks > 0 { blanks } else { text.find(char::is_whitespace).unwrap_or(text.len()) }
}

/// The length of a field and its value: a word, a quotation, or what stands in parentheses.
fn field_len(text: &str) -> usize {
    let value = text.find(':').map_or(text.len(), |colon| colon + 1);
    let rest = text.get(value..).unwrap_or_default();
    let len = match rest.chars().next() {
        Some('"') => rest.get(1..).and_then(|inside| inside.find('"')).map(|end| end + 2),
        Some('(') => rest.find(')').map(|end| end + 1),
        _ => rest.find(char::is_whitespace),
    };
    value + len.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Date};
    use crate::marks::{Mark, Marks};
    use crate::search::Read;
    use crate::text::Language;

    /// Whether the one article passes; "!" with what is wrong otherwise.
    fn passes(typed: &str) -> String {
        let filter = match Filter::new(typed) {
            Ok(filter) => filter,
            Err(problem) => return format!("!{}", problem.at.of(typed)),
        };
        let article = Article {
            title: "Der Gaspreis steigt".to_owned(),
            source: Some("Blatt am Strom".to_owned()),
            date: Some(Date { year: Some(2022), month: 5, day: 3 }),
            language: Language::from_code("de"),
            ..Article::default()
        };
        let mut marks = Marks::default();
        marks.put(Mark::Tag("gas".to_owned(), true));
        let (mentions, marks) = (Vec::new, || marks.clone());
        let subject = Subject { name: "a/b.txt", read: Read::Article(&article), mentions: &mentions, marks: &marks };
        filter.passes(&fold("Der Gaspreis steigt\n\nBlatt am Strom\n\na/b.txt"), subject).to_string()
    }

    #[test]
    fn words_and_fields_narrow_the_list() {
        for (typed, passed) in [
            ("", "true"),
            ("preis", "true"),
            ("PREIS b.txt", "true"),
            ("preis wind", "false"),
            ("lang:de", "true"),
            ("preis lang:fr", "false"),
            ("lang:(de OR fr) strom", "true"),
            ("-lang:de", "false"),
            ("source:\"am strom\" date:2022 is:unread", "true"),
            ("date:2023.. preis", "false"),
            ("tag:gas -tag:war", "true"),
            ("is:starred", "false"),
            ("10:30", "false"),
            ("date:never", "!never"),
            ("preis lang:", "!lang:"),
            ("actor:putin", "!actor:putin"),
        ] {
            assert_eq!(passes(typed), passed, "{typed}");
        }
    }
}
