//! Where the store's key comes from. An app has Keystore or Keychain; this phone has a file, and
//! says what that is worth.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use client_core::client::StoreKey;

use super::Cli;
use super::failure::Failure;

/// The environment variable that holds a key.
const VARIABLE: &str = "TEREN_PHONE_KEY";

/// The key of a member's store; drawn when there is none anywhere.
pub(super) fn find(cli: &Cli, label: &str) -> Result<StoreKey, Failure> {
    if let Some(file) = &cli.key_file {
        return parse("--key-file", &fs::read_to_string(file)?);
    }
    if let Ok(text) = env::var(VARIABLE) {
        return parse(VARIABLE, &text);
    }
    let file = cli.dir.join(format!("{label}.key"));
    eprintln!(
        "phone: the key lies beside the store, in {}: whoever copies the folder can read it; \
         use --key-file or {VARIABLE}",
        file.display()
    );
    match fs::read_to_string(&file) {
        Ok(text) => parse("the key file", &text),
        Err(error) if error.kind() == ErrorKind::NotFound => draw(&cli.dir, &file),
        Err(error) => Err(error.into()),
    }
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
