//! Codes in any order, again and again, of other series, damaged, and the rest another day.

use proptest::prelude::*;

use super::super::seal;
use super::*;
use crate::ids::SealKeyId;
use crate::model::{HandOverKey, SealKey};
use crate::time::Timestamp;

/// A sealed file of about so many bytes that no compressor makes smaller.
fn file(bytes: usize) -> Vec<u8> {
    let mut noise = Vec::new();
    while noise.len() < bytes {
        let hash: [u8; 32] = sum_of(&noise.len().to_be_bytes());
        noise.extend(hash);
    }
    let key = HandOverKey {
        id: SealKeyId([4; 8]),
        key: SealKey([5; 32]),
        programme: None,
        since: Timestamp(1),
        until: None,
    };
    seal(&[noise], &key, [9; 12]).unwrap()
}

fn added(series: &mut Series, frames: &[String]) -> SeriesProgress {
    for frame in frames {
        series.add(frame).unwrap();
    }
    series.progress()
}

#[test]
fn frames_in_any_order_make_the_file() {
    let file = file(4_000);
    let mut frames = frames(&file).unwrap();
    assert_eq!(frames.len(), file.len().div_ceil(SERIES_PART_BYTES_MAX));
    assert!(frames.iter().all(|it| it.len() <= SERIES_FRAME_CHARS_MAX));
    let alphanumeric = |c: char| c.is_ascii_uppercase() || " $%*+-./:0123456789".contains(c);
    assert!(frames.iter().all(|it| it.chars().all(alphanumeric)));
    frames.reverse();
    frames.rotate_left(3);
    let mut series = Series::default();
    assert_eq!(series.progress(), SeriesProgress::default());
    let of = frames.len();
    let progress = added(&mut series, &frames[2..]);
    assert_eq!((progress.have, progress.of), (of - 2, of));
    assert_eq!(progress.missing.len(), 2);
    assert_eq!(series.file(), None);
    let again = added(&mut series, &frames[2..]);
    assert_eq!(again, progress, "read twice it is there once");

    let mut resumed = Series::resume(&series.kept());
    assert_eq!(resumed, series);
    let progress = added(&mut resumed, &frames[..2]);
    assert_eq!((progress.have, progress.missing), (of, Vec::new()));
    assert_eq!(resumed.file(), Some(file));
}

#[test]
fn another_series_and_other_codes_change_nothing() {
    let [first, second] = [file(900), file(1_000)].map(|file| frames(&file).unwrap());
    let mut series = Series::default();
    series.add(&first[0]).unwrap();
    let before = series.clone();
    assert_eq!(series.add(&second[1]), Err(SeriesProblem::OtherSeries));
    let damaged = [
        &first[1][..40],
        "TEREN:",
        "TEREN:.",
        "TEREN:GGW.",
        "TEREN:::.",
    ];
    for text in damaged {
        assert_eq!(series.add(text), Err(SeriesProblem::Damaged), "{text}");
    }
    let link = "https://teren.example.org/join#code=K7Q2";
    for text in ["", link, &first[1][1..]] {
        assert_eq!(series.add(text), Err(SeriesProblem::NotAFrame));
    }
    let mut later = vec![2; 40];
    later.extend(sum_of::<SUM_BYTES>(&later));
    let later = [PREFIX, &base45::encode(&later), SUFFIX].concat();
    assert_eq!(series.add(&later), Err(SeriesProblem::Later { found: 2 }));
    assert_eq!(series, before);
}

#[test]
fn no_altered_character_is_taken() {
    let frame = &frames(&file(300)).unwrap()[0];
    for at in PREFIX.len()..frame.len() {
        let mut altered = frame.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert!(Series::default().add(&altered).is_err(), "{at}");
    }
}

#[test]
fn frames_that_each_hold_and_do_not_belong_together_are_given_up() {
    let frame = |number| Frame {
        id: [7; ID_BYTES],
        number,
        of: 2,
        part: vec![number; 20],
    };
    let mut series = Series::default();
    series.add(&frame(1).written()).unwrap();
    let problem = series.add(&frame(2).written());
    assert_eq!(problem, Err(SeriesProblem::Altered));
    assert_eq!(series, Series::default(), "it can be begun anew");
    for (number, of) in [(0, 2), (3, 2), (1, 65)] {
        let odd = Frame {
            of,
            ..frame(number)
        };
        assert_eq!(series.add(&odd.written()), Err(SeriesProblem::Damaged));
    }
}

#[test]
fn what_is_too_much_for_codes_says_what_to_do_instead() {
    let most = SERIES_FRAMES_MAX * SERIES_PART_BYTES_MAX;
    let problem = frames(&file(most)).unwrap_err().to_string();
    assert_eq!(
        problem,
        "this hand-over has 25 kB, too much for codes, which carry 24 kB: share the file instead, \
         or hand over fewer sessions at once"
    );
    assert!(frames(&file(most - 200)).unwrap().len() <= SERIES_FRAMES_MAX);
    let other = SeriesProblem::File(EnvelopeProblem::NotAHandOver);
    assert_eq!(frames(b"PK\x03\x04"), Err(other));
}

proptest! {
    /// Every size makes its file again.
    #[test]
    fn every_size_is_joined_again(bytes in 1usize..12_000) {
        let file = file(bytes);
        let frames = frames(&file).unwrap();
        let mut series = Series::default();
        added(&mut series, &frames);
        prop_assert_eq!(series.file(), Some(file));
    }

    /// Whatever is read, there is an answer.
    #[test]
    fn nothing_panics(text in "(TEREN:)?[A-Z0-9 $%*+./:-]{0,80}\\.?") {
        let _ = Series::default().add(&text);
        let _ = Series::resume(&text);
    }
}
