//! The everyday work of a coordinator in a browser, and what the phones of volunteers make of it.

use client_core::client::{Client, ListQuery, Listed};
use client_core::ids::{DocId, MemberId};
use client_core::model::plain::parse_text;
use client_core::model::{Edit, Register, Role};
use client_core::transport::Https;
use tempfile::TempDir;

use super::door::{send, show, signed_in};
use super::running::{Running, body, header, status};
use super::settle::between;
use super::sync::with_phones::{joined, sync};
use crate::report::check::check;
use crate::store::organisation;

pub(super) type Phone = (Client, Https);

/// A running server, its administrator at the desk, and phones.
pub(super) struct Office {
    pub(super) running: Running,
    pub(super) cookie: String,
    pub(super) token: String,
    folder: TempDir,
}

impl Office {
    pub(super) async fn open() -> Self {
        let running = Running::start().await;
        let (cookie, token) = signed_in(&running).await;
        let folder = tempfile::tempdir().unwrap();
        Self {
            running,
            cookie,
            token,
            folder,
        }
    }

    pub(super) async fn phone(&self, name: &'static str, role: Role, unit: &str) -> Phone {
        let invite = self.running.invite_to(name, role, unit);
        let folder = self.folder.path().to_owned();
        on_phone(move || joined(&invite, &folder, name)).await
    }

    /// Sends a form and gives the address of the page that follows.
    pub(super) async fn send(&self, address: &str, form: &str) -> String {
        let form = format!("form_token={}&{form}", self.token);
        let answer = send(&self.running, address, &self.cookie, &form).await;
        assert_eq!(status(&answer), 303, "{answer}");
        header(&answer, "location").unwrap().to_owned()
    }

    pub(super) async fn show(&self, address: &str) -> String {
        let page = show(&self.running, address, &self.cookie).await;
        assert_eq!(status(&page), 200, "{page}");
        body(&page).to_owned()
    }

    /// Ends it; the database must be as its log says.
    pub(super) async fn close(self) {
        let store = &self.running.state.store;
        let problems = store.read(|c| {
            let home = organisation::home(c)?.unwrap();
            let mut problems = Vec::new();
            check(c, &home.id, |problem| problems.push(problem.to_string()))?;
            Ok::<_, crate::store::StoreError>(problems)
        });
        assert_eq!(problems.unwrap(), Vec::<String>::new());
        self.running.server.shutdown().await;
    }
}

pub(super) async fn on_phone<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

pub(super) async fn synced(phone: Phone) -> Phone {
    on_phone(move || {
        sync(&phone);
        phone
    })
    .await
}

/// Counts on a phone.
fn count(phone: &Phone, doc: DocId, cell: &str, by: i64) {
    phone.0.count(doc, cell.parse().unwrap(), by).unwrap();
}

/// What a form of the page must give back.
fn seen(page: &str) -> String {
    between(page, "name=\"seen\" value=\"", "\"").to_owned()
}

fn listed(phone: &Phone, doc: DocId) -> Option<Listed> {
    let query = ListQuery {
        limit: 50,
        ..ListQuery::default()
    };
    let rows = phone.0.list(&query).unwrap().rows;
    rows.into_iter().find(|listed| listed.row.doc == doc)
}

fn id_in(address: &str) -> DocId {
    let id = address.strip_prefix("/sessions/").unwrap();
    id.split('?').next().unwrap().parse().unwrap()
}

/// Plans a session in the browser that a volunteer is to lead.
async fn planned(office: &Office, lead: &MemberId) -> DocId {
    let form = office.show("/sessions/new").await;
    assert!(
        form.contains(">ana, Craiova<") && form.contains("name=\"day\""),
        "{form}"
    );
    let token = &office.token;
    let wrong = format!("form_token={token}&kind=school&title=&unit=dolj&day=x");
    let wrong = send(&office.running, "/sessions/new", &office.cookie, &wrong).await;
    assert_eq!(status(&wrong), 422);
    assert!(
        body(&wrong).contains("aria-invalid"),
        "the form says what is wrong"
    );
    let plan = format!(
        "kind=school&title=Grade+9&unit=dolj&county=RO-DJ&locality=Craiova&venue=Carol+I\
         &day=2017-03-14&time=10%3A00&lead={lead}"
    );
    let address = office.send("/sessions/new", &plan).await;
    assert!(address.ends_with("?said=planned"), "{address}");
    id_in(&address)
}

