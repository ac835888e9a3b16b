//! Where the store's key comes from. An app has Keystore or Keychain; this phone has a file, and
//! says what that is worth.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use client_core::client::StoreKey;

use super::Cli;
use super::failure::Failure;

/// The environment variable that holds a key.
const VARIABLE: &str = "TEREN_PHONE_KEY";

/// The key of a member's store.
pub(super) fn find(cli: &Cli, label: &str) -> Result<StoreKey, Failure> {
    match given(cli)? {
        Some(key) => Ok(key),
        None => read("the key file", &beside(cli, label)),
    }
}

/// The key for a store that is to be made: drawn when there is none anywhere. Only joining does
/// so, because a new key opens no store that exists.
pub(super) fn find_or_draw(cli: &Cli, label: &str) -> Result<StoreKey, Failure> {
    if let Some(key) = given(cli)? {
        return Ok(key);
    }
    let file = beside(cli, label);
    if file.try_exists()? {
        read("the key file", &file)
    } else {
        draw(&cli.dir, &file)
    }
}

/// The key that the person keeps elsewhere.
fn given(cli: &Cli) -> Result<Option<StoreKey>, Failure> {
    if let Some(file) = &cli.key_file {
        return read("--key-file", file).map(Some);
    }
    match env::var(VARIABLE) {
        Ok(text) => parse(VARIABLE, &text).map(Some),
        Err(_) => Ok(None),
    }
}

fn beside(cli: &Cli, label: &str) -> PathBuf {
    let file = cli.dir.join(format!("{label}.key"));
    eprintln!(
        "phone: the key lies beside the store, in {}: whoever copies the folder can read it; \
         use --key-file or {VARIABLE}",
        file.display()
    );
    file
}

fn read(field: &str, file: &Path) -> Result<StoreKey, Failure> {
    match fs::read(file) {
        Ok(bytes) => {
            let found = String::from_utf8_lossy(&bytes);
            // What was found is not repeated: it may be most of a key.
            found.parse().map_err(|_| damaged(field, file))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let file = file.display();
            let way = "put it back, or name another with --key-file";
            Err(Failure::Input(format!("key file {file} is missing: {way}")))
        }
        Err(error) => Err(error.into()),
    }
}

fn damaged(field: &str, file: &Path) -> Failure {
    let file = file.display();
    Failure::Input(format!(
        "{field} {file} holds no key: a key is 64 hexadecimal digits and nothing else. Put back a \
         copy of the file, or name another with --key-file. Without its key nobody can read a \
         store: `phone set-aside` moves it out of the way, then join again"
    ))
}

fn parse(field: &str, text: &str) -> Result<StoreKey, Failure> {
    // What was found is not repeated: it may be most of a key.
    text.parse()
        .map_err(|_| Failure::input(field, "something else", "64 hexadecimal digits"))
}

fn draw(dir: &Path, file: &Path) -> Result<StoreKey, Failure> {
    let key = StoreKey::draw(&mut |bytes| {
        getrandom::fill(bytes).expect("a phone without randomness must not make keys");
    });
    fs::create_dir_all(dir)?;
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    new.write_all(key.to_hex().as_bytes())?;
    new.sync_all()?;
    Ok(key)
}
