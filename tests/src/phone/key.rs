//! Where the store's key comes from. An app has Keystore or Keychain; this phone has a file, and
//! says what that is worth.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use client_core::client::{self, Client, DeviceKey, Environment, MemberSlot, StoreKey};

use super::failure::Failure;
use super::{APP, Cli, open_with_key, pin};

/// The environment variable that holds a key.
const VARIABLE: &str = "TEREN_PHONE_KEY";

/// The key of a member's store.
pub(super) fn find(cli: &Cli, member: &MemberSlot) -> Result<StoreKey, Failure> {
    if let Some(key) = given(cli)? {
        return Ok(key);
    }
    let environment = Environment::system(APP);
    if client::lock_state(&cli.dir, &member.slot, &environment)?.has_pin {
        return unlocked(cli, member, &pin::pin()?);
    }
    read("the key file", &beside(cli, &member.label))
}

/// The same, for whoever has said the PIN already.
pub(super) fn open_with(cli: &Cli, member: &MemberSlot, pin: &str) -> Result<Client, Failure> {
    open_with_key(cli, member, unlocked(cli, member, pin)?)
}

fn unlocked(cli: &Cli, member: &MemberSlot, pin: &str) -> Result<StoreKey, Failure> {
    let (device, environment) = (device(cli, &member.label)?, Environment::system(APP));
    Ok(client::unlock(
        &cli.dir,
        &member.slot,
        &device,
        pin,
        &environment,
    )?)
}

/// The key that an app's key store would never let out; drawn at the first time.
pub(super) fn device(cli: &Cli, label: &str) -> Result<DeviceKey, Failure> {
    let file = cli.dir.join(format!("{label}.device"));
    let key = match file.try_exists()? {
        true => read("the device key", &file)?,
        false => draw(&cli.dir, &file)?,
    };
    Ok(DeviceKey::new(*key.bytes()))
}

/// The PIN keeps the store's key from now on.
pub(super) fn forget(cli: &Cli, label: &str) -> Result<(), Failure> {
    remove(&cli.dir.join(format!("{label}.key")))
}

/// There is nothing any more that the keys would open.
pub(super) fn forget_all(cli: &Cli, label: &str) -> Result<(), Failure> {
    forget(cli, label)?;
    remove(&cli.dir.join(format!("{label}.device")))
}

fn remove(file: &Path) -> Result<(), Failure> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The store's key lies in its file again, before the lock goes.
pub(super) fn keep(cli: &Cli, member: &MemberSlot, pin: &str) -> Result<(), Failure> {
    let key = unlocked(cli, member, pin)?;
    forget(cli, &member.label)?;
    write(&beside(cli, &member.label), &key)
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
    write(file, &key)?;
    Ok(key)
}

fn write(file: &Path, key: &StoreKey) -> Result<(), Failure> {
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    new.write_all(key.to_hex().as_bytes())?;
    Ok(new.sync_all()?)
}
