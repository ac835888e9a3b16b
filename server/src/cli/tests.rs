//! The commands as they are typed, on a folder of their own.

use std::path::Path;

use clap::CommandFactory;
use client_core::wire::Invite;
use serde_json::Value;

use super::*;

/// What the command prints; arguments are split at spaces, `DATA` stands for the folder.
fn teren(data: &Path, line: &str) -> Result<String, Failure> {
    let words = line.split(' ').map(|word| match word {
        "DATA" => data.to_str().unwrap(),
        word => word,
    });
    let cli = Cli::try_parse_from(std::iter::once("teren").chain(words)).unwrap();
    let mut out = Vec::new();
    cli.command.run(&mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn json(data: &Path, line: &str) -> Value {
    serde_json::from_str(&teren(data, line).unwrap()).unwrap()
}

const INIT: &str = "init --data DATA --organisation Agency --country ro --unit dolj:Craiova --json";
const INVITE: &str = "invite --data DATA --member Ana --role volunteer --unit dolj --json";

#[test]
fn every_command_is_well_formed_and_shows_examples() {
    Cli::command().debug_assert();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        let examples = command.get_after_help().map(ToString::to_string);
        assert!(
            examples.is_some_and(|shown| shown.contains(&format!("teren {name} "))),
            "{name}"
        );
    }
}

/// The lines of a help text that are to be typed as they are printed, as words.
fn typed(help: &str) -> Vec<Vec<String>> {
    let help = help
        .replace("\\\n", " ")
        .replace("$(date +%F)", "2017-03-14");
    let lines = help.lines().filter(|line| line.starts_with("  teren "));
    let words = lines.map(|line| {
        let line = line.split(['|', '>']).next().unwrap();
        let quoted = line.split('\'').enumerate();
        let line: String = quoted
            .map(|(at, part)| match at % 2 {
                0 => part.to_owned(),
                _ => part.replace(' ', "_"),
            })
            .collect();
        line.split_whitespace().map(str::to_owned).collect()
    });
    words.collect()
}

#[test]
fn every_example_can_be_typed_as_it_is_printed() {
    let mut open = vec![Cli::command()];
    let mut found = 0;
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands().cloned());
        let help = command.get_after_help().map(ToString::to_string);
        for words in typed(&help.unwrap_or_default()) {
            // ID stands for one that a list shows.
            let id = "0190a3c2-8d0e-7a1f-9c3d-5e6f70818293";
            let words = words
                .iter()
                .map(|word| if word == "ID" { id } else { word });
            let words: Vec<_> = words.collect();
            let read = Cli::try_parse_from(&words);
            assert!(read.is_ok(), "{}: {}", words.join(" "), read.unwrap_err());
            found += 1;
        }
    }
    assert!(found > 50, "{found} examples");
}

#[test]
fn a_new_server_is_founded_once() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let made = json(&data, INIT);
    assert_eq!(made["public_url"], "https://localhost:8443");
    assert_eq!(made["pin"].as_str().unwrap().len(), 64);
    let (url, code) = (
        made["sign_in"]["url"].as_str(),
        made["sign_in"]["code"].as_str(),
    );
    assert!(
        url.unwrap()
            .ends_with(&format!("/sign-in?way=code&code={}", code.unwrap()))
    );
    let again = teren(&data, INIT).unwrap_err();
    assert!(
        matches!(again, Failure::Config(ConfigError::Occupied(_))),
        "{again}"
    );
}

#[test]
fn an_init_that_fails_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let failed = teren(&data, &format!("{INIT} --unit dolj:Twice")).unwrap_err();
    assert!(
        failed.to_string().contains("`dolj` is named twice"),
        "{failed}"
    );
    assert!(!data.exists());
    teren(&data, INIT).unwrap();
}

#[test]
fn an_invite_that_no_phone_could_use_is_refused_unless_told() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let made = json(&data, INIT);
    let refused = teren(&data, INVITE).unwrap_err();
    assert!(matches!(refused, Failure::Unreachable(_)), "{refused}");
    assert!(refused.to_string().contains("--allow-local"), "{refused}");
    let link = |line: &str| {
        json(&data, line)["url"]
            .as_str()
            .unwrap()
            .parse::<Invite>()
            .unwrap()
    };
    assert_eq!(
        link(&format!("{INVITE} --allow-local")).server,
        "https://localhost:8443"
    );
    let elsewhere = link(&format!("{INVITE} --public-url https://192.0.2.7:8443"));
    assert_eq!(elsewhere.server, "https://192.0.2.7:8443");
    assert_eq!(
        hex::encode(elsewhere.pin.unwrap()),
        made["pin"].as_str().unwrap()
    );
}

