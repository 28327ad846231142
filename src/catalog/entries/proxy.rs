//! The proxy on the way to the token endpoint, as curl and others read it from the environment.

use super::*;

const PROXY: &[Phase] = &[Phase::Proxy];
const ENVIRONMENT: Option<&str> = Some("https://everything.curl.dev/usingcurl/proxies/env.html");

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "proxy-invalid",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The environment variable {proxy_variable} does not name a proxy: {detail}.",
            "Write it as http://host:port, or unset it if this machine reaches {token_host} directly (NO_PROXY={token_host} leaves one host out).",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-socks",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "{proxy_variable} names a SOCKS proxy ({detail}), and SOCKS is not spoken here.",
            "Name an HTTP proxy, http://host:port, in HTTPS_PROXY, or unset {proxy_variable} if this machine reaches {token_host} directly.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-kind",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "{proxy_variable} names a proxy of a kind that does not exist: {detail}.",
            "Name an HTTP proxy, http://host:port, in HTTPS_PROXY.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-unreachable",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy}, which {proxy_variable} names, cannot be reached: {detail}.",
            "Look at {proxy_variable}: correct host and port, or unset it if this machine reaches {token_host} directly (NO_PROXY={token_host} leaves one host out). If it is right, the proxy is down or a firewall is before it.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-timed-out",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy} takes the connection and did not answer CONNECT within {detail}: it is slow, cannot reach {token_host} itself, or is not an HTTP proxy.",
            "Check that {proxy_variable} names an HTTP proxy, and ask its administrator whether it reaches {token_host}, port 443.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-closed",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy} closed the connection instead of answering CONNECT: it refuses this machine, or is not an HTTP proxy.",
            "Check that {proxy_variable} names an HTTP proxy (an https:// one needs that scheme), and ask its administrator to allow this machine.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-not-http",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "What answers at {proxy}, which {proxy_variable} names, is not an HTTP proxy. It said: {detail}",
            "Look at {proxy_variable}: host, port, and scheme (http:// for most proxies).",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-login",
        phases: PROXY,
        when: &[Pattern::Observed, Pattern::Http(407, "proxy")],
        setting: Setting::OAuthTenantId,
        causes: &[
            evident(
                "The proxy {proxy} refuses user name or password of {proxy_variable} ({detail}).",
                "Correct them in {proxy_variable}: characters such as @ : / % must be written as %40 %3A %2F %25 there. The account may also be locked, or not allowed to use the proxy. osweb's Java needs the same way out.",
                &[Only(Sign::ProxyCredentials), Proves(Sign::ProxyCredentials)],
            ),
            evident(
                "The proxy {proxy} requires a user name and a password before it lets the request to {token_host} pass ({detail}), and {proxy_variable} has none.",
                "Put them into {proxy_variable} between http:// and the host: the user name, a colon, the password, an @. Or have {token_host} allowed without them. osweb's Java needs the same way out.",
                &[Only(Sign::Not(&Sign::ProxyCredentials))],
            ),
        ],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-login-kind",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy} requires a sign-in of a kind that is not spoken here ({detail}); only Basic is.",
            "Have {token_host}, port 443, allowed at the proxy without a sign-in for this machine and for the osweb server, or run a local proxy that signs in. osweb's Java needs the same way out.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-refuses",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy} does not let the request to {token_host} pass ({detail}).",
            "Ask the proxy's administrator to allow HTTPS to {token_host}, port 443, from this machine and from the osweb server.",
        )],
        url: ENVIRONMENT,
    },
    Entry {
        name: "proxy-gateway",
        phases: PROXY,
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The proxy {proxy} works and cannot reach {token_host} itself ({detail}).",
            "Ask the proxy's administrator: its name server or its own way out fails for {token_host}, port 443. Check --token-endpoint if it is given.",
        )],
        url: ENVIRONMENT,
    },
];
