//! Every bound on what is held, sent or accepted, in one place, with the relations between them.
//!
//! A limit that is not here does not exist. Server-only bounds are in the server's own `limits`.

/// Bytes of one change as it is admitted: a full session with a long note needs about 2 kB.
pub const CHANGE_BYTES_MAX: usize = 256 * 1024;
/// Bytes of text that the edits of one change may carry on the phone that makes it: what else a
/// change holds has room beside them.
pub const CHANGE_TEXT_BYTES_MAX: usize = 192 * 1024;
/// Bytes of one document as saved, after a change was applied to the scratch copy.
pub const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of a document, with its text that is not sent yet, beyond which a phone enters no more:
/// what else a change holds has room beside them.
pub const DOCUMENT_EDITED_BYTES_MAX: usize =
    DOCUMENT_BYTES_MAX - (CHANGE_BYTES_MAX - CHANGE_TEXT_BYTES_MAX);
/// Bytes of a first change that is taken without building its document: ten times a full session
/// with a long note. With `PLAIN_OPS_MAX` it keeps the document far below `DOCUMENT_BYTES_MAX`.
pub const PLAIN_BYTES_MAX: usize = 20 * 1024;
/// Operations of such a change.
pub const PLAIN_OPS_MAX: usize = 5_000;
/// Changes that one document may hold; far beyond any real session.
pub const DOCUMENT_CHANGES_MAX: usize = 10_000;
/// Operations of one change: a full session needs about 80, a long note a few thousand.
pub const CHANGE_OPS_MAX: usize = 50_000;
/// Operations that the edits of one change may come to on the phone that makes it: a character that
/// is written is one, and one that is taken out. The cells of a whole count have room beside them.
pub const CHANGE_EDIT_OPS_MAX: usize = 45_000;

/// Operations that one document may hold, all its changes together.
pub const DOCUMENT_OPS_MAX: usize = 1_000_000;

/// Bytes of one later version of a skeleton: the first, with seventeen operations, has 300.
pub const SKELETON_BYTES_MAX: usize = 16 * 1024;
/// Versions of one skeleton.
pub const SKELETON_VERSIONS_MAX: u16 = 64;

/// Bytes of one decoded message.
pub const MESSAGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of compressed puts in one request; the rest follows on the same connection.
pub const REQUEST_PUTS_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a document's pending changes above which it is sent after all smaller ones.
pub const LARGE_PUT_BYTES: usize = 16 * 1024;
/// Whole documents that one request may ask for.
pub const REQUEST_WANTS_MAX: usize = 500;
/// Bytes of one request body, compressed, as the server reads it.
pub const REQUEST_BYTES_MAX: usize = 512 * 1024;
/// Bytes that one request body may inflate to.
pub const REQUEST_INFLATED_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Messages in one request.
pub const REQUEST_MESSAGES_MAX: usize = 10_000;
/// Bytes after which a page of the answer ends, before compression.
pub const PAGE_BYTES: usize = 128 * 1024;
/// Documents in one page of the answer: each page is one transaction on the phone.
pub const PAGE_DOCUMENTS_MAX: usize = 256;
/// Bytes that one page of an answer may inflate to on a phone.
pub const ANSWER_PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Pages of one answer; a server that has more says so and is asked again.
pub const ANSWER_PAGES_MAX: usize = 1_024;
/// Documents named in one repair list.
pub const INVENTORY_ITEMS_MAX: usize = 5_000;
/// Bytes of one turn of a reconciliation; what does not fit follows in the next.
pub const RECONCILE_BYTES_MAX: usize = 32 * 1024;
/// Documents below which a phone lists what it holds: that costs less than comparing.
pub const RECONCILE_ITEMS_MIN: usize = 100;
/// Documents above which a phone lists what it holds, a piece at a time: 200 bytes each in memory.
pub const RECONCILE_ITEMS_MAX: usize = 200_000;
/// Differences above which a phone goes over to lists: naming so many costs more.
pub const RECONCILE_DIFFERENCES_MAX: usize = 1_000;

