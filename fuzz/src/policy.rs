//! Policies are refused with a reason or compiled, and what they find lies in the file.

use std::sync::Arc;

use osweb_config::inspect::{Options, inspect};
use osweb_config::policy::Policy;
use osweb_config::source::SourceFile;

use super::masks::SECRET;

/// What must hold of a policy, in YAML or JSON.
pub fn hold(bytes: &[u8]) {
    const FILE: &str =
        "a: &x [1, two]\nb: *x\nfeatureSwitches:\n  sendEmail: {smtpPort: 587, oAuthClientSecret: '§', smtpServer: }\n";
    let policy = match Policy::compile(&SourceFile::from_bytes("policy.yml", bytes.to_vec())) {
        Ok(policy) => policy,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let options = Options { policies: vec![Arc::new(policy)], ..Options::default() };
    let source = SourceFile::from_bytes("osweb-prod.yml", FILE.replace('§', SECRET).into_bytes());
    let inspection = inspect(Arc::new(source), &options);
    for diagnostic in &inspection.diagnostics {
        assert!(inspection.source.text().get(diagnostic.span.range()).is_some(), "{}", diagnostic.message);
        assert!(!diagnostic.message.contains(SECRET), "{}", diagnostic.message);
    }
}