#[test]
fn a_new_server_exports_nothing_and_is_right() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    assert_eq!(
        teren(&data, "export --data DATA --format json --to -")
            .unwrap()
            .trim(),
        "[]"
    );
    let file = dir.path().join("out.json");
    teren(
        &data,
        &format!("export --data DATA --format json --to {}", file.display()),
    )
    .unwrap();
    assert_eq!(std::fs::read_to_string(file).unwrap().trim(), "[]");
    assert_eq!(
        json(&data, "check --data DATA --json")["problems"],
        Value::Array(Vec::new())
    );
}

#[test]
fn no_export_is_written_among_the_servers_own_files() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let before = std::fs::read(data.join("teren.db")).unwrap();
    for own in ["teren.db", "secrets/author.key", "new.json"] {
        let to = data.join(own);
        let line = format!("export --data DATA --format json --to {}", to.display());
        let refused = teren(&data, &line).unwrap_err().to_string();
        assert!(refused.contains("a server's own"), "{refused}");
    }
    assert_eq!(std::fs::read(data.join("teren.db")).unwrap(), before);
}

#[test]
fn a_misspelt_unit_is_no_year_without_work() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let said = |what: &str| {
        let line = format!("export --data DATA --format csv --to - {what}");
        teren(&data, &line).unwrap_err().to_string()
    };
    assert_eq!(said("--unit doj"), "there is no unit `doj`: allowed: dolj");
    assert!(said("--campaign x").contains("none is there yet"));
    assert!(said("--since 2017-02-01 --until 2017-01-31").contains("before it begins"));
    assert!(teren(&data, "export --data DATA --format csv --to - --unit dolj").is_ok());
}

#[test]
fn a_folder_without_its_keys_is_not_right() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    assert!(teren(&data, "check --data DATA").is_ok());
    std::fs::remove_dir_all(data.join("secrets")).unwrap();
    assert!(matches!(
        teren(&data, "check --data DATA"),
        Err(Failure::NotRight(1))
    ));
}

#[test]
fn who_has_pages_gets_a_way_to_them_and_a_volunteer_none() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let invite = format!("{INVITE} --allow-local");
    assert_eq!(json(&data, &invite).get("sign_in"), None);
    let invite = invite.replace("Ana", "Elena");
    let made = json(&data, &invite.replace("volunteer", "coordinator"));
    let create = "programme create --data DATA --id near --name Near --unit dolj";
    teren(&data, create).unwrap();
    let seat = invite
        .replace("Elena", "Vera")
        .replace("volunteer", "partner");
    let of_partner = json(&data, &format!("{seat} --programme near"));
    for made in [made, of_partner] {
        let sign_in = made["sign_in"].as_str().unwrap();
        assert!(sign_in.starts_with("https://localhost:8443/sign-in?way=code&code="));
    }
}

#[test]
fn a_folder_that_lost_its_database_is_not_given_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let database = data.join("teren.db");
    std::fs::remove_file(&database).unwrap();
    for line in ["serve --data DATA", "check --data DATA"] {
        let failed = teren(&data, line).unwrap_err();
        assert!(failed.to_string().contains("backup"), "{failed}");
        assert!(!database.exists());
    }
}

#[test]
fn a_folder_that_is_none_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for line in ["serve --data DATA", INVITE, "check --data DATA"] {
        let line = line.replace("volunteer", "volunteer --allow-local");
        let failed = teren(&dir.path().join("none"), &line).unwrap_err();
        assert!(
            failed.to_string().contains("is not a data folder"),
            "{failed}"
        );
    }
}

#[test]
fn countries_and_counties_that_there_are_not_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let words = [
        "teren",
        "init",
        "--organisation",
        "A",
        "--data",
        "x",
        "--country",
        "ZZ",
    ];
    let refused = Cli::try_parse_from(words).unwrap_err().to_string();
    assert!(refused.contains("ISO 3166-1"), "{refused}");
    let line = "init --data DATA --organisation Agency --country ro --unit dolj:Craiova:RO-XX";
    let refused = teren(&data, line).unwrap_err().to_string();
    assert!(
        refused.contains("`RO-XX`") && refused.contains("RO-DJ"),
        "{refused}"
    );
    assert!(!data.exists());
    teren(&data, &line.replace("RO-XX", "RO-DJ,RO-OT")).unwrap();
    let units = json(&data, "unit list --data DATA --json");
    assert_eq!(units[0]["counties"], serde_json::json!(["RO-DJ", "RO-OT"]));
}

