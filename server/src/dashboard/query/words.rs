//! Fields, counted cells and values of the model in the reader's words.

use client_core::counties;
use client_core::ids::UnitId;
use client_core::model::questions::{Questionnaire, VERSION_KEY};
use client_core::model::register::REGISTERS;
use client_core::model::{Cell, PeopleKey, Place, Register, Scalar, ValueKind, Who};
use client_core::time::Timestamp;
use serde_json::Value;

use super::names::Names;
use crate::i18n::Texts;

/// What it takes to say something: a language, the names, and whose clock.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The reader's language.
    pub texts: &'a Texts,
    /// The catalogue.
    pub names: &'a Names,
    /// The regional centre whose time is shown.
    pub unit: Option<&'a UnitId>,
    /// What the campaign of the session asked, where it is known.
    pub asked: Option<&'a Questionnaire>,
}

impl Words<'_> {
    /// What is counted: `Women and girls, 14–17`.
    pub fn cell(self, cell: &Cell) -> String {
        match cell {
            Cell::Reached(people) => self.people(*people),
            Cell::Group(group) => self.texts.word("group", group.code()),
            Cell::Material(material) => self.names.material(material),
            Cell::Tally(tally) => self.texts.word("tally", tally.code()),
            Cell::Participant { organisation, role } => {
                let role = role.replace(['-', '_'], " ");
                format!("{}, {role}", self.names.organisation(organisation))
            }
        }
    }

    fn people(self, people: PeopleKey) -> String {
        let sex = self.texts.word("sex", people.sex.code());
        format!("{sex}, {}", self.texts.word("age", people.age.code()))
    }

    /// Who said something. Members of other organisations stay unnamed.
    pub fn who(self, who: &Who) -> String {
        match who {
            Who::Member(member) => self.names.member(member),
            Who::Organisation(organisation) => self.names.organisation(organisation),
            Who::Replica(_) => self.texts.text("history-member-unknown"),
        }
    }

    /// A field of the plain form: `Place`. An answer is called by its question, a team member by
    /// the name.
    pub fn field(self, field: &str) -> String {
        match field.split_once('.') {
            Some(("answers", VERSION_KEY)) => self.texts.text("field-questionnaire"),
            Some(("answers" | "texts", key)) => match self.asked {
                Some(asked) => asked.label_of(key, self.texts.tag()),
                None => key.to_owned(),
            },
            Some(("team", member)) => member
                .parse()
                .map_or_else(|_| member.to_owned(), |id| self.names.member(&id)),
            Some(("attachments", _)) => self.texts.text("field-attachment"),
            Some(("activities", _)) => self.texts.text("field-activity"),
            Some(("learned", organisation)) => {
                let who = organisation.parse().map_or_else(
                    |_| organisation.to_owned(),
                    |id| self.names.organisation(&id),
                );
                self.texts.with("field-learned", &[("who", &who)])
            }
            _ => self.texts.word("field", field),
        }
    }

    /// A moment by the centre's clock.
    pub fn moment(self, at: Timestamp) -> String {
        self.texts.moment(self.names.local(self.unit, at))
    }

    /// A place, its nearest part first.
    pub fn place(self, place: &Place) -> String {
        parts_of(self.texts, place).join(", ")
    }

    /// The value of a register as it stands in the document.
    pub fn scalar(self, register: Register, value: &Scalar) -> String {
        match (register.rule().value, value) {
            (ValueKind::Time, Scalar::Int(ms)) => self.moment(Timestamp(*ms)),
            (ValueKind::Place, Scalar::Text(text)) => self.place(&Place::of_register(text)),
            (_, Scalar::Text(text)) => self.text(register, text),
            _ => self.bare(value),
        }
    }

    /// A value of which nothing more is known.
    pub fn bare(self, value: &Scalar) -> String {
        match value {
            Scalar::Text(text) => text.clone(),
            Scalar::Int(n) => self.integer(*n),
            Scalar::Bool(yes) => self.texts.text(if *yes { "value-yes" } else { "value-no" }),
        }
    }

    /// The value of a place that is no register: a choice of a question by its label, a photo by
    /// its name, which stands before its kind and its length.
    pub fn other(self, field: &str, value: &Scalar) -> String {
        match (value, field.split_once('.'), self.asked) {
            (Scalar::Text(said), Some(("answers", key)), Some(asked)) => {
                asked.words_of(key, said, self.texts.tag())
            }
            (Scalar::Text(said), Some(("attachments", _)), _) => {
                let name = said.rsplitn(3, ';').last();
                name.unwrap_or_default().to_owned()
            }
            _ => self.bare(value),
        }
    }

    /// The value of a field in the plain form, as conflicts carry it.
    pub fn plain(self, field: &str, value: &Value) -> String {
        let register = REGISTERS
            .iter()
            .find(|rule| rule.field == field)
            .map(|rule| rule.register);
        match (register, value) {
            (_, Value::Null) => String::new(),
            (Some(register), Value::String(text)) => match text.parse::<Timestamp>() {
                Ok(at) if register.rule().value == ValueKind::Time => self.moment(at),
                _ => self.text(register, text),
            },
            (_, Value::String(text)) => self.other(field, &Scalar::Text(text.clone())),
            (_, Value::Number(number)) => number
                .as_i64()
                .map_or_else(|| number.to_string(), |n| self.integer(n)),
            (_, other) => match serde_json::from_value::<Place>(other.clone()) {
                Ok(place) => self.place(&place),
                Err(_) => other.to_string(),
            },
        }
    }

    /// A text that may be a code of a vocabulary or an id of the catalogue.
    fn text(self, register: Register, text: &str) -> String {
        let t = self.texts;
        match register {
            Register::Kind => t.word("kind", text),
            Register::Status => t.word("status", text),
            Register::Counting => t.word("counting", text),
            Register::Format => t.word("format", text),
            Register::ReviewState => t.word("review", text),
            Register::Campaign => text
                .parse()
                .map_or_else(|_| text.to_owned(), |id| self.names.campaign(&id)),
            Register::Programme => text
                .parse()
                .map_or_else(|_| text.to_owned(), |id| self.names.programme(&id)),
            Register::Host => text
                .parse()
                .map_or_else(|_| text.to_owned(), |id| self.names.organisation(&id)),
            _ => text.to_owned(),
        }
    }

    pub(super) fn integer(self, n: i64) -> String {
        let sign = if n < 0 { "−" } else { "" };
        format!("{sign}{}", self.texts.number(n.unsigned_abs()))
    }
}

