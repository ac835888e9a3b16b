//! QR codes as pictures: drawn as a screen shows them, read as a camera's software does.

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode, Version};

/// Pixels a module.
const SCALE: u32 = 6;
/// Light modules around a code, without which cameras do not find it.
const QUIET: u32 = 4;

/// A code's picture, and its version: 15 has 77 modules a side.
///
/// # Panics
/// When the text is longer than any code.
#[must_use]
pub fn draw(text: &str) -> (GrayImage, i16) {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("a text that fits");
    let (Version::Normal(version) | Version::Micro(version)) = code.version();
    let width = u32::try_from(code.width()).expect("a code is small");
    let modules = code.to_colors();
    let side = (width + 2 * QUIET) * SCALE;
    let picture = GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / SCALE).checked_sub(QUIET).filter(|at| *at < width);
        let is_dark = match (at(x), at(y)) {
            (Some(x), Some(y)) => modules[(y * width + x) as usize] == Color::Dark,
            _ => false,
        };
        Luma([if is_dark { 0 } else { 255 }])
    });
    (picture, version)
}

/// The texts of the codes that can be read in a picture.
#[must_use]
pub fn read(picture: &GrayImage) -> Vec<String> {
    let (width, height) = picture.dimensions();
    let mut reader = quircs::Quirc::default();
    let found = reader.identify(width as usize, height as usize, picture.as_raw());
    let read = found.filter_map(|code| code.ok()?.decode().ok());
    read.filter_map(|read| String::from_utf8(read.payload).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use client_core::limits::SERIES_FRAME_CHARS_MAX;
    use image::imageops::{FilterType, resize};

    use super::*;

    /// The longest frame of a series, all characters of its alphabet in it, in no order that a
    /// code would take fewer modules for.
    fn longest() -> String {
        let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        let turned = (0..SERIES_FRAME_CHARS_MAX).map(|at| letters[at * 19 % letters.len()]);
        turned.map(char::from).collect()
    }

    #[test]
    fn the_longest_frame_is_a_code_of_version_15() {
        let (picture, version) = draw(&longest());
        assert_eq!(version, 15);
        assert_eq!(read(&picture), [longest()]);
    }

    #[test]
    fn a_smaller_grey_picture_is_read() {
        let (picture, _) = draw(&longest());
        let side = picture.width() * 5 / 6;
        let mut small = resize(&picture, side, side, FilterType::Triangle);
        for (x, y, pixel) in small.enumerate_pixels_mut() {
            let noise = u8::try_from((x * 31 + y * 17) % 8).unwrap();
            pixel.0[0] = pixel.0[0] / 2 + 40 + noise;
        }
        assert_eq!(read(&small), [longest()]);
    }
}
