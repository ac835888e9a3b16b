//! What the operating system refused, in words for whoever typed the command.
//!
//! Only what people can do something about has words of its own; the rest is told as the system
//! tells it.

use std::io::{self, ErrorKind};

/// Why a file or a folder could not be used.
pub(crate) fn words(error: &io::Error) -> String {
    let said = match error.kind() {
        _ if is_full(error) => "the disk is full: make room and try again",
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => {
            "this user may not do that: run the command as the user who owns it"
        }
        ErrorKind::AlreadyExists => "it is there already",
        ErrorKind::NotADirectory => "a part of this path is no folder",
        ErrorKind::IsADirectory => "this is a folder, a file is wanted",
        ErrorKind::ReadOnlyFilesystem => "this file system can only be read",
        ErrorKind::InvalidFilename => "the system does not take this name",
        _ => return error.to_string(),
    };
    said.to_owned()
}

/// Whether no room was left.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// Why nobody can listen at an address.
pub(crate) fn words_of_binding(error: &io::Error) -> String {
    let said = match error.kind() {
        ErrorKind::AddrInUse => {
            "another program listens there: stop it, or name another port (0 takes a free one)"
        }
        ErrorKind::AddrNotAvailable => "this machine does not have that address",
        ErrorKind::PermissionDenied => {
            "this user may not use that port: name one above 1023, or let the service manager give \
             the right (`teren unit` does)"
        }
        _ => return error.to_string(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_can_mend_is_said_without_the_systems_numbers() {
        for kind in [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
        ] {
            let words = words(&io::Error::from(kind));
            assert!(!words.contains("os error"), "{words}");
        }
        let taken = words_of_binding(&io::Error::from_raw_os_error(98));
        assert!(
            cfg!(not(target_os = "linux")) || taken.contains("another program"),
            "{taken}"
        );
        assert_eq!(words(&io::Error::other("odd")), "odd");
    }
}