/// Bytes of one signed envelope: it travels in one message and whole, so it fits one request. Only
/// a single large document makes it larger than `REQUEST_PUTS_BYTES_MAX`.
pub const ENVELOPE_BYTES_MAX: usize = 384 * 1024;
/// Documents in one envelope: the sessions of a year, with their companions.
pub const ENVELOPE_DOCUMENTS_MAX: usize = 500;
/// Changes in one envelope, all its documents together.
pub const ENVELOPE_CHANGES_MAX: usize = 5_000;
/// Envelopes in one file: all that a phone carries for others, and its own.
pub const HAND_OVER_ENVELOPES_MAX: usize = 100;
/// Bytes that one file may inflate to.
pub const HAND_OVER_INFLATED_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of one file. What the seal adds has room in it whatever the compressor makes of the rest.
pub const HAND_OVER_FILE_BYTES_MAX: usize = HAND_OVER_INFLATED_BYTES_MAX + 64 * 1024;

/// Bytes of a photo as it is sent and kept: one of 1,600 by 1,200 pixels needs about 400 kB.
pub const PHOTO_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of a photo that are no pixels: headers, and the tables that its pixels are read with. Ours
/// are 600 long; words do not hide in the rest.
pub const PHOTO_HEADERS_BYTES_MAX: usize = 2 * 1024;
/// Pixels of the longer side of a photo as it is sent: a poster can be read at that size.
pub const PHOTO_SIDE_MAX: u32 = 1_600;
/// Pixels of the longer side of the small picture in a page.
pub const THUMBNAIL_SIDE_MAX: u32 = 320;
/// Photos of one session.
pub const PHOTOS_SESSION_MAX: usize = 10;
/// Bytes of photos that a phone holds for the server: a month of sessions without a line.
pub const PHOTOS_UNSENT_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Bytes of photos that practice holds, in memory: what one session may have.
pub const PRACTICE_PHOTOS_BYTES_MAX: u64 = (PHOTOS_SESSION_MAX * PHOTO_BYTES_MAX) as u64;
/// Milliseconds after which a phone asks whether the server still has the photo that it took last.
pub const PHOTO_ASKED_AGAIN_MS: i64 = 24 * 60 * 60 * 1_000;
/// Milliseconds for which a server may put off the photos of a phone that has brought enough.
pub const PHOTOS_PUT_OFF_MS_MAX: i64 = 24 * 60 * 60 * 1_000;
/// Bytes of photos that a phone keeps although the server has them: to be looked at, and to be
/// brought again should a restored server have lost them.
pub const PHOTOS_KEPT_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of one piece of a file on its way to the server.
pub const BLOB_CHUNK_BYTES_MAX: usize = 256 * 1024;
/// Bytes of the first piece: a line of 64 kbit/s carries it in two seconds, and a cut costs no
/// more.
pub const PHOTO_CHUNK_BYTES_MIN: usize = 16 * 1024;
/// Milliseconds within which a piece must be through for the next to be twice as large.
pub const PHOTO_CHUNK_FAST_MS_MAX: i64 = 1_000;
/// Requests of one photo in one sync: more than its smallest pieces, and a bound against a server
/// that takes them and has none.
pub const PHOTO_REQUESTS_MAX: usize = 256;
/// Photos of one sync that may fail on the server before the rest waits for the next.
pub const PHOTOS_STUMBLED_MAX: usize = 3;
/// Bytes of a picture as a camera or a gallery gives it.
pub const PICTURE_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Pixels of such a picture, 8,192 by 6,144: while it is scaled it takes 3 bytes of memory for
/// each, 6 more when it was stored progressively, which cameras do not do.
pub const PICTURE_PIXELS_MAX: u64 = 8_192 * 6_144;
/// Bytes of memory that a picture may take as it is decoded.
pub const PICTURE_DECODED_BYTES_MAX: u64 = 4 * PICTURE_PIXELS_MAX;

