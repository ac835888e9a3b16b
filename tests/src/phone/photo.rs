//! Photos of sessions: attached, listed, saved to a file, taken out.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use client_core::client::{Cancel, Client, PhotoPlace, SessionPhoto};
use client_core::ids::{DocId, FileHash};
use client_core::limits::PICTURE_BYTES_MAX;
use serde_json::{Value, json};

use super::failure::Failure;
use super::files;
use super::record::doc;
use super::server::line;
use super::show::print_json;

/// Photos of a session: add, list, save, remove
#[derive(Debug, Args)]
#[command(after_help = "\
Of places and material only: nobody who was met. What the camera wrote into the file is left behind,
and the next sync sends the photo after the figures.

Examples:
  phone --store ./ana photo add ID market.jpg
  phone --store ./ana photo add ID - --name 'Our stand' < market.jpg
  phone --store ./ana photo list ID
  phone --store ./ana photo save ID SHA256 --to market.jpg
  phone --store ./ana photo remove ID SHA256")]
pub(super) struct Photo {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Add a photo, a JPEG or PNG file
    Add {
        /// The session
        #[arg(value_parser = doc)]
        id: DocId,
        /// The file, or - for standard input
        file: PathBuf,
        /// What to call it instead of the file's name
        #[arg(long)]
        name: Option<String>,
    },
    /// List the photos of a session
    List {
        /// The session
        #[arg(value_parser = doc)]
        id: DocId,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a photo to a file; it is fetched when it is not on this phone
    Save {
        /// The session
        #[arg(value_parser = doc)]
        id: DocId,
        /// The photo, as `list` names it
        photo: FileHash,
        /// The file to write, or - for standard output
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Take a photo out of a session, here and for everybody
    Remove {
        /// The session
        #[arg(value_parser = doc)]
        id: DocId,
        /// The photo, as `list` names it
        photo: FileHash,
    },
}

impl Photo {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        match &self.act {
            Act::Add { id, file, name } => {
                let given = file.to_string_lossy();
                let name = name.as_deref().unwrap_or(match files::is_standard(file) {
                    true => "",
                    false => &given,
                });
                let picture = files::read(file, PICTURE_BYTES_MAX as u64)?;
                let added = client.attach(*id, &picture, name)?;
                let (sha256, name, bytes) = (&added.sha256, &added.name, added.bytes);
                Ok(writeln!(out, "{sha256}  {bytes:>8} bytes  {name}")?)
            }
            Act::List { id, json } => {
                let photos = client.photos(*id)?;
                if *json {
                    return print_json(out, &photos.iter().map(as_json).collect::<Value>());
                }
                for photo in &photos {
                    let (hash, bytes, name) = (photo.hash, photo.bytes, &photo.name);
                    let place = in_words_of(photo);
                    writeln!(out, "{hash}  {bytes:>8} bytes  {place:<20}  {name}")?;
                }
                Ok(())
            }
            Act::Save { id, photo, to } => {
                let line = line(client);
                let bytes = client.fetch_photo(&line, *id, *photo, &Cancel::default())?;
                if files::is_standard(to) {
                    return Ok(out.write_all(&bytes)?);
                }
                files::write(&bytes, to)?;
                Ok(writeln!(out, "{}: {} bytes", to.display(), bytes.len())?)
            }
            Act::Remove { id, photo } => {
                client.detach(*id, *photo)?;
                Ok(writeln!(out, "{photo} was taken out of {id}")?)
            }
        }
    }
}

fn as_json(photo: &SessionPhoto) -> Value {
    let (state, sent) = match photo.place {
        PhotoPlace::ToSend { sent } => ("to_send", Some(sent)),
        PhotoPlace::Sent => ("sent", None),
        PhotoPlace::Refused => ("refused", None),
        PhotoPlace::Elsewhere => ("elsewhere", None),
    };
    json!({
        "sha256": photo.hash, "name": photo.name, "bytes": photo.bytes,
        "state": state, "sent": sent,
    })
}

fn in_words_of(photo: &SessionPhoto) -> String {
    match photo.place {
        PhotoPlace::ToSend { sent: 0 } => "to be sent".to_owned(),
        PhotoPlace::ToSend { .. } => format!("{} % sent", photo.percent()),
        PhotoPlace::Sent => "sent".to_owned(),
        PhotoPlace::Refused => "refused".to_owned(),
        PhotoPlace::Elsewhere => "not on this phone".to_owned(),
    }
}
