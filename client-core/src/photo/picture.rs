//! Pixels: out of a file with bounded memory, scaled and turned upright, into a plain JPEG.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::{PhotoProblem, Size};
use crate::limits::{PICTURE_DECODED_BYTES_MAX, PICTURE_PIXELS_MAX};

/// A picture in memory.
pub(super) struct Pixels(RgbImage);

/// Decodes a picture, scales it down to `side_max` and turns it as its camera was held.
///
/// The decoders are made for hostile files; should one make a mistake all the same, the file counts
/// as unreadable and nobody else is harmed.
pub(super) fn upright(file: &[u8], side_max: u32) -> Result<Pixels, PhotoProblem> {
    let done = catch_unwind(AssertUnwindSafe(|| decode(file, side_max)));
    done.unwrap_or(Err(PhotoProblem::Unreadable))
}

impl Pixels {
    pub(super) fn size(&self) -> Size {
        let (width, height) = self.0.dimensions();
        Size { width, height }
    }

    /// A new file with these pixels and nothing else.
    pub(super) fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, quality)
            .encode_image(&self.0)
            .expect("a small picture of whole pixels fits the format and memory takes it");
        file
    }
}

fn decode(file: &[u8], side_max: u32) -> Result<Pixels, PhotoProblem> {
    let unreadable = |_| PhotoProblem::Unreadable;
    let format = match file {
        [0xff, 0xd8, 0xff, ..] => ImageFormat::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => ImageFormat::Png,
        _ => return Err(PhotoProblem::Unreadable),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(PICTURE_DECODED_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PICTURE_PIXELS_MAX || decoder.total_bytes() > PICTURE_DECODED_BYTES_MAX {
        return Err(PhotoProblem::TooManyPixels(Size { width, height }));
    }
    // Of a picture that does not say how it was held, the pixels lie as they are to be seen.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let scaled = if width.max(height) > side_max {
        whole.thumbnail(side_max, side_max)
    } else {
        whole
    };
    let mut upright = DynamicImage::ImageRgb8(on_white(scaled));
    upright.apply_orientation(orientation);
    Ok(Pixels(upright.into_rgb8()))
}

/// What can be seen through lies on white, as in a gallery: a JPEG cannot be seen through.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u16::from);
        // At most 255, as both are.
        let mixed = |of: u16| ((of * a + 255 * (255 - a)) / 255) as u8;
        Rgb([mixed(r), mixed(g), mixed(b)])
    })
}
