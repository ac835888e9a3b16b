//! One member's work on one phone, with a server whose words are written by the test.

mod earlier;
mod hand_over;
mod insiders;
mod limits;
mod photos;
mod practice;
mod questions;
mod refusals;
mod restored;
pub(super) mod server;
mod sharing;
mod stored;
mod syncing;

use server::{KEY, Server, TestPhone};

use super::*;
use crate::ids::DocId;
use crate::limits::{CHANGE_TEXT_BYTES_MAX, TEXT_CHARS_MAX};
use crate::model::{
    Basis, Edit, Kind, Place, Register, ReviewState, Role, Status as SessionStatus, Table,
    TeamRole, Who,
};
use crate::store::{feed, journal};
use crate::time::Timestamp;

fn query(search: &str) -> ListQuery {
    ListQuery {
        search: search.to_owned(),
        limit: 50,
        ..ListQuery::default()
    }
}

fn draft(title: &str) -> Draft {
    Draft {
        kind: Kind::School,
        title: title.to_owned(),
        campaign: None,
        place: Place {
            locality: "Rădăuți".to_owned(),
            ..Place::default()
        },
        planned_for: Timestamp(1_489_478_400_000),
    }
}

fn plan(phone: &TestPhone, title: &str) -> DocId {
    phone.client.plan(&draft(title)).unwrap()
}

fn count(phone: &TestPhone, doc: DocId, by: i64) {
    let cell = "reached.f.14-17".parse().unwrap();
    phone.client.count(doc, cell, by).unwrap();
}

#[test]
fn what_is_recorded_is_there_at_once_and_after_a_crash() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    count(&phone, doc, 3);
    count(&phone, doc, -1);
    phone.client.finish(doc).unwrap();
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(shown.people_reached(), 2);
    assert_eq!(shown.status, SessionStatus::Done);
    assert_eq!(shown.unit.as_ref().unwrap().as_str(), "suceava");

    // Nothing is closed or flushed: what is on the disk is all there is.
    let phone = phone.crash();
    assert_eq!(phone.client.session(doc).unwrap(), shown);
    let page = phone.client.list(&query("RADA grade")).unwrap();
    assert_eq!((page.rows.len(), page.more), (1, false));
    assert_eq!(page.rows[0].row.people, 2);
    assert!(page.rows[0].row.unsent);
    assert_eq!(page.rows[0].day, "2017-03-14");
    assert_eq!(phone.client.status().unwrap().unsent, 1);
    assert_eq!(phone.client.list(&query("market")).unwrap().rows.len(), 0);
}

#[test]
fn a_session_is_found_by_the_name_of_who_holds_it_and_by_no_id() {
    let phone = TestPhone::join(&Server::new());
    // Who planned it holds it. Before the first sync nobody is known but oneself.
    let doc = plan(&phone, "Grade 9");
    let stranger = "m-stranger".parse().unwrap();
    phone
        .client
        .assign(doc, stranger, Some(TeamRole::Helper))
        .unwrap();
    let found = |search: &str| phone.client.list(&query(search)).unwrap().rows.len();
    assert_eq!(found("somebody grade"), 1);
    assert_eq!(found(phone.client.me.member.as_str()), 0);
    assert_eq!(found("m-stranger"), 0);
}

#[test]
fn notes_lie_in_the_companion_and_show_in_the_session() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let notes = |text: &str, shown: &str| Edit::Notes {
        splices: crate::model::edit::splices_between(shown, text),
    };
    let edits = [notes("Many questions.", "")];
    phone.client.edit(doc, &edits).unwrap();
    let edits = [notes("Many good questions.", "Many questions.")];
    let shown = phone.client.edit(doc, &edits).unwrap();
    assert_eq!(shown.notes, "Many good questions.");
    assert_eq!(phone.client.status().unwrap().unsent, 1);
}

#[test]
fn a_wrong_edit_changes_nothing() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let before = phone.client.session(doc).unwrap();
    let wrong = [
        Edit::text(Register::Title, "Grade 10"),
        Edit::text(Register::Kind, "party"),
    ];
    let problem = phone.client.edit(doc, &wrong).unwrap_err().to_string();
    assert!(problem.starts_with("kind: found"), "{problem}");
    assert_eq!(phone.client.session(doc).unwrap(), before);
    let unknown = phone.client.withdraw(DocId([7; 16]), "why").unwrap_err();
    assert!(matches!(unknown, ClientError::UnknownSession(_)));
    let saying = phone.client.resolve(doc, "title", 1).unwrap_err();
    assert!(matches!(saying, ClientError::NoSuchSaying { .. }));
}

