//! A line of words as a shell would read it, of which nothing is understood but blanks, quotes and backslashes: there are
//! no variables, no patterns, no other programs.

use std::str::Chars;

/// The words of a line.
///
/// # Errors
/// What is wrong with it.
pub(super) fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            c if c.is_whitespace() => words.extend(word.take()),
            quote @ ('\'' | '"') => quoted(quote, &mut letters, word.get_or_insert_default())?,
            '\\' => word.get_or_insert_default().push(escaped(&mut letters)?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Takes what stands in quotes; a backslash is one only in double ones.
fn quoted(quote: char, letters: &mut Chars<'_>, word: &mut String) -> Result<(), String> {
    loop {
        match letters.next().ok_or("a quote is not closed")? {
            c if c == quote => return Ok(()),
            '\\' if quote == '"' => word.push(escaped(letters)?),
            c => word.push(c),
        }
    }
}

fn escaped(letters: &mut Chars<'_>) -> Result<char, String> {
    letters.next().ok_or_else(|| "there is nothing behind the last backslash".to_owned())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_parted_by_blanks_that_stand_in_no_quotes() {
        for (line, found) in [
            ("  cast\t--sure ", vec!["cast", "--sure"]),
            (r#"search "gas price" 'a "b" c' lang:en"#, vec!["search", "gas price", "a \"b\" c", "lang:en"]),
            (r#"a"b c"d'' '' \"e\ f "g\"h\\""#, vec!["ab cd", "", "\"e f", "g\"h\\"]),
            ("$(id) `id` ; | > * ~ $HOME", vec!["$(id)", "`id`", ";", "|", ">", "*", "~", "$HOME"]),
            ("", vec![]),
        ] {
            assert_eq!(words(line).unwrap(), found, "{line}");
        }
        for line in ["a 'b", "a \"b", "a\\", "\"a\\"] {
            words(line).unwrap_err();
        }
    }
}
