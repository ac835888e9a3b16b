//! Which language a page is in: the member's own choice, else the browser's list, else the first.

use super::Texts;

/// The texts for a reader who asked for `wish` (kept with the member) and whose browser sends
/// `accept` (the `Accept-Language` header as it came).
pub fn choose(wish: Option<&str>, accept: Option<&str>) -> &'static Texts {
    wish.and_then(find)
        .or_else(|| accept.and_then(best_of))
        .unwrap_or_else(|| {
            Texts::all()
                .first()
                .expect("one language is always compiled in")
        })
}

/// Regions are ignored: `ro-MD` reads Romanian.
fn find(tag: &str) -> Option<&'static Texts> {
    let language = tag.split(['-', '_']).next().unwrap_or(tag).trim();
    Texts::all()
        .iter()
        .find(|texts| texts.tag().eq_ignore_ascii_case(language))
}

/// The header's languages carry weights (`ro;q=0.8`); the heaviest that is spoken here wins, the
/// earlier one among equals. An odd weight counts as nothing rather than as a fault.
fn best_of(header: &str) -> Option<&'static Texts> {
    let mut best: Option<(f32, &'static Texts)> = None;
    for entry in header.split(',') {
        let (tag, weight) = match entry.split_once(";q=") {
            Some((tag, weight)) => (tag, weight.trim().parse().unwrap_or(0.0)),
            None => (entry, 1.0),
        };
        let heavier = best.is_none_or(|(heaviest, _)| weight > heaviest);
        if let (true, Some(texts)) = (heavier && weight > 0.0, find(tag)) {
            best = Some((weight, texts));
        }
    }
    best.map(|(_, texts)| texts)
}