/// Reviews a session as its page shows it now; gives what is said of the form.
async fn reviewed(office: &Office, doc: DocId, decision: &str, comment: &str) -> String {
    let page = office.show(&format!("/sessions/{doc}")).await;
    let form = format!("decision={decision}&comment={comment}&seen={}", seen(&page));
    let address = office.send(&format!("/sessions/{doc}/review"), &form).await;
    address.split_once("?said=").unwrap().1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_recorded_returned_mended_and_verified() {
    let office = Office::open().await;
    let ana = synced(office.phone("ana", Role::Volunteer, "dolj").await).await;
    let me = ana.0.identity().member.clone();
    let doc = planned(&office, &me).await;

    // On the phone, marked as hers.
    let ana = synced(ana).await;
    let row = listed(&ana, doc).unwrap().row;
    assert_eq!((row.title.as_str(), &row.team), ("Grade 9", &vec![me]));
    count(&ana, doc, "reached.f.14-17", 31);
    ana.0.finish(doc).unwrap();
    let ana = synced(ana).await;

    // Returned with a comment; without one it is not sent.
    assert_eq!(reviewed(&office, doc, "returned", "").await, "reason");
    let comment = "And+the+boys%3F";
    assert_eq!(
        reviewed(&office, doc, "returned", comment).await,
        "reviewed"
    );
    let ana = synced(ana).await;
    let row = listed(&ana, doc).unwrap().row;
    assert_eq!(row.returned.as_deref(), Some("And the boys?"));
    assert_eq!(ana.0.status().unwrap().returned, 1);

    // Edited: no longer returned, and waiting again.
    count(&ana, doc, "reached.m.14-17", 27);
    let row = listed(&ana, doc).unwrap().row;
    assert_eq!((row.returned, row.unsent), (None, true));
    let ana = synced(ana).await;
    let list = office.show("/sessions?from=2017-01-01").await;
    assert!(list.contains("Returned, then changed"), "{list}");
    let page = office.show(&format!("/sessions/{doc}")).await;
    let both = "Returned to its author, and changed since";
    assert!(page.contains(both), "{page}");

    // Verified; what is changed after that shows.
    reviewed(&office, doc, "verified", "").await;
    let address = format!("/sessions/{doc}");
    assert!(office.show(&address).await.contains("Verified."));
    let ana = synced(ana).await;
    let title = [Edit::text(Register::Title, "Grades 9, 10")];
    ana.0.edit(doc, &title).unwrap();
    let _ana = synced(ana).await;
    let page = office.show(&address).await;
    assert!(page.contains("Verified, and changed since"), "{page}");
    let list = office.show("/sessions?from=2017-01-01").await;
    assert!(list.contains("Verified, then changed"), "{list}");
    assert_eq!(reviewed(&office, doc, "none", "").await, "reviewed");
    assert!(!office.show(&address).await.contains("changed since"));
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_assigned_withdrawn_and_shown_again() {
    let office = Office::open().await;
    let ana = office.phone("ana", Role::Volunteer, "dolj").await;
    let ion = office.phone("ion", Role::Volunteer, "dolj").await;
    let helper = ion.0.identity().member.clone();
    let doc = ana
        .0
        .begin(None, &[Edit::text(Register::Title, "Market")])
        .unwrap();
    let ana = synced(ana).await;
    let address = format!("/sessions/{doc}");
    let assign = format!("{address}/assign");

    office
        .send(&assign, &format!("member={helper}&role=helper"))
        .await;
    let ana = synced(ana).await;
    assert_eq!(
        listed(&ana, doc).unwrap().row.team,
        std::slice::from_ref(&helper)
    );
    let nobody = office.send(&assign, "member=stranger&role=helper").await;
    assert!(nobody.ends_with("said=nothing"));
    office
        .send(&assign, &format!("member={helper}&role=none"))
        .await;

    let withdraw = format!("{address}/withdraw");
    assert!(
        office
            .send(&withdraw, "why=")
            .await
            .ends_with("said=reason")
    );
    office.send(&withdraw, "why=entered+twice").await;
    let list = "/sessions?from=2017-01-01";
    assert!(!office.show(list).await.contains("Market"));
    let hidden = office.show(&format!("{list}&withdrawn=yes")).await;
    assert!(hidden.contains("Market"), "a list of their own");
    let ana = synced(ana).await;
    assert!(listed(&ana, doc).is_none());
    office.send(&withdraw, "decision=again").await;
    let ana = synced(ana).await;
    let row = listed(&ana, doc).unwrap().row;
    assert!(row.team.is_empty() && !row.withdrawn);

    // A volunteer has no desk, and a form without its token does nothing.
    let forged = send(&office.running, &withdraw, &office.cookie, "why=because").await;
    assert_eq!(status(&forged), 403);
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_moves_to_the_phones_of_another_unit() {
    let office = Office::open().await;
    let ana = office.phone("ana", Role::Volunteer, "dolj").await;
    let eve = synced(office.phone("eve", Role::Volunteer, "olt").await).await;
    let doc = ana
        .0
        .begin(None, &[Edit::text(Register::Title, "Slatina")])
        .unwrap();
    ana.0.write_notes(doc, "", "Ask for the room.").unwrap();
    let ana = synced(ana).await;
    assert!(listed(&eve, doc).is_none());

    // Unsent work of the old unit is not lost.
    ana.0
        .edit(doc, &[Edit::text(Register::Title, "Slatina, grade 9")])
        .unwrap();
    let moved = office
        .send(&format!("/sessions/{doc}/move"), "unit=olt")
        .await;
    assert_eq!(moved, format!("/sessions/{doc}?said=moved-away"));
    let page = office.show(&format!("/sessions/{doc}")).await;
    assert!(page.contains("Craiova → Slatina centre"), "{page}");
    let ana = synced(synced(ana).await).await;
    assert!(listed(&ana, doc).is_none(), "gone from the old phones");
    let eve = synced(eve).await;
    let session = eve.0.session(doc).unwrap();
    assert_eq!(session.title, "Slatina, grade 9");
    assert_eq!(session.notes, "Ask for the room.");
    assert_eq!(session.unit, Some("olt".parse().unwrap()));
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_to_hold_a_moved_plan_is_said_to_get_it_no_more() {
    let office = Office::open().await;
    let ana = synced(office.phone("ana", Role::Volunteer, "dolj").await).await;
    let eve = synced(office.phone("eve", Role::Volunteer, "olt").await).await;
    let (old, new) = (&ana.0.identity().member, &eve.0.identity().member);
    let doc = planned(&office, old).await;
    let address = format!("/sessions/{doc}");
    let unseen = "Does not come to the phones of: ana.";
    assert!(!office.show(&address).await.contains(unseen));
    let moved = office.send(&format!("{address}/move"), "unit=olt").await;
    assert_eq!(moved, format!("{address}?said=moved-from-team"));
    let page = office.show(&moved).await;
    assert!(page.contains(unseen), "{page}");
    let assign = format!("{address}/assign");
    for said in [
        format!("member={old}&role=none"),
        format!("member={new}&role=lead"),
    ] {
        office.send(&assign, &said).await;
    }
    assert!(!office.show(&address).await.contains("Does not come"));
    let back = office.send(&format!("{address}/move"), "unit=dolj").await;
    assert_eq!(back, format!("{address}?said=moved-from-team"));
    office
        .send(&assign, &format!("member={new}&role=none"))
        .await;
    let moved = office.send(&format!("{address}/move"), "unit=olt").await;
    assert_eq!(moved, format!("{address}?said=moved-away"));
    office.close().await;
}

/// Two phones with the same event.
async fn recorded_twice(office: &Office) -> ((Phone, DocId), (Phone, DocId)) {
    let ana = office.phone("ana", Role::Volunteer, "dolj").await;
    let ion = office.phone("ion", Role::Volunteer, "dolj").await;
    let form = |venue: &str, hour: u32| {
        let form = format!(
            r#"{{ "kind": "school", "title": "Grade 9", "status": "done",
                 "place": {{ "country": "RO", "adm1": "RO-DJ", "locality": "Craiova",
                             "venue": "{venue}" }},
                 "started_at": "2017-03-14T{hour:02}:00:00Z", "reached": {{ "f.14-17": 30 }} }}"#
        );
        parse_text(&form).unwrap()
    };
    let kept = ana.0.record(&form("Colegiul Național Carol I", 8)).unwrap();
    let other = ion.0.record(&form("Col. Nat. Carol I", 9)).unwrap();
    let (ana, ion) = (synced(ana).await, synced(ion).await);
    ((synced(ana).await, kept), (ion, other))
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_look_alike_are_shown_until_somebody_tells_them_apart() {
    let office = Office::open().await;
    let ((ana, kept), (_ion, other)) = recorded_twice(&office).await;
    let page = office.show("/duplicates").await;
    assert!(page.contains("the same place by name") && page.contains("60 minutes apart"));
    let page = office.show(&format!("/sessions/{kept}")).await;
    assert!(page.contains("Compare the two"));
    let page = office.show(&format!("/duplicates?of={other}")).await;
    assert!(page.contains("60 minutes apart"));
    let list = office.show("/sessions?from=2017-01-01").await;
    assert!(list.contains("looks like another"));
    assert_eq!(ana.0.likely_duplicates().unwrap().len(), 1);

    let both = format!("one={kept}&other={other}");
    let apart = format!("{both}&decision=apart");
    assert!(office.send("/duplicates", &apart).await.ends_with("apart"));
    let page = office.show("/duplicates").await;
    assert!(!page.contains("60 minutes apart") && page.contains("is not"));
    let keep = format!("{both}&decision=keep");
    let late = office.send("/duplicates", &keep);
    assert!(late.await.ends_with("said=moved"));
    let apart = format!("{both}&what=apart");
    let undo = office.send("/duplicates/undo", &apart);
    assert!(undo.await.ends_with("said=undone"));
    let page = office.show("/duplicates").await;
    assert!(page.contains("60 minutes apart"));
    let page = office.show(&format!("/sessions/{kept}")).await;
    assert!(page.contains("no longer said to be two events"));
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_two_recorded_counts_once_until_that_is_undone() {
    let office = Office::open().await;
    let ((ana, kept), (ion, other)) = recorded_twice(&office).await;
    assert_eq!(counted(&office), 2);
    let keep = format!("one={kept}&other={other}&decision=keep");
    assert!(
        office
            .send("/duplicates", &keep)
            .await
            .ends_with("said=linked")
    );
    assert_eq!(counted(&office), 1);
    let ion = synced(ion).await;
    assert_eq!(ion.0.session(other).unwrap().duplicate_of, Some(kept));
    assert!(ion.0.likely_duplicates().unwrap().is_empty());

    let undo = format!("one={other}&other={kept}&what=linked");
    office.send("/duplicates/undo", &undo).await;
    assert_eq!(counted(&office), 2);

    // The author does the same on the phone; of nobody else's session.
    let ion = synced(ion).await;
    assert!(ana.0.mark_duplicate(other, kept).is_err());
    ion.0.mark_duplicate(other, kept).unwrap();
    let ion = synced(ion).await;
    assert_eq!(counted(&office), 1);
    ion.0.unmark_duplicate(other).unwrap();
    let _ion = synced(ion).await;
    assert_eq!(counted(&office), 2);
    office.close().await;
}

/// How many sessions the overview's figures count.
fn counted(office: &Office) -> u64 {
    use crate::store::read::{Filter, Scope, figures};
    let store = &office.running.state.store;
    let filter = Filter::default();
    let totals = store
        .read(|c| figures::totals(c, &Scope::All, &filter))
        .unwrap();
    totals.activities
}
