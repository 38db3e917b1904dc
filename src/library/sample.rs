//! The bundled sample pile: what a newcomer sees first.

/// The name that is shown, and the text, of each file of the folder named.
macro_rules! bundled {
    ($($file:literal),* $(,)?) => {
        &[$((concat!("sample/", $file), include_str!(concat!("../../assets/pile/", $file)))),*]
    };
}

/// Each article's name and text, in the order of the names.
pub(super) static ARTICLES: &[(&str, &str)] = bundled![
    "01-a-joke-from-astana.txt",
    "02-premieres-ogives-a-minsk.txt",
    "03-loukachenko-et-la-bombe.md",
    "04-shutka-kotoruyu-otsenili.txt",
    "05-putins-ankuendigung.txt",
    "06-storage-by-july.md",
    "07-entrepots-pour-juillet.txt",
    "08-iskandery-dla-minska.txt",
    "09-iskander-a-saint-petersbourg.txt",
    "10-missiles-within-months.txt",
    "11-tokaev-azil.txt",
    "12-belaruse-ilk-silahlar.txt",
    "13-ne-nous-touchez-pas.txt",
    "14-decision-making-centres.txt",
    "15-ne-trogayte-nas.txt",
    "16-lukaschenko-und-die-bombe.txt",
    "17-bomba-nad-niemnem.txt",
];

#[cfg(test)]
mod tests {
    use super::ARTICLES;

    #[test]
    fn the_list_is_the_folder() {
        let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/pile"))
            .unwrap()
            .map(|entry| format!("sample/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        files.sort();
        assert_eq!(ARTICLES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), files);
    }
}