/// Characters of one QR code of a series: what version 15 (77 modules a side) carries at error
/// correction M, which an old phone's camera still reads off another's screen.
pub const SERIES_FRAME_CHARS_MAX: usize = 600;
/// Bytes of the file in one of them: its head, its sum and base45 take the rest.
pub const SERIES_PART_BYTES_MAX: usize = 379;
/// QR codes of one series: a minute's patience. More is for a file.
pub const SERIES_FRAMES_MAX: usize = 64;

/// Hand-overs of others that one phone carries until its next sync.
pub const ENVELOPES_CARRIED_MAX: u32 = 64;
/// Bytes of those together.
pub const ENVELOPES_CARRIED_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Characters of a PIN at least: with fewer digits, whoever has read the phone's key store and its
/// memory has tried them all within an hour.
pub const PIN_CHARS_MIN: usize = 6;
/// Characters of a PIN at most: a sentence may stand in its place.
pub const PIN_CHARS_MAX: usize = 64;
/// Memory of one derivation of a key from a PIN, in KiB: with two passes what OWASP recommends for
/// argon2id, and what a phone with 1 GB has left beside a screen.
pub const PIN_MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
pub const PIN_PASSES: u32 = 2;
/// Memory that a lock of a later app may ask for, in KiB.
pub const PIN_MEMORY_KIB_MAX: u32 = 256 * 1024;
/// Passes that it may ask for.
pub const PIN_PASSES_MAX: u32 = 16;
/// Wrong PINs in a row that are nobody's but a cold thumb's: no wait follows.
pub const PIN_WRONG_FREE_MAX: u32 = 4;
/// Wait after the next wrong PIN, in milliseconds of a running phone, doubled at each further one.
pub const PIN_WAIT_MS_MIN: u64 = 30_000;
/// Longest such wait: a million PINs take a century, and whoever forgot hers asks for a code.
pub const PIN_WAIT_MS_MAX: u64 = 60 * 60 * 1_000;
/// Bytes of the file that holds a lock.
pub const LOCK_BYTES_MAX: u64 = 4 * 1024;

/// Bytes of a file with one session in the plain form.
pub const FORM_BYTES_MAX: u64 = 2 * 1024 * 1024;

/// Characters of a title, a place name, an outlet and other one-line texts.
pub const LINE_CHARS_MAX: usize = 200;
/// Characters of a note, a comment, what an organisation learned.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Characters that a note may grow to when several people write it.
pub const NOTES_CHARS_MAX: usize = 4 * TEXT_CHARS_MAX;
/// Greatest value of one counted cell.
pub const COUNT_MAX: i64 = 1_000_000;
/// Greatest value of a figure read off a page (audience, broadcasts, reach).
pub const FIGURE_MAX: i64 = 1_000_000_000;
/// Hours that one exchange may have lasted.
pub const HOURS_MAX: i64 = 10_000;
/// Greatest number of an answer: every JSON reader keeps it exact.
pub const NUMBER_MAX: i64 = (1 << 53) - 1;
/// Last millisecond of the year 9999: later dates have no plain form.
pub const TIME_MS_MAX: i64 = 253_402_300_799_999;
/// Heads that one review may name; a session that so many people edit at once does not exist.
pub const HEADS_MAX: usize = 64;
/// Characters of a text id such as a unit's.
pub const ID_CHARS_MAX: usize = 64;
/// Entries in a set (team, partners, topics, answers) of one document.
pub const SET_ENTRIES_MAX: usize = 500;
/// Activities that one record may summarise.
pub const ACTIVITIES_MAX: i64 = 10_000;

