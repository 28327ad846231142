//! Where a secret or a token may go. The file is not trusted: a pull request can point `smtpServer` at anybody.

use url::Url;

use super::cloud::{is_direct_send, normal_host, takes_login};
use super::request::Request;
use crate::catalog::Stage;
use crate::settings::Setting;

/// Why nothing is sent at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The stage that would have sent something.
    pub stage: Stage,
    /// The catalog's name for it.
    pub observation: &'static str,
    /// The host or address that was refused.
    pub what: String,
}

/// Decides, before the first byte, whether the mail server may be given the token, and where the token comes from.
///
/// # Errors
/// The mail server is neither Microsoft's nor allowed by `--allow-host`, or the token endpoint is not HTTPS.
pub(super) fn token_address(request: &Request) -> Result<Url, Refusal> {
    let server = normal_host(&request.server);
    // Without a server nobody gets the token.
    let allowed = request.lacking.contains(&Setting::SmtpServer)
        || takes_login(&server)
        || request.allow_hosts.iter().any(|host| normal_host(host) == server);
    if !allowed {
        let observation = if is_direct_send(&server) { "host-direct-send" } else { "host-not-allowed" };
        return Err(Refusal { stage: Stage::Resolve, observation, what: request.server.clone() });
    }
    match &request.token_endpoint {
        None => Ok(microsofts(request.cloud().token_host(), &request.tenant)),
        Some(address) => {
            let refused = |observation| Refusal { stage: Stage::Token, observation, what: without_login(address) };
            let url = Url::parse(&address.replace("#TenantID#", &encoded(&request.tenant)))
                .map_err(|_| refused("endpoint-invalid"))?;
            if url.scheme() != "https" {
                return Err(refused("endpoint-not-https"));
            }
            if url.host_str().is_none_or(str::is_empty) || !url.username().is_empty() || url.password().is_some() {
                return Err(refused("endpoint-invalid"));
            }
            Ok(url)
        }
    }
}

fn microsofts(host: &str, tenant: &str) -> Url {
    let mut url = Url::parse(&format!("https://{host}/")).expect("a host of the list makes an address");
    url.path_segments_mut().expect("https has a path").extend([tenant, "oauth2", "v2.0", "token"]);
    url
}

/// The tenant as one segment of a path.
fn encoded(tenant: &str) -> String {
    let url = microsofts("login.microsoftonline.com", tenant);
    url.path_segments().and_then(|mut segments| segments.next().map(str::to_owned)).unwrap_or_default()
}

/// An address as it may be shown: without user name and password.
pub(super) fn without_login(address: &str) -> String {
    match address.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let host = rest[..end].rsplit_once('@').map_or(&rest[..end], |(_, host)| host);
            format!("{scheme}://{host}{}", &rest[end..])
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::tests::request;

    #[test]
    fn the_token_comes_from_the_clouds_host_whatever_the_tenant_is_called() {
        let mut request = request();
        request.tenant = "../evil.example/x?y#z@h".to_owned();
        let url = token_address(&request).expect("Microsoft's server is allowed");
        assert_eq!(url.host_str(), Some("login.microsoftonline.com"));
        assert!(url.path().ends_with("/oauth2/v2.0/token"), "{url}");
        assert_eq!((url.query(), url.fragment(), url.username()), (None, None, ""));
    }

    #[test]
    fn nobody_but_microsoft_is_trusted_unless_named() {
        let mut request = request();
        for server in ["smtp.office365.com.evil.example", "smtp.office365.co", "127.0.0.1", "", "xsmtp.office365.com"] {
            request.server = server.to_owned();
            assert_eq!(token_address(&request).unwrap_err().stage, Stage::Resolve, "{server}");
        }
        request.server = "Relay.Example.com".to_owned();
        request.allow_hosts = vec!["relay.example.com.".to_owned()];
        assert!(token_address(&request).is_ok());
    }

    #[test]
    fn a_token_endpoint_must_be_https() {
        let mut request = request();
        request.token_endpoint = Some("http://login.example.com/token".to_owned());
        assert_eq!(token_address(&request).unwrap_err().observation, "endpoint-not-https");
        request.token_endpoint = Some("login.example.com/token".to_owned());
        assert_eq!(token_address(&request).unwrap_err().observation, "endpoint-invalid");
        request.token_endpoint = Some("https://login.example.com/#TenantID#/oauth2/v2.0/token".to_owned());
        let url = token_address(&request).expect("HTTPS is allowed");
        assert_eq!(url.path(), format!("/{}/oauth2/v2.0/token", request.tenant));
    }

    #[test]
    fn an_address_is_shown_without_its_login() {
        assert_eq!(without_login("http://user:pw@proxy.example:3128/"), "http://proxy.example:3128/");
        assert_eq!(without_login("https://h/a@b"), "https://h/a@b");
    }
}