#[test]
fn a_count_that_no_cell_holds_is_refused_and_not_cut_short() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    count(&phone, doc, 3);
    let cell: crate::model::Cell = "reached.f.14-17".parse().unwrap();
    let refused = |by| {
        phone
            .client
            .count(doc, cell.clone(), by)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(-4),
        "reached.f.14-17: found 3 - 4, allowed: an own count from 0 to 1000000"
    );
    assert!(
        refused(999_998).contains("found 3 + 999998"),
        "beyond the most"
    );
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 3);
    count(&phone, doc, 999_997);
    count(&phone, doc, -1_000_000);
    // Two edits that each fit do not fit together.
    let twice = [600_000, 600_000].map(|by| Edit::Count {
        cell: cell.clone(),
        by,
    });
    assert!(phone.client.edit(doc, &twice).is_err());
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 0);
}

#[test]
fn a_session_of_a_unit_that_the_member_may_not_write_is_not_begun() {
    let phone = TestPhone::join(&Server::new());
    let edits = [Edit::text(Register::Title, "Grade 9")];
    let begin = |unit: &str| phone.client.begin(Some(unit.parse().unwrap()), &edits);
    let problem = begin("iasi").unwrap_err().to_string();
    assert_eq!(problem, "unit: found `iasi`, allowed: suceava");
    assert!(phone.client.list(&query("")).unwrap().rows.is_empty());
    begin("suceava").unwrap();
    let follow = |feeds: &[&str]| {
        let feeds: Vec<_> = feeds.iter().map(|feed| feed.parse().unwrap()).collect();
        let followed = phone.client.write(|tx, _| Ok(feed::follow(tx, &feeds)?));
        followed.unwrap();
    };
    follow(&["unit:iasi", "unit:suceava"]);
    begin("iasi").unwrap();
    let problem = begin("galati").unwrap_err().to_string();
    assert_eq!(problem, "unit: found `galati`, allowed: iasi, suceava");
}

#[test]
fn the_status_says_where_the_member_is_now() {
    let phone = TestPhone::join(&Server::new());
    let unit = || phone.client.status().unwrap().unit;
    assert_eq!(unit().as_str(), "suceava");
    let moved_to = ["unit:iasi".parse().unwrap()];
    let told = phone.client.write(|tx, _| Ok(feed::follow(tx, &moved_to)?));
    told.unwrap();
    assert_eq!(unit().as_str(), "iasi");
}

#[test]
fn an_end_before_the_beginning_is_refused_where_one_edit_says_both() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let began = Edit::number(Register::StartedAt, 7_200_000);
    let ended = Edit::number(Register::EndedAt, 3_600_000);
    let problem = phone
        .client
        .edit(doc, &[began.clone(), ended.clone()])
        .unwrap_err();
    assert!(
        problem.to_string().starts_with("ended_at: found"),
        "{problem}"
    );
    // Said apart they stand: somebody else may have said the other one.
    phone.client.edit(doc, &[began]).unwrap();
    phone.client.edit(doc, &[ended]).unwrap();
}

#[test]
fn text_that_no_change_or_note_holds_is_refused_and_not_cut_short() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let add = |chars: usize, at: usize| {
        let splices = vec![crate::model::Splice {
            at,
            delete: 0,
            insert: "ă".repeat(chars),
        }];
        phone.client.edit(doc, &[Edit::Notes { splices }])
    };
    add(TEXT_CHARS_MAX - 1, 0).unwrap();
    let shown = add(1, TEXT_CHARS_MAX - 1).unwrap();
    assert_eq!(shown.notes.chars().count(), TEXT_CHARS_MAX);
    let problem = add(1, 0).unwrap_err().to_string();
    assert_eq!(
        problem,
        "notes: found 20001 characters, allowed: at most 20000 characters"
    );

    // The notes are in the journal of the same companion.
    let left = CHANGE_TEXT_BYTES_MAX - 2 * TEXT_CHARS_MAX;
    let text = |question: &str, bytes: usize| Edit::Text {
        question: question.to_owned(),
        value: Some("a".repeat(bytes)),
    };
    let most = TEXT_CHARS_MAX;
    let mut edits: Vec<Edit> = (0..left / most)
        .map(|number| text(&format!("question-{number}"), most))
        .collect();
    edits.push(text("last", left % most));
    phone.client.edit(doc, &edits).unwrap();
    let problem = phone.client.edit(doc, &[text("more", 1)]).unwrap_err();
    assert!(problem.to_string().contains("not sent yet"), "{problem}");
    let server = Server::new();
    assert_eq!(phone.sync(&server).report.end, Some(SyncEnd::Done));
    // It is large, so it goes last, in a request of its own.
    let private = &server.last().puts[0];
    assert_eq!(private.doc, doc.companion());
    assert!(private.changes[0].0.len() < crate::limits::CHANGE_BYTES_MAX);
    phone.client.edit(doc, &[text("more", 1)]).unwrap();
}

