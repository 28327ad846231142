//! Laws that hold for any bytes; what breaks one panics. The fuzzers here look for such bytes by coverage, tests/laws/hostile at random.

pub mod breaks;
pub mod edits;
pub mod fix;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod masks;
pub mod migrate;
#[cfg(feature = "live")]
pub mod placeholders;
#[cfg(feature = "policy")]
pub mod policy;
pub mod project;
pub mod readers;
pub mod replies;
pub mod rotate;

/// The law of a target, for the bytes of a fuzzer.
pub fn target(name: &str) -> fn(&[u8]) {
    use osweb_config::parse::Format;
    match name {
        "yaml" => |bytes| readers::hold(Format::Yaml, bytes),
        "properties" => |bytes| readers::hold(Format::Properties, bytes),
        "json" => |bytes| readers::hold(Format::Json, bytes),
        "registry" => |bytes| readers::hold(Format::Registry, bytes),
        "actuator" => |bytes| readers::hold(Format::Actuator, bytes),
        "fix" => |bytes| named(bytes, fix::hold),
        "migrate" => |bytes| named(bytes, migrate::hold),
        "breaks" => |bytes| named(bytes, breaks::hold),
        "rotate" => |bytes| named(bytes, rotate::hold),
        "masks" => |bytes| named(bytes, |name, bytes| masks::hold(name, &masks::plant(bytes))),
        "edits" => edits::hold,
        "replies" => |bytes| replies::hold(&String::from_utf8_lossy(bytes)),
        "token" => |bytes| replies::token_holds(&String::from_utf8_lossy(bytes)),
        #[cfg(feature = "live")]
        "placeholders" => |bytes| placeholders::hold(&String::from_utf8_lossy(bytes)),
        "project" => project::hold,
        #[cfg(feature = "policy")]
        "policy" => policy::hold,
        #[cfg(feature = "lsp")]
        "lsp" => lsp::hold,
        _ => panic!("there is no target `{name}`"),
    }
}

/// The endings of names by which formats are known; an input's first byte is the number of its one, as a digit.
pub const ENDINGS: [&str; 4] = ["yml", "properties", "json", "reg"];

/// Hands on the name of a file and its bytes.
fn named(bytes: &[u8], hold: fn(&str, &[u8])) {
    if let Some((first, rest)) = bytes.split_first() {
        hold(&format!("osweb-prod.{}", ENDINGS[usize::from(*first) % ENDINGS.len()]), rest);
    }
}
