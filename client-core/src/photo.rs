//! Photos without anything of the camera in them: what a phone makes before a file touches its
//! disk, and what a server looks for before it keeps one.
//!
//! A picture out of a camera says where and when it was taken, with which phone, and often holds a
//! small copy of what was cropped away. Nothing is cut out of it here: its pixels are decoded,
//! turned upright, scaled and written as a new JPEG, which has no place for more. Colours are those
//! of sRGB: a wider profile is left behind with the rest.
//!
//! Knows no document and does no IO. Whatever the bytes are, nothing here panics.

mod picture;
mod segments;

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

use crate::limits::{PHOTO_BYTES_MAX, PHOTO_SIDE_MAX, PICTURE_BYTES_MAX, THUMBNAIL_SIDE_MAX};

/// The one kind of file that is attached.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// How well a photo is written, of 100: the first that fits `PHOTO_BYTES_MAX`. Only pictures that
/// are all grain need more than the first.
const QUALITIES: [u8; 4] = [80, 60, 40, 20];
/// How well the small picture is written.
const THUMBNAIL_QUALITY: u8 = 70;

/// A photo as it is kept and sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// The file: a JPEG that `check` takes.
    pub jpeg: Vec<u8>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Its size in pixels.
    pub size: Size,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// Why a file is no photo that is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoProblem {
    /// Neither JPEG nor PNG, or damaged.
    #[error("this file cannot be read as a picture: choose a JPEG or PNG file")]
    Unreadable,
    /// More bytes than are read.
    #[error("the picture has {found} bytes; at most {allowed} can be taken")]
    TooManyBytes {
        /// What was found.
        found: usize,
        /// What is allowed.
        allowed: usize,
    },
    /// More pixels than fit the memory of a phone.
    #[error("the picture has {0} pixels: choose a smaller size in the camera")]
    TooManyPixels(Size),
    /// Something beside the pixels is in the file.
    #[error("the photo holds more than its pixels ({what}): make it anew without that")]
    Metadata {
        /// What it is, e.g. `APP1`.
        what: &'static str,
    },
}

/// Makes a photo of a picture: no metadata, upright, the longer side at most `PHOTO_SIDE_MAX`.
///
/// Takes about a second for a picture of 12 million pixels, and up to 3 bytes of memory for each.
pub fn prepare(picture: &[u8]) -> Result<Photo, PhotoProblem> {
    check_length(picture, PICTURE_BYTES_MAX)?;
    let pixels = picture::upright(picture, PHOTO_SIDE_MAX)?;
    let size = pixels.size();
    let written = QUALITIES.iter().map(|quality| pixels.jpeg(*quality));
    let mut fitting = written.filter(|jpeg| jpeg.len() <= PHOTO_BYTES_MAX);
    let jpeg = fitting.next().ok_or(PhotoProblem::TooManyPixels(size))?;
    Ok(Photo {
        sha256: hash(&jpeg),
        jpeg,
        size,
    })
}

/// Whether a file is a photo as `prepare` makes it: a whole JPEG of no more than the agreed length
/// and size, with nothing in it but what its pixels need. That they can be read, `thumbnail` tells.
pub fn check(jpeg: &[u8]) -> Result<Size, PhotoProblem> {
    check_length(jpeg, PHOTO_BYTES_MAX)?;
    let size = segments::check(jpeg)?;
    if size.width.max(size.height) > PHOTO_SIDE_MAX {
        return Err(PhotoProblem::TooManyPixels(size));
    }
    Ok(size)
}

/// The small picture of a photo, a JPEG of at most `THUMBNAIL_SIDE_MAX` pixels a side.
pub fn thumbnail(jpeg: &[u8]) -> Result<Vec<u8>, PhotoProblem> {
    check(jpeg)?;
    Ok(picture::upright(jpeg, THUMBNAIL_SIDE_MAX)?.jpeg(THUMBNAIL_QUALITY))
}

/// The name of a file: SHA-256 in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn check_length(bytes: &[u8], allowed: usize) -> Result<(), PhotoProblem> {
    let found = bytes.len();
    if found > allowed {
        return Err(PhotoProblem::TooManyBytes { found, allowed });
    }
    Ok(())
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({}, {})", self.sha256, self.size)
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} x {}", self.width, self.height)
    }
}
