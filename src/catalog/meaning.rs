//! What a code means that no entry knows: by RFC 5321 (4.2.1) its first digit, by RFC 3463 its enhanced code, and of
//! Microsoft Entra's codes the family that their first digits tell.

use super::reply::Reply;

/// The meaning of a reply's codes, in words; where there is none, that of its first digit.
pub(super) fn of(reply: &Reply) -> String {
    let digit = match reply.code / 100 {
        2 => "The first digit 2 means success, which does not fit here",
        3 => "The first digit 3 asks for more, which does not fit here",
        4 => "The first digit 4 means not now: the same may be accepted later",
        5 => "The first digit 5 means no: the same will be refused again",
        _ => "The code is none that RFC 5321 knows",
    };
    let Some(enhanced) = reply.enhanced() else { return format!("{digit}.") };
    let subject = match enhanced.1 {
        0 => "nothing in particular",
        1 => "an address",
        2 => "a mailbox",
        3 => "the mail system",
        4 => "the network or the routing",
        5 => "the protocol",
        6 => "the content of the message",
        7 => "security or a policy",
        _ => return format!("{digit}; {enhanced} is not a code of RFC 3463."),
    };
    match detail(enhanced.1, enhanced.2) {
        Some(detail) => format!("{digit}. {enhanced} is about {subject}: {detail} (RFC 3463)."),
        None => format!("{digit}. {enhanced} is about {subject} (RFC 3463)."),
    }
}

/// Of enhanced codes the subject, the first and the last detail, and what they mean (RFC 3463, 3; RFC 4954, RFC 5248, RFC 6710, RFC 7372,
/// RFC 7505 for the later ones).
const DETAILS: &[(u16, u16, u16, &str)] = &[
    (1, 1, 1, "the recipient's mailbox does not exist"),
    (1, 2, 2, "the recipient's domain cannot be found"),
    (1, 3, 3, "the recipient's address is malformed"),
    (1, 4, 4, "the recipient's address fits more than one mailbox"),
    (1, 6, 6, "the recipient's mailbox has moved"),
    (1, 7, 7, "the sender's address is malformed"),
    (1, 8, 8, "the sender's domain cannot be found"),
    (1, 9, 9, "the message was passed on to a system that does not take it"),
    (1, 10, 10, "the recipient's domain takes no mail"),
    (2, 1, 1, "the mailbox is disabled"),
    (2, 2, 2, "the mailbox is full"),
    (2, 3, 3, "the message is longer than the mailbox takes"),
    (2, 4, 4, "a mailing list cannot be expanded"),
    (3, 1, 1, "the mail system is full"),
    (3, 2, 2, "the system takes no messages at present"),
    (3, 3, 3, "the system lacks a feature that was asked for"),
    (3, 4, 4, "the message is too big for the system"),
    (3, 5, 5, "the system is set up wrongly"),
    (4, 1, 1, "the other host does not answer"),
    (4, 2, 2, "the connection broke or timed out"),
    (4, 3, 3, "a directory or name server failed"),
    (4, 4, 4, "no route to the recipient's system is known"),
    (4, 5, 5, "the system is congested"),
    (4, 6, 6, "the message goes round in a loop"),
    (4, 7, 7, "the message was too long on its way"),
    (5, 1, 1, "the command does not exist or does not fit here"),
    (5, 2, 2, "a syntax error"),
    (5, 3, 3, "too many recipients"),
    (5, 4, 4, "arguments of the command are invalid"),
    (5, 5, 5, "another version of the protocol"),
    (5, 6, 6, "the data of the sign-in are too long"),
    (6, 1, 1, "this kind of content is not supported"),
    (6, 2, 2, "the content would have to be converted, which is not allowed"),
    (6, 3, 3, "the content would have to be converted, which is not possible"),
    (6, 5, 5, "the conversion failed"),
    (6, 7, 10, "addresses with letters beyond ASCII are not supported"),
    (7, 1, 1, "this is not allowed"),
    (7, 2, 2, "sending to this list is not allowed"),
    (7, 3, 3, "the security that is needed cannot be had"),
    (7, 4, 4, "the security feature is not supported"),
    (7, 5, 5, "a cryptographic operation failed"),
    (7, 6, 6, "the cryptographic algorithm is not supported"),
    (7, 7, 7, "the message was changed on its way"),
    (7, 8, 8, "the sign-in is invalid"),
    (7, 9, 9, "the sign-in method is too weak"),
    (7, 10, 10, "encryption is needed"),
    (7, 11, 11, "the sign-in method needs encryption"),
    (7, 12, 12, "the password must be renewed first"),
    (7, 13, 13, "the account is disabled"),
    (7, 14, 14, "a trust relationship is missing"),
    (7, 15, 15, "the priority is too low"),
    (7, 16, 16, "the message is too big for its priority"),
    (7, 20, 22, "DKIM does not prove the sender"),
    (7, 23, 24, "SPF does not prove the sender"),
    (7, 25, 25, "the name of this machine's address (reverse DNS) is missing or wrong"),
    (7, 26, 26, "several proofs of the sender failed"),
    (7, 27, 27, "the sender's domain takes no mail itself"),
];

fn detail(subject: u16, detail: u16) -> Option<&'static str> {
    let fits = |(of, first, last, _): &&(u16, u16, u16, &str)| *of == subject && (*first..=*last).contains(&detail);
    DETAILS.iter().find(fits).map(|(.., meaning)| *meaning)
}

/// What the family of an unknown AADSTS code speaks of; with a space before it, or empty.
///
/// Microsoft numbers a variant by further digits: AADSTS530032 is one of AADSTS53003 (its list of error codes).
pub(super) fn of_aadsts(code: u32) -> String {
    let digits = code.to_string();
    let family = match digits.get(..2) {
        Some("50") | Some("51") => "sign-ins, accounts and tenants",
        Some("53") => "Conditional Access and other policies",
        Some("54") => "grants that cannot be used again",
        Some("65") => "consent and permissions",
        Some("70") => "the app, its credentials and the form of the request",
        Some("75") | Some("76") => "SAML",
        Some("80") | Some("81") => "passwords that are checked on the company's own servers",
        Some("90") => "the request, the tenant in it, and trouble of the service itself",
        _ => return String::new(),
    };
    format!(" Codes that begin with {} are about {family}.", &digits[..2])
}
