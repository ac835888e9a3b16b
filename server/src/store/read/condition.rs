//! A scope and a filter as SQL: conditions with numbered parameters, never text of the reader's.

use client_core::ids::UnitId;
use client_core::model::fold;
use rusqlite::types::Value;

use super::{Filter, InCounty, Scope};
use crate::limits::SEARCH_WORDS_MAX;
use crate::store::suspects;

/// A growing `WHERE`, with its parameters.
#[derive(Default)]
pub(super) struct Condition {
    parts: Vec<String>,
    values: Vec<Value>,
}

/// How the unit is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    /// By an index that begins with the unit: for sums over everything that fits.
    Searched,
    /// Along an index in the wanted order, as long as there are several units: for lists that end
    /// after a page. Sorting all sessions of three units costs more than passing by the others'.
    PassedBy,
}

impl Condition {
    /// Everything that the scope and the filter let through.
    pub(super) fn of(scope: &Scope, filter: &Filter, units: Units) -> Self {
        let mut all = Self::default();
        all.scope(scope, filter.unit.as_ref(), units);
        if let Some(from) = filter.from {
            all.with("day >= ?", from.to_string());
        }
        if let Some(until) = filter.until {
            all.with("day <= ?", until.to_string());
        }
        if let Some(campaign) = &filter.campaign {
            all.with("campaign = ?", campaign.to_string());
        }
        if let Some(county) = &filter.county {
            all.county(county);
        }
        if let Some(kind) = filter.kind {
            all.with("kind = ?", kind.code().to_owned());
        }
        if let Some(status) = filter.status {
            all.with("status = ?", status.code().to_owned());
        }
        if filter.only_conflicts {
            all.and("conflicts > 0");
        }
        if filter.only_suspects {
            let open = suspects::OPEN;
            all.and(&format!("doc IN (SELECT about FROM suspect WHERE {open})"));
        }
        for word in words(filter.search.as_deref().unwrap_or_default()) {
            all.word(&word);
        }
        all
    }

    /// Everything that the scope lets through, along an index in the wanted order.
    pub(super) fn add_scope(&mut self, scope: &Scope) {
        self.scope(scope, None, Units::PassedBy);
    }

    fn scope(&mut self, scope: &Scope, asked: Option<&UnitId>, how: Units) {
        match (scope, asked) {
            (_, Some(asked)) if scope.covers(asked) => self.with("unit = ?", asked.to_string()),
            (_, Some(_)) => self.and("0"),
            (Scope::All, None) => {}
            (Scope::Units(units), None) => match units.len() {
                0 => self.and("0"),
                1 => units
                    .iter()
                    .for_each(|unit| self.with("unit = ?", unit.to_string())),
                _ => {
                    let marks: Vec<_> = units
                        .iter()
                        .map(|unit| self.value(unit.to_string()))
                        .collect();
                    // A plus keeps SQLite from choosing an index by this column.
                    let column = if how == Units::PassedBy {
                        "+unit"
                    } else {
                        "unit"
                    };
                    self.parts
                        .push(format!("{column} IN ({})", marks.join(", ")));
                }
            },
        }
    }

    /// Sessions of a county by what they say, else by the unit that works there. Their documents
    /// come first, each by its own range of the index: along the order of a list, the first page of
    /// a county with few sessions among a million took ten seconds, and now some milliseconds.
    fn county(&mut self, county: &InCounty) {
        let code = self.value(county.code.clone());
        let country = self.value(county.country.clone());
        let units = county.units.iter();
        let units: Vec<_> = units.map(|unit| self.value(unit.to_string())).collect();
        self.parts.push(format!(
            "doc IN (SELECT doc FROM session_row WHERE adm1 = {code} UNION ALL
                SELECT doc FROM session_row
                WHERE adm1 = '' AND country IN ('', {country}) AND unit IN ({}))",
            units.join(", ")
        ));
    }

    /// A word that occurs in the session's own texts or in the name of somebody of its team.
    fn word(&mut self, word: &str) {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let mark = self.value(format!("%{escaped}%"));
        self.parts.push(format!(
            "(search LIKE {mark} ESCAPE '\\' OR doc IN (
                SELECT doc FROM session_team WHERE member IN (
                    SELECT id FROM member WHERE folded LIKE {mark} ESCAPE '\\')))"
        ));
    }

    /// One more condition without a parameter.
    pub(super) fn and(&mut self, condition: &str) {
        self.parts.push(condition.to_owned());
    }

    /// One more condition with one parameter, at its `?`.
    pub(super) fn with(&mut self, condition: &str, value: impl Into<Value>) {
        let mark = self.value(value);
        self.parts.push(condition.replace('?', &mark));
    }

    /// One more parameter; what stands for it in the text.
    pub(super) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// The conditions as text, true when there are none.
    pub(super) fn sql(&self) -> String {
        match self.parts.as_slice() {
            [] => "1".to_owned(),
            parts => parts.join(" AND "),
        }
    }

    /// The parameters, in order.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }
}

/// The folded words of a search, as many as are looked at.
fn words(search: &str) -> Vec<String> {
    let folded = fold(search);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    words.take(SEARCH_WORDS_MAX).map(str::to_owned).collect()
}
