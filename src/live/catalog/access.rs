//! Microsoft Entra knows the app, and a policy keeps it out.

use super::standing::possible;
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "conditional-access",
        when: Pattern::Aadsts(&[53003, 530032, 53000, 53001, 53002, 50131]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "A Conditional Access policy of the tenant keeps the app out, for example because this machine's address is not in an allowed location.",
            remedy: "Open {portal}, Conditional Access, Policies, and look for one for workload identities that covers the app {client_id}; add the public address of the osweb server to its named locations, or exclude the app. {portal}, Sign-in logs, Service principal sign-ins names the policy.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/entra/identity/conditional-access/workload-identity"),
    },
    Entry {
        name: "security-defaults",
        when: Pattern::Aadsts(&[530035]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "The tenant's security defaults call the request unsafe. They block log-ins with a password, which this is not.",
            remedy: "Check that the token endpoint is Microsoft's (--token-endpoint). If it is, look at {portal}, Sign-in logs, Service principal sign-ins, and ask Microsoft's support with the trace ID.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/entra/fundamentals/security-defaults"),
    },
    Entry {
        name: "tenant-restriction",
        when: Pattern::Aadsts(&[500021, 500022, 50002]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "Your own company's proxy allows log-ins to certain tenants only (it adds the header Restrict-Access-To-Tenants), and {tenant} is not among them.",
            remedy: "Ask the proxy's administrator to add the tenant {tenant}, or to let the osweb server reach {token_host} without that header.",
            standing: possible,
        }],
        url: Some("https://learn.microsoft.com/entra/identity/enterprise-apps/tenant-restrictions"),
    },
    Entry {
        name: "user-sign-in",
        when: Pattern::Aadsts(&[50034, 50126, 50053, 50055, 50056, 50057, 50076, 50079, 50105, 50158]),
        setting: Setting::OAuthClientId,
        causes: &[Cause {
            what: "Microsoft Entra speaks of a user's sign-in, but this check asked for a token of the application itself: something between changes the request, or the token endpoint is not Microsoft's.",
            remedy: "Run the check again with --verbose, and look at the proxy and at --token-endpoint.",
            standing: possible,
        }],
        url: None,
    },
];
