//! Exchanges in a browser: what a coordinator and a partner see of them, decide and write; and all
//! that a partner must not see, by any address.

use client_core::client::Client;
use client_core::ids::DocId;
use client_core::model::{Edit, Register, Role};
use client_core::transport::Https;
use tempfile::TempDir;

use super::door::{PASSWORD, cookie, form_token, send, show};
use super::running::{Running, body, header, status};
use super::settle::between;
use super::sync::with_phones::{joined, sync};
use crate::accounts::{self, NewProgramme};
use crate::environment;
use crate::store::members;

type Phone = (Client, Https);

/// A server with two programmes, a coordinator's phone and two partners' seats: Vera's in the
/// programme of the unit, Olga's in another one.
struct Neighbours {
    running: Running,
    eva: Phone,
    vera: Phone,
    _folder: TempDir,
}

/// Somebody's browser.
struct Browser<'a> {
    running: &'a Running,
    cookie: String,
    token: String,
}

impl Neighbours {
    async fn open() -> Self {
        let running = Running::start().await;
        for (id, unit) in [("neighbours", "dolj"), ("elsewhere", "olt")] {
            let new = NewProgramme {
                id: &id.parse().unwrap(),
                name: &format!("Programme {id}"),
                units: &[unit.parse().unwrap()],
            };
            let store = &running.state.store;
            let made = store.write(|tx| accounts::make_programme(tx, &new, environment::now()));
            made.unwrap();
        }
        let eva = running.invite("Eva Marin", Role::Coordinator);
        let seats = [("Vera", "neighbours"), ("Olga", "elsewhere")].map(|(name, programme)| {
            let invite = running.invite(name, Role::Partner);
            let admitted = running.state.store.write(|tx| {
                let member = members::by_name(tx, name)?.unwrap();
                let programmes = [programme.parse().unwrap()];
                accounts::admit_partner(tx, &member.id, &programmes, environment::now())
            });
            admitted.unwrap();
            invite
        });
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().to_owned();
        let phones = on_phones(move || {
            let phones = (joined(&eva, &dir, "eva"), joined(&seats[0], &dir, "vera"));
            sync(&phones.0);
            sync(&phones.1);
            phones
        });
        let (eva, vera) = phones.await;
        Self {
            running,
            eva,
            vera,
            _folder: folder,
        }
    }

    async fn browser(&self, name: &str) -> Browser<'_> {
        let code = self.running.state.store.write(|tx| {
            let member = members::by_name(tx, name)?.unwrap();
            let random = &mut environment::random;
            accounts::sign_in_code(tx, &member.id, environment::now(), random)
        });
        let form = format!("way=code&code={}", code.unwrap());
        let cookie = cookie(&send(&self.running, "/sign-in", "", &form).await);
        let token = form_token(&self.running, &cookie).await;
        let form = format!("form_token={token}&password={PASSWORD}&again={PASSWORD}");
        let chosen = send(&self.running, "/password", &cookie, &form).await;
        assert_eq!(status(&chosen), 303);
        Browser {
            running: &self.running,
            cookie,
            token,
        }
    }

    async fn sync(self) -> Self {
        let Self {
            running,
            eva,
            vera,
            _folder,
        } = self;
        let (eva, vera) = on_phones(move || {
            for phone in [&eva, &vera, &eva] {
                sync(phone);
            }
            (eva, vera)
        })
        .await;
        Self {
            running,
            eva,
            vera,
            _folder,
        }
    }
}

impl Browser<'_> {
    async fn show(&self, address: &str) -> String {
        show(self.running, address, &self.cookie).await
    }

    /// The page, which is there.
    async fn page(&self, address: &str) -> String {
        let page = self.show(address).await;
        assert_eq!(status(&page), 200, "{page}");
        body(&page).to_owned()
    }

    async fn send(&self, address: &str, form: &str) -> String {
        let form = format!("form_token={}&{form}", self.token);
        send(self.running, address, &self.cookie, &form).await
    }

    /// What is said of a form.
    async fn said(&self, address: &str, form: &str) -> String {
        let answer = self.send(address, form).await;
        assert_eq!(status(&answer), 303, "{answer}");
        let to = header(&answer, "location").unwrap();
        to.split_once("?said=").unwrap().1.to_owned()
    }
}

