//! A seat for partners, as people use it: the real server, real phones. Organisations that work on
//! one exchange offline keep everything that each of them said, and see nothing else of each other.

use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, run, run_with_input};

const SEATS: [&str; 3] = ["eva", "vera", "olga"];

/// One organisation with a programme, a coordinator in it, and two partners' seats.
fn office() -> Office {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("eva", "coordinator", "suceava");
    let name = ["--id", "neighbours", "--name", "Good neighbours"];
    let made = [&["create"], &name[..], &["--unit", "suceava"]].concat();
    let _made = programme(&office, &made).with_code(0);
    for seat in ["vera", "olga"] {
        office.hand_out_seat(seat, "suceava", &["neighbours"]);
    }
    sync(&office, &SEATS);
    office
}

/// `teren programme`, on the data of a server that runs.
fn programme(office: &Office, arguments: &[&str]) -> Finished {
    let data = office.data();
    let data = ["--data", data.to_str().unwrap()];
    run("teren", &[&["programme"], arguments, &data].concat())
}

fn sync(office: &Office, names: &[&str]) {
    for name in names {
        let _synced = office.phone(name, &["sync"]).with_code(0);
    }
}

fn json(office: &Office, name: &str, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--json"]].concat();
    office.phone(name, &arguments).with_code(0).json()
}

fn told(office: &Office, name: &str, command: &[&str], form: &str) -> Finished {
    let folder = office.phone_folder(name);
    let arguments = [&["--store", folder.to_str().unwrap()], command, &["-"]].concat();
    run_with_input("phone", &arguments, form)
}

fn begun(office: &Office, name: &str, title: &str) -> String {
    let form = format!(
        r#"{{ "programme": "neighbours", "title": "{title}", "from": "2017-07-03T07:00:00Z" }}"#
    );
    let id = told(office, name, &["exchange", "new"], &form).with_code(0);
    id.out.trim().to_owned()
}

fn edit(office: &Office, name: &str, id: &str, assignments: &[&str]) {
    let arguments = [&["exchange", "edit", id], assignments].concat();
    let _edited = office.phone(name, &arguments).with_code(0);
}

/// What everybody shows of an exchange; it must be the same for all, but for who said what, which
/// partners are not told.
fn shown(office: &Office, id: &str) -> Value {
    let all = SEATS.map(|name| {
        let mut it = json(office, name, &["exchange", "show", id]);
        for conflict in it["conflicts"].as_array_mut().unwrap() {
            for saying in conflict["sayings"].as_array_mut().unwrap() {
                saying["who"].take();
            }
        }
        it
    });
    assert_eq!(all[0], all[1]);
    assert_eq!(all[1], all[2]);
    all[0].clone()
}

fn is_right(office: &Office) {
    let _checked = office.teren("check", &[]).with_code(0);
}

