//! Countries and counties as people write them become codes, before anything else reads a place.
//!
//! A code that is not there would be counted nowhere, so what is not known is a problem. Of
//! countries without a list here any code of the right shape is taken.

use serde_json::Value;

use crate::places;

const COUNTRY: &str = "place.country";
const COUNTY: &str = "place.adm1";

/// A field, what stands there, and what may.
pub(super) type Found = (&'static str, String, String);

/// Puts codes into the place of a form. `home` is the country of a county that names none.
pub(super) fn settle(form: &mut Value, home: &str) -> Result<(), Found> {
    let Some(place) = form.get_mut("place").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    let said = |name: &str| {
        let text = place.get(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let (country, county) = (said("country"), said("adm1"));
    let country = match country {
        None => None,
        Some(text) => Some(places::country_called(&text).ok_or_else(|| {
            let allowed = "the code of a country, such as RO, BG or IT".to_owned();
            (COUNTRY, text, allowed)
        })?),
    };
    if let Some(text) = county {
        let code = places::code_of(&text, country.as_deref(), home);
        let code = code.map_err(|allowed| (COUNTY, text, allowed))?;
        place.insert("adm1".to_owned(), code.into());
    }
    if let Some(country) = country {
        place.insert("country".to_owned(), country.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settled(country: Option<&str>, county: &str) -> Result<Value, Found> {
        let mut form = json!({"place": {"country": country, "adm1": county}});
        settle(&mut form, "RO")?;
        Ok(form["place"].take())
    }

    #[test]
    fn names_and_codes_become_codes() {
        for (country, county, code) in [
            (None, "Cluj", "RO-CJ"),
            (None, "IAŞI", "RO-IS"),
            (None, "ro-dj", "RO-DJ"),
            (None, "UA-77", "UA-77"),
            (None, "Chernivetska oblast", "UA-77"),
            (Some("Ucraina"), "Chernivetska", "UA-77"),
            (Some("MD"), "Cahul", "MD-CA"),
            (None, "IT-62", "IT-62"),
            (Some("Italia"), "it-62", "IT-62"),
        ] {
            let place = settled(country, county).unwrap();
            assert_eq!(place["adm1"], code, "{county}");
        }
        assert_eq!(settled(Some("România"), "DJ").unwrap()["country"], "RO");
        assert_eq!(settled(Some("it"), "").unwrap()["country"], "IT");
    }

    #[test]
    fn what_is_not_known_is_told_with_what_is_allowed() {
        for (country, county) in [
            (None, "RO-XX"),
            (None, "Clujj"),
            (Some("UA"), "RO-CJ"),
            (Some("IT"), "RO-CJ"),
            (Some("RO"), "IT-62"),
            // Nobody lives there.
            (None, "ZZ-62"),
        ] {
            let (field, found, allowed) = settled(country, county).unwrap_err();
            assert_eq!((field, found.as_str()), (COUNTY, county));
            let of = country.unwrap_or("RO");
            assert!(allowed.contains(&format!("{of}-")), "{allowed}");
        }
        for text in ["Atlantis", "ZZ"] {
            let (field, found, _) = settled(Some(text), "").unwrap_err();
            assert_eq!((field, found.as_str()), (COUNTRY, text));
        }
    }
}
