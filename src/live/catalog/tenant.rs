//! Microsoft Entra does not know the tenant, or it lives in another cloud.

use super::standing::{possible, tenant_is_common};
use super::{Cause, Entry, Pattern};
use crate::settings::Setting;

const COPY_TENANT: &str =
    "Open {portal}, App registrations, the app, Overview: copy Directory (tenant) ID into oAuthTenantId.";

const OTHER_CLOUD: Cause = Cause {
    what: "The tenant lives in another of Microsoft's clouds than {cloud}, whose token endpoint {token_host} was asked.",
    remedy: "Check with --cloud gcc-high, dod or china. enaio's documentation names no setting for the token endpoint in osweb-prod.yml, so ask the vendor whether webclient can use a national cloud.",
    standing: possible,
};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "tenant-not-found",
        when: Pattern::Aadsts(&[90002]),
        setting: Setting::OAuthTenantId,
        causes: &[
            Cause {
                what: "There is no tenant `{tenant}`: oAuthTenantId is mistyped, or holds another ID.",
                remedy: COPY_TENANT,
                standing: possible,
            },
            OTHER_CLOUD,
        ],
        url: None,
    },
    Entry {
        name: "tenant-malformed",
        when: Pattern::Aadsts(&[900023]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "`{tenant}` is neither an ID nor a domain: oAuthTenantId is mistyped or cut.",
            remedy: COPY_TENANT,
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "tenant-missing",
        when: Pattern::Aadsts(&[50059, 50128, 90019, 90051, 50049, 50029]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "Microsoft Entra cannot tell a tenant from `{tenant}`.",
            remedy: COPY_TENANT,
            standing: possible,
        }],
        url: None,
    },
    Entry {
        name: "tenant-common",
        when: Pattern::Aadsts(&[9001023, 50194, 90124, 90130, 9002332]),
        setting: Setting::OAuthTenantId,
        causes: &[Cause {
            what: "oAuthTenantId is `{tenant}`, which stands for no single tenant; a token for an application is issued by one tenant only.",
            remedy: COPY_TENANT,
            standing: tenant_is_common,
        }],
        url: None,
    },
    Entry {
        name: "tenant-in-other-cloud",
        when: Pattern::Aadsts(&[90038, 900382, 900432]),
        setting: Setting::OAuthTenantId,
        causes: &[OTHER_CLOUD],
        url: Some("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud"),
    },
];
