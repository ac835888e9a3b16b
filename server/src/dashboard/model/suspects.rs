//! What the privacy guard found in the texts of a session or an exchange.

/// What the privacy guard found in texts. What they say stands in them alone.
#[derive(Debug, Default)]
pub struct Suspects {
    /// Where, in words, and the code of what it looks like.
    pub found: Vec<(String, String)>,
    /// Names them as this page shows them; the form gives it back, so that nobody calls harmless
    /// what they have not seen.
    pub seen: String,
}