/// Rows of one questionnaire: questions, groups, notes.
pub const QUESTIONS_MAX: usize = 300;
/// Characters of a question's, group's or choice's name: group, question and choice together must
/// fit the key of an answer.
pub const QUESTION_NAME_CHARS_MAX: usize = 40;
/// Groups within groups.
pub const QUESTION_GROUPS_DEEP_MAX: usize = 8;
/// Choices of one list.
pub const CHOICES_MAX: usize = 200;
/// Languages of one questionnaire.
pub const QUESTION_LANGUAGES_MAX: usize = 16;
/// Characters of one label, hint or message in one language.
pub const QUESTION_WORDS_CHARS_MAX: usize = 2_000;
/// Characters of one expression.
pub const EXPRESSION_CHARS_MAX: usize = 2_000;
/// Values, operators and calls of one expression.
pub const EXPRESSION_NODES_MAX: usize = 256;
/// Brackets and calls within one another.
pub const EXPRESSION_DEPTH_MAX: usize = 32;
/// Characters of a decimal answer: more digits than any measure has.
pub const DECIMAL_CHARS_MAX: usize = 32;
/// Bytes of one version of a questionnaire, in four languages about five times what is common.
pub const QUESTIONNAIRE_BYTES_MAX: usize = 128 * 1024;
/// Versions of one campaign's questionnaire: phones hold all of them, for sessions that were
/// answered under an old one.
pub const QUESTIONNAIRE_VERSIONS_MAX: u32 = 32;

/// Milliseconds between two sessions that may be the same event.
pub const SAME_EVENT_MS_MAX: u64 = 2 * 60 * 60 * 1_000;
/// Metres between two points that may be the same place.
pub const SAME_PLACE_METRES_MAX: f64 = 1_000.0;
/// Words of a place's name that are compared; no name in the field has more.
pub const PLACE_WORDS_MAX: usize = 24;
/// Letters from which on two words may differ by a typing mistake and still be the same.
pub const TYPO_CHARS_MIN: usize = 5;
/// Later sessions that one session is compared with: more within two hours are an import, not a
/// day of work.
pub const LIKELY_NEIGHBOURS_MAX: usize = 500;

/// Findings in one text: with more it is a list, and no note.
pub const FINDINGS_MAX: usize = 100;
/// Digits of one number: no phone and no identity number is longer.
pub const NUMBER_DIGITS_MAX: usize = 16;
/// Signs between two groups of one number, such as `) - (`.
pub const NUMBER_SIGNS_MAX: usize = 3;
/// Tokens before a number among which a word may say what it is.
pub const WORDS_BEFORE_MAX: usize = 8;
/// Groups of an identity number that nothing calls by its name: more may be a row of small numbers.
pub const IDENTITY_GROUPS_MAX: usize = 4;
/// Groups of a phone number whose country is not known: more may be a row of small numbers.
pub const FOREIGN_GROUPS_MAX: usize = 4;
/// Tokens before such a number among which a word must say that it is a phone.
pub const FOREIGN_BEFORE_MAX: usize = 3;
/// Tokens of a street's name, signs among them.
pub const STREET_TOKENS_MAX: usize = 12;
/// Capitalised words of a name before an English word for a street or a village.
pub const NAME_WORDS_MAX: usize = 3;
/// Words of a street's name in small letters.
pub const SMALL_WORDS_MAX: usize = 2;
/// Words of a street's name where no word says that it is a street.
pub const UNMARKED_WORDS_MAX: usize = 4;
/// Tokens between a word for living somewhere and such a name.
pub const LIVING_BEFORE_MAX: usize = 3;
/// Parts of an address behind the house: block, entrance, floor, flat.
pub const HOUSE_PARTS_MAX: usize = 6;
/// Tokens on one side of the sign in an address for mail.
pub const MAIL_TOKENS_MAX: usize = 32;

/// Sessions of a phone's list that are compared with one another.
pub const LIKELY_LISTED_MAX: u32 = 500;
/// Rows of the list that opening a store writes anew after an update of the app; the rest at the
/// next times.
pub const OUTDATED_ROWS_MAX: u32 = 1_000;

/// Documents that one replica may begin within one millisecond: their ids differ by a counter.
pub const DOC_IDS_PER_MS_MAX: u8 = 16;

