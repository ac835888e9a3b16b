//! A real file system that is soon full, for what only a real one can show. Where this user may not
//! mount one, the test says so and ends.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small file system in memory, mounted until this value goes.
pub struct SmallDisk {
    at: PathBuf,
}

impl SmallDisk {
    /// Mounts one of so many kibibytes at a folder, which is made. None where that cannot be done;
    /// the reason is printed.
    ///
    /// # Panics
    /// When the folder cannot be made; with `CI=true` also where nothing can be mounted.
    #[must_use]
    pub fn mount(at: &Path, kib: u32) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder to mount at");
        let size = format!("size={kib}k,mode=700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at);
        let reason = match mount.output() {
            Ok(done) if done.status.success() => return Some(Self { at: at.to_owned() }),
            Ok(done) => String::from_utf8_lossy(&done.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        let is_in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!is_in_ci, "no small disk can be mounted here: {reason}");
        eprintln!("skipped: no small disk can be mounted here: {reason}");
        None
    }

    /// Fills what is left of it.
    ///
    /// # Panics
    /// When it fails otherwise than by being full.
    pub fn fill(&self) {
        let mut ballast = File::create(self.ballast()).expect("a file on the disk");
        for block in [&[0; 65_536][..], &[0; 512]] {
            let full = loop {
                if let Err(error) = ballast.write_all(block) {
                    break error;
                }
            };
            assert_eq!(full.kind(), ErrorKind::StorageFull, "{full}");
        }
    }

    /// Makes room again.
    ///
    /// # Panics
    /// When it was not filled.
    pub fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("what filled the disk");
    }

    fn ballast(&self) -> PathBuf {
        self.at.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that a failed test left behind may still have files open there.
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}
