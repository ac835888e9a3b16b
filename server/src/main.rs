//! The program `teren`. Everything it does is in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run(std::env::args_os())
}
