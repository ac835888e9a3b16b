//! Who a request says it is: the bearer token of a device, the cookie of a browser; and whether a
//! form was sent by one of our own pages.
//!
//! Reads and writes headers only. Whether a token or a cookie is worth anything, `accounts` says.

use warp::http::{HeaderMap, HeaderValue, Uri, header};

use super::Face;
use super::problem::Problem;
use crate::limits::TOKEN_BYTES_MAX;
use crate::metrics::Code;

/// The name of the browser's cookie. The prefix makes browsers refuse it without TLS and from
/// neighbouring hosts.
const COOKIE: &str = "__Host-teren";
/// Its name on the plain listener of this machine, where that prefix is not allowed.
const PLAIN_COOKIE: &str = "teren";
/// The name of the cookie that remembers a language.
const LANGUAGE_COOKIE: &str = "teren-language";

/// The token of `Authorization: Bearer TOKEN`.
pub(super) fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    });
    token
        .filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES_MAX)
        .ok_or_else(|| Problem::new(Code::Unauthenticated, "this address needs a device token"))
}

/// The value of the browser's cookie.
pub(super) fn cookie(headers: &HeaderMap, face: Face) -> Option<&str> {
    value_of(headers, cookie_name(face))
}

fn value_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, value)| *known == name && value.len() <= TOKEN_BYTES_MAX)
        .map(|(_, value)| value)
}

/// The header that gives a browser its cookie: for this host alone, out of scripts' reach, not
/// sent along from other sites' forms. An empty value takes it back.
pub(super) fn set_cookie(value: &str, face: Face) -> HeaderValue {
    let name = cookie_name(face);
    let secure = if face == Face::Network {
        "; Secure"
    } else {
        ""
    };
    let gone = if value.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{gone}")
        .parse()
        .expect("cookies are made of letters and digits")
}

/// The language that this browser was told to show, where nobody is signed in who chose one.
pub(super) fn language(headers: &HeaderMap) -> Option<&str> {
    value_of(headers, LANGUAGE_COOKIE)
}

/// The header by which a browser remembers a language; no secret, kept for a year.
pub(super) fn set_language(tag: &str, face: Face) -> HeaderValue {
    let secure = if face == Face::Network {
        "; Secure"
    } else {
        ""
    };
    format!("{LANGUAGE_COOKIE}={tag}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}")
        .parse()
        .expect("tags of languages are letters")
}

/// The page of our own from which a form was sent, as an address on this server.
pub(super) fn page_before(headers: &HeaderMap) -> Option<String> {
    let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let address = referer.path_and_query()?.as_str();
    // Two slashes would begin the name of another host.
    (address.starts_with('/') && !address.starts_with("//")).then(|| address.to_owned())
}

fn cookie_name(face: Face) -> &'static str {
    match face {
        Face::Network => COOKIE,
        Face::ThisMachine | Face::Monitoring => PLAIN_COOKIE,
    }
}

/// Refuses a form that another site sent. Browsers say where a form comes from; a program that
/// says nothing has no cookie that somebody else could make it send.
pub(super) fn check_own_page(headers: &HeaderMap, host: Option<&str>) -> Result<(), Problem> {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let own = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let origin: Option<Uri> = origin.parse().ok();
            let origin = origin
                .as_ref()
                .and_then(Uri::authority)
                .map(|it| it.as_str());
            origin.is_some() && origin == host
        }
        (None, None) => true,
    };
    if own {
        return Ok(());
    }
    Err(Problem::new(
        Code::StaleForm,
        "this form was not sent by one of our pages",
    ))
}

#[cfg(test)]
mod tests {
    use warp::http::HeaderName;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().copied();
        pairs
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn a_token_is_taken_from_its_header_alone() {
        let token = |value| bearer(&headers(&[("authorization", value)])).map(str::to_owned);
        assert_eq!(token("Bearer abc"), Ok("abc".to_owned()));
        assert_eq!(token("bearer  abc "), Ok("abc".to_owned()));
        for wrong in ["Basic abc", "Bearer", "Bearer ", "abc", ""] {
            assert_eq!(
                token(wrong).unwrap_err().code(),
                Code::Unauthenticated,
                "{wrong}"
            );
        }
        assert!(bearer(&HeaderMap::new()).is_err());
    }

    #[test]
    fn the_cookie_comes_back_as_it_was_given() {
        for face in [Face::Network, Face::ThisMachine] {
            let given = set_cookie("abc", face);
            let pair = given.to_str().unwrap().split(';').next().unwrap();
            let mut sent = HeaderMap::new();
            sent.append(
                header::COOKIE,
                format!("theme=dark; {pair}").parse().unwrap(),
            );
            assert_eq!(cookie(&sent, face), Some("abc"));
        }
        let secure = set_cookie("abc", Face::Network);
        assert_eq!(
            secure,
            "__Host-teren=abc; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(
            set_cookie("", Face::Network)
                .to_str()
                .unwrap()
                .ends_with("; Max-Age=0")
        );
        assert_eq!(
            cookie(&headers(&[("cookie", "teren=abc")]), Face::Network),
            None
        );
    }

    #[test]
    fn another_sites_form_is_refused() {
        let host = Some("teren.example.org:8443");
        let sent = |pairs| check_own_page(&headers(pairs), host).is_ok();
        assert!(sent(&[("sec-fetch-site", "same-origin")]));
        assert!(sent(&[("origin", "https://teren.example.org:8443")]));
        assert!(sent(&[]));
        assert!(!sent(&[("sec-fetch-site", "cross-site")]));
        assert!(!sent(&[("sec-fetch-site", "same-site")]));
        assert!(!sent(&[("origin", "https://evil.example.org")]));
        assert!(!sent(&[("origin", "https://teren.example.org")]));
        assert!(!sent(&[("origin", "null")]));
    }
}