/// The parts of a place that are known, in words, the nearest first.
pub(super) fn parts_of(texts: &Texts, place: &Place) -> Vec<String> {
    let wide = match (place.adm1.as_str(), place.country.as_str()) {
        ("", "") => String::new(),
        ("", country) => texts.country(country),
        (county, _) => counties::name(county),
    };
    [place.venue.clone(), place.locality.clone(), wide]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::i18n::choose;

    #[test]
    fn every_code_of_every_vocabulary_has_a_word() {
        use client_core::model::vocabulary::{
            AgeBand, Counting, Group, Kind, ReviewState, Role, SessionFormat, Sex, Status, Tally,
            TeamRole, Topic,
        };
        fn check<T: Copy>(family: &str, codes: &[T], code: fn(T) -> &'static str) {
            for &each in codes {
                let key = format!(
                    "{family}-{}",
                    code(each).replace('_', "-").replace('+', "-up")
                );
                assert!(choose(None, None).has(&key), "no word for `{key}`");
            }
        }
        check("kind", Kind::ALL, Kind::code);
        check("status", Status::ALL, Status::code);
        check("counting", Counting::ALL, Counting::code);
        check("sex", Sex::ALL, Sex::code);
        check("age", AgeBand::ALL, AgeBand::code);
        check("group", Group::ALL, Group::code);
        check("tally", Tally::ALL, Tally::code);
        check("topic", Topic::ALL, Topic::code);
        check("format", SessionFormat::ALL, SessionFormat::code);
        check("team", TeamRole::ALL, TeamRole::code);
        check("review", ReviewState::ALL, ReviewState::code);
        check("role", Role::ALL, Role::code);
        for rule in REGISTERS {
            let key = format!("field-{}", rule.field.replace(['_', '.'], "-"));
            assert!(choose(None, None).has(&key), "no word for `{key}`");
        }
    }

    #[test]
    fn values_are_said_in_words() {
        let names = Names::default();
        let words = Words {
            texts: choose(None, None),
            names: &names,
            unit: None,
            asked: None,
        };
        assert_eq!(
            words.cell(&"reached.f.14-17".parse().unwrap()),
            "Women and girls, 14–17"
        );
        assert_eq!(
            words.cell(&"groups.demand".parse().unwrap()),
            "Possible buyers (demand)"
        );
        assert_eq!(words.plain("status", &json!("done")), "Done");
        assert_eq!(words.plain("title", &json!("done")), "done");
        assert_eq!(
            words.plain("planned_for", &json!("2017-03-14T08:00:00Z")),
            "14 Mar 2017, 08:00"
        );
        let place = json!({"country": "RO", "adm1": "RO-SV", "locality": "Rădăuți"});
        assert_eq!(words.plain("place", &place), "Rădăuți, Suceava");
        assert_eq!(words.plain("media.items", &json!(22_000)), "22,000");
        let place = Scalar::Text("RO|RO-SV|Rădăuți||".to_owned());
        assert_eq!(words.scalar(Register::Where, &place), "Rădăuți, Suceava");
    }
}
