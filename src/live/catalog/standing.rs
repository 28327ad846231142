//! Which causes the facts make likely, and which they exclude.

use crate::live::claims::role_for;
use crate::live::facts::Facts;
use crate::settings::validate::is_guid;

/// How likely a cause is, given the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The facts point to it: it comes first.
    Likely,
    /// Nothing speaks against it: it keeps its place.
    Possible,
    /// It would be a good guess and cannot be: what, in a few words, and why. Templates.
    RuledOut(&'static str, &'static str),
    /// It does not fit what was seen; nobody would think of it.
    Beside,
}

/// Nothing is known about it.
pub(super) fn possible(_: &Facts) -> Standing {
    Standing::Possible
}

/// The secret has the form of an ID.
pub(super) fn secret_is_id(facts: &Facts) -> Standing {
    if facts.secret_is_id {
        Standing::Likely
    } else {
        Standing::RuledOut("the Secret ID in the place of the value", "the secret does not have the form of an ID")
    }
}

/// The secret does not have the form of an ID.
pub(super) fn secret_is_no_id(facts: &Facts) -> Standing {
    if facts.secret_is_id { Standing::Beside } else { Standing::Possible }
}

/// The client ID is no ID.
pub(super) fn client_id_is_none(facts: &Facts) -> Standing {
    if is_guid(&facts.client_id) { Standing::Beside } else { Standing::Likely }
}

/// The client ID is an ID.
pub(super) fn client_id_is_one(facts: &Facts) -> Standing {
    if is_guid(&facts.client_id) { Standing::Possible } else { Standing::Beside }
}

/// The tenant is given by a word that stands for no tenant.
pub(super) fn tenant_is_common(facts: &Facts) -> Standing {
    let word = ["common", "organizations", "consumers"].iter().any(|word| facts.tenant.eq_ignore_ascii_case(word));
    if word { Standing::Likely } else { Standing::Possible }
}

/// The token does not carry the permission.
pub(super) fn role_missing(facts: &Facts) -> Standing {
    match &facts.token {
        Some(token) if token.has_role(role_for(&facts.server)) => {
            Standing::RuledOut("a missing permission", "the token carries {role}")
        }
        Some(_) => Standing::Likely,
        None => Standing::Possible,
    }
}

/// The token is for something else than Exchange.
pub(super) fn audience_wrong(facts: &Facts) -> Standing {
    match facts.token.as_ref().and_then(|token| token.aud.as_deref()) {
        Some(aud) if super::super::stages::claims::is_exchange(aud, facts.cloud) => {
            Standing::RuledOut("a token for another resource", "the token is for {aud}")
        }
        _ => Standing::Possible,
    }
}

/// A greeting that is not Exchange's, under a name of Microsoft's: somebody else answers.
pub(super) fn redirected(facts: &Facts) -> Standing {
    match &facts.greeting {
        _ if !facts.microsoft => Standing::Beside,
        Some(greeting) if !super::super::stages::connect::is_exchange(greeting) => Standing::Likely,
        Some(_) => Standing::RuledOut("a redirected port", "the greeting is Exchange's"),
        None => Standing::Possible,
    }
}

/// The server is not Microsoft's, so rules of Exchange do not hold there.
pub(super) fn not_microsoft(facts: &Facts) -> Standing {
    if facts.microsoft { Standing::Beside } else { Standing::Possible }
}

/// The sender is another address than the log-in.
pub(super) fn sender_differs(facts: &Facts) -> Standing {
    if facts.sender.eq_ignore_ascii_case(&facts.username) { Standing::Beside } else { Standing::Likely }
}

/// The sender is the log-in itself.
pub(super) fn sender_is_login(facts: &Facts) -> Standing {
    if facts.sender.eq_ignore_ascii_case(&facts.username) { Standing::Possible } else { Standing::Beside }
}

/// The port is the one of TLS from the first byte.
pub(super) fn port_465(facts: &Facts) -> Standing {
    if facts.port == 465 { Standing::Likely } else { Standing::Beside }
}

/// The server is Microsoft's.
pub(super) fn microsoft(facts: &Facts) -> Standing {
    if facts.microsoft { Standing::Possible } else { Standing::Beside }
}

/// Windows may lack the root of an authority that Microsoft's servers have their certificates from.
pub(super) fn root_on_demand(facts: &Facts) -> Standing {
    let public = ["O=DigiCert", "O=Microsoft"].iter().any(|authority| facts.detail.contains(authority));
    match () {
        () if !cfg!(windows) || !facts.microsoft => Standing::Beside,
        () if public => Standing::Likely,
        () => Standing::Possible,
    }
}