#[test]
fn a_withdrawn_session_is_hidden_and_can_still_be_opened() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    phone.client.withdraw(doc, "entered twice").unwrap();
    assert!(phone.client.list(&query("")).unwrap().rows.is_empty());
    let shown = phone.client.session(doc).unwrap();
    assert_eq!(shown.withdrawn.as_deref(), Some("entered twice"));
}

#[test]
fn sessions_begun_in_one_moment_are_different_ones() {
    let phone = TestPhone::join(&Server::new());
    let mut docs: Vec<DocId> = (0..20).map(|_| plan(&phone, "Grade 9")).collect();
    docs.sort();
    docs.dedup();
    assert_eq!(docs.len(), 20);
}

#[test]
fn saying_whole_starts_from_what_is_shown() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    count(&phone, doc, 5);
    let whole = phone.client.say_basis(doc, Table::People, Basis::Whole);
    assert_eq!(whole.unwrap().people_reached(), 5);
    count(&phone, doc, 1);
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 6);
    let part = phone.client.say_basis(doc, Table::People, Basis::Part);
    assert_eq!(part.unwrap().people_reached(), 5);
}

#[test]
fn taps_on_one_cell_are_one_row_of_the_journal_until_something_else_is_said() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let rows = || {
        let rows = phone.client.read(|c, _| Ok(journal::of_document(c, doc)?));
        rows.unwrap().len()
    };
    let planned = rows();
    let boys: crate::model::Cell = "reached.m.14-17".parse().unwrap();
    for _ in 0..20 {
        count(&phone, doc, 1);
        phone.client.count(doc, boys.clone(), 1).unwrap();
    }
    assert_eq!(rows(), planned + 2);
    phone.client.count(doc, boys, -20).unwrap();
    assert_eq!(rows(), planned + 1, "what was taken back says nothing");
    // What comes after a whole count is not part of what came before it.
    let whole = phone.client.say_basis(doc, Table::People, Basis::Whole);
    assert_eq!(whole.unwrap().people_reached(), 20);
    count(&phone, doc, 1);
    count(&phone, doc, 1);
    assert_eq!(rows(), planned + 3);
    let phone = phone.crash();
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 22);
    let part = phone.client.say_basis(doc, Table::People, Basis::Part);
    assert_eq!(part.unwrap().people_reached(), 20);
}

#[test]
fn rows_that_an_older_app_wrote_are_written_anew() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let listed = || phone.client.list(&query("")).unwrap().rows.remove(0).row;
    let whole = listed();
    assert_eq!(whole.team.len(), 1);
    assert_eq!(whole.spot.locality, "Rădăuți");
    phone.client.write(|tx, _| Ok(list::forget(tx)?)).unwrap();
    assert!(listed().team.is_empty());
    let phone = phone.crash();
    assert_eq!(phone.client.list(&query("")).unwrap().rows[0].row, whole);
    assert_eq!(whole.doc, doc);
}

#[test]
fn the_store_opens_with_its_own_key_only() {
    let phone = TestPhone::join(&Server::new());
    plan(&phone, "Grade 9");
    let mut home = phone.home();
    home.key = StoreKey::new([1; 32]);
    let dir = phone.close();
    let refused = Client::open(home.clone(), None, server::environment()).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("another one, or the file is damaged")
    );
    home.key = StoreKey::new(KEY);
    Client::open(home, None, server::environment()).unwrap();
    drop(dir);
}

fn tell_campaign(phone: &TestPhone, id: &str, last: Option<&str>) {
    let entry = crate::model::catalogue::Campaign {
        id: id.parse().unwrap(),
        title: "NOT FOR SALE".to_owned(),
        from: None,
        to: last.map(str::to_owned),
        targets: std::collections::BTreeMap::new(),
    };
    let entry = crate::model::catalogue::Entry::Campaign(entry);
    let json = serde_json::to_string(&entry).unwrap();
    let told = |tx: &Transaction<'_>, _: &Own<'_>| {
        let put = crate::store::catalogue::put(tx, &entry.key(), 1, Some(&json));
        Ok(put?)
    };
    phone.client.write(told).unwrap();
}

