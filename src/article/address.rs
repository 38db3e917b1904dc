//! Addresses: references that a page or a feed makes, resolved against where it was fetched (RFC 3986, 5.2).

/// The address to which a reference leads that is made at `base`, without fragments; `None` where it is none of the web.
///
/// ```
/// use followspot::article::joined;
/// let at = "https://courier.example/news/list.html?page=2#top";
/// assert_eq!(joined(at, "../tide?a=1").as_deref(), Some("https://courier.example/tide?a=1"));
/// assert_eq!(joined(at, "mailto:anne@courier.example"), None);
/// ```
pub fn joined(base: &str, reference: &str) -> Option<String> {
    let (base, reference) = (Parts::of(without_fragment(base))?, without_fragment(reference));
    if scheme(reference).is_some() {
        return Parts::of(reference).map(|whole| whole.written(whole.path, whole.query));
    }
    if let Some(rest) = reference.strip_prefix("//") {
        return Parts::of(&format!("{}://{rest}", base.scheme)).map(|other| other.written(other.path, other.query));
    }
    let (path, query) = reference.split_at(reference.find('?').unwrap_or(reference.len()));
    Some(match path {
        "" if query.is_empty() => base.written(base.path, base.query),
        "" => base.written(base.path, query),
        path if path.starts_with('/') => base.written(&without_dots(path), query),
        path => {
            let folder = base.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            base.written(&without_dots(&format!("{folder}/{path}")), query)
        }
    })
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default().trim()
}

/// A path in which no step leads to where one is or back.
fn without_dots(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let mut rest = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(step) = rest.next() {
        let is_last = rest.peek().is_none();
        match step {
            ".." => drop(steps.pop()),
            "." => {}
            step => {
                steps.push(step);
                continue;
            }
        }
        if is_last {
            steps.push("");
        }
    }
    format!("/{}", steps.join("/"))
}

/// The scheme with which a reference begins: letters, digits, `+`, `-` and `.` before a colon.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && scheme.chars().all(is_scheme)).then_some(scheme)
}

/// The parts of an address.
struct Parts<'a> {
    scheme: &'a str,
    /// The host, with what stands before `@` and with the port.
    authority: &'a str,
    path: &'a str,
    /// From the question mark on.
    query: &'a str,
}

impl<'a> Parts<'a> {
    /// The parts of an address of the web.
    fn of(address: &'a str) -> Option<Parts<'a>> {
        let (scheme, rest) = address.split_once("://")?;
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '\\']).unwrap_or(rest.len()));
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        (is_web && !authority.is_empty()).then_some(Parts { scheme, authority, path, query })
    }

    /// The address with that path and query in place of its own.
    fn written(&self, path: &str, query: &str) -> String {
        format!("{}://{}{path}{query}", self.scheme.to_ascii_lowercase(), self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn references_lead_from_where_they_are_made() {
        let base = "https://a.example/b/c/d?q";
        for (reference, target) in [
            ("g", "https://a.example/b/c/g"),
            ("./g/", "https://a.example/b/c/g/"),
            ("../../g?y#s", "https://a.example/g?y"),
            ("../../../g", "https://a.example/g"),
            ("..", "https://a.example/b/"),
            ("/g/./h/../i", "https://a.example/g/i"),
            ("?y", "https://a.example/b/c/d?y"),
            ("#s", base),
            ("", base),
            ("//g.example/x", "https://g.example/x"),
            ("HTTP://g.example:80/x?y=../z", "http://g.example:80/x?y=../z"),
            ("g:h", ""),
            ("javascript:alert(1)", ""),
            ("https:///x", ""),
            ("//", ""),
        ] {
            assert_eq!(joined(base, reference).unwrap_or_default(), target, "{reference}");
        }
        assert_eq!(joined("http://a.example", "g").as_deref(), Some("http://a.example/g"));
        assert_eq!(joined("a.txt", "g"), None);
    }
}
