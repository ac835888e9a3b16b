//! The program `phone`. Everything it does is in the library of `tests`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tests::phone::run(std::env::args_os())
}
