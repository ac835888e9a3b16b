//! A link as a picture that a phone's camera reads: dark on light in any colour scheme, because
//! many cameras read it no other way.

use std::fmt::Write;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, without which cameras do not find it.
const QUIET: usize = 4;

/// Draws `link`, named `name` for who cannot see it; nothing when it is longer than any code.
pub fn qr(name: &str, link: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else {
        return html! {};
    };
    let width = code.width();
    let side = width + 2 * QUIET;
    html! {
        svg.qr viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(name)
            shape-rendering="crispEdges" {
            rect.qr-light width=(side) height=(side) {}
            path.qr-dark d=(path(&code.to_colors(), width)) {}
        }
    }
}

/// A bar for each run of dark modules.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                write!(path, "M{left} {top}h{length}v1h-{length}z")
                    .expect("a String takes every write");
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_become_bars_inside_the_quiet_zone() {
        use Color::{Dark, Light};
        let modules = [Dark, Dark, Light, Light, Light, Dark, Dark, Dark, Dark];
        assert_eq!(path(&modules, 3), "M4 4h2v1h-2zM6 5h1v1h-1zM4 6h3v1h-3z");
        let link = format!(
            "https://teren.example.org:8443/join#code=K7Q2&pin={}",
            "a".repeat(64)
        );
        assert!(qr("Invite", &link).into_string().contains("<path"));
        assert_eq!(qr("Invite", &"a".repeat(4_000)).into_string(), "");
    }
}
