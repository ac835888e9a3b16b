//! What is written in the plain form and read again is the same session: exports can be imported.

use client_core::document::{Document, Hand, read, write};
use client_core::ids::{DocId, Epoch, ReplicaId};
use client_core::model::edit::splices_between;
use client_core::model::{
    AgeBand, Attachment, Basis, Cell, DocKind, Edit, Group, PeopleKey, Register, Scalar, Session,
    Sex, Table, Tally, TeamRole, Topic, Who, plain,
};
use client_core::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_489_478_700_000);

fn writer() -> ReplicaId {
    ReplicaId::derive(&[1; 32], Epoch([1; 8]))
}

fn hand() -> Hand {
    let replica = writer().short();
    Hand {
        replica,
        who: Who::Replica(replica),
        now: NOW,
    }
}

fn any_register() -> impl Strategy<Value = Edit> {
    let text = "[ -~ăâîșț]{0,30}";
    let time = 0i64..2_000_000_000_000;
    prop_oneof![
        text.prop_map(|text| Edit::text(Register::Title, text)),
        "[a-z0-9]{1,9}".prop_map(|id| Edit::text(Register::Campaign, id)),
        prop::sample::select(vec!["school", "media", "public_event"])
            .prop_map(|kind| Edit::text(Register::Kind, kind)),
        prop::sample::select(vec!["planned", "running", "done", "cancelled"])
            .prop_map(|status| Edit::text(Register::Status, status)),
        prop::sample::select(vec!["counted", "estimated"])
            .prop_map(|counting| Edit::text(Register::Counting, counting)),
        "RO\\|RO-SV\\|[A-Za-z]{0,9}\\|[A-Z]{0,9}\\|"
            .prop_map(|place| Edit::text(Register::Where, place)),
        Just(Edit::text(Register::At, "47.85,25.92")),
        time.clone()
            .prop_map(|ms| Edit::number(Register::StartedAt, ms)),
        time.prop_map(|ms| Edit::number(Register::PlannedFor, ms)),
        (0i64..20).prop_map(|n| Edit::number(Register::Activities, n)),
        (0i64..20_000).prop_map(|n| Edit::number(Register::MediaAudience, n)),
        text.prop_map(|text| Edit::text(Register::MeetingDecisions, text)),
        text.prop_map(|why| Edit::text(Register::Withdrawn, why)),
        Just(Edit::text(Register::Format, "theatre")),
        Just(Edit::clear(Register::Kind)),
    ]
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let people = (
        prop::sample::select(Sex::ALL.to_vec()),
        prop::sample::select(AgeBand::ALL.to_vec()),
    );
    prop_oneof![
        people.prop_map(|(sex, age)| Cell::Reached(PeopleKey { sex, age })),
        prop::sample::select(Group::ALL.to_vec()).prop_map(Cell::Group),
        prop::sample::select(Tally::ALL.to_vec()).prop_map(Cell::Tally),
        "[a-z]{1,5}".prop_map(|id| Cell::Material(id.parse().unwrap())),
    ]
}

fn any_other() -> impl Strategy<Value = Edit> {
    let member = "[a-c]".prop_map(|id| id.parse().unwrap());
    let role = prop::option::of(prop::sample::select(TeamRole::ALL.to_vec()));
    let answer = prop_oneof![
        any::<bool>().prop_map(Scalar::Bool),
        (-9i64..9).prop_map(Scalar::Int),
        "[a-z ]{0,9}".prop_map(Scalar::Text),
    ];
    let whole = (prop::bool::ANY, 0usize..3).prop_map(|(whole, at)| Edit::Say {
        table: [Table::People, Table::Materials, Table::Tallies][at],
        basis: if whole { Basis::Whole } else { Basis::Part },
    });
    prop_oneof![
        (member, role).prop_map(|(member, role)| Edit::Team { member, role }),
        ("[a-c]", any::<bool>()).prop_map(|(id, present)| Edit::Partner {
            organisation: id.parse().unwrap(),
            present,
        }),
        (prop::sample::select(Topic::ALL.to_vec()), any::<bool>())
            .prop_map(|(topic, present)| Edit::Topic { topic, present }),
        ("[a-c](/[a-c])?", prop::option::of(answer))
            .prop_map(|(key, value)| Edit::Answer { key, value }),
        ("[a-c]", prop::option::of(".{1,9}"))
            .prop_map(|(question, value)| Edit::Text { question, value }),
        "(?s).{0,40}".prop_map(|notes| Edit::Notes {
            splices: splices_between("", &notes),
        }),
        ("[0-9a-f]{64}", 0u64..9_000_000).prop_map(|(sha256, bytes)| {
            let (name, media_type) = ("a photo; taken.jpg".into(), "image/jpeg".into());
            Edit::Attach(Attachment {
                sha256,
                name,
                media_type,
                bytes,
            })
        }),
        whole,
    ]
}

fn any_edits() -> impl Strategy<Value = Vec<Edit>> {
    let count = (any_cell(), -5i64..60).prop_map(|(cell, by)| Edit::Count { cell, by });
    prop::collection::vec(prop_oneof![any_register(), any_other(), count], 0..40)
}

/// A session as everybody reads it: who counted which part is not in the plain form.
fn as_read(mut session: Session) -> Session {
    session.counts = Default::default();
    session
}

fn with(edits: &[Edit]) -> Session {
    let mut session = Session::empty(DocId::derive(writer(), NOW, 0));
    for edit in edits {
        session.apply(edit, &hand()).unwrap();
    }
    session
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_the_same_session(edits in any_edits()) {
        let session = with(&edits);
        let form = plain::session(&session);
        let again = plain::parse_text(&form.to_string());
        let again = again.unwrap_or_else(|problems| panic!("{problems:?}\n{form:#}"));
        prop_assert_eq!(as_read(with(&again.edits)), as_read(session));
    }

    #[test]
    fn the_edits_of_a_form_make_the_documents_that_say_it(edits in any_edits()) {
        let form = plain::session(&with(&edits));
        let (main, private) = plain::parse(&form).unwrap().into_parts();
        let id = DocId::derive(writer(), NOW, 0);
        let mut document = Document::new(DocKind::Session, id);
        let mut companion = Document::new(DocKind::Private, id.companion());
        write::cut(&mut document, &main, writer(), NOW).unwrap();
        write::cut(&mut companion, &private, writer(), NOW).unwrap();
        let read = read::session(&document, Some(&companion), &read::Context::unknown());
        prop_assert_eq!(plain::session(&read), form);
    }
}
