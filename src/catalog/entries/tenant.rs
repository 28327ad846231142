//! Microsoft Entra does not know the tenant, has closed it, or it lives in another cloud.

use super::*;

const COPY_TENANT: &str =
    "Open {portal}, App registrations, the app, Overview: copy Directory (tenant) ID into oAuthTenantId.";

const OTHER_CLOUD: Cause = cause(
    "The tenant is in another of Microsoft's clouds than {cloud}, whose token endpoint {token_host} was asked.",
    "Check with --cloud gcc-high, dod or china. enaio's documentation names no setting for the token endpoint in osweb-prod.yml, so ask the vendor whether webclient can use a national cloud.",
);

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "tenant-not-found",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(90002)]),
            Pattern::Says(&["tenant not found", "check to make sure you have the correct tenant id"]),
        ],
        setting: Setting::OAuthTenantId,
        causes: &[
            cause("There is no tenant `{tenant}`: oAuthTenantId is mistyped, or is another ID.", COPY_TENANT),
            OTHER_CLOUD,
        ],
        url: None,
    },
    Entry {
        name: "tenant-inactive",
        phases: &[Phase::Http],
        when: &[
            Pattern::Aadsts(&[code(5000225)]),
            Pattern::Says(&["blocked due to inactivity", "aka.ms/tenantlifecycle"]),
        ],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "Microsoft has blocked the tenant {tenant} because of inactivity: nobody has used it for a long time.",
            "Have an administrator of the tenant reactivate it within the time that Microsoft gives: https://aka.ms/TenantLifecycle. If it is not the tenant with the mailboxes, copy the right Directory (tenant) ID into oAuthTenantId.",
        )],
        url: Some("https://aka.ms/TenantLifecycle"),
    },
    Entry {
        name: "tenant-blocked",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(5000224)]), Pattern::Says(&["tenant has been blocked", "tenant is blocked"])],
        setting: Setting::OAuthTenantId,
        causes: &[cause(
            "Microsoft has blocked the tenant {tenant}.",
            "Ask Microsoft's support, with the trace ID of the reply; only Microsoft can say why and lift the block.",
        )],
        url: None,
    },
    Entry {
        name: "tenant-malformed",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(900023)]), Pattern::Says(&["neither a valid dns name"])],
        setting: Setting::OAuthTenantId,
        causes: &[cause("`{tenant}` is neither an ID nor a domain: oAuthTenantId is mistyped or cut.", COPY_TENANT)],
        url: None,
    },
    Entry {
        name: "tenant-missing",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[
            code(50059),
            code(50128),
            code(90019),
            code(90051),
            code(50049),
            code(50029),
            code(50169),
            code(20033),
        ])],
        setting: Setting::OAuthTenantId,
        causes: &[cause("Microsoft Entra cannot tell a tenant from `{tenant}`.", COPY_TENANT)],
        url: None,
    },
    Entry {
        name: "tenant-common",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(9001023), code(50194), code(90124), code(90130), code(9002332), code(90027)])],
        setting: Setting::OAuthTenantId,
        causes: &[evident(
            "oAuthTenantId is `{tenant}`, which is not a single tenant; a token for an application is issued by one tenant only.",
            COPY_TENANT,
            &[Proves(Sign::TenantIsWord)],
        )],
        url: None,
    },
    Entry {
        name: "tenant-in-other-cloud",
        phases: &[Phase::Http],
        when: &[Pattern::Aadsts(&[code(90038), code(900382), code(900432), code(900439), code(90043)])],
        setting: Setting::OAuthTenantId,
        causes: &[OTHER_CLOUD],
        url: Some("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud"),
    },
];
