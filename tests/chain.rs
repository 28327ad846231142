//! The rest of the chain: enaio server's registry, the exports of a service, and the set-up of Microsoft 365.

mod powershell;
mod readme;
mod robust;
mod runbook;
mod setup;
