//! Pictures as cameras and attackers make them. They are made here: nobody's photo is a fixture.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::limits::PICTURE_PIXELS_MAX;

/// A picture whose upper left quarter is red, on blue.
fn marked(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            Rgb([250, 0, 0])
        } else {
            Rgb([0, 0, 250])
        }
    })
}

/// As a camera writes it: how it was held, and a place far from here.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 4, b'G', b'P', b'S', 0]);
    exif.extend([0; 4]);
    exif.extend(b"GPS 47.8496 N 25.9152 E");
    exif
}

fn from_camera(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 90);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.set_icc_profile(vec![7; 100]).unwrap();
    encoder.encode_image(picture).unwrap();
    file
}

fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let picture: DynamicImage = picture.into();
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

fn pixels(jpeg: &[u8]) -> RgbImage {
    let picture = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg);
    picture.unwrap().into_rgb8()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn nothing_of_the_camera_is_left() {
    let file = from_camera(&marked(400, 300), 1);
    assert!(holds(&file, b"GPS 47.8496"), "the picture says its place");
    let what = PhotoProblem::Metadata { what: "APP1" };
    assert_eq!(check(&file), Err(what), "so nobody takes it as it is");
    let photo = prepare(&file).unwrap();
    for left in [b"Exif".as_slice(), b"GPS", b"ICC"] {
        assert!(!holds(&photo.jpeg, left));
    }
    assert_eq!(check(&photo.jpeg), Ok(photo.size));
    assert_eq!(photo.sha256, hash(&photo.jpeg));
    assert_eq!(prepare(&file).unwrap(), photo, "the same file each time");
}

#[test]
fn a_photo_stands_upright_however_the_camera_was_held() {
    let (low, high) = (|at: u32| at / 8, |at: u32| at - at / 8);
    // Where the red quarter comes to lie, and whether the sides change places.
    for (orientation, right, down, turned) in [
        (1, false, false, false),
        (2, true, false, false),
        (3, true, true, false),
        (4, false, true, false),
        (5, false, false, true),
        (6, true, false, true),
        (7, true, true, true),
        (8, false, true, true),
    ] {
        let photo = prepare(&from_camera(&marked(400, 200), orientation)).unwrap();
        let (width, height) = if turned { (200, 400) } else { (400, 200) };
        assert_eq!(photo.size, Size { width, height }, "{orientation}");
        let x = if right { high(width) } else { low(width) };
        let y = if down { high(height) } else { low(height) };
        let seen = pixels(&photo.jpeg);
        assert!(seen.get_pixel(x, y).0[0] > 200, "{orientation}: red there");
        let across = seen.get_pixel(width - 1 - x, height - 1 - y).0;
        assert!(across[2] > 200, "{orientation}: blue across");
    }
}

#[test]
fn a_large_picture_is_scaled_and_a_small_one_is_not() {
    let photo = prepare(&from_camera(&marked(4_000, 3_000), 6)).unwrap();
    let upright = Size {
        width: 1_200,
        height: 1_600,
    };
    assert_eq!(photo.size, upright);
    let small = Size {
        width: 40,
        height: 3,
    };
    assert_eq!(prepare(&png(marked(40, 3))).unwrap().size, small);
    let long = prepare(&png(marked(4_000, 1))).unwrap();
    assert_eq!((long.size.width, long.size.height), (1_600, 1));
}

#[test]
fn pictures_of_every_kind_of_pixel_become_photos() {
    let clear = RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0]));
    let seen = pixels(&prepare(&png(clear)).unwrap().jpeg);
    assert!(seen.get_pixel(10, 10).0[0] > 250, "on white, not on black");
    let color = DynamicImage::ImageRgb8(marked(20, 20));
    for picture in [
        color.to_luma8().into(),
        color.to_luma_alpha16().into(),
        DynamicImage::from(color.to_rgba16()),
    ] {
        prepare(&png(picture)).unwrap();
    }
    let mut grey = Vec::new();
    let encoder = JpegEncoder::new(&mut grey);
    encoder
        .write_image(&[120; 400], 20, 20, image::ExtendedColorType::L8)
        .unwrap();
    prepare(&grey).unwrap();
}

#[test]
fn grain_is_written_less_well_until_it_fits() {
    let mut state = 7_u32;
    let grain = RgbImage::from_fn(1_600, 1_600, |_, _| {
        let draw = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        Rgb([0; 3].map(draw))
    });
    let photo = prepare(&png(grain)).unwrap();
    assert!(photo.jpeg.len() <= PHOTO_BYTES_MAX, "{}", photo.jpeg.len());
    check(&photo.jpeg).unwrap();
}

