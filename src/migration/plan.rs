//! The plan: which settings change, and why.

use super::fit::{self, Known};
use super::refusal::Refusal;
use super::survey::Part;
use super::values::{Origin, Text, Values};
use crate::date::Date;
use crate::diagnostic::Severity;
use crate::inspect::Inspection;
use crate::property::value::content;
use crate::property::{Content, Property};
use crate::secret::names_secret;
use crate::settings::{Kind, Section, Setting};

mod server;

use server::Server;

/// What becomes of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A setting that is there gets this value.
    Set {
        /// The setting.
        setting: Setting,
        /// Index of the property.
        property: usize,
        /// The new value.
        text: Text,
    },
    /// A setting that is missing is added.
    Add {
        /// The setting.
        setting: Setting,
        /// Its value.
        text: Text,
    },
    /// A property is removed.
    Remove {
        /// Index of the property.
        property: usize,
    },
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The document.
    pub document: u32,
    /// What is done.
    pub change: Change,
    /// What is done, in words. Never holds a secret.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A value that only the administrator knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The setting.
    pub setting: Setting,
    /// The property whose value cannot stay.
    pub property: Option<usize>,
    /// Why it is asked for. Never holds a secret.
    pub why: String,
}

/// A setting that stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The setting.
    pub setting: Setting,
    /// Index of the property.
    pub property: usize,
}

/// What is to be done to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps; none when the section has the OAuth form already.
    pub steps: Vec<Step>,
    /// Values that are missing; while there are any, the steps are not complete.
    pub needs: Vec<Need>,
    /// Settings that stay as they are.
    pub kept: Vec<Kept>,
    /// The day on which the client secret expires, to be written into its comment.
    pub expires: Option<Date>,
}

/// What is decided about one setting.
enum Decision {
    Keep,
    /// Kept unless the section is rewritten anyway: what it will hold is not known.
    KeepUnlessLegacy(Text, String),
    Give(Text, String),
    Need(String),
}

/// Plans the way of the parts to the OAuth form with the values given.
pub fn plan(inspection: &Inspection, parts: &[Part], values: &Values) -> Plan {
    let mut plan = Plan { expires: values.expires, ..Plan::default() };
    for part in parts {
        let planner = Planner { inspection, parts, part, values };
        planner.settings(&mut plan);
        planner.removals(&mut plan);
    }
    plan
}

/// Steps that would change something at a distance are refused.
///
/// # Errors
/// The first property that an alias or a merge key brings along, with both places.
pub fn refuse_references(inspection: &Inspection, plan: &Plan) -> Result<(), Refusal> {
    for step in &plan.steps {
        let (Change::Set { property, .. } | Change::Remove { property }) = step.change else { continue };
        let property = &inspection.reading.properties[property];
        if let Some(alias) = property.alias {
            return Err(reference(alias, property.value.span, &property.name));
        }
    }
    Ok(())
}

/// The refusal to change what a reference elsewhere leads to.
pub(super) fn shared(alias: crate::source::Span, written: crate::source::Span, name: &str) -> Refusal {
    Refusal::new(
        format!("`{name}` is used at another place too, through a reference (`*name` or `<<`): a change would act at a distance, on that place"),
        "Write the section, or the other place, out without references, then migrate the file.",
    )
    .at(alias, "the reference")
    .at(written, "what it leads to")
}

/// The refusal to change what a reference leads to.
pub(super) fn reference(alias: crate::source::Span, written: crate::source::Span, name: &str) -> Refusal {
    Refusal::new(
        format!("`{name}` is reached through a reference (`*name` or `<<`): a change would act at a distance, on everything that refers to it"),
        "Write the section out at its place, without references, then migrate it.",
    )
    .at(alias, "the reference")
    .at(written, "what it leads to")
}

struct Planner<'a> {
    inspection: &'a Inspection,
    parts: &'a [Part],
    part: &'a Part,
    values: &'a Values,
}

