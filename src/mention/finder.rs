//! The finder: the stages in their order, built once for a cast.

use std::cell::OnceCell;

use super::corrections::{Corrector, Rulings};
use super::descriptions::Descriptions;
use super::discourse::Discourse;
use super::names::Names;
use super::{Kinds, Mention};
use crate::article::{Article, Opened};
use crate::cast::Cast;

/// Finds the mentions of one cast in any number of articles, from any thread.
#[derive(Debug)]
pub struct Finder {
    names: Names,
    descriptions: Descriptions,
    discourse: Discourse,
}

impl Finder {
    /// Makes the finder for `cast`.
    pub fn new(cast: &Cast) -> Self {
        Finder { names: Names::new(cast), descriptions: Descriptions::of(cast), discourse: Discourse::new(cast) }
    }

    /// All mentions in `article`, in the order of their spans.
    pub fn find(&self, article: &Article) -> Vec<Mention> {
        self.find_corrected(article, &Corrector::default())
    }

    /// The same as a person has corrected them.
    pub fn find_corrected(&self, article: &Article, corrector: &Corrector) -> Vec<Mention> {
        let rulings = corrector.rulings(&article.text);
        let names = self.names.find(&article.text, || article.language);
        self.find_beside(article, names, &rulings)
    }

    /// The first place, in bytes, of `raw`, UTF-8 text of one article or of many, that tells of mentions of `kinds`:
    /// articles that end before it have none. `None` where no article has one.
    /// Characters that are written by others, as in `&eacute;`, are not understood.
    pub fn first_in(&self, raw: &[u8], kinds: Kinds, corrector: &Corrector) -> Option<usize> {
        let all_named = (kinds == Kinds::Names || self.descriptions.is_empty()) && !corrector.adds();
        if all_named { self.names.first_in(raw) } else { (!raw.is_empty()).then_some(0) }
    }

    /// The mentions of `kinds` in an article of which the text alone has been read, as a person has corrected them. They
    /// are those of [`Finder::find_corrected`], and most articles have none, which their text shows in far less time than
    /// it takes to make articles of them.
    pub fn find_in(&self, opened: &Opened, kinds: Kinds, corrector: &Corrector) -> Vec<Mention> {
        let rulings = corrector.rulings(opened.text());
        if kinds == Kinds::Names && rulings.is_empty() {
            return self.names.find(opened.text(), || opened.language());
        }
        let article = OnceCell::new();
        let names = self.names.find(opened.text(), || article.get_or_init(|| opened.article()).language);
        if names.is_empty() && self.descriptions.is_empty() && !rulings.adds() {
            return Vec::new();
        }
        let article = article.into_inner().unwrap_or_else(|| opened.article());
        let found = self.find_beside(&article, names, &rulings).into_iter();
        found.filter(|mention| kinds.hold(mention.kind)).collect()
    }

    /// All mentions in `article`, whose names are `names` where nobody has ruled otherwise.
    fn find_beside(&self, article: &Article, names: Vec<Mention>, rulings: &Rulings<'_>) -> Vec<Mention> {
        let names = rulings.names(names);
        let mut described = self.descriptions.find(article);
        described.retain(|role| is_apart(role, &names));
        let mut told = self.discourse.find(article, &names);
        told.retain(|mention| is_apart(mention, &described));
        let mut found = [names, described, told].concat();
        found.sort_by_key(|mention| mention.span);
        rulings.all(found)
    }
}

/// Whether a mention shares no byte with any of `others`.
fn is_apart(mention: &Mention, others: &[Mention]) -> bool {
    others.iter().all(|other| !other.span.overlaps(mention.span))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::{Cast, Corrector, Finder, Kinds};
    use crate::article::{self, Article};
    use crate::mention::Mention;

    #[test]
    fn names_of_the_cast_are_found() {
        let text = "Vladimir PUTIN met Lukashenko; Путин, 弗拉基米尔·普京说, computing.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let found = Finder::new(&Cast::builtin()).find(&article);
        let spans: Vec<&str> = found.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(spans, ["Vladimir PUTIN", "Lukashenko", "Путин", "弗拉基米尔·普京"]);
    }

    /// Pages with names in any dress, also such as hide their letters.
    fn pages() -> impl Strategy<Value = String> {
        let word = prop::sample::select(
            "Vladimir Poutine PUTIN Ｐｕｔｉｎ 𝐏𝐮𝐭𝐢𝐧 Путина Лукашенко Loukachenko Łukaszenka Tokaïev 普京 プーチン בפוטין M. Mme \
             Viktor Kemel Xi 习近平 Си il lui said the président russe # > &amp; Le сказал"
                .split_whitespace()
                .collect::<Vec<_>>(),
        );
        let hidden =
            prop::sample::select(vec!["\u{ad}", "\u{200b}", "\u{2060}", "\u{301}", "&shy;", "*", "’", "\u{feff}"]);
        let dressed = (word.clone(), hidden, 0..9_usize).prop_map(|(word, hidden, at)| {
            let (at, _) = word.char_indices().nth(at).unwrap_or((0, ' '));
            let (before, behind) = word.split_at(at);
            format!("{before}{hidden}{behind}")
        });
        let word = prop_oneof![4 => word.prop_map(str::to_owned), 1 => dressed];
        let gap = prop::sample::select(vec![" ", " ", " ", ", ", ". ", "\n", "\n\n", ""]);
        prop::collection::vec((word, gap), 0..30)
            .prop_map(|all| all.into_iter().flat_map(|(w, g)| [w, g.to_owned()]).collect())
    }

    /// Finders of few actors, and of such as have a short name.
    static FINDERS: LazyLock<[Finder; 3]> = LazyLock::new(|| {
        let few = r#"[[actor]]
            id = "putin"
            name = "Vladimir Putin""#;
        let short = r#"[[actor]]
            id = "xi"
            name = "Xi Jinping"
            [[actor]]
            id = "kim"
            name = "Kim Jong Un"
            [[actor]]
            id = "lukashenko"
            name = "Alexander Lukashenko""#;
        let casts = [Cast::builtin(), Cast::parse(few, "few").unwrap(), Cast::parse(short, "short").unwrap()];
        casts.map(|cast| Finder::new(&cast))
    });

    /// A page as a file of some encoding.
    fn encoded(page: &str, way: u8) -> Vec<u8> {
        match way {
            0 => page.as_bytes().to_vec(),
            1 => page.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            2 => encoding_rs::WINDOWS_1251.encode(page).0.into_owned(),
            _ => [page.as_bytes(), b"\xff"].concat(),
        }
    }

    proptest! {
        #[test]
        fn what_is_passed_over_holds_no_mention(page in pages(), way in 0..4_u8, markdown in any::<bool>()) {
            let name = if markdown { "a.md" } else { "a.txt" };
            let Ok(opened) = article::open(encoded(&page, way).into(), name) else { return Ok(()) };
            for (finder, kinds) in FINDERS.iter().flat_map(|finder| [Kinds::Names, Kinds::Roles, Kinds::All].map(|kinds| (finder, kinds))) {
                let all = finder.find(&opened.article()).into_iter();
                let wanted: Vec<Mention> = all.filter(|mention| kinds.hold(mention.kind)).collect();
                let bytes = opened.text().as_bytes();
                prop_assert!(wanted.is_empty() || finder.first_in(bytes, kinds, &Corrector::default()).is_some());
                prop_assert_eq!(finder.find_in(&opened, kinds, &Corrector::default()), wanted);
            }
        }
    }
}
