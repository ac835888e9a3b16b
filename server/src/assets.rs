//! The files that pages ask for beside themselves, compiled in and named after their content.
//!
//! A name that changes with the content lets a browser keep a file for ever and never show a page
//! with yesterday's style. Must not know pages or HTTP.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One file.
pub struct Asset {
    name: String,
    /// For the `Content-Type` header.
    pub content_type: &'static str,
    /// What is sent.
    pub bytes: &'static [u8],
}

impl Asset {
    fn new(stem: &str, end: &str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash = hex::encode(&Sha256::digest(bytes)[..HASH_BYTES]);
        Self {
            name: format!("{stem}-{hash}.{end}"),
            content_type,
            bytes,
        }
    }

    /// Where pages find it.
    pub fn address(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// Enough of the hash that two editions of a file never share a name.
const HASH_BYTES: usize = 8;

/// Joins the components of the style sheet.
macro_rules! sheet {
    ($first:literal, $($next:literal),+ $(,)?) => {
        concat!(
            include_str!(concat!("../assets/css/", $first, ".css")),
            $("\n", include_str!(concat!("../assets/css/", $next, ".css"))),+
        )
    };
}

/// One component a file, in the order in which they overrule each other; to browsers it is one.
const SHEET: &str = sheet!(
    "tokens", "ground", "words", "frame", "door", "panels", "charts", "trend", "progress", "bars",
    "pyramid", "map", "tables", "forms", "filter", "badges", "session", "desk", "phones", "narrow",
    "paper",
);

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("teren", "css", "text/css; charset=utf-8", SHEET.as_bytes()));

static SIGN: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "sign",
        "svg",
        "image/svg+xml",
        include_bytes!("../assets/sign.svg"),
    )
});

static LIVE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "live",
        "js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/live.js"),
    )
});

/// The script that keeps an open page up to date.
pub fn live() -> &'static Asset {
    &LIVE
}

/// The style sheet of all pages.
pub fn style() -> &'static Asset {
    &STYLE
}

/// The sign in a browser's tab.
pub fn sign() -> &'static Asset {
    &SIGN
}

/// The file of this name under `/assets/`. May be kept for ever by whoever asks.
pub fn find(name: &str) -> Option<&'static Asset> {
    [style(), sign(), live()]
        .into_iter()
        .find(|asset| asset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_the_name_that_pages_use() {
        for asset in [style(), sign(), live()] {
            let address = asset.address();
            let name = address.strip_prefix("/assets/").unwrap();
            assert_eq!(find(name).map(|found| found.bytes), Some(asset.bytes));
        }
        assert!(find("teren.css").is_none());
    }

    #[test]
    fn no_component_of_the_style_sheet_is_left_out() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/css");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(SHEET.contains(&text), "{}", path.display());
        }
    }
}
