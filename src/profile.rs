//! Which documents of a file osweb's profile activates.
//!
//! Source: Spring Framework, `ProfilesParser`; Spring Boot reference, "Activation Properties".

use std::path::Path;

use crate::parse::ParsedFile;

/// Services whose files carry a profile behind a dash: osweb's own, and those for all services.
const SERVICES: [&str; 2] = ["osweb-", "application-"];

/// The profile in a file's name: what follows the dash of `osweb-` or `application-`, `prod` for `osweb-prod.yml`. In a copy as Windows
/// names it (`osweb-prod - Copy.yml`, `osweb-prod (2).yml`) what follows the space does not count. A dash in another name
/// (`mail-service.yml`) is a part of that name.
pub(crate) fn of_file_name(name: &str) -> Option<&str> {
    let stem = Path::new(name).file_stem()?.to_str()?;
    let stem = stem.split(' ').next()?;
    SERVICES.iter().find_map(|service| stem.strip_prefix(service)).filter(|profile| !profile.is_empty())
}

/// The profiles of a list as `--profile` and Spring take it: `prod,archive`.
fn listed(profiles: &str) -> impl Iterator<Item = &str> {
    profiles.split(',').map(str::trim).filter(|profile| !profile.is_empty())
}

/// Per document: whether it is active. A document without a condition always is; one whose only condition is the older
/// `spring.profiles`, or is refused by Spring, counts as active too: Spring Boot 3 does not start with it, and what it says is
/// to be judged all the same.
///
/// `profile` is one, or several separated by commas. Without one Spring's own, `default`, is active.
pub(crate) fn active_documents(reading: &ParsedFile, profile: Option<&str>) -> Vec<bool> {
    let mut profiles: Vec<&str> = listed(profile.unwrap_or_default()).collect();
    if profiles.is_empty() {
        profiles.push("default");
    }
    let active = |expression: &String| Expression::parse(expression).is_none_or(|parsed| parsed.matches(&profiles));
    reading
        .documents
        .iter()
        .map(|document| {
            document.condition.as_ref().is_none_or(|condition| {
                condition.legacy
                    || !condition.cloud_platform
                        && condition
                            .expressions
                            .as_ref()
                            .is_none_or(|expressions| expressions.is_empty() || expressions.iter().any(active))
            })
        })
        .collect()
}

/// A profile expression: `prod & !(eu | us)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    Profile(String),
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// What a part of an expression stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    Negation,
    Parenthesis,
}

/// More opening brackets and negations than this are no profile expression; Java's own limit is its stack.
const MAX_DEPTH: usize = 500;

impl Expression {
    /// Parses an expression; `None` where Spring refuses it. What Spring lets pass, such as a parenthesis that is never closed
    /// or an operator at the end, passes here too.
    pub fn parse(text: &str) -> Option<Self> {
        parts(&mut tokens(text).into_iter(), Behind::Nothing, 0)
    }

    /// Whether the expression is met when these profiles, and no others, are active.
    pub fn matches(&self, profiles: &[&str]) -> bool {
        match self {
            Self::Profile(name) => profiles.contains(&name.as_str()),
            Self::Not(inner) => !inner.matches(profiles),
            Self::All(inner) => inner.iter().all(|part| part.matches(profiles)),
            Self::Any(inner) => inner.iter().any(|part| part.matches(profiles)),
        }
    }
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = vec![];
    let mut from = 0;
    for (at, sign) in text.match_indices(['(', ')', '&', '|', '!']) {
        tokens.extend([&text[from..at], sign]);
        from = at + sign.len();
    }
    tokens.push(&text[from..]);
    tokens.into_iter().map(str::trim).filter(|token| !token.is_empty()).collect()
}

fn parts<'t>(tokens: &mut impl Iterator<Item = &'t str>, behind: Behind, depth: usize) -> Option<Expression> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut elements = vec![];
    let mut operator: Option<&str> = None;
    while let Some(token) = tokens.next() {
        let element = match token {
            "&" | "|" if operator.is_none_or(|operator| operator == token) => {
                operator = Some(token);
                continue;
            }
            "&" | "|" => return None,
            ")" => {
                let merged = merge(std::mem::take(&mut elements), operator.take())?;
                if behind == Behind::Parenthesis {
                    return Some(merged);
                }
                elements.push(merged);
                continue;
            }
            "!" => {
                let negated = parts(tokens, Behind::Negation, depth + 1)?;
                elements.push(Expression::Not(Box::new(negated)));
                continue;
            }
            "(" => parts(tokens, Behind::Parenthesis, depth + 1)?,
            name => Expression::Profile(name.to_owned()),
        };
        if behind == Behind::Negation {
            return Some(element);
        }
        elements.push(element);
    }
    merge(elements, operator)
}

fn merge(mut elements: Vec<Expression>, operator: Option<&str>) -> Option<Expression> {
    match elements.len() {
        0 => None,
        1 => elements.pop(),
        _ if operator == Some("&") => Some(Expression::All(elements)),
        _ => Some(Expression::Any(elements)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(expression: &str, profile: &str) -> Option<bool> {
        Expression::parse(expression).map(|parsed| parsed.matches(&listed(profile).collect::<Vec<_>>()))
    }

    #[test]
    fn the_profile_follows_the_dash() {
        assert_eq!(of_file_name("config/osweb-prod.yml"), Some("prod"));
        assert_eq!(of_file_name("osweb-prod-eu.yml"), Some("prod-eu"));
        assert_eq!(of_file_name("application-blue.yml"), Some("blue"));
        assert_eq!(of_file_name("mail-service.yml"), None);
        assert_eq!(of_file_name("env-pretty.json"), None);
        assert_eq!(of_file_name("osweb-prod - Kopie.yml"), Some("prod"));
        assert_eq!(of_file_name("osweb.yml"), None);
        assert_eq!(of_file_name("<stdin>"), None);
    }

    #[test]
    fn expressions_are_met_as_spring_meets_them() {
        assert_eq!(met("prod", "prod"), Some(true));
        assert_eq!(met("Prod", "prod"), Some(false));
        assert_eq!(met("!prod", "prod"), Some(false));
        assert_eq!(met("!!prod", "prod"), Some(true));
        assert_eq!(met("prod & eu", "prod"), Some(false));
        assert_eq!(met("prod | eu", "eu"), Some(true));
        assert_eq!(met("prod & !eu", "prod"), Some(true));
        assert_eq!(met("(prod | test) & !(eu | us)", "test"), Some(true));
        assert_eq!(met("!(prod | test)", "test"), Some(false));
        assert_eq!(met("!(prod) & eu", "test"), Some(false));
        assert_eq!(met("prod) & eu", "prod"), Some(false));
        assert_eq!(met("archive", "prod, archive"), Some(true));
        assert_eq!(met("prod & archive", "prod,archive"), Some(true));
        assert_eq!(met("prod & !archive", "prod,archive"), Some(false));
    }

    #[test]
    fn expressions_are_refused_as_spring_refuses_them() {
        for refused in ["prod & eu | us", "a | b & c", "", "()", "&", "!", "a & (b | c & d)"] {
            assert_eq!(met(refused, "prod"), None, "{refused}");
        }
        // Odd, but Spring's parser lets them pass.
        for passes in ["prod &", "(prod", "prod)", "prod (eu)", "prod & (eu | us)"] {
            assert!(met(passes, "prod").is_some(), "{passes}");
        }
        assert_eq!(met(&"!".repeat(100_000), "prod"), None);
        assert_eq!(met(&"(".repeat(100_000), "prod"), None);
    }
}
