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
    /// The body took longer than this address waits.
    TooSlow,
    /// The request cannot be understood.
    Malformed,
    /// Neither the present protocol nor the one before.
    ProtocolUnknown,
    /// A compression or dictionary that is not known here.
    EncodingUnknown,
    /// No token or cookie, or none that is known.
    Unauthenticated,
    /// Known, but not allowed to do this.
    Forbidden,
    /// A form that none of our pages made for whoever sends it, or one that is too old.
    StaleForm,
    /// The device was closed.
    DeviceClosed,
    /// The device waits to be let in again.
    AwaitsApproval,
    /// The invite is unknown, used up or expired.
    InviteUnknown,
    /// Too many wrong tries: wait.
    TooManyTries,
    /// More than we can take right now.
    Busy,
    /// The disk is full; nothing was acknowledged.
    StorageFull,
    /// A piece of a photo begins elsewhere than the last one ended.
    OffsetDiffers,
    /// A photo did not arrive as it was sent.
    PhotoDamaged,
    /// No photo, or one that is not taken.
    PhotoUnfit,
    /// The room for photos is used up.
    PhotosFull,
    /// The phone has brought as many photos as one may in a day.
    PhotosDayFull,
    /// The session has as many photos as it may have.
    PhotosTooMany,
    /// Our own mistake; nothing was acknowledged.
    Internal,
}

impl Code {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 24] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::UnsupportedMediaType,
        Self::TooLarge,
        Self::TooSlow,
        Self::Malformed,
        Self::ProtocolUnknown,
        Self::EncodingUnknown,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::StaleForm,
        Self::DeviceClosed,
        Self::AwaitsApproval,
        Self::InviteUnknown,
        Self::TooManyTries,
        Self::Busy,
        Self::StorageFull,
        Self::OffsetDiffers,
        Self::PhotoDamaged,
        Self::PhotoUnfit,
        Self::PhotosFull,
        Self::PhotosDayFull,
        Self::PhotosTooMany,
        Self::Internal,
    ];

    /// The code as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::Malformed => "malformed",
            Self::ProtocolUnknown => "protocol_unknown",
            Self::EncodingUnknown => "encoding_unknown",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::StaleForm => "stale_form",
            Self::DeviceClosed => "device_closed",
            Self::AwaitsApproval => "awaits_approval",
            Self::InviteUnknown => "invite_unknown",
            Self::TooManyTries => "too_many_tries",
            Self::Busy => "busy",
            Self::StorageFull => "storage_full",
            Self::OffsetDiffers => "offset_differs",
            Self::PhotoDamaged => "photo_damaged",
            Self::PhotoUnfit => "photo_unfit",
            Self::PhotosFull => "photos_full",
            Self::PhotosDayFull => "photos_day_full",
            Self::PhotosTooMany => "photos_too_many",
            Self::Internal => "internal",
        }
    }
}