#[test]
fn a_campaign_is_looked_up_once_the_phone_was_told_of_campaigns() {
    let phone = TestPhone::join(&Server::new());
    let of = |campaign: &str| Draft {
        campaign: Some(campaign.parse().unwrap()),
        ..draft("Grade 9")
    };
    phone.client.plan(&of("work-is-a-right")).unwrap();
    tell_campaign(&phone, "does-not-forgive", None);
    phone.client.plan(&of("does-not-forgive")).unwrap();
    let refused = phone.client.plan(&of("does-not-forget")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "campaign: found `does-not-forget`, allowed: does-not-forgive; sync first if it is new"
    );
}

#[test]
fn a_plan_after_the_last_day_of_its_campaign_is_refused_and_a_record_is_not() {
    let phone = TestPhone::join(&Server::new());
    tell_campaign(&phone, "not-for-sale", Some("2017-03-13"));
    let form = |more: &str| {
        let text = format!(
            r#"{{"title": "Grade 9", "kind": "school", "campaign": "not-for-sale", {more}}}"#
        );
        let form = crate::model::plain::parse(&serde_json::from_str(&text).unwrap()).unwrap();
        phone.client.record(&form)
    };
    let late = r#""planned_for": "2017-03-14T08:00:00Z""#;
    let refused = form(&format!(r#""status": "planned", {late}"#)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "campaign: found `not-for-sale` for a plan on 2017-03-14, allowed: a campaign that is not \
         over by then: its last day is 2017-03-13"
    );
    form(r#""status": "done", "started_at": "2017-03-13T08:00:00Z""#).unwrap();
    form(&format!(r#""status": "done", {late}"#)).unwrap();
    // Nor is a plan moved behind it.
    let early = r#""status": "planned", "planned_for": "2017-03-13T08:00:00Z""#;
    let plan = form(early).unwrap();
    let later = [Edit::number(Register::PlannedFor, 1_489_478_700_000)];
    phone.client.edit(plan, &later).unwrap_err();
}

#[test]
fn what_a_member_may_do_is_what_the_server_said_last() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let verify = || phone.client.review(doc, ReviewState::Verified, "");
    let refused = verify().unwrap_err().to_string();
    assert!(refused.contains("the word of a volunteer"), "{refused}");
    let mut me = phone.client.identity().clone();
    me.role = Role::Coordinator;
    phone.client.write(|tx, _| Ok(me.save(tx)?)).unwrap();
    let review = verify().unwrap().review.unwrap();
    assert_eq!(
        (review.state, review.changed_since),
        (Some(ReviewState::Verified), false)
    );
    count(&phone, doc, 1);
    let review = phone.client.session(doc).unwrap().review.unwrap();
    assert!(review.changed_since);
    let listed = || phone.client.list(&query("")).unwrap().rows.remove(0).row;
    assert!(listed().changed, "the list says it too");
    assert_eq!(phone.client.unreview(doc).unwrap().review, None);
    assert!(!listed().changed);
}

#[test]
fn a_session_that_a_programme_alone_shares_is_read() {
    let phone = TestPhone::join(&Server::new());
    let doc = plan(&phone, "Grade 9");
    let listed_in = |feeds: &[&str]| {
        let feeds: Vec<_> = feeds.iter().map(|feed| feed.parse().unwrap()).collect();
        let listed = phone.client.write(|tx, _| Ok(feed::put(tx, doc, &feeds)?));
        listed.unwrap();
    };
    listed_in(&["programme:neighbours", "unit:suceava"]);
    count(&phone, doc, 1);
    listed_in(&["programme:neighbours"]);
    let cell = "reached.f.14-17".parse().unwrap();
    let refused = phone.client.count(doc, cell, 1).unwrap_err().to_string();
    assert!(refused.contains("its own unit edits it"), "{refused}");
}

#[test]
fn everybody_who_wrote_is_named_once() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    let me = Who::Member(phone.client.identity().member.clone());
    let editors = || phone.client.editors(doc).unwrap();
    let who = || editors().into_iter().map(|editor| editor.who);
    assert_eq!(who().collect::<Vec<_>>(), std::slice::from_ref(&me));
    phone.sync(&server);
    let before = editors()[0].at;
    phone
        .client
        .write_notes(doc, "", "Questions on contracts.")
        .unwrap();
    assert!(who().eq([me]));
    assert!(editors()[0].at >= before);
    let unknown = DocId([7; 16]);
    assert!(matches!(
        phone.client.editors(unknown),
        Err(ClientError::UnknownSession(_))
    ));
}
