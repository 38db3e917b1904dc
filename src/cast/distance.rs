//! How far two words are apart.

/// The number of letters to put in, leave out or exchange to make `a` of `b`.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let exchange = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = exchange.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_the_letters_that_differ() {
        for (a, b, letters) in
            [("", "", 0), ("name", "", 4), ("nmae", "name", 2), ("gendre", "gender", 2), ("é", "e", 1)]
        {
            assert_eq!(distance(a, b), letters, "{a} {b}");
        }
    }
}
