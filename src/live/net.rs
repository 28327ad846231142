//! The network: names, connections with deadlines, TLS, the proxy, HTTP. Each step tells apart how it can fail.

pub(super) mod certificate;
pub(super) mod dial;
pub(super) mod dns;
pub(super) mod fault;
pub(super) mod http;
pub(super) mod proxy;
pub(super) mod roots;
pub(super) mod tls;
pub(super) mod wire;