/// First delay before a phone tries again, doubled at each failure.
pub const RETRY_MS_MIN: u64 = 2_000;
/// Longest delay between a phone's tries.
pub const RETRY_MS_MAX: u64 = 30 * 60 * 1_000;
/// Requests of one sync: a bound against two sides that keep each other busy.
pub const SYNC_ROUND_TRIPS_MAX: usize = 1_000;

/// Merges of venues that are followed from one to the next; the server makes no circle.
pub const MERGES_FOLLOWED_MAX: usize = 16;
/// Sessions whose conflicts are listed at once.
pub const CONFLICTS_LISTED_MAX: u32 = 200;
/// Exchanges that are listed at once, those begun last first.
pub const EXCHANGES_LISTED_MAX: u32 = 500;
/// Ids of the catalogue that are named to somebody who wrote an unknown one.
pub const CODES_SAID_MAX: usize = 20;
/// Matches of a search that are looked up one by one; with more, the list is walked instead.
pub const SEARCH_LOOKUPS_MAX: u32 = 500;
/// Milliseconds until a server must have been reached, its certificate checked.
pub const CONNECT_MS_MAX: u64 = 20_000;
/// Milliseconds during which not a byte moves before the line counts as broken.
pub const SILENCE_MS_MAX: u64 = 45_000;
/// Milliseconds of one request and its whole answer: a line that only trickles is given up. The
/// pages that came stay, and the next sync goes on after them.
pub const EXCHANGE_MS_MAX: u64 = 30 * 60 * 1_000;
/// Bytes of the answer to joining.
pub const JOIN_ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Bytes that are read of a server's words about an error.
pub const REFUSAL_BYTES_MAX: u64 = 4 * 1024;
/// Milliseconds that opening a store waits for another program to close it.
pub const STORE_BUSY_MS_MAX: u64 = 5_000;

/// Months that phones keep when the administrator has said nothing: the same month of last year
/// can be looked up.
pub const KEEP_MONTHS_DEFAULT: u16 = 13;

/// Days after losing a feed during which changes to its documents are taken, write-only.
pub const LOST_FEED_GRACE_DAYS: i64 = 90;

