//! The way to a server: trust, name, TCP. Both ends share it: the mail server and the token endpoint.

use super::*;

const NAMES: &[Phase] = &[Phase::Dns, Phase::TokenDns];
const TCP: &[Phase] = &[Phase::Tcp, Phase::TokenTcp];
const MAIL: Sign = Sign::In(&[Phase::Tcp]);
const TOKEN: Sign = Sign::In(&[Phase::TokenTcp]);

/// Refused or silent, port 465 is never the one.
const PORT_465: Cause = evident(
    "Nothing answers on port 465 of {server}: Microsoft 365 takes mail with a sign-in on port 587 only (or 25), with STARTTLS.",
    "Write smtpPort: 587.",
    &[Only(MAIL), Only(Sign::Port(465)), Proves(Sign::Port(465))],
);

/// No IPv4 address, and no way by IPv6.
const ONLY_IPV6: Cause = evident(
    "{server} has only IPv6 addresses here, and this machine cannot reach them ({detail}): it has no IPv6, or its name server leaves the IPv4 addresses out.",
    "Ask for the IPv4 addresses, and correct the name server if none come:\n    nslookup -type=A {server}",
    &[Only(Sign::OnlyIpv6), Proves(Sign::OnlyIpv6)],
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "host-not-allowed",
        phases: &[Phase::Trust],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "`{detail}` is not one of Microsoft's mail servers, and the file is not trusted: whoever runs that server would get a token that can send mail. Nothing was sent.",
            "Correct smtpServer to {smtp_host}. If the server is yours and is meant, name it:\n    osweb-config check --live --allow-host {detail} …",
        )],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "host-direct-send",
        phases: &[Phase::Trust],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "`{detail}` is Microsoft's address for direct send and relay: it takes mail for the tenant's own mailboxes and offers no sign-in, so OAuth cannot work there.",
            "Write smtpServer: {smtp_host} with smtpPort: 587.",
        )],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "trust-store-empty",
        phases: &[Phase::Trust],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "This system has no trusted certificates, so no server can be checked.",
            "Install the system's certificates (on Debian the package ca-certificates), or name a PEM file with --ca-file.",
        )],
        url: None,
    },
    Entry {
        name: "endpoint-not-https",
        phases: &[Phase::Trust],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "The token endpoint {detail} is not HTTPS: the client secret would travel in the clear. Nothing was sent.",
            "Name an https:// address with --token-endpoint, or leave the option out.",
        )],
        url: None,
    },
    Entry {
        name: "endpoint-invalid",
        phases: &[Phase::Trust],
        when: &[Pattern::Observed],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "{detail} is not the address of a token endpoint. Nothing was sent.",
            "Write it as https://host/path with --token-endpoint, without user name and password, or leave the option out.",
        )],
        url: None,
    },
    Entry {
        name: "name-not-found",
        phases: NAMES,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "The name `{host}` has no address here ({detail}): it is mistyped, or this machine's name server does not know it.",
                "Compare smtpServer with {smtp_host}. If it is right, ask for the name on this machine and correct the name server of the machine:\n    nslookup {host}",
                &[Only(Sign::In(&[Phase::Dns]))],
            ),
            evident(
                "The name `{host}` has no address here ({detail}): this machine's name server does not know it.",
                "Ask for the name on this machine and correct its name server; where only a proxy may ask, name it in HTTPS_PROXY. Check --token-endpoint if it is given:\n    nslookup {host}",
                &[Only(Sign::In(&[Phase::TokenDns]))],
            ),
        ],
        url: None,
    },
    Entry {
        name: "name-server-down",
        phases: NAMES,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "This machine's name server cannot be asked for `{host}` ({detail}), so nothing can be said of the name itself.",
            "Check the machine's name server and the way to it (on Linux /etc/resolv.conf, on Windows `ipconfig /all`), then ask again:\n    nslookup {host}",
        )],
        url: None,
    },
    Entry {
        name: "name-timed-out",
        phases: NAMES,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "This machine's name server did not answer for `{host}` within {detail}.",
            "Check the machine's name server and the way to it, or give it more time with --timeout:\n    nslookup {host}",
        )],
        url: None,
    },
    Entry {
        name: "connection-refused",
        phases: TCP,
        when: &[Pattern::Observed],
        setting: Setting::SmtpPort,
        causes: &[
            evident(
                "{server} refuses connections on port {port} ({detail}): a firewall forbids it, or the port is wrong.",
                "Open outgoing TCP connections from this machine to {server}, port {port}, and check that smtpPort is 587.",
                &[Only(MAIL)],
            ),
            evident(
                "The token endpoint {token_host} refuses the connection ({detail}): a firewall forbids it, or only a proxy may connect.",
                "Allow this machine, and the osweb server, HTTPS connections to {token_host}, port 443. If this machine reaches the internet through a proxy, name it in the environment variable HTTPS_PROXY.",
                &[Only(TOKEN)],
            ),
            PORT_465,
        ],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "connection-timed-out",
        phases: TCP,
        when: &[Pattern::Observed],
        setting: Setting::SmtpPort,
        causes: &[
            evident(
                "{server} does not answer on port {port} ({detail}): a firewall drops the packets.",
                "Open outgoing TCP connections from this machine to {server}, port {port}. Port 25 is often closed by providers; 587 is the one to use.",
                &[Only(MAIL)],
            ),
            evident(
                "The token endpoint {token_host} does not answer ({detail}): a firewall drops the packets, or only a proxy may connect.",
                "Allow this machine, and the osweb server, HTTPS connections to {token_host}, port 443. If this machine reaches the internet through a proxy, name it in the environment variable HTTPS_PROXY.",
                &[Only(TOKEN)],
            ),
            PORT_465,
            ONLY_IPV6,
        ],
        url: CLIENT_SUBMISSION,
    },
    Entry {
        name: "network-unreachable",
        phases: TCP,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            cause(
                "This machine has no way to {host} ({detail}): it has no route there.",
                "Check the machine's network: address, gateway, VPN. A machine without a way to the internet needs a route or, for the token, a proxy (HTTPS_PROXY).",
            ),
            ONLY_IPV6,
        ],
        url: None,
    },
    Entry {
        name: "connection-forbidden",
        phases: TCP,
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[
            evident(
                "This machine itself forbids connections to {server}, port {port} ({detail}): an outbound rule of its firewall, or its security software.",
                "Allow outgoing TCP connections to {server}, port {port}, in that firewall. Windows lists the rules that block:\n    Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True\nA rule may apply to some programs only: osweb's Java needs the same permission.",
                &[Only(MAIL)],
            ),
            evident(
                "This machine itself forbids connections to the token endpoint {token_host} ({detail}): an outbound rule of its firewall, or its security software.",
                "Allow outgoing TCP connections to {token_host}, port 443, in that firewall. Windows lists the rules that block:\n    Get-NetFirewallRule -Direction Outbound -Action Block -Enabled True\nA rule may apply to some programs only: osweb's Java needs the same permission.",
                &[Only(TOKEN)],
            ),
        ],
        url: None,
    },
    Entry {
        name: "family-unreachable",
        phases: &[Phase::Tcp],
        when: &[Pattern::Observed],
        setting: Setting::SmtpServer,
        causes: &[cause(
            "{server} is reached by one kind of address and not by the other: {detail}. A program that tries the other kind first waits, or fails.",
            "Correct the machine's network for that kind, or have its name server leave those addresses out. osweb's Java tries IPv4 first unless java.net.preferIPv6Addresses is set.",
        )],
        url: Some("https://www.rfc-editor.org/rfc/rfc8305"),
    },
];
