//! `teren systemd`: the service for systemd, as text, so that whoever runs the server reads it
//! before it is installed.
//!
//! Writes no file and starts nothing. What the service may do is as little as the server needs: its
//! own folder, its port, its disk.

use std::env;
use std::fmt::Write as _;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Data, Failure, address};
use crate::ca::OwnFiles;
use crate::config::DataFolder;

/// Ports below this one need a right of their own.
const FREE_PORTS_FROM: u16 = 1024;

/// Print a hardened systemd service that runs the server
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Systemd {
    #[command(flatten)]
    data: Data,
    /// The system's user who owns the data folder and runs the server
    #[arg(long, value_name = "NAME", default_value = "teren", value_parser = user)]
    user: String,
    /// Where to listen, with TLS
    #[arg(long, value_name = "ADDR:PORT", default_value = "0.0.0.0:8443", value_parser = address)]
    listen: SocketAddr,
    /// Serve metrics for Prometheus here
    #[arg(long, value_name = "ADDR:PORT", value_parser = address)]
    metrics: Option<SocketAddr>,
    /// Show browsers a certificate of your own, a PEM file
    #[arg(long, value_name = "PEM", requires = "key")]
    certificate: Option<PathBuf>,
    /// The certificate's private key, a PEM file
    #[arg(long, value_name = "PEM", requires = "certificate")]
    key: Option<PathBuf>,
}

const EXAMPLES: &str = "\
The service runs the program that printed it: install `teren` where it is to stay first.

Examples:
  teren systemd --data /srv/teren > /etc/systemd/system/teren.service
  systemctl daemon-reload && systemctl enable --now teren
  teren systemd --data /srv/teren --user teren --listen 0.0.0.0:443 --metrics 127.0.0.1:9464";

impl Systemd {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (folder, settings) = DataFolder::open(&self.data.folder)?;
        let absolute = |path: &Path| {
            std::path::absolute(path).map_err(Failure::io(path.display().to_string()))
        };
        let program = env::current_exe().map_err(Failure::io("this program"))?;
        let own = match self.certificate.as_deref().zip(self.key.as_deref()) {
            Some((certificate, key)) => Some(OwnFiles {
                certificate: absolute(certificate)?,
                key: absolute(key)?,
            }),
            None => None,
        };
        let service = Service {
            organisation: &settings.organisation,
            program: &program,
            data: &absolute(folder.path())?,
            user: &self.user,
            listen: self.listen,
            metrics: self.metrics,
            own: own.as_ref(),
        };
        write!(out, "{}", service.text()).map_err(Failure::output)
    }
}

/// What the service is made from; all paths are absolute.
struct Service<'a> {
    organisation: &'a str,
    program: &'a Path,
    data: &'a Path,
    user: &'a str,
    listen: SocketAddr,
    metrics: Option<SocketAddr>,
    own: Option<&'a OwnFiles>,
}

impl Service<'_> {
    fn text(&self) -> String {
        let data = quoted(self.data);
        let mut text = format!(
            "\
[Unit]
Description=Teren server of {organisation}
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={user}
ExecStart={command}
# Reads a certificate of your own again.
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=5
TimeoutStopSec=30
LimitNOFILE=8192
UMask=0077

# It writes into its data folder and nowhere else, and sees no more than it needs.
ReadWritePaths={data}
ProtectSystem=strict
ProtectHome={home}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
NoNewPrivileges=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
",
            organisation = self.organisation.replace('%', "%%"),
            user = self.user,
            command = self.command(),
            home = self.home(),
        );
        let rights = if self.listen.port() < FREE_PORTS_FROM {
            "CAP_NET_BIND_SERVICE"
        } else {
            ""
        };
        let _ = write!(
            text,
            "CapabilityBoundingSet={rights}\nAmbientCapabilities={rights}\n\n\
             [Install]\nWantedBy=multi-user.target\n"
        );
        text
    }

    fn command(&self) -> String {
        let mut command = format!(
            "{} serve --data {} --listen {} --log-format json",
            quoted(self.program),
            quoted(self.data),
            self.listen
        );
        if let Some(metrics) = self.metrics {
            let _ = write!(command, " --metrics {metrics}");
        }
        if let Some(own) = self.own {
            let (certificate, key) = (quoted(&own.certificate), quoted(&own.key));
            let _ = write!(command, " --certificate {certificate} --key {key}");
        }
        command
    }

    /// People's homes are out of sight, unless something of ours lies there.
    fn home(&self) -> &'static str {
        let own = self
            .own
            .into_iter()
            .flat_map(|own| [&*own.certificate, &*own.key]);
        let mut ours = [self.program, self.data].into_iter().chain(own);
        let homes = ["/home", "/root", "/run/user"];
        let is_there = ours.any(|path| homes.iter().any(|home| path.starts_with(home)));
        if is_there { "read-only" } else { "yes" }
    }
}

/// A path as systemd reads it back: in quotes when it needs them, `%` and `$` doubled.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/._-+:@".contains(&byte));
    if plain {
        return text;
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '%' | '$' => quoted.extend([c, c]),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A name that systemd takes; anything else would become a line of the service.
fn user(text: &str) -> Result<String, String> {
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b"_-.".contains(&b);
    if text.is_empty() || text.starts_with('-') || !text.bytes().all(is_name) {
        return Err("a user's name has letters, digits, `_`, `-` and `.`".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(data: &str, listen: &str) -> String {
        Service {
            organisation: "100% Agency",
            program: Path::new("/usr/local/bin/teren"),
            data: Path::new(data),
            user: "teren",
            listen: listen.parse().unwrap(),
            metrics: None,
            own: None,
        }
        .text()
    }

    #[test]
    fn the_service_may_do_what_it_must_and_no_more() {
        let text = service("/srv/teren", "0.0.0.0:8443");
        assert!(text.contains(
            "\nExecStart=/usr/local/bin/teren serve --data /srv/teren --listen 0.0.0.0:8443 \
             --log-format json\n"
        ));
        assert!(text.contains("\nDescription=Teren server of 100%% Agency\n"));
        for line in [
            "ReadWritePaths=/srv/teren",
            "ProtectHome=yes",
            "AmbientCapabilities=",
        ] {
            assert!(text.contains(&format!("\n{line}\n")), "{line}");
        }
        let low = service("/home/ana/my data", "[::]:443");
        for line in [
            "ReadWritePaths=\"/home/ana/my data\"",
            "ProtectHome=read-only",
            "AmbientCapabilities=CAP_NET_BIND_SERVICE",
        ] {
            assert!(low.contains(&format!("\n{line}\n")), "{line}");
        }
    }

    #[test]
    fn nobody_is_called_like_a_line_of_a_service() {
        assert_eq!(user("teren"), Ok("teren".to_owned()));
        for wrong in ["", "-a", "a b", "a\nExecStart=b"] {
            assert!(user(wrong).is_err(), "{wrong}");
        }
    }
}