const _: () = assert!(
    PLAIN_BYTES_MAX + 64 * PLAIN_OPS_MAX < DOCUMENT_BYTES_MAX,
    "numbers and names of an operation need no more than 64 bytes"
);
const _: () = assert!(
    CHANGE_BYTES_MAX < MESSAGE_BYTES_MAX,
    "a change must fit a message"
);
const _: () = assert!(
    4 * TEXT_CHARS_MAX <= CHANGE_TEXT_BYTES_MAX && CHANGE_TEXT_BYTES_MAX < CHANGE_BYTES_MAX,
    "the longest note must fit a change, and the text of a change the change"
);
const _: () = assert!(
    2 * TEXT_CHARS_MAX <= CHANGE_EDIT_OPS_MAX && CHANGE_EDIT_OPS_MAX < CHANGE_OPS_MAX,
    "the longest note must fit a change in place of another"
);
const _: () = assert!(
    CHANGE_OPS_MAX < DOCUMENT_OPS_MAX,
    "a change must fit a document"
);
const _: () = assert!(
    MESSAGE_BYTES_MAX <= REQUEST_INFLATED_BYTES_MAX,
    "a message must fit a request"
);
const _: () = assert!(
    REQUEST_PUTS_BYTES_MAX < REQUEST_BYTES_MAX,
    "puts must leave room for hello"
);
const _: () = assert!(
    LARGE_PUT_BYTES < REQUEST_PUTS_BYTES_MAX,
    "small puts must fit a request"
);
const _: () = assert!(
    PAGE_BYTES + MESSAGE_BYTES_MAX <= ANSWER_PAGE_BYTES_MAX,
    "a page must fit a phone"
);
const _: () = assert!(
    CONNECT_MS_MAX + SILENCE_MS_MAX < EXCHANGE_MS_MAX,
    "a slow line must have time to answer"
);
const _: () = assert!(
    RECONCILE_BYTES_MAX < REQUEST_BYTES_MAX && RECONCILE_BYTES_MAX < MESSAGE_BYTES_MAX,
    "a turn must fit a request and a message"
);
const _: () = assert!(
    RECONCILE_DIFFERENCES_MAX <= INVENTORY_ITEMS_MAX,
    "differences must fit a list"
);
const _: () = assert!(
    CHANGE_BYTES_MAX < ENVELOPE_BYTES_MAX && ENVELOPE_BYTES_MAX < HAND_OVER_INFLATED_BYTES_MAX,
    "a change must fit an envelope, and an envelope a file"
);
const _: () = assert!(
    SERIES_FRAMES_MAX <= u8::MAX as usize && SERIES_PART_BYTES_MAX < SERIES_FRAME_CHARS_MAX,
    "a frame's number is one byte, and its part fits it"
);
const _: () = assert!(
    ENVELOPES_CARRIED_MAX as usize + 2 * HAND_OVER_INFLATED_BYTES_MAX / REQUEST_PUTS_BYTES_MAX
        <= HAND_OVER_ENVELOPES_MAX,
    "a file must hold what is carried, and own work in portions: two that follow are more than one"
);
const _: () = assert!(
    HAND_OVER_INFLATED_BYTES_MAX < ENVELOPES_CARRIED_BYTES_MAX,
    "a phone must be able to carry a file"
);
const _: () = assert!(
    ENVELOPE_BYTES_MAX + REQUEST_PUTS_BYTES_MAX < REQUEST_BYTES_MAX,
    "an envelope must fit a request with its puts and hello"
);
const _: () = assert!(
    3 * QUESTION_NAME_CHARS_MAX + 32 <= LINE_CHARS_MAX && QUESTION_NAME_CHARS_MAX <= ID_CHARS_MAX,
    "group, repetition, question and choice must fit the key of an answer"
);
const _: () = assert!(
    QUESTIONNAIRE_BYTES_MAX < MESSAGE_BYTES_MAX,
    "a questionnaire must fit a message"
);
const _: () = assert!(
    THUMBNAIL_SIDE_MAX < PHOTO_SIDE_MAX
        && (PHOTO_SIDE_MAX as u64) * (PHOTO_SIDE_MAX as u64) < PICTURE_PIXELS_MAX
        && PHOTO_BYTES_MAX < PICTURE_BYTES_MAX,
    "a photo as it is sent is a picture, and its small one is smaller"
);
const _: () = assert!(
    PHOTO_CHUNK_BYTES_MIN <= BLOB_CHUNK_BYTES_MAX
        && PHOTO_BYTES_MAX / PHOTO_CHUNK_BYTES_MIN < PHOTO_REQUESTS_MAX,
    "the slowest line must be able to send a photo in one sync"
);
const _: () = assert!(
    (PHOTOS_SESSION_MAX * PHOTO_BYTES_MAX) as u64 <= PHOTOS_KEPT_BYTES_MAX
        && PRACTICE_PHOTOS_BYTES_MAX < PHOTOS_UNSENT_BYTES_MAX,
    "the photos of a session must fit a phone, and practice takes less of it than work"
);
const _: () = assert!(
    PHOTO_HEADERS_BYTES_MAX < PHOTO_CHUNK_BYTES_MIN,
    "a photo is its pixels"
);
const _: () = assert!(
    PIN_MEMORY_KIB <= PIN_MEMORY_KIB_MAX && PIN_PASSES <= PIN_PASSES_MAX,
    "a lock must be one that this build opens"
);
const _: () = assert!(
    PIN_CHARS_MIN < PIN_CHARS_MAX && PIN_WAIT_MS_MIN < PIN_WAIT_MS_MAX,
    "a PIN must have room, and waits must grow"
);
const _: () = assert!(RETRY_MS_MIN < RETRY_MS_MAX, "backing off must grow");
