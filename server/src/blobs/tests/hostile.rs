//! Photos that somebody made to break a decoder: nothing breaks, and nothing of them stays.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::*;

/// Files that are broken in each way.
const MUTANTS: usize = 300;

/// What comes of a file whose name is its hash.
fn sent(world: &mut World, file: &[u8]) -> Result<Standing, Refused> {
    world.named.clear();
    let id = world.name(file);
    let sent = world.send(&phone(1), id, file);
    if sent.is_err() {
        assert_eq!(world.standing(&phone(1), id).offset, 0);
    }
    sent
}

#[test]
fn truncated_and_changed_photos_harm_nobody() {
    let mut world = World::new();
    let jpeg = small_photo(9);
    assert!(sent(&mut world, &jpeg).unwrap().complete);
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut below = |end: usize| usize::try_from(random.next_u64()).unwrap() % end;
    let (mut taken, mut refused) = (0, 0);
    for round in 0..MUTANTS {
        let mut file = jpeg.clone();
        match round % 3 {
            0 => file.truncate(1 + below(jpeg.len() - 1)),
            1 => {
                for _ in 0..1 + below(8) {
                    let at = below(file.len());
                    file[at] ^= 1 << below(8);
                }
            }
            _ => {
                let (from, to) = (below(file.len()), below(file.len()));
                let piece = file[from.min(to)..from.max(to)].to_vec();
                let at = below(file.len());
                file.splice(at..at, piece);
            }
        }
        match sent(&mut world, &file) {
            Ok(standing) => {
                assert!(standing.complete);
                taken += 1;
            }
            Err(Refused::Unfit(_)) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(refused > MUTANTS / 3, "{refused} refused, {taken} taken");
}

#[test]
fn a_photo_that_says_more_than_its_pixels_is_not_kept() {
    let mut world = World::new();
    let jpeg = small_photo(10);
    let exif = [&b"\xff\xe1\x00\x0aExif\0\0MM"[..], &jpeg[2..]].concat();
    let exif = [&jpeg[..2], &exif].concat();
    let refused = sent(&mut world, &exif).unwrap_err();
    assert!(refused.to_string().contains("APP1"), "{refused}");
    let behind = [&*jpeg, b"hidden"].concat();
    assert!(matches!(sent(&mut world, &behind), Err(Refused::Unfit(_))));
    // 65,535 by 65,535 pixels, which would take 12 GB.
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    let mut huge = jpeg.clone();
    huge[frame + 5..frame + 9].fill(0xff);
    assert!(matches!(sent(&mut world, &huge), Err(Refused::Unfit(_))));
}