#[test]
fn units_are_added_and_renamed_and_keep_their_code() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    teren(&data, "unit add olt:Slatina:RO-OT --data DATA").unwrap();
    let twice = teren(&data, "unit add olt:Other --data DATA")
        .unwrap_err()
        .to_string();
    assert!(
        twice.contains("`olt`") && twice.contains("unit rename"),
        "{twice}"
    );
    let county = teren(&data, "unit add gorj:Gorj:RO-QQ --data DATA").unwrap_err();
    assert!(county.to_string().contains("RO-GJ"), "{county}");
    teren(&data, "unit rename olt:Caracal --data DATA").unwrap();
    let none = teren(&data, "unit rename alba:Alba --data DATA")
        .unwrap_err()
        .to_string();
    assert!(none.contains("dolj, olt"), "{none}");
    let units = json(&data, "unit list --data DATA --json");
    let olt = serde_json::json!({
        "unit": "olt", "name": "Caracal", "counties": ["RO-OT"],
        "time_zone": "Europe/Bucharest", "members": 0,
    });
    assert_eq!(units[1], olt);
    let invite = INVITE.replace("dolj", "olt");
    teren(&data, &format!("{invite} --allow-local")).unwrap();
    let told = teren(&data, "venue history --data DATA").unwrap();
    assert!(
        told.contains("add unit/olt") && told.contains("rename unit/olt"),
        "{told}"
    );
}

#[test]
fn materials_are_added_and_renamed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let none = teren(&data, "material rename leaflet --name Leaflet --data DATA");
    let none = none.unwrap_err().to_string();
    assert!(none.contains("no material `leaflet`"), "{none}");
    let add = "material add leaflet --name Leaflet --data DATA";
    teren(&data, add).unwrap();
    let twice = teren(&data, add).unwrap_err().to_string();
    assert!(twice.contains("material rename"), "{twice}");
    teren(&data, "material rename leaflet --name Flyer --data DATA").unwrap();
    let all = json(&data, "material list --data DATA --json");
    let leaflet = all
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == "leaflet");
    assert_eq!(leaflet.unwrap()["name"], "Flyer");
    let told = teren(&data, "venue history --data DATA").unwrap();
    assert!(told.contains("rename material/leaflet"), "{told}");
}

#[test]
fn campaigns_are_added_changed_and_closed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let add = "campaign add summer --title Summer --from 2017-06-01 --data DATA \
               --target people=500 --target activities=10";
    teren(&data, add).unwrap();
    let twice = teren(&data, add).unwrap_err().to_string();
    assert!(twice.contains("campaign change"), "{twice}");
    teren(
        &data,
        "campaign change summer --target people=700 --data DATA",
    )
    .unwrap();
    let early = teren(&data, "campaign close summer --on 2017-05-01 --data DATA").unwrap_err();
    assert!(
        early.to_string().contains("before its first, 2017-06-01"),
        "{early}"
    );
    teren(&data, "campaign close summer --data DATA").unwrap();
    let none = teren(&data, "campaign close winter --data DATA")
        .unwrap_err()
        .to_string();
    assert!(none.contains("allowed: summer"), "{none}");
    let all = json(&data, "campaign list --data DATA --json");
    let target = &all[0]["targets"]["RO"];
    assert_eq!(
        (&target["people"], &target["activities"]),
        (&700.into(), &10.into())
    );
    assert!(all[0]["to"].as_str().unwrap() > "2017-06-01");
    let words = [
        "teren", "campaign", "change", "x", "--data", "d", "--target", "girls=3",
    ];
    let refused = Cli::try_parse_from(words).unwrap_err().to_string();
    assert!(
        refused.contains("people, activities, media_items, broadcasts"),
        "{refused}"
    );
}

#[test]
fn phones_keep_at_least_a_month() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    teren(&data, INIT).unwrap();
    let none = Cli::try_parse_from(["teren", "keep", "--data", "d", "--months", "0"]);
    assert!(none.unwrap_err().to_string().contains("1..="));
    let said = teren(&data, "keep --data DATA --months 1").unwrap();
    assert!(said.contains("the 1 before"), "{said}");
}

#[test]
fn one_is_not_counted_like_many() {
    assert_eq!(counted(1, "session"), "1 session");
    assert_eq!(counted(0, "session"), "0 sessions");
}