/// What each of the three said stands in it, and one thing on which two of them differ.
fn keeps_everything(it: &Value, talk: &str) {
    assert_eq!(it["title"], "Summer school in Chernivtsi");
    assert_eq!(it["host"], "la-strada");
    assert_eq!(it["place"]["locality"], "Chernivtsi");
    let participants = serde_json::json!({
        "caritas.trainer": 2, "la-strada.trainer": 3, "la-strada.volunteer": 11,
    });
    assert_eq!(it["participants"], participants, "everybody's own count");
    assert_eq!(it["learned"]["la-strada"], "Ask the grandmothers first.");
    assert_eq!(it["learned"]["caritas"], "Bring more posters.");
    assert_eq!(it["activities"]["play"], "A play about a job abroad");
    assert_eq!(it["sessions"], serde_json::json!([talk]));
    assert_eq!(it["partners"], serde_json::json!(["caritas", "la-strada"]));
    let conflicts = it["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["field"], "hours");
    assert_eq!(conflicts[0]["sayings"].as_array().unwrap().len(), 2);
}

#[test]
fn two_seats_and_a_coordinator_edit_one_exchange_offline_and_keep_everything() {
    for order in [["vera", "olga", "eva"], ["eva", "olga", "vera"]] {
        let office = office();
        let id = begun(&office, "eva", "Summer school");
        let talk = r#"{ "kind": "school", "title": "A talk", "status": "done" }"#;
        let talk = told(&office, "eva", &["record"], talk).with_code(0).out;
        let talk = talk.trim();
        sync(&office, &SEATS);

        let of_vera = [
            "title=Summer school in Chernivtsi",
            "participants.la-strada.trainer+=3",
            "participants.la-strada.volunteer+=10",
            "learned.la-strada=Ask the grandmothers first.",
            "hours=10",
            "partners+=la-strada",
        ];
        let of_olga = [
            "participants.caritas.trainer+=2",
            "participants.la-strada.volunteer+=1",
            "learned.caritas=Bring more posters.",
            "activities.play=A play about a job abroad",
            "hours=12",
            "partners+=caritas",
        ];
        edit(&office, "vera", &id, &of_vera);
        edit(&office, "olga", &id, &of_olga);
        let linked = format!("sessions+={talk}");
        let of_eva = [
            "host=la-strada",
            "place.country=UA",
            "place.locality=Chernivtsi",
            &linked,
        ];
        edit(&office, "eva", &id, &of_eva);
        sync(&office, &order);
        sync(&office, &order);

        keeps_everything(&shown(&office, &id), talk);

        // One of them settles it; the session that is linked stays where it is.
        edit(&office, "olga", &id, &["hours=11"]);
        sync(&office, &["olga", "vera", "eva"]);
        let it = shown(&office, &id);
        assert_eq!(
            (&it["hours"], &it["conflicts"]),
            (&11.into(), &Value::Array(Vec::new()))
        );
        for partner in ["vera", "olga"] {
            let _hidden = office.phone(partner, &["show", talk]).with_code(2);
        }
        let list = office.phone("vera", &["exchange", "list"]).with_code(0).out;
        assert!(
            list.contains("   16  Summer school in Chernivtsi (la-strada)"),
            "{list}"
        );
        is_right(&office);
    }
}

#[test]
fn a_partners_phone_tells_no_member_and_no_programme_of_others_by_its_id() {
    let office = office();
    let elsewhere = ["create", "--id", "elsewhere", "--name", "Elsewhere"];
    let _made = programme(&office, &[&elsewhere[..], &["--unit", "suceava"]].concat());
    let id = begun(&office, "vera", "Workshop");
    sync(&office, &["vera", "olga", "eva"]);
    edit(
        &office,
        "eva",
        &id,
        &["title=Of Eva", "programme=elsewhere"],
    );
    edit(&office, "olga", &id, &["title=Of Olga"]);
    sync(&office, &["eva", "olga", "vera", "eva"]);
    let it = json(&office, "vera", &["exchange", "show", &id]);
    assert_eq!(it["programme"], "another programme");
    let list = json(&office, "vera", &["exchange", "list"]);
    assert_eq!(list[0]["programme"], "another programme");
    let who = |it: &Value| {
        let sayings = it["conflicts"][0]["sayings"].as_array().unwrap().iter();
        sayings
            .map(|saying| saying["who"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        who(&it),
        [["somebody else"], ["somebody else"]].map(Value::from)
    );
    let told = office
        .phone("vera", &["conflicts", "--json"])
        .with_code(0)
        .out;
    assert!(!told.contains("m-"), "{told}");
    let of_eva = json(&office, "eva", &["exchange", "show", &id]);
    assert_eq!(of_eva["programme"], "elsewhere");
    let named = Value::from(who(&of_eva)).to_string();
    assert!(named.contains("m-"), "{named}");
}

#[test]
fn whole_counts_of_two_partners_are_shown_as_a_conflict() {
    let office = office();
    let id = begun(&office, "vera", "Workshop");
    edit(&office, "vera", &id, &["participants.la-strada.guest+=20"]);
    sync(&office, &["vera", "olga"]);
    let whole = ["basis=whole", "participants.la-strada.guest+=5"];
    edit(&office, "olga", &id, &whole);
    edit(&office, "vera", &id, &["participants.la-strada.guest+=2"]);
    sync(&office, &["vera", "olga", "eva", "vera"]);
    let it = shown(&office, &id);
    assert_eq!(it["participants"]["la-strada.guest"], 25);
    assert_eq!(it["conflicts"][0]["field"], "participants");
    let list = json(&office, "eva", &["exchange", "list"]);
    assert_eq!(
        (&list[0]["conflicts"], &list[0]["unsent"]),
        (&1.into(), &false.into())
    );
}

#[test]
fn two_who_each_said_the_whole_count_are_shown_and_one_of_them_settles_it() {
    let office = office();
    let id = begun(&office, "vera", "Workshop");
    sync(&office, &["vera", "olga"]);
    for (name, guests) in [("vera", 20), ("olga", 25)] {
        let guests = format!("participants.la-strada.guest+={guests}");
        edit(&office, name, &id, &["basis=whole", &guests]);
    }
    let nobody = ["exchange", "resolve", &id, "participants", "1"];
    let refused = office.phone("vera", &nobody).with_code(2);
    assert!(refused.err.contains("no open conflict"), "{}", refused.err);
    sync(&office, &["vera", "olga", "eva", "vera"]);
    let it = shown(&office, &id);
    assert_eq!(it["participants"]["la-strada.guest"], 25, "the larger");
    let sayings = it["conflicts"][0]["sayings"].as_array().unwrap();
    let of_vera = |said: &Value| said["value"]["participants.la-strada.guest"] == 20;
    let n = sayings.iter().position(of_vera).unwrap() + 1;
    let text = office.phone("eva", &["exchange", "show", &id]).with_code(0);
    assert!(text.out.contains("participants:\n    1. "), "{}", text.out);

    let settle = ["exchange", "resolve", &id, "participants", &n.to_string()];
    let _settled = office.phone("vera", &settle).with_code(0);
    sync(&office, &["vera", "olga", "eva"]);
    let it = shown(&office, &id);
    assert_eq!(
        (&it["participants"]["la-strada.guest"], &it["conflicts"]),
        (&20.into(), &Value::Array(Vec::new()))
    );
    is_right(&office);
}

#[test]
fn an_exchange_is_settled_by_a_new_value_and_hidden_by_who_began_it_or_coordinates() {
    let office = office();
    let id = begun(&office, "vera", "Workshop");
    sync(&office, &["vera", "olga"]);
    edit(&office, "vera", &id, &["hours=10"]);
    edit(&office, "olga", &id, &["hours=12"]);
    sync(&office, &["vera", "olga", "vera", "eva"]);
    let agreed = ["exchange", "resolve", &id, "title", "--value", "Other"];
    let refused = office.phone("olga", &agreed).with_code(2);
    assert!(refused.err.contains("nobody disagrees"), "{}", refused.err);
    let own = ["exchange", "resolve", &id, "hours", "--value", "11"];
    let _settled = office.phone("olga", &own).with_code(0);
    sync(&office, &["olga", "vera", "eva"]);
    assert_eq!(shown(&office, &id)["hours"], 11);

    let hide = ["exchange", "withdraw", &id, "entered twice"];
    let refused = office.phone("olga", &hide).with_code(2);
    assert!(
        refused.err.contains("somebody else's exchange"),
        "{}",
        refused.err
    );
    let listed = |name| {
        json(&office, name, &["exchange", "list"])
            .as_array()
            .unwrap()
            .len()
    };
    for (who, undo) in [("vera", "eva"), ("eva", "vera")] {
        let _hidden = office.phone(who, &hide).with_code(0);
        sync(&office, &[who, "olga", "vera", "eva"]);
        assert_eq!(SEATS.map(listed), [0, 0, 0]);
        assert_eq!(shown(&office, &id)["withdrawn"], "entered twice");
        let again = ["exchange", "withdraw", &id, "--undo"];
        let _shown = office.phone(undo, &again).with_code(0);
        sync(&office, &[undo, "olga", "vera", "eva"]);
        assert_eq!(SEATS.map(listed), [1, 1, 1]);
    }
    is_right(&office);
}

#[test]
fn a_partners_seat_plans_no_session() {
    let office = office();
    let plan = ["plan", "Grade 9", "--when", "2017-03-14T08:00:00Z"];
    let refused = office.phone("vera", &plan).with_code(2);
    assert!(refused.err.contains("writes exchanges"), "{}", refused.err);
    assert_eq!(
        json(&office, "vera", &["list"]).as_array().unwrap().len(),
        0
    );
}

#[test]
fn a_partner_begins_an_exchange_of_its_programme_and_of_no_other() {
    let office = office();
    let id = begun(&office, "vera", "Study visit");
    for form in [
        r#"{ "title": "Of nobody" }"#,
        r#"{ "title": "Of others", "programme": "elsewhere" }"#,
    ] {
        let refused = told(&office, "vera", &["exchange", "new"], form).with_code(2);
        assert!(
            refused.err.contains("allowed: neighbours"),
            "{}",
            refused.err
        );
    }
    let moved = ["exchange", "edit", &id, "programme=elsewhere"];
    let refused = office.phone("vera", &moved).with_code(2);
    assert!(
        refused.err.contains("allowed: neighbours"),
        "{}",
        refused.err
    );
    let talk = r#"{ "kind": "school", "title": "A talk", "status": "done" }"#;
    let talk = told(&office, "eva", &["record"], talk).with_code(0).out;
    sync(&office, &["eva", "vera"]);
    for unseen in [talk.trim(), "0191f0a2-3b4c-7d5e-8f60-718293a4b5c6"] {
        let link = format!("sessions+={unseen}");
        let refused = office
            .phone("vera", &["exchange", "edit", &id, &link])
            .with_code(2);
        let said = format!("there is no session {unseen} on this phone");
        assert!(refused.err.contains(&said), "{}", refused.err);
    }
    let refused = told(&office, "vera", &["record"], r#"{ "title": "Mine" }"#).with_code(2);
    assert!(refused.err.contains("exchanges"), "{}", refused.err);
    let note = ["exchange", "edit", &id, "notes=For us."];
    let refused = office.phone("vera", &note).with_code(2);
    assert!(
        refused.err.contains("stay with the unit"),
        "{}",
        refused.err
    );
    let ends = [
        "exchange",
        "edit",
        &id,
        "from=2017-07-03T07:00:00Z",
        "to=2017-07-01T07:00:00Z",
    ];
    let refused = office.phone("vera", &ends).with_code(2);
    assert!(refused.err.contains("a time after from"), "{}", refused.err);
    // It stays on the phone that sent it, and comes to everybody who works in the programme.
    sync(&office, &["vera", "vera", "olga", "eva"]);
    assert_eq!(shown(&office, &id)["title"], "Study visit");
    // The notes of the unit stay with the unit.
    edit(&office, "eva", &id, &["notes=Mind the budget."]);
    sync(&office, &["eva", "vera", "olga"]);
    let notes = |name| json(&office, name, &["exchange", "show", &id])["notes"].clone();
    assert_eq!(["eva", "vera"].map(notes), ["Mind the budget.", ""]);
    is_right(&office);
}

#[test]
fn a_partner_sees_of_sessions_what_was_shared_and_only_while_it_is() {
    let office = office();
    office.hand_out("ana", "volunteer", "suceava");
    let form = r#"{ "title": "Grade 9", "status": "done", "reached": { "f.14-17": 5 },
                    "notes": "Careful." }"#;
    let id = told(&office, "ana", &["record"], form).with_code(0).out;
    let id = id.trim();
    sync(&office, &["ana", "vera"]);
    let held = |name| json(&office, name, &["list"]).as_array().unwrap().len();
    assert_eq!(held("vera"), 0);

    let named = ["--programme", "neighbours"];
    let share = [&["share", id], &named[..]].concat();
    let told = programme(&office, &share).with_code(0).out;
    assert!(told.contains("without its notes"), "{told}");
    assert!(told.contains("its review with the coordinator"), "{told}");
    sync(&office, &["vera"]);
    let seen = json(&office, "vera", &["show", id]);
    assert_eq!(
        (&seen["reached"]["f.14-17"], &seen["notes"]),
        (&5.into(), &"".into())
    );
    let refused = office
        .phone("vera", &["edit", id, "title=Mine"])
        .with_code(2);
    assert!(refused.err.contains("shared with you"), "{}", refused.err);
    let notes = [&share[..], &["--with-notes"]].concat();
    let _shared = programme(&office, &notes).with_code(0);
    sync(&office, &["vera"]);
    assert_eq!(json(&office, "vera", &["show", id])["notes"], "Careful.");

    let listed = programme(&office, &["list", "--json"]).with_code(0).json();
    assert_eq!(listed[0]["documents"].as_array().unwrap().len(), 2);
    assert_eq!(listed[0]["partners"], serde_json::json!(["olga", "vera"]));
    let unshare = [&["unshare", id], &named[..]].concat();
    let told = programme(&office, &unshare).with_code(0).out;
    let said = format!("{id} and its notes are no longer shared in neighbours.\n");
    assert_eq!(told, said);
    sync(&office, &["vera", "ana"]);
    assert_eq!((held("vera"), held("ana")), (0, 1));
    let _gone = office.phone("vera", &["show", id]).with_code(2);
    is_right(&office);
}

#[test]
fn programmes_are_for_partners_and_a_partner_has_one() {
    let office = office();
    let data = office.data();
    let invite = |role: &str, more: &[&str]| {
        let words = [
            "invite",
            "--data",
            data.to_str().unwrap(),
            "--member",
            "Ina",
        ];
        let of = ["--role", role, "--unit", "suceava", "--allow-local"];
        run("teren", &[&words[..], &of, more].concat())
            .with_code(1)
            .err
    };
    assert!(invite("partner", &[]).contains("which programmes"));
    let unknown = invite("partner", &["--programme", "elsewhere"]);
    assert!(unknown.contains("no programme `elsewhere`"), "{unknown}");
    let refused = invite("volunteer", &["--programme", "neighbours"]);
    assert!(refused.contains("is for partners"), "{refused}");
}

#[test]
fn a_partner_that_is_let_go_keeps_nothing_and_another_goes_on() {
    let office = office();
    let id = begun(&office, "vera", "Workshop");
    sync(&office, &["vera", "olga", "eva"]);
    let named = ["--programme", "neighbours"];
    let of = |name: &str| {
        let unfollow = [&["unfollow", "--member", name], &named[..]].concat();
        programme(&office, &unfollow)
    };
    // What Vera wrote before she heard of it is taken, and shown to the others.
    edit(&office, "vera", &id, &["participants.la-strada.guest+=2"]);
    let _let_go = of("vera").with_code(0);
    assert!(of("vera").with_code(1).err.contains("no partner `vera`"));
    assert!(of("eva").with_code(1).err.contains("no partner `eva`"));
    sync(&office, &["vera", "olga", "eva"]);
    let _gone = office
        .phone("vera", &["exchange", "show", &id])
        .with_code(2);
    for name in ["olga", "eva"] {
        let it = json(&office, name, &["exchange", "show", &id]);
        assert_eq!(it["participants"]["la-strada.guest"], 2, "{name}");
    }
    let listed = programme(&office, &["list", "--json"]).with_code(0).json();
    assert_eq!(listed[0]["partners"], serde_json::json!(["olga"]));
    is_right(&office);
}

#[test]
fn a_programme_that_is_closed_is_gone_from_every_partner_and_stays_with_the_unit() {
    let office = office();
    let id = begun(&office, "eva", "Workshop");
    let talk = r#"{ "kind": "school", "title": "A talk", "status": "done" }"#;
    let talk = told(&office, "eva", &["record"], talk).with_code(0).out;
    let talk = talk.trim();
    sync(&office, &["eva"]);
    let named = ["--programme", "neighbours"];
    let share = [&["share", talk], &named[..]].concat();
    let _shared = programme(&office, &share).with_code(0);
    sync(&office, &["vera", "olga"]);
    let _shown = office.phone("vera", &["show", talk]).with_code(0);

    let closed = programme(&office, &["close", "neighbours"])
        .with_code(0)
        .out;
    assert!(closed.contains("2 documents left it"), "{closed}");
    sync(&office, &SEATS);
    for partner in ["vera", "olga"] {
        let _gone = office.phone(partner, &["show", talk]).with_code(2);
        let list = json(&office, partner, &["exchange", "list"]);
        assert_eq!(list, serde_json::json!([]), "{partner}");
    }
    let _kept = office.phone("eva", &["show", talk]).with_code(0);
    // Nothing joins it by itself, and nobody is let in.
    edit(&office, "eva", &id, &["hours=3"]);
    let other = begun(&office, "eva", "Another");
    sync(&office, &["eva", "vera"]);
    assert_eq!(
        json(&office, "vera", &["exchange", "list"]),
        serde_json::json!([])
    );
    let again = programme(&office, &share).with_code(1).err;
    assert!(again.contains("is closed"), "{again}");
    let twice = programme(&office, &["close", "neighbours"]).with_code(1);
    assert!(twice.err.contains("is closed"));
    let listed = programme(&office, &["list", "--json"]).with_code(0).json();
    assert_eq!(
        (&listed[0]["closed"], &listed[0]["documents"]),
        (&true.into(), &serde_json::json!([]))
    );
    is_right(&office);

    // Made anew it is open, and empty.
    let name = ["--id", "neighbours", "--name", "Good neighbours"];
    let made = [&["create"], &name[..], &["--unit", "suceava"]].concat();
    let _made = programme(&office, &made).with_code(0);
    office.hand_out_seat("dora", "suceava", &["neighbours"]);
    sync(&office, &["dora"]);
    assert_eq!(
        json(&office, "dora", &["exchange", "list"]),
        serde_json::json!([])
    );
    edit(&office, "eva", &other, &["hours=4"]);
    sync(&office, &["eva", "dora"]);
    let list = json(&office, "dora", &["exchange", "list"]);
    assert_eq!(list[0]["title"], "Another", "it names it");
    is_right(&office);
}

#[test]
fn what_a_seat_began_for_a_programme_that_was_closed_waits_for_a_coordinator() {
    let office = office();
    let id = begun(&office, "vera", "Study visit");
    edit(&office, "vera", &id, &["hours=7"]);
    let _closed = programme(&office, &["close", "neighbours"]).with_code(0);
    let _refused = office.phone("vera", &["sync"]).with_code(4);
    let told = json(&office, "vera", &["attention"]);
    let reason = told[0]["reason"].as_str().unwrap();
    assert!(reason.contains("its programme was closed"), "{reason}");

    let data = office.data();
    let data = ["--data", data.to_str().unwrap()];
    let listed = run("teren", &[&["quarantine", "list"], &data[..]].concat()).with_code(0);
    for said in ["Study visit", "its programme was closed"] {
        assert!(listed.out.contains(said), "{}", listed.out);
    }
    let admit = [&["quarantine", "admit", &id], &data[..]].concat();
    let _admitted = run("teren", &admit).with_code(0);
    sync(&office, &["eva"]);
    let it = json(&office, "eva", &["exchange", "show", &id]);
    assert_eq!(
        (&it["title"], &it["hours"]),
        (&"Study visit".into(), &7.into())
    );
    is_right(&office);
}

#[test]
fn a_partner_reads_the_review_of_a_shared_session_and_nobodys_id() {
    let office = office();
    office.hand_out("ana", "volunteer", "suceava");
    let form = r#"{ "title": "Grade 9", "status": "done", "reached": { "f.14-17": 5 } }"#;
    let id = told(&office, "ana", &["record"], form).with_code(0).out;
    let id = id.trim();
    sync(&office, &["ana", "eva"]);
    let listed = json(&office, "ana", &["list"]);
    let ana = listed[0]["author"].as_str().unwrap();
    let joins = format!("team.{ana}=lead");
    let _team = office.phone("eva", &["edit", id, &joins]).with_code(0);
    let review = ["review", id, "returned", "--comment", "How many?"];
    let _returned = office.phone("eva", &review).with_code(0);
    sync(&office, &["eva"]);
    let share = ["share", id, "--programme", "neighbours"];
    let _shared = programme(&office, &share).with_code(0);
    sync(&office, &["vera"]);
    for command in [
        &["show", id][..],
        &["show", id, "--json"],
        &["list"],
        &["list", "--json"],
    ] {
        let shown = office.phone("vera", command).with_code(0).out;
        assert!(!shown.contains(ana), "{shown}");
        assert!(shown.contains("the organisation"), "{shown}");
        assert!(shown.contains("How many?"), "{shown}");
    }
}
