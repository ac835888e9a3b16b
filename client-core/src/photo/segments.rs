//! What lies in a JPEG file, marker by marker, without decoding a pixel (ITU-T T.81, annex B).

use super::{PhotoProblem, Size};
use crate::limits::PHOTO_HEADERS_BYTES_MAX;

const START: [u8; 2] = [0xff, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const JFIF: u8 = 0xe0;
/// Tables of quantisation and of codes, and how often decoding begins afresh.
const TABLES: [u8; 3] = [0xdb, 0xc4, 0xdd];
/// Frames of 8-bit samples in Huffman codes: baseline, extended, progressive.
const FRAMES: [u8; 3] = [0xc0, 0xc1, 0xc2];
/// What is told of tables that are longer than any pixels need.
const LONG: &str = "tables that are too long";
/// Bytes of a JFIF header without a picture of its own in it.
const JFIF_BYTES: usize = 14;

/// The size of a JPEG file in which is nothing but what its pixels need.
pub(super) fn check(jpeg: &[u8]) -> Result<Size, PhotoProblem> {
    let mut rest = jpeg.strip_prefix(&START).ok_or(PhotoProblem::Unreadable)?;
    let (mut size, mut has_pixels) = (None, false);
    let mut headers = 0;
    loop {
        let (marker, behind) = marker(rest).ok_or(PhotoProblem::Unreadable)?;
        if marker == END {
            if !behind.is_empty() {
                let what = "bytes behind its end";
                return Err(PhotoProblem::Metadata { what });
            }
            return size.filter(|_| has_pixels).ok_or(PhotoProblem::Unreadable);
        }
        let (segment, behind) = segment(behind).ok_or(PhotoProblem::Unreadable)?;
        rest = behind;
        match marker {
            SCAN => {
                has_pixels = true;
                rest = behind_pixels(behind);
            }
            JFIF if segment.len() == JFIF_BYTES && segment.starts_with(b"JFIF\0") => {}
            // A second frame would be a second picture.
            marker if FRAMES.contains(&marker) && size.is_none() => {
                size = Some(dimensions(segment).ok_or(PhotoProblem::Unreadable)?);
            }
            marker if TABLES.contains(&marker) => {}
            0xe0 => return Err(PhotoProblem::Metadata { what: "APP0" }),
            0xe1 => return Err(PhotoProblem::Metadata { what: "APP1" }),
            0xe2 => return Err(PhotoProblem::Metadata { what: "APP2" }),
            0xe3..=0xef => return Err(PhotoProblem::Metadata { what: "APPn" }),
            0xfe => {
                return Err(PhotoProblem::Metadata { what: "a comment" });
            }
            _ => return Err(PhotoProblem::Unreadable),
        }
        headers += segment.len();
        if headers > PHOTO_HEADERS_BYTES_MAX {
            return Err(PhotoProblem::Metadata { what: LONG });
        }
    }
}

/// The next marker, and what lies behind it.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    match bytes {
        [0xff, marker, behind @ ..] => Some((*marker, behind)),
        _ => None,
    }
}

/// A segment's bytes, without the length before them, and what lies behind it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, behind) = bytes.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(length.len())?;
    behind.split_at_checked(length)
}

/// What comes after the coded pixels of a scan: in them, 0xff stands before a zero, or before the
/// mark that decoding begins afresh.
fn behind_pixels(bytes: &[u8]) -> &[u8] {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
    let end = bytes.windows(2).position(is_end);
    &bytes[end.unwrap_or(bytes.len())..]
}

/// Height and width stand behind the precision of the samples.
fn dimensions(frame: &[u8]) -> Option<Size> {
    let [8, h1, h2, w1, w2, ..] = *frame else {
        return None;
    };
    let width = u32::from(u16::from_be_bytes([w1, w2]));
    let height = u32::from(u16::from_be_bytes([h1, h2]));
    (width > 0 && height > 0).then_some(Size { width, height })
}
