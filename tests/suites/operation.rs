//! The server as whoever runs it meets it: started, stopped, started twice, and what it says of
//! itself meanwhile.

use std::fs;
use std::process::Stdio;

use tests::office::Office;
use tests::programs::{Serving, run};

#[test]
fn a_folder_is_served_once_and_free_again_however_its_server_ended() {
    let mut office = Office::open(&["dolj:Craiova"]);
    let data = office.data();
    let data = data.to_str().unwrap();
    let again = ["serve", "--data", data, "--listen", "127.0.0.1:0"];
    let refused = run("teren", &again).with_code(1);
    let holder = format!("`teren serve`, process {}", office.process());
    assert!(refused.err.contains(&holder), "{}", refused.err);
    assert!(refused.err.contains("stop that first"), "{}", refused.err);
    // What reads or adds works beside it.
    let _ana = office.invite("Ana", "volunteer", "dolj");
    let _right = run("teren", &["check", "--data", data]).with_code(0);
    let export = ["export", "--data", data, "--format", "json", "--to", "-"];
    assert_eq!(run("teren", &export).with_code(0).out.trim(), "[]");
    office.kill();
    office.restart();
}

#[test]
fn the_ready_file_is_there_for_as_long_as_the_server_accepts() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let ready = office.data().join("ready");
    fs::write(&ready, "left behind").unwrap();
    let ready_file = ready.to_str().unwrap();
    let arguments = ["--listen", "127.0.0.1:0", "--ready-file", ready_file];
    let serving = Serving::start_with(&office.data(), &arguments, Stdio::null());
    let told = fs::read_to_string(&ready).unwrap();
    assert_eq!(told.trim(), serving.address().to_string());
    assert_eq!(serving.stop(), Some(0));
    assert!(!ready.exists());
}
