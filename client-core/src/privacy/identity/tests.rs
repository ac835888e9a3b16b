//! Every check digit, every date that is none.

use super::*;

type Check = fn(&[u8]) -> bool;

/// Invented numbers; their check digits were worked out apart from this code. Of those in which a
/// remainder of ten stands for another digit, one mistake may pass: none is here.
const NUMBERS: [(Check, &str); 7] = [
    (is_cnp, "2980514331009"),
    (is_cnp, "5050630171006"),
    (is_idnp, "2003004512874"),
    (is_idnp, "0995123456785"),
    (is_rnokpp, "3409121003"),
    (is_egn, "8507141003"),
    (is_egn, "0144121003"),
];

fn digits(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte - b'0').collect()
}

#[test]
fn a_mistyped_digit_is_no_identity_number() {
    for (check, number) in NUMBERS {
        assert!(check(&digits(number)), "{number}");
        for at in 0..number.len() {
            let mut wrong = digits(number);
            wrong[at] = (wrong[at] + 1) % 10;
            assert!(!check(&wrong), "{number}: {wrong:?}");
        }
    }
}

#[test]
fn a_date_that_is_none_is_no_birth() {
    for (check, number, is_one) in [
        // 29 February of 2004 and of 2005, the 31st of June, month 13 or 33 of a year.
        (is_cnp as Check, "604022933012", true),
        (is_cnp, "605022933012", false),
        (is_cnp, "298063133012", false),
        (is_cnp, "298133033012", false),
        (is_egn, "044229318", true),
        (is_egn, "054229318", false),
        (is_egn, "855330318", false),
    ] {
        let passes = (0..=9).any(|last| check(&digits(&format!("{number}{last}"))));
        assert_eq!(passes, is_one, "{number}");
    }
}

#[test]
fn the_centuries_of_a_date_are_told_apart() {
    let born = |number: &str| (0..=9).any(|last| is_egn(&digits(&format!("{number}{last}"))));
    assert!(!born("140101318") && born("144101318"), "of 1914, of 2014");
}
