//! "Did you mean": the known word that is nearest to an unknown one.

use strsim::damerau_levenshtein;

/// The longest word that is compared, in characters; comparing costs the square of it.
const MAX_CHARS: usize = 100;

/// The candidate that the writer most likely meant, if one is near: one slip (a letter wrong,
/// missing, surplus or exchanged with its neighbour) for each three letters, letter case aside.
/// Of equally near ones it is the first.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    if length > MAX_CHARS {
        return None;
    }
    let lowered = word.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= length / 3)
        .map(|candidate| (damerau_levenshtein(&lowered, &candidate.to_lowercase()), candidate))
        .filter(|(slips, _)| *slips <= length / 3)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        let words = ["receives", "answered", "unanswered", "refused", "If"];
        let check = |word, expected| assert_eq!(did_you_mean(word, words), expected, "{word}");
        check("recieves", Some("receives"));
        check("answerd", Some("answered"));
        check("unansered", Some("unanswered"));
        check("Refused", Some("refused"));
        check("IF", Some("If"));
        check("refused", None);
        check("In", None);
        check("sends", None);
        check("", None);
        check(&"x".repeat(100_000), None);
    }
}
