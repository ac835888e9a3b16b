//! Work on a phone that was closed before it could send it: nothing of it is lost, nothing of it
//! counts, until a coordinator decides by a command.

use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, run, run_with_input};

fn recorded(office: &Office, name: &str, title: &str) -> String {
    let form = format!(
        r#"{{ "kind": "school", "title": "{title}", "status": "done",
              "started_at": "2017-03-14T08:00:00Z", "reached": {{ "f.14-17": 31 }},
              "place": {{ "country": "RO", "adm1": "RO-DJ", "locality": "Bailesti" }} }}"#
    );
    let folder = office.phone_folder(name);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &arguments, &form).with_code(0).out;
    id.trim().to_owned()
}

fn teren(office: &Office, arguments: &[&str]) -> Finished {
    let data = office.data();
    run(
        "teren",
        &[arguments, &["--data", data.to_str().unwrap()]].concat(),
    )
}

fn waiting(office: &Office) -> Value {
    teren(office, &["quarantine", "list", "--json"])
        .with_code(0)
        .json()
}

fn titles(office: &Office) -> Vec<String> {
    let exported = teren(office, &["export", "--format", "json", "--to", "-"]).with_code(0);
    let sessions = exported.json();
    let sessions = sessions.as_array().unwrap().iter();
    sessions
        .map(|session| session["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_a_closed_phone_left_is_admitted_or_rejected_by_a_command() {
    let office = Office::open(&["dolj:Craiova"]);
    office.hand_out("ana", "volunteer", "dolj");
    office.hand_out("ion", "volunteer", "dolj");
    for name in ["ana", "ion"] {
        let _ = office.phone(name, &["sync"]).with_code(0);
    }
    let (admitted, rejected) = (
        recorded(&office, "ana", "Grade 9"),
        recorded(&office, "ana", "Fair"),
    );
    let phones = teren(&office, &["device", "list", "--json"])
        .with_code(0)
        .json();
    let phones = phones.as_array().unwrap();
    let of_ana = phones.iter().find(|phone| phone["name"] == "ana").unwrap();
    let id = of_ana["device"].as_str().unwrap();
    let _ = teren(&office, &["device", "close", id]).with_code(0);
    let told = office.phone("ana", &["sync"]);
    assert_ne!(told.code, Some(0), "{}", told.out);

    let held = waiting(&office);
    let held = held.as_array().unwrap();
    assert_eq!(held.len(), 2, "{held:?}");
    let one = held
        .iter()
        .find(|held| held["id"] == admitted.as_str())
        .unwrap();
    assert_eq!(
        (&one["title"], &one["people"]),
        (&"Grade 9".into(), &31.into())
    );
    assert_eq!(
        (&one["day"], &one["here"]),
        (&"2017-03-14".into(), &false.into())
    );
    let sender = &one["phones"][0];
    assert_eq!(
        (&sender["name"], &sender["why"]),
        (&"ana".into(), &"closed".into())
    );
    assert_eq!(titles(&office), Vec::<String>::new());

    let done = teren(&office, &["quarantine", "admit", &admitted]).with_code(0);
    assert!(done.out.contains("admitted"), "{}", done.out);
    assert_eq!(titles(&office), ["Grade 9"]);
    let again = teren(&office, &["quarantine", "admit", &admitted]).with_code(1);
    assert!(again.err.contains("teren quarantine list"), "{}", again.err);
    let because = [
        "quarantine",
        "reject",
        &rejected,
        "--reason",
        "Made up",
        "--json",
    ];
    assert_eq!(teren(&office, &because).with_code(0).json()["rejected"], 1);
    assert_eq!(waiting(&office), Value::Array(Vec::new()));

    // The other phone of the unit gets it like any other session.
    let _ = office.phone("ion", &["sync"]).with_code(0);
    let shown = office.phone("ion", &["show", &admitted]).with_code(0);
    assert!(shown.out.contains("Grade 9"), "{}", shown.out);
    let _right = teren(&office, &["check"]).with_code(0);
    assert_eq!(titles(&office), ["Grade 9"]);
}
