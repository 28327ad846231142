//! The rest of the chain: enaio server's registry, the exports of a service, and the set-up of Microsoft 365.

mod docs;
mod powershell;
mod robust;
mod runbook;
mod setup;
