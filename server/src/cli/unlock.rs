//! `teren member unlock`: a code for a phone whose PIN was forgotten, as a picture and as text.

use std::io::Write;

use client_core::ids::DeviceId;
use client_core::time::Timestamp;
use qrcode::{Color, EcLevel, QrCode};
use serde_json::json;

use super::{Asked, Failure, json_line};
use crate::accounts::{self, UnlockError};
use crate::ca::Secrets;
use crate::config::DataFolder;
use crate::environment;
use crate::store::Transaction;
use crate::store::devices::Device;

/// Light modules around the picture, without which cameras do not find it.
const QUIET: usize = 4;

pub(super) fn unlock(
    asked: &Asked,
    member: &str,
    phone: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (folder, _) = DataFolder::open(&asked.data.folder)?;
    let secrets = Secrets::open(&folder.secrets())?;
    let (store, _) = asked.data.open()?;
    let now = environment::now();
    let (member, device, unlock) = store.write(|tx| {
        let member = accounts::find_member(tx, member)?;
        let device = choose(tx, &accounts::open_phones(tx, &member.id, now)?, phone, now)?;
        let unlock = accounts::unlock_phone(tx, None, device, secrets.recovery(), now)?;
        Ok::<_, Failure>((member, device, unlock))
    })?;
    let (code, before) = (unlock.secret.to_string(), unlock.before);
    if asked.json {
        let made = json!({
            "member": member.id, "phone": device.to_string(), "code": code,
            "handed_out_before": before,
        });
        return json_line(out, &made);
    }
    let again = before.map_or_else(String::new, |at| format!("Handed out before, at {at}.\n"));
    let (picture, name) = (picture(&code), &member.name);
    write!(
        out,
        "{picture}{code}\n{again}\
         Opens the phone {device} of {name}, once, and asks for a new PIN there. It loses its\n\
         force when that phone, opened by its PIN after all, syncs.\n"
    )
    .map_err(Failure::output)
}

/// The phone that is meant. One that is closed is named to say why it is not unlocked.
fn choose(
    tx: &Transaction<'_>,
    open: &[Device],
    named: Option<&str>,
    now: Timestamp,
) -> Result<DeviceId, Failure> {
    let Some(named) = named else {
        return match open {
            [] => Err(UnlockError::NoPhone.into()),
            [device] => Ok(device.id),
            several => Err(Failure::WhichPhone(
                several.iter().map(|device| device.id.to_string()).collect(),
            )),
        };
    };
    let begins = |device: &&Device| !named.is_empty() && device.id.to_string().starts_with(named);
    let mut found = open.iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(device), None) => Ok(device.id),
        (Some(_), Some(_)) => Err(Failure::ManyDevices(named.to_owned())),
        (None, _) => {
            let all = crate::store::devices::all(tx)?;
            match all.iter().find(begins) {
                Some(device) if device.was_closed(now) => Err(UnlockError::Closed.into()),
                _ => Err(Failure::NoDevice(named.to_owned())),
            }
        }
    }
}

/// The code as half blocks, dark on light in whatever colours the terminal has.
fn picture(code: &str) -> String {
    let Ok(qr) = QrCode::with_error_correction_level(code, EcLevel::M) else {
        return String::new();
    };
    let (width, modules) = (qr.width(), qr.to_colors());
    let side = width + 2 * QUIET;
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| (QUIET..QUIET + width).contains(&at);
        inside(x) && inside(y) && modules[(y - QUIET) * width + x - QUIET] == Color::Dark
    };
    let mut picture = String::new();
    for y in (0..side).step_by(2) {
        picture.push_str("\u{1b}[30;107m");
        for x in 0..side {
            picture.push(match (is_dark(x, y), is_dark(x, y + 1)) {
                (true, true) => '\u{2588}',
                (true, false) => '\u{2580}',
                (false, true) => '\u{2584}',
                (false, false) => ' ',
            });
        }
        picture.push_str("\u{1b}[0m\n");
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_square_and_has_its_quiet_edge() {
        let drawn = picture("teren-unlock:MM00-0000-0000-0000-0000-0000-ZX3X-PTFQ");
        let lines: Vec<&str> = drawn.lines().collect();
        let bare = |line: &str| line.replace("\u{1b}[30;107m", "").replace("\u{1b}[0m", "");
        let width = bare(lines[0]).chars().count();
        assert_eq!(lines.len(), width.div_ceil(2));
        assert!(bare(lines[0]).chars().all(|c| c == ' '));
        assert!(bare(lines[2]).starts_with(&" ".repeat(QUIET)));
        assert!(bare(lines[2]).contains('\u{2588}'));
    }
}