impl<'a> Planner<'a> {
    fn property(&self, index: usize) -> &'a Property {
        &self.inspection.reading.properties[index]
    }

    fn current(&self, setting: Setting) -> Option<&'a Property> {
        self.part.settings[setting].map(|index| self.property(index))
    }

    fn settings(&self, plan: &mut Plan) {
        let decisions: Vec<(Setting, Option<Decision>)> =
            Setting::ALL.into_iter().map(|setting| (setting, self.decide(setting))).collect();
        let rewritten = !self.part.leftovers.is_empty()
            || decisions.iter().any(|(_, decision)| matches!(decision, Some(Decision::Give(..) | Decision::Need(_))));
        for (setting, decision) in decisions {
            let index = self.part.settings[setting].or(self.part.near[setting]);
            match decision {
                None => {}
                Some(Decision::KeepUnlessLegacy(text, why)) if rewritten => self.give(plan, setting, text, why),
                Some(Decision::Give(text, why)) => self.give(plan, setting, text, why),
                Some(Decision::Need(why)) => plan.needs.push(Need { setting, property: index, why }),
                Some(Decision::Keep | Decision::KeepUnlessLegacy(..)) => {
                    plan.kept.extend(index.map(|property| Kept { setting, property }));
                }
            }
        }
    }

    fn give(&self, plan: &mut Plan, setting: Setting, text: Text, why: String) {
        let key = setting.key();
        let (change, what) = match self.part.settings[setting] {
            Some(property) => {
                let value = &self.property(property).value;
                let old = value.written.as_deref().unwrap_or(&value.text);
                let what = match (names_secret(key), value.text.is_empty()) {
                    (false, false) => format!("`{key}` is `{old}` and becomes `{text}`"),
                    (false, true) => format!("`{key}` is empty and becomes `{text}`"),
                    (true, _) => format!("`{key}` gets the new value {}", shown_secret(&text)),
                };
                (Change::Set { setting, property, text }, what)
            }
            None if names_secret(key) => {
                let what = format!("`{key}` is added with the value {}", shown_secret(&text));
                (Change::Add { setting, text }, what)
            }
            None => {
                let what = format!("`{key}: {text}` is added");
                (Change::Add { setting, text }, what)
            }
        };
        plan.steps.push(Step { document: self.part.document, change, what, why });
    }

    fn removals(&self, plan: &mut Plan) {
        let document = self.part.document;
        let added: Vec<Setting> = plan
            .steps
            .iter()
            .filter_map(|step| match step.change {
                Change::Add { setting, .. } if step.document == document => Some(setting),
                _ => None,
            })
            .collect();
        let mut remove = |property: usize, why: String| {
            let name = &self.property(property).name;
            let what = format!("`{name}` is removed");
            let change = Change::Remove { property };
            plan.steps.push(Step { document: self.part.document, change, what, why });
        };
        for &(setting, property) in &self.part.repeated {
            let taken = self.part.settings[setting].map_or(property, |taken| taken);
            let line = self.inspection.source.line(self.inspection.reading.key(self.property(taken).key).span.start);
            let same = self.property(taken).value.text == self.property(property).value.text;
            let why = if same { "has the same value" } else { "is what Spring takes" };
            remove(property, format!("the setting is given twice, and line {line} {why}"));
        }
        for setting in added {
            let Some(property) = self.part.near[setting] else { continue };
            remove(property, format!("`{}` takes its place", setting.key()));
        }
        for &property in &self.part.leftovers {
            let why = "osweb signs in with a token; a password that is no longer used must not stay in the file";
            remove(property, why.to_owned());
        }
    }

    /// `None` where the document need not give the setting.
    fn decide(&self, setting: Setting) -> Option<Decision> {
        let current = self.current(setting);
        if current.is_none() && !self.must_give(setting) {
            return None;
        }
        if current.is_none()
            && let Some(near) = self.part.near[setting]
        {
            return Some(self.near(setting, self.property(near)));
        }
        Some(match setting.kind() {
            Kind::Word(word, _) => documented(current, word, setting.definition().reason),
            Kind::Host => self.server(current),
            Kind::Port => self.port(current),
            Kind::Address | Kind::Guid | Kind::Secret | Kind::Tenant => {
                self.known_by_the_administrator(setting, current)
            }
        })
    }

    /// A setting that is missing, while a property of a similar name is there: asked for, unless there is nothing to choose.
    fn near(&self, setting: Setting, near: &Property) -> Decision {
        let key = near.name.rsplit('.').next().unwrap_or_default();
        if let Some(decision) = self.given(setting, None) {
            return decision;
        }
        let text = near.value.text.trim();
        let called = format!("it is `{key}` until now");
        let perhaps = format!("`{key}` is perhaps meant for it");
        match setting.kind() {
            Kind::Word(word, _) => documented(None, word, setting.definition().reason),
            Kind::Port | Kind::Host if text.eq_ignore_ascii_case(setting.definition().assumed) => {
                Decision::Give(Text::Open(text.to_owned()), called)
            }
            Kind::Secret => Decision::Need(perhaps),
            Kind::Host | Kind::Port | Kind::Address | Kind::Guid | Kind::Tenant => {
                Decision::Need(format!("{perhaps}, with `{text}`: give the value that is right"))
            }
        }
    }

    /// Whether this document has to give a setting that it does not give yet. Of documents that are active together the most
    /// special one does: each with a condition or, where none of these is active, the last one without.
    fn must_give(&self, setting: Setting) -> bool {
        let unconditional = || self.parts.iter().filter(|part| !part.conditional);
        if unconditional().any(|part| part.settings[setting].is_some()) {
            return false;
        }
        let special = self.parts.iter().any(|part| part.conditional && self.inspection.is_active(part.document));
        let last = unconditional().next_back().filter(|_| !special);
        last.map_or(self.part.conditional, |last| last.document == self.part.document)
    }

    /// A value that was given wins, unless it is given for several places at once and this one has a value that fits.
    /// `None` where none was given.
    fn given(&self, setting: Setting, current: Option<&Property>) -> Option<Decision> {
        let given = self.values.get(setting)?;
        if let Some(property) = current
            && (property.value.text == given.text.expose() || (!self.overrides() && self.fits(setting, property)))
        {
            return Some(Decision::Keep);
        }
        let why = match given.origin {
            Origin::Option(option) => format!("as given with {option}"),
            Origin::Prompt => "as typed".to_owned(),
        };
        Some(Decision::Give(given.text.clone(), why))
    }

    /// Whether values that were given replace those that fit as well. A document that has nothing but what is removed is no place for them.
    fn overrides(&self) -> bool {
        let holds = |part: &&Part| Setting::ALL.into_iter().any(|setting| part.settings[setting].is_some());
        self.parts.iter().filter(holds).count() <= 1 && !self.values.are_for_several_files()
    }

    fn fits(&self, setting: Setting, property: &Property) -> bool {
        let text = property.value.text.as_str();
        let foreign = setting == Setting::SmtpServer && self.is_legacy() && fit::is_foreign(text);
        text.trim() == text && !foreign && fit::refusal(setting, text, &self.known()).is_none()
    }

    fn known_by_the_administrator(&self, setting: Setting, current: Option<&Property>) -> Decision {
        if let Some(decision) = self.given(setting, current) {
            return decision;
        }
        let Some(property) = current else { return Decision::Need("the file does not give it".to_owned()) };
        let text = property.value.text.as_str();
        let trimmed = text.trim();
        if let Some(complaint) = fit::refusal(setting, trimmed, &self.known()) {
            return Decision::Need(complaint.message);
        }
        if trimmed == text {
            return Decision::Keep;
        }
        let trimmed = if names_secret(setting.key()) {
            Text::Secret(crate::secret::Secret::new(trimmed))
        } else {
            Text::Open(trimmed.to_owned())
        };
        Decision::Give(trimmed, "spaces around a value are part of it and do not belong there".to_owned())
    }

    fn server(&self, current: Option<&Property>) -> Decision {
        if let Some(decision) = self.given(Setting::SmtpServer, current) {
            return decision;
        }
        let microsoft = || Text::Open("smtp.office365.com".to_owned());
        let Some(property) = current.filter(|property| !property.value.text.trim().is_empty()) else {
            return Decision::Give(microsoft(), "this is where Microsoft 365 takes mail".to_owned());
        };
        let text = property.value.text.as_str();
        if content(text) != Content::Literal {
            return Decision::Keep;
        }
        let server = Server::parse(text);
        if crate::cloud::is_direct_send(server.host) {
            let why = format!("`{}` takes mail for its own organization only, and no sign-in", server.host);
            return Decision::Give(microsoft(), why);
        }
        if let Some(complaint) = fit::refusal(Setting::SmtpServer, server.host, &self.known()) {
            return Decision::Need(complaint.message);
        }
        if self.is_legacy() && fit::is_foreign(server.host) {
            return Decision::Need(format!(
                "`{}` is none of Microsoft's servers: Microsoft's is smtp.office365.com",
                server.host
            ));
        }
        if server.host == text {
            return Decision::Keep;
        }
        Decision::Give(Text::Open(server.host.to_owned()), "the setting is the host name alone".to_owned())
    }

    fn port(&self, current: Option<&Property>) -> Decision {
        if let Some(decision) = self.given(Setting::SmtpPort, current) {
            return decision;
        }
        let submission = || Text::Open("587".to_owned());
        let Some(property) = current.filter(|property| !property.value.text.trim().is_empty()) else {
            let behind_server =
                self.current(Setting::SmtpServer).and_then(|server| Server::parse(&server.value.text).port);
            return match behind_server.filter(|port| fit::refusal(Setting::SmtpPort, port, &self.known()).is_none()) {
                Some(port) => Decision::Give(Text::Open(port.to_owned()), "it was after the server".to_owned()),
                None => Decision::Give(submission(), "this is the port where Microsoft 365 takes mail".to_owned()),
            };
        };
        let value = &property.value;
        if content(&value.text) != Content::Literal {
            return Decision::Keep;
        }
        let number = value.text.trim().parse::<u16>().ok().filter(|number| *number > 0);
        let Some(number) = number.map(|number| number.to_string()) else {
            return Decision::Give(submission(), "a port is a number from 1 to 65535".to_owned());
        };
        let complaint = fit::refusal(Setting::SmtpPort, &number, &self.known());
        // Another server may have a port of its own, where the rules are only in doubt.
        if complaint.is_some_and(|complaint| complaint.severity == Severity::Error) {
            return Decision::Give(submission(), "Microsoft 365 takes mail on port 587".to_owned());
        }
        if number == value.text && value.written.is_none() {
            return Decision::Keep;
        }
        Decision::Give(Text::Open(number), "written so that no reader takes it for something else".to_owned())
    }

    /// Whether the section logs in with a password: whatever is not `MS_OAUTH` does.
    fn is_legacy(&self) -> bool {
        let own = self.current(Setting::SmtpAuthentication);
        let elsewhere = || self.parts.iter().find_map(|part| part.settings.smtp_authentication);
        let authentication = own.or_else(|| elsewhere().map(|index| self.property(index)));
        authentication.is_none_or(|property| property.value.text.trim() != "MS_OAUTH")
    }

    /// The values that the section will have, as far as they are known.
    fn known(&self) -> Known<'a> {
        Section::of(|setting| {
            let given = self.values.get(setting).map(|given| given.text.expose());
            given.or_else(|| self.current(setting).and_then(|property| property.value.literal()))
        })
    }
}

fn documented(current: Option<&Property>, text: &str, why: &str) -> Decision {
    let new = Text::Open(text.to_owned());
    let Some(property) = current else { return Decision::Give(new, why.to_owned()) };
    let old = property.value.text.as_str();
    if old == text {
        Decision::Keep
    } else if content(old) != Content::Literal {
        Decision::KeepUnlessLegacy(new, format!("{why}; what a placeholder becomes is not known here"))
    } else if old.trim().eq_ignore_ascii_case(text) {
        Decision::Give(new, "this is the documented spelling".to_owned())
    } else {
        Decision::Give(new, why.to_owned())
    }
}

fn shown_secret(text: &Text) -> String {
    match text {
        Text::Open(placeholder) => format!("`{placeholder}`"),
        Text::Secret(_) => "(not shown)".to_owned(),
    }
}
