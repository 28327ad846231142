//! The migration of the current file, by the same plan and the same proof as on the command line.

use std::collections::BTreeMap;

use osweb_config::diff;
use osweb_config::inspect::Inspection;
use osweb_config::migration::{self, Documents, Origin, Part, Text, Values};
use osweb_config::sanitize;
use osweb_config::secret::Secret;
use osweb_config::settings::Setting;
use serde_json::{Value as Json, json};

use crate::request::{Answer, ClientSecret, Request};

/// What the form asks for: the settings that only the administrator knows.
pub fn fields(request: &Request) -> Json {
    let (old, parts) = match begin(request) {
        Ok(begun) => begun,
        Err(why) => return why,
    };
    let mut values = Values::default();
    placeholder(&mut values, "OSWEB_CLIENT_SECRET");
    let plan = migration::plan(&old, &parts, &values);
    let mask = old.mask();
    let asked = Setting::ALL.into_iter().filter(|setting| !setting.definition().options.is_empty());
    let fields = asked.map(|setting| {
        let kept = old.settings.get(&old.reading, setting);
        let current = kept.map(|property| sanitize::line(&mask.text(&property.value.text)).into_owned());
        let need = plan.needs.iter().find(|need| need.setting == setting);
        let why = need.map(|need| format!("{}. ", sanitize::line(&mask.text(&need.why))));
        let is_secret = setting == Setting::OAuthClientSecret;
        json!({
            "key": setting.key(),
            "label": label(setting),
            "where": format!("{}{}", why.unwrap_or_default(), setting.definition().hint),
            "current": current,
            "secret": is_secret,
        })
    });
    json!({ "fields": fields.collect::<Vec<_>>() })
}

/// What the form calls a setting: its key says what the file does, its prompt what Microsoft calls it.
fn label(setting: Setting) -> String {
    let prompt = setting.definition().prompt.split([':', '[']).next().unwrap_or_default().trim();
    if prompt == setting.key() { prompt.to_owned() } else { format!("{} ({prompt})", setting.key()) }
}

/// Whether a value fits a setting; why not.
pub fn judge(key: &str, text: &str) -> Json {
    let Some(setting) = Setting::from_key(key) else { return json!({}) };
    let why = migration::judge(setting, &Text::Open(text.trim().to_owned()), &Values::default()).err();
    json!({ "why": why.map(|why| why.to_string()) })
}

/// The plan, the difference, and the new file.
pub fn migrate(request: &Request, typed: &BTreeMap<String, String>, secret: &ClientSecret) -> Answer {
    let (old, parts) = match begin(request) {
        Ok(begun) => begun,
        Err(why) => return Answer::json(why),
    };
    let mut values = Values::default();
    for (key, text) in typed {
        if let Some(setting) = Setting::from_key(key) {
            values.set(setting, Text::Open(text.trim().to_owned()), Origin::Prompt);
        }
    }
    match secret {
        ClientSecret::Placeholder(name) => placeholder(&mut values, name),
        ClientSecret::Value(text) if text.is_empty() => {}
        ClientSecret::Value(text) => {
            values.set(Setting::OAuthClientSecret, Text::Secret(Secret::new(text.trim())), Origin::Prompt);
        }
    }
    for setting in Setting::ALL {
        let refused = values.get(setting).and_then(|given| migration::judge(setting, &given.text, &values).err());
        if let Some(why) = refused {
            return Answer::json(json!({ "refusal": format!("{}: {why}", setting.key()) }));
        }
    }
    let plan = migration::plan(&old, &parts, &values);
    let mask = old.mask();
    let clean = |text: &str| sanitize::line(&mask.text(text)).into_owned();
    if !plan.needs.is_empty() {
        let needs = plan.needs.iter().map(|need| json!({ "what": label(need.setting), "why": clean(&need.why) }));
        return Answer::json(json!({ "needs": needs.collect::<Vec<_>>() }));
    }
    if plan.steps.is_empty() {
        return Answer::json(
            json!({ "nothing": "The section has the OAuth form already: there is nothing to migrate." }),
        );
    }
    match migration::carry_out(&old, &parts, &plan, &request.options()) {
        Err(refusal) => Answer::json(json!({ "refusal": refusal.text(&old.source) })),
        Ok(migrated) => {
            let new = &migrated.new;
            let steps = plan.steps.iter().map(|step| json!({ "what": clean(&step.what), "why": clean(&step.why) }));
            let diff = diff::unified(&old, new, &sanitize::line(old.source.name()), false);
            let json = json!({ "needs": [], "notes": [], "steps": steps.collect::<Vec<_>>(), "diff": diff });
            Answer::with(json, new.source.encode(new.source.text()))
        }
    }
}

/// The file and its section, or why there is nothing to migrate.
fn begin(request: &Request) -> Result<(Inspection, Vec<Part>), Json> {
    let Some(old) = request.inspection() else { return Err(json!({ "nothing": "No file is open." })) };
    let begun = migration::refuse_unfit(&old).and_then(|()| migration::survey(&old, Documents::Active));
    match begun {
        Err(refusal) => Err(json!({ "refusal": refusal.text(&old.source) })),
        Ok(parts) if parts.is_empty() => Err(
            json!({ "nothing": "There is no section `featureSwitches.sendEmail` in this file: there is nothing to migrate." }),
        ),
        Ok(parts) => Ok((old, parts)),
    }
}

fn placeholder(values: &mut Values, name: &str) {
    if !name.is_empty() {
        values.set(Setting::OAuthClientSecret, Text::Open(format!("${{{name}}}")), Origin::Prompt);
    }
}
