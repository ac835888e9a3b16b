//! The codes that an error answer may carry. Programs read them, so a code once given keeps its
//! meaning; what a sync refuses inside a good request has its own codes in `client_core::wire`.

/// What can be wrong with a request, or with us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nothing at this address, or nothing that may be seen.
    NotFound,
    /// The address takes another method.
    MethodNotAllowed,
    /// The body is of another kind than this address takes.
    UnsupportedMediaType,
    /// The body is longer than this address takes.
    TooLarge,
    /// The request cannot be understood.
    Malformed,
    /// Our own mistake.
    Internal,
}

impl Code {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 6] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::UnsupportedMediaType,
        Self::TooLarge,
        Self::Malformed,
        Self::Internal,
    ];

    /// The code as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
            Self::Internal => "internal",
        }
    }
}