#[test]
fn a_small_picture_is_made_of_a_photo_alone() {
    let photo = prepare(&from_camera(&marked(2_000, 1_000), 1)).unwrap();
    let small = thumbnail(&photo.jpeg).unwrap();
    let size = Size {
        width: 320,
        height: 160,
    };
    assert_eq!(check(&small), Ok(size));
    assert!(small.len() < photo.jpeg.len());
    assert_eq!(thumbnail(&png(marked(9, 9))), Err(PhotoProblem::Unreadable));
}

/// The size that a JPEG says it has.
fn resized(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]);
    let at = frame.unwrap() + 5;
    let mut file = jpeg.to_vec();
    file[at..at + 2].copy_from_slice(&height.to_be_bytes());
    file[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
    file
}

#[test]
fn huge_dimensions_are_refused_before_memory_is_taken() {
    let photo = prepare(&png(marked(64, 64))).unwrap().jpeg;
    let huge = resized(&photo, 60_000, 60_000);
    let size = Size {
        width: 60_000,
        height: 60_000,
    };
    assert!(u64::from(size.width) * u64::from(size.height) > PICTURE_PIXELS_MAX);
    let refused = PhotoProblem::TooManyPixels(size);
    assert_eq!(check(&huge).unwrap_err(), refused);
    assert_eq!(prepare(&huge).unwrap_err(), refused);
    let wide = check(&resized(&photo, 1_601, 8));
    assert!(matches!(wide, Err(PhotoProblem::TooManyPixels(_))));
    // A few bytes of PNG that say the same.
    let mut header = png(marked(1, 1));
    header[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    header[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    prepare(&header).unwrap_err();
}

#[test]
fn too_many_bytes_are_not_read() {
    let allowed = PICTURE_BYTES_MAX;
    let found = allowed + 1;
    let refused = PhotoProblem::TooManyBytes { found, allowed };
    assert_eq!(prepare(&vec![0xff; found]).unwrap_err(), refused);
    let checked = check(&vec![0xff; PHOTO_BYTES_MAX + 1]);
    assert!(matches!(checked, Err(PhotoProblem::TooManyBytes { .. })));
}

#[test]
fn nothing_hides_beside_the_pixels() {
    let photo = prepare(&png(marked(64, 48))).unwrap().jpeg;
    let with = |segment: &[u8]| [&photo[..2], segment, &photo[2..]].concat();
    for (segment, what) in [
        (b"\xff\xe1\0\x06Exif".as_slice(), "APP1"),
        (b"\xff\xe0\0\x06JFXX", "APP0"),
        (b"\xff\xed\0\x06IPTC", "APPn"),
        (b"\xff\xfe\0\x06here", "a comment"),
    ] {
        assert_eq!(check(&with(segment)), Err(PhotoProblem::Metadata { what }));
    }
    // A diary in tables of quantisation, and in one that is never asked for.
    let table = [b"\xff\xdb\0\x43\0".as_slice(), &[7; 64]].concat();
    assert!(check(&with(&table)).is_ok());
    let what = "tables that are too long";
    for hidden in [
        table.repeat(32),
        [b"\xff\xc4\x10\0", [7; 4_094].as_slice()].concat(),
    ] {
        assert_eq!(check(&with(&hidden)), Err(PhotoProblem::Metadata { what }));
    }
    let longer = [photo.as_slice(), b"more"].concat();
    let what = "bytes behind its end";
    assert_eq!(check(&longer), Err(PhotoProblem::Metadata { what }));
    let twice = [&photo[..photo.len() - 2], &photo[2..]].concat();
    assert_eq!(check(&twice), Err(PhotoProblem::Unreadable));
}

#[test]
fn half_a_photo_is_none() {
    let photo = prepare(&from_camera(&marked(64, 48), 1)).unwrap().jpeg;
    for length in 0..photo.len() {
        check(&photo[..length]).unwrap_err();
        thumbnail(&photo[..length]).unwrap_err();
        let _ = prepare(&photo[..length]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever was made of it, a file is taken or refused, and what is made of it can be kept.
    #[test]
    fn an_altered_picture_never_harms(
        kind in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        kept in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let picture = marked(72, 56);
        let mut file = match kind {
            0 => from_camera(&picture, 6),
            1 => png(picture),
            _ => prepare(&png(picture)).unwrap().jpeg,
        };
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        if cut {
            file.truncate(kept.index(file.len()));
        }
        let _ = check(&file);
        let _ = thumbnail(&file);
        if let Ok(photo) = prepare(&file) {
            prop_assert_eq!(check(&photo.jpeg), Ok(photo.size));
        }
    }
}
