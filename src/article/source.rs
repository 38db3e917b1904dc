//! Who published an article, and where.

use super::draft::{Block, Told};
use super::phrases::Sign;

/// Where an article comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// The name of who published it, where it is told outright.
    pub(super) name: Option<String>,
    /// The host of its address, where there is one.
    pub(super) host: Option<String>,
    pub(super) address: Option<String>,
}

/// Finds the origin by what the format tells, and by lines such as "Source: …".
pub(super) fn find(blocks: &[Block], text: &str, told: &Told) -> Origin {
    let lines = || blocks.iter().filter(|block| !block.long).filter_map(|block| block.behind(Sign::Source, text));
    let in_told = told.source.as_deref().and_then(address);
    let address = told.address.as_deref().and_then(address).or(in_told).or_else(|| lines().find_map(address));
    let told_name = told.source.clone().filter(|_| in_told.is_none());
    let name = told_name.or_else(|| lines().filter(|line| is_name(line)).map(str::to_owned).next());
    Origin { name, host: address.and_then(host).map(str::to_owned), address: address.map(str::to_owned) }
}

/// The address that is in `text`.
fn address(text: &str) -> Option<&str> {
    let start = text.find("https://").or_else(|| text.find("http://"))?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ')' | ']'));
    rest.get(..end.unwrap_or(rest.len()))
}

/// The host of an address, without what sites put before their names.
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?;
    let bare = ["www.", "m.", "amp.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
    Some(bare).filter(|host| host.contains('.'))
}

/// Whether what follows "Source:" is a name: a few words.
fn is_name(line: &str) -> bool {
    !line.contains("://") && !line.is_empty() && line.chars().count() <= 60 && line.split_whitespace().count() <= 8
}

#[cfg(test)]
mod tests {
    use super::{address, host};

    #[test]
    fn hosts_are_told_without_their_prefixes() {
        for (text, found) in [
            ("see https://www.example.org/news?x=1 there", Some("example.org")),
            ("http://user@m.example.org:8080/", Some("example.org")),
            ("https://news.example.org", Some("news.example.org")),
            ("https://localhost/", None),
            ("no address", None),
        ] {
            assert_eq!(address(text).and_then(host), found, "{text}");
        }
    }
}
