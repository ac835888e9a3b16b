//! What a process has cost so far, from the operating system (Linux: `/proc`).

use std::fs;
use std::time::Duration;

/// Ticks of `/proc/PID/stat` in a second: `USER_HZ`, 100 on every Linux that Rust runs on.
const TICKS_PER_SECOND: u64 = 100;

/// Processor time of a process, user and system together.
///
/// # Panics
/// When there is no such process, or this is no Linux.
pub(super) fn processor_time(process: u32) -> Duration {
    let stat = read(process, "stat");
    // The name in brackets may hold blanks; the fields that count begin after it.
    let (_, fields) = stat
        .rsplit_once(") ")
        .expect("the kernel writes the name in brackets");
    let field = |at: usize| -> u64 {
        let text = fields
            .split(' ')
            .nth(at)
            .expect("the kernel writes 52 fields");
        text.parse().expect("a number of ticks")
    };
    let (user, system) = (field(11), field(12));
    Duration::from_millis((user + system) * 1_000 / TICKS_PER_SECOND)
}

/// The most memory a process has held, in bytes.
///
/// # Panics
/// When there is no such process, or this is no Linux.
pub(super) fn peak_memory(process: u32) -> u64 {
    let status = read(process, "status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.expect("the kernel writes the peak in kB") * 1_024
}

fn read(process: u32, what: &str) -> String {
    fs::read_to_string(format!("/proc/{process}/{what}")).expect("a process on Linux")
}
