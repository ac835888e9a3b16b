//! The address under which phones and browsers reach the server: `https`, a host, a port.
//!
//! It goes into every invite and into the certificate, so it is checked once, here. This file
//! resolves no name and opens no socket.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::limits::HOST_BYTES_MAX;

/// The port of an address that names none.
const HTTPS: u16 = 443;

/// `https://HOST[:PORT]`, without a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    /// A host name in lower case or an IP address, IPv6 without brackets.
    host: String,
    port: u16,
}

/// A text that is no such address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address like https://teren.example.org or https://192.0.2.7:8443")]
pub struct NotAPublicUrl(String);

impl PublicUrl {
    /// The address of a listener on this machine.
    pub fn of(listener: SocketAddr) -> Self {
        Self {
            host: listener.ip().to_string(),
            port: listener.port(),
        }
    }

    /// The host alone, as a certificate names it.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether another device could reach it at all: false for names and addresses that mean
    /// "this machine", many machines or nothing, an IPv4 address in IPv6's clothes included.
    pub fn can_be_reached_from_outside(&self) -> bool {
        match self.host.parse().map(|ip: IpAddr| ip.to_canonical()) {
            Ok(IpAddr::V4(ip)) => {
                // 0.0.0.0/8 means "this network", 240.0.0.0/4 is nobody's.
                let is_nobodys = matches!(ip.octets()[0], 0 | 240..);
                !(is_nobodys || ip.is_loopback() || ip.is_link_local() || ip.is_multicast())
            }
            Ok(IpAddr::V6(ip)) => {
                !(ip.is_loopback()
                    || ip.is_unspecified()
                    || ip.is_unicast_link_local()
                    || ip.is_multicast())
            }
            Err(_) => {
                let last = self.host.rsplit('.').next().unwrap_or_default();
                let is_here = matches!(last, "localhost" | "localdomain" | "invalid")
                    || self.host.starts_with("ip6-");
                !is_here
            }
        }
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let wrong = || NotAPublicUrl(text.to_owned());
        let rest = text.strip_prefix("https://").ok_or_else(wrong)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match authority.strip_prefix('[') {
            Some(v6) => {
                let (ip, after) = v6.split_once(']').ok_or_else(wrong)?;
                let ip: Ipv6Addr = ip.parse().map_err(|_| wrong())?;
                let port = after.strip_prefix(':').filter(|port| !port.is_empty());
                (ip.to_string(), port.or(after.is_empty().then_some("")))
            }
            None => match authority.split_once(':') {
                Some((host, port)) if !port.is_empty() => (host.to_ascii_lowercase(), Some(port)),
                Some(_) => return Err(wrong()),
                None => (authority.to_ascii_lowercase(), Some("")),
            },
        };
        let port = match port.ok_or_else(wrong)? {
            "" => HTTPS,
            digits => digits
                .parse()
                .ok()
                .filter(|port| *port != 0)
                .ok_or_else(wrong)?,
        };
        if host.parse::<IpAddr>().is_err() && !is_host_name(&host) {
            return Err(wrong());
        }
        Ok(Self { host, port })
    }
}

/// RFC 1123: labels of letters, digits and inner hyphens; the last one no number, or it would
/// be a mistyped IPv4 address.
fn is_host_name(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= HOST_BYTES_MAX
        && host.split('.').all(label)
        && !last.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("https://")?;
        if self.host.contains(':') {
            write!(f, "[{}]", self.host)?;
        } else {
            f.write_str(&self.host)?;
        }
        if self.port == HTTPS {
            Ok(())
        } else {
            write!(f, ":{}", self.port)
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NotAPublicUrl;

    fn try_from(text: String) -> Result<Self, NotAPublicUrl> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn an_address_reads_back_as_it_was_written() {
        for text in [
            "https://teren.example.org",
            "https://192.0.2.7:8443",
            "https://[2001:db8::7]:1",
        ] {
            assert_eq!(url(text).to_string(), text);
        }
        assert_eq!(
            url("https://Teren.Example.org:443/").to_string(),
            "https://teren.example.org"
        );
        assert_eq!(
            PublicUrl::of("[::1]:8443".parse().unwrap()).to_string(),
            "https://[::1]:8443"
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "teren.example.org",
            "http://teren.example.org",
            "https://",
            "https://a b",
            "https://host/path",
            "https://host:0",
            "https://host:70000",
            "https://host:",
            "https://user@host",
            "https://-a",
            "https://a..b",
            "https://192.0.2.300",
            "https://[::1",
            "https://[::1]x",
            "https://[::1]:",
            "https://[host]",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_other_machines_addresses_go_into_invites() {
        for text in [
            "https://teren.example.org",
            "https://192.168.1.4:8443",
            "https://[2001:db8::7]",
        ] {
            assert!(url(text).can_be_reached_from_outside(), "{text}");
        }
        for text in [
            "https://localhost:8443",
            "https://demo.localhost",
            "https://127.0.0.1",
            "https://0.0.0.0:8443",
            "https://[::1]:8443",
            "https://[::]",
            "https://169.254.3.4",
        ] {
            assert!(!url(text).can_be_reached_from_outside(), "{text}");
        }
    }
}
