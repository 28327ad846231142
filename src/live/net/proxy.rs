//! The proxy that the environment names, as curl and most programs read it: HTTPS_PROXY, then ALL_PROXY, in capital or small
//! letters, and NO_PROXY with the hosts that are reached without one.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::catalog::{ProxySigns, printable};
use crate::secret::Secret;

/// A proxy to use.
#[derive(Clone, Debug)]
pub(in crate::live) struct Proxy {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether the proxy itself is spoken to by TLS.
    pub tls: bool,
    /// User name and password, as `user:password`.
    pub credentials: Option<Secret>,
    /// What the catalog may know.
    pub signs: ProxySigns,
}

/// A variable that names no proxy that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::live) struct BadProxy {
    /// The catalog's name for it.
    pub observation: &'static str,
    /// The variable.
    pub variable: String,
    /// What is wrong with it.
    pub detail: String,
}

/// The variables, the first that is set counts.
pub(crate) const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The proxy for a host, `None` for the direct way.
///
/// # Errors
/// The variable names a proxy that cannot be used.
pub(in crate::live) fn of_environment(
    host: &str,
    port: u16,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, BadProxy> {
    let set = |name: &&str| environment(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let Some((variable, value)) = VARIABLES.iter().find_map(|name| Some((*name, set(name)?))) else { return Ok(None) };
    if ["NO_PROXY", "no_proxy"].iter().find_map(set).is_some_and(|list| is_excepted(host, port, &list)) {
        return Ok(None);
    }
    parse(variable, &value).map(Some)
}

fn parse(variable: &str, value: &str) -> Result<Proxy, BadProxy> {
    let bad = |observation, detail: String| BadProxy { observation, variable: variable.to_owned(), detail };
    let address = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let shown = printable(&crate::live::trust::without_login(&address));
    let scheme = address.split("://").next().unwrap_or_default().to_ascii_lowercase();
    if scheme.starts_with("socks") {
        return Err(bad("proxy-socks", shown));
    }
    let url = Url::parse(&address).map_err(|error| bad("proxy-invalid", format!("`{shown}`: {error}")))?;
    let (tls, default) = match url.scheme() {
        "http" => (false, 80),
        "https" => (true, 443),
        _ => return Err(bad("proxy-kind", shown)),
    };
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return Err(bad("proxy-invalid", format!("`{shown}` has no host")));
    };
    let port = url.port().unwrap_or(default);
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let password = url.password().map(decoded).unwrap_or_default();
    let credentials = (!url.username().is_empty() || !password.is_empty())
        .then(|| Secret::new(format!("{}:{password}", decoded(url.username()))));
    let signs = ProxySigns {
        variable: variable.to_owned(),
        address: printable(&format!("{host}:{port}")),
        credentials: credentials.is_some(),
    };
    Ok(Proxy { host: host.to_owned(), port, tls, credentials, signs })
}

/// Whether NO_PROXY names a host: `*`, a domain with everything below it, an address, a range of addresses, each perhaps with a port.
fn is_excepted(host: &str, port: u16, list: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let address: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
    list.split([',', ' ']).map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
        if entry == "*" {
            return true;
        }
        let entry = entry.to_ascii_lowercase();
        if let (Some(address), Some((net, bits))) = (address, entry.split_once('/')) {
            return in_range(address, net, bits);
        }
        if let (Some(address), Ok(named)) =
            (address, entry.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>())
        {
            return address == named;
        }
        let (name, at) = match entry.rsplit_once(':') {
            Some((name, at)) if at.parse::<u16>().is_ok() => (name, at.parse().ok()),
            _ => (entry.as_str(), None),
        };
        let name = name.trim_start_matches("*.").trim_start_matches('.').trim_end_matches('.');
        let fits = host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        !name.is_empty() && fits && at.is_none_or(|at: u16| at == port)
    })
}

fn in_range(address: IpAddr, net: &str, bits: &str) -> bool {
    let (Ok(net), Ok(bits)) = (net.parse::<IpAddr>(), bits.parse::<u32>()) else { return false };
    let same = |left: u128, right: u128, width: u32| {
        bits <= width && (bits == 0 || left >> (width - bits) == right >> (width - bits))
    };
    match (address, net) {
        (IpAddr::V4(address), IpAddr::V4(net)) => same(u32::from(address).into(), u32::from(net).into(), 32),
        (IpAddr::V6(address), IpAddr::V6(net)) => same(address.into(), net.into(), 128),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Result<Option<Proxy>, BadProxy> {
        let environment = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        of_environment("login.microsoftonline.com", 443, &environment)
    }

    #[test]
    fn the_variables_are_read_as_curl_reads_them() {
        assert!(of(&[]).expect("none is right").is_none());
        assert!(of(&[("HTTPS_PROXY", "")]).expect("empty is none").is_none());
        let proxy = of(&[("https_proxy", "proxy.example:3128")]).expect("right").expect("one");
        assert_eq!((proxy.host.as_str(), proxy.port, proxy.tls), ("proxy.example", 3128, false));
        assert_eq!(proxy.signs.variable, "https_proxy");
        let proxy = of(&[("ALL_PROXY", "https://us%40er:p%3Aw@10.0.0.1:8443/")]).expect("right").expect("one");
        assert_eq!((proxy.port, proxy.tls), (8443, true));
        assert_eq!(proxy.credentials.expect("given").expose(), "us@er:p:w");
        assert_eq!(proxy.signs.address, "10.0.0.1:8443");
    }

    #[test]
    fn what_is_no_proxy_is_told_by_kind_and_without_its_password() {
        for (value, observation) in [
            ("socks5://me:secretword@127.0.0.1:1080", "proxy-socks"),
            ("socks4a://127.0.0.1", "proxy-socks"),
            ("ftp://me:secretword@h", "proxy-kind"),
            ("http://", "proxy-invalid"),
            ("http://me:secretword@h:99999", "proxy-invalid"),
            ("a b c", "proxy-invalid"),
        ] {
            let bad = of(&[("HTTPS_PROXY", value)]).expect_err(value);
            assert_eq!(bad.observation, observation, "{value}");
            assert!(!bad.detail.contains("secretword"), "{}", bad.detail);
        }
    }

    #[test]
    fn no_proxy_excepts_hosts_domains_and_ranges() {
        let excepted = |list: &str| of(&[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", list)]).expect("right").is_none();
        for list in [
            "*",
            "login.microsoftonline.com",
            ".microsoftonline.com",
            "a.example, microsoftonline.com",
            "*.microsoftonline.com",
            "microsoftonline.com:443",
        ] {
            assert!(excepted(list), "{list}");
        }
        for list in ["", "online.com", "microsoftonline.com:444", "example.com", "10.0.0.0/8"] {
            assert!(!excepted(list), "{list}");
        }
        assert!(is_excepted("10.1.2.3", 443, "10.0.0.0/8") && !is_excepted("11.1.2.3", 443, "10.0.0.0/8"));
        assert!(is_excepted("[::1]", 443, "::1") && is_excepted("10.1.2.3", 443, "10.1.2.3"));
    }
}