async fn on_phones<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

fn title(words: &str) -> Edit {
    Edit::text(Register::Title, words)
}

fn note(words: &str) -> Edit {
    let splices = client_core::model::edit::splices_between("", words);
    Edit::Notes { splices }
}

/// A session of the unit, and whether the programme shares it.
async fn session(it: &Neighbours, words: &str, is_shared: bool) -> DocId {
    let phone = &it.eva.0;
    let doc = phone
        .begin(None, &[title(words), note("Careful.")])
        .unwrap();
    phone
        .count(doc, "reached.f.14-17".parse().unwrap(), 31)
        .unwrap();
    doc_shared(it, doc, is_shared);
    doc
}

fn doc_shared(it: &Neighbours, doc: DocId, is_shared: bool) {
    if !is_shared {
        return;
    }
    tokio::task::block_in_place(|| sync(&it.eva));
    let programme = "neighbours".parse().unwrap();
    let now = environment::now();
    let store = &it.running.state.store;
    store
        .write(|tx| accounts::share(tx, doc, &programme, false, now))
        .unwrap();
}

/// An exchange on which two differ, with a session that is shared and one that is not.
async fn disputed() -> (Neighbours, DocId) {
    let it = Neighbours::open().await;
    let shared = session(&it, "Talk at the fair", true).await;
    let hidden = session(&it, "Talk in the shelter", false).await;
    let linked = |session| Edit::LinkedSession {
        session,
        present: true,
    };
    let edits = [
        title("Summer school"),
        Edit::text(Register::Programme, "neighbours"),
        Edit::text(Register::Host, "la-strada"),
        note("Mind the budget."),
        linked(shared),
        linked(hidden),
    ];
    let doc = it.eva.0.begin_exchange(None, &edits).unwrap();
    let it = it.sync().await;
    for (phone, hours) in [(&it.eva, 10), (&it.vera, 12)] {
        let hours = Edit::number(Register::Hours, hours);
        let count = Edit::Count {
            cell: "participants.la-strada.trainer".parse().unwrap(),
            by: 2,
        };
        phone.0.edit_exchange(doc, &[hours, count]).unwrap();
    }
    (it.sync().await, doc)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinator_sees_everything_of_an_exchange_and_settles_it() {
    let (it, doc) = disputed().await;
    let desk = it.browser("Eva Marin").await;
    let list = desk.page("/exchanges").await;
    for said in ["Summer school", "Programme neighbours", "la-strada", ">4<"] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let address = format!("/exchanges/{doc}");
    let page = desk.page(&address).await;
    for said in [
        "Talk at the fair",
        "Talk in the shelter",
        "Mind the budget.",
        "Craiova",
        "Vera",
        "action=\"/exchanges/",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let conflict = between(&page, "<form class=\"conflict\"", "</form>");
    let seen = between(conflict, "name=\"seen\" value=\"", "\"");
    let form = format!("field=hours&saying=own&own=11&seen={seen}");
    let settle = format!("{address}/settle");
    assert_eq!(desk.said(&settle, &form).await, "settled");
    assert_eq!(desk.said(&settle, &form).await, "moved");
    let hide = format!("{address}/withdraw");
    assert_eq!(desk.said(&hide, "decision=withdraw&why=").await, "reason");
    assert_eq!(desk.said(&hide, "why=entered+twice").await, "withdrawn");
    assert!(!desk.page("/exchanges").await.contains("Summer school"));
    let hidden = desk.page("/exchanges?withdrawn=yes").await;
    assert!(hidden.contains("Summer school"));
    assert!(desk.page(&address).await.contains("entered twice"));
    assert_eq!(desk.said(&hide, "decision=again").await, "shown");
    let it = it.sync().await;
    assert_eq!(it.vera.0.exchange(doc).unwrap().hours, Some(11));
    it.running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_exchange_should_not_hold_is_for_its_coordinator_to_look_at() {
    let it = Neighbours::open().await;
    let edits = [
        title("Summer school, call 0745 123 456"),
        Edit::text(Register::Programme, "neighbours"),
    ];
    let doc = it.eva.0.begin_exchange(None, &edits).unwrap();
    let it = it.sync().await;
    let (desk, seat) = (it.browser("Eva Marin").await, it.browser("Vera").await);
    let address = format!("/exchanges/{doc}");
    let harmless = format!("{address}/harmless");
    let page = desk.page(&address).await;
    let notice = between(&page, "by which a person can be found", "</form>");
    assert!(
        notice.contains("Title: looks like a phone number"),
        "{notice}"
    );
    let form = format!("seen={}", between(notice, "name=\"seen\" value=\"", "\""));

    for page in ["/exchanges", &address] {
        let partners = seat.page(page).await;
        assert!(partners.contains("Summer school"), "{partners}");
        for words in ["look at the note", "looks like", "harmless"] {
            assert!(!partners.contains(words), "{words}: {partners}");
        }
    }
    assert_eq!(status(&seat.send(&harmless, &form).await), 403);

    assert!(desk.page("/exchanges").await.contains("look at the note"));
    assert_eq!(desk.said(&harmless, &form).await, "harmless");
    assert!(!desk.page("/exchanges").await.contains("look at the note"));
    it.running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_takes_part_and_learns_no_name_no_note_and_no_unit() {
    let (it, doc) = disputed().await;
    let seat = it.browser("Vera").await;
    let list = seat.page("/exchanges").await;
    assert!(list.contains("Talk at the fair"), "it is shared: {list}");
    let address = format!("/exchanges/{doc}");
    let page = seat.page(&address).await;
    for page in [&list, &page] {
        for hidden in [
            "Eva",
            "Craiova",
            "Mind the budget",
            "Careful",
            "Talk in the shelter",
            "/sessions",
            "data-live",
        ] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
        assert!(page.contains("Summer school") && page.contains("Talk at the fair"));
    }
    assert!(page.contains("Vera") && page.contains("Agency"), "{page}");

    let seen = between(&page, "/edit\"", "</form>");
    let seen = between(seen, "name=\"seen\" value=\"", "\"").to_owned();
    let fields = "locality=Cernauti&venue=&from=2017-07-03&to=2017-07-05&hours=10";
    let learned = "organisation=la-strada&learned=Ask+the+grandmothers.";
    let form = format!("seen={seen}&title=Summer+school+2017&{fields}&{learned}");
    let edit = format!("{address}/edit");
    assert_eq!(seat.said(&edit, &form).await, "exchange-edited");
    let stale = form.replace("2017&", "of+2017&");
    assert_eq!(seat.said(&edit, &stale).await, "moved");
    let wrong = format!("{form}&x=").replace("2017-07-03", "soon");
    assert_eq!(seat.said(&edit, &wrong).await, "not-taken");
    // A coordinator moves it to a programme that is not hers: its name is none of hers.
    let moved = [Edit::text(Register::Programme, "elsewhere")];
    it.eva.0.edit_exchange(doc, &moved).unwrap();
    let it = it.sync().await;
    let seat = it.browser("Vera").await;
    let page = seat.page(&address).await;
    assert!(!page.contains("Programme elsewhere"), "{page}");
    // She did not begin it: that she hides it is refused, whatever form is sent.
    let hide = seat.send(&format!("{address}/withdraw"), "why=mine").await;
    assert_eq!(status(&hide), 403);

    let it = it.sync().await;
    let shown = it.eva.0.exchange(doc).unwrap();
    assert_eq!(shown.title, "Summer school 2017");
    assert_eq!(shown.place.locality, "Cernauti");
    assert_eq!(shown.learned.len(), 1);
    let from = shown.from.unwrap().date_in("Europe/Bucharest");
    assert_eq!(from, "2017-07-03");
    it.running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_other_address_tells_a_partner_anything() {
    let (it, doc) = disputed().await;
    let (vera, olga) = (it.browser("Vera").await, it.browser("Olga").await);
    let home = vera.show("/").await;
    assert_eq!(header(&home, "location"), Some("/exchanges"));
    let session = {
        let of_exchange = it.eva.0.exchange(doc).unwrap().sessions;
        *of_exchange.first().unwrap()
    };
    let closed = [
        "/sessions".to_owned(),
        format!("/sessions/{session}"),
        "/sessions/new".to_owned(),
        "/coverage".to_owned(),
        "/duplicates".to_owned(),
        "/venues".to_owned(),
        "/phones".to_owned(),
        "/members".to_owned(),
    ];
    for address in &closed {
        let answer = vera.show(address).await;
        assert_eq!(status(&answer), 403, "{address}");
        assert!(!answer.contains("Talk"), "{address}");
    }
    assert_eq!(status(&vera.show("/live").await), 403);
    for form in ["settle", "review", "assign", "move", "withdraw"] {
        let answer = vera.send(&format!("/sessions/{session}/{form}"), "").await;
        assert_eq!(status(&answer), 403, "{form}");
    }
    // Another programme's exchange looks like none, read and written.
    let unknown = DocId([0x77; 16]);
    let mut answers = Vec::new();
    for doc in [doc, unknown] {
        let page = olga.show(&format!("/exchanges/{doc}")).await;
        let form = olga
            .send(&format!("/exchanges/{doc}/withdraw"), "why=x")
            .await;
        let both = [&page, &form].map(|answer| {
            assert_eq!(status(answer), 404);
            body(answer).replace(&doc.to_string(), "")
        });
        answers.push(both);
    }
    assert_eq!(answers[0], answers[1]);
    let list = olga.page("/exchanges").await;
    assert!(!list.contains("Summer") && !list.contains("Talk"), "{list}");
    it.running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_partner_began_for_a_programme_that_was_closed_is_read_and_admitted() {
    let it = Neighbours::open().await;
    let form = [
        title("Study visit"),
        Edit::text(Register::Programme, "neighbours"),
    ];
    let doc = it.vera.0.begin_exchange(None, &form).unwrap();
    let hours = [Edit::number(Register::Hours, 7)];
    it.vera.0.edit_exchange(doc, &hours).unwrap();
    let closed = it.running.state.store.write(|tx| {
        accounts::close_programme(tx, &"neighbours".parse().unwrap(), environment::now())
    });
    assert_eq!(closed.unwrap(), 0);
    let it = it.sync().await;
    let matters = it.vera.0.attention().unwrap();
    assert_eq!(matters.len(), 1, "{matters:?}");
    assert!(matters[0].reason.contains("its programme was closed"));

    let desk = it.browser("Eva Marin").await;
    let page = desk.page("/quarantine").await;
    for said in [
        "Study visit",
        "no longer shared with the partner",
        "What it says",
        "Hours",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let said = desk.said("/quarantine/admit", &format!("doc={doc}")).await;
    assert_eq!(said, "let-in");
    let page = desk.page("/quarantine").await;
    let link = format!("href=\"/exchanges/{doc}\"");
    assert!(
        page.contains("Nothing waits") && page.contains(&link),
        "{page}"
    );
    let page = desk.page(&format!("/exchanges/{doc}")).await;
    assert!(page.contains("Study visit"), "{page}");
    it.running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_the_comment_stands_that_partners_read_it_where_a_session_is_shared() {
    let (it, doc) = disputed().await;
    let desk = it.browser("Eva Marin").await;
    let sessions = it.eva.0.exchange(doc).unwrap().sessions;
    let mut said = Vec::new();
    for session in sessions {
        let page = desk.page(&format!("/sessions/{session}")).await;
        let help = between(&page, "id=\"comment-help\">", "<").to_owned();
        said.push((page.contains("Talk at the fair"), help));
    }
    said.sort();
    let told: Vec<_> = said
        .iter()
        .map(|(is_shared, help)| (*is_shared, help.contains("Shared in Programme neighbours")))
        .collect();
    assert_eq!(told, [(false, false), (true, true)], "{said:?}");
    it.running.server.shutdown().await;
}
