//! The walk through the stages.

use std::time::Instant;

use super::file::{MAIL_NEEDS, TOKEN_NEEDS};
use super::net::tls::Tls;
use super::request::Request;
use super::smtp::Broken;
use super::stage::{LiveReport, Outcome, StageReport};
use super::stages::{authenticate, claims, connect, envelope, resolve, send, starttls, token};
use super::transcript::Transcript;
use super::{Event, trust};
use crate::catalog::{self, Facts, Finding, Phase, Reply, Stage};
use crate::settings::Setting;

/// What the stages share.
pub(super) struct Walk<'r, 'w> {
    pub request: &'r Request,
    pub facts: Facts,
    pub transcript: Transcript<'w>,
    reports: Vec<StageReport>,
}

/// What a stage has to say beside its result.
#[derive(Default)]
pub(super) struct Notes {
    /// What was seen, a line each.
    pub seen: Vec<String>,
    /// What is odd without being wrong.
    pub warnings: Vec<Finding>,
    /// Last second, since 1970, of a certificate or token.
    pub until: Option<i64>,
}

impl Notes {
    pub(super) fn see(&mut self, line: impl Into<String>) {
        self.seen.push(line.into());
    }

    pub(super) fn warn(&mut self, finding: Finding) {
        self.warnings.push(finding);
    }
}

/// Runs the stages in order and reports each as it ends. Never fails: what is wrong is in the report.
///
/// Two ways lead to the sign-in: the mail server (up to STARTTLS) and the token (up to its claims). If one is shut, the
/// other is still walked, so that one run names both faults.
pub fn run(request: &Request, watch: &mut dyn FnMut(Event)) -> LiveReport {
    let mut walk = Walk { request, facts: request.facts(), transcript: Transcript::new(watch), reports: vec![] };
    walk.transcript.hide(request.secret.expose());
    walk.stages();
    walk.reports.sort_by_key(|report| report.stage);
    LiveReport { stages: walk.reports }
}

/// Runs the stages up to the claims of the token alone. No mail server is asked, so none has to be allowed.
pub fn run_to_token(request: &Request, watch: &mut dyn FnMut(Event)) -> LiveReport {
    let mut request = request.clone();
    request.lacking.extend([Setting::SmtpServer, Setting::SmtpUsername]);
    let mut walk =
        Walk { request: &request, facts: request.facts(), transcript: Transcript::new(watch), reports: vec![] };
    walk.transcript.hide(request.secret.expose());
    let mail = [Stage::Resolve, Stage::Connect, Stage::Starttls, Stage::Authenticate, Stage::Envelope, Stage::Send];
    walk.skip_rest(&mail, "only a token is asked for");
    walk.stages();
    walk.reports.sort_by_key(|report| report.stage);
    LiveReport { stages: walk.reports }
}

impl Walk<'_, '_> {
    fn stages(&mut self) {
        let address = match trust::token_address(self.request) {
            Ok(address) => address,
            Err(refusal) => return self.refuse(refusal.stage, refusal.observation, &refusal.what),
        };
        self.facts.token_host = address.host_str().unwrap_or_default().to_owned();
        // Each server has its own: what the one showed must not be taken for the other's.
        let (Ok(tls), Ok(token_tls)) = (Tls::new(&self.request.trust), Tls::new(&self.request.trust)) else {
            return self.refuse(Stage::Resolve, "trust-store-empty", "");
        };

        self.skip_what_lacks(&[Stage::Resolve, Stage::Connect, Stage::Starttls], MAIL_NEEDS);
        let session = self
            .stage(Stage::Resolve, |walk, notes| resolve::run(walk, notes))
            .and_then(|addresses| self.stage(Stage::Connect, |walk, notes| connect::run(walk, notes, &addresses, &tls)))
            .and_then(|session| self.stage(Stage::Starttls, |walk, notes| starttls::run(walk, notes, session, &tls)));
        self.skip_rest(&[Stage::Resolve, Stage::Connect, Stage::Starttls], "an earlier step failed");

        self.skip_what_lacks(&[Stage::Token, Stage::Claims], TOKEN_NEEDS);
        let token =
            self.stage(Stage::Token, |walk, notes| token::run(walk, notes, address, &token_tls)).and_then(|token| {
                self.stage(Stage::Claims, |walk, notes| claims::run(walk, notes, &token))?;
                Some(token)
            });
        self.skip_rest(&[Stage::Token, Stage::Claims], "there is no token");

        self.skip_what_lacks(&[Stage::Authenticate, Stage::Envelope, Stage::Send], &[Setting::SmtpUsername]);
        match (session, token) {
            (Some(session), Some(token)) => {
                self.stage(Stage::Authenticate, |walk, notes| authenticate::run(walk, notes, session, &token))
                    .and_then(|session| self.after_login(session))
                    .into_iter()
                    .for_each(|session| session.quit(&mut self.transcript));
            }
            (Some(session), None) => session.quit(&mut self.transcript),
            (None, _) => {}
        }
        self.skip_rest(&Stage::ALL, "an earlier step failed");
    }

    fn after_login(&mut self, session: super::smtp::Session) -> Option<super::smtp::Session> {
        if self.request.send_to.is_none() && self.request.send_as.is_none() {
            let why = "neither --send-to nor --send-as names an address";
            self.skip(Stage::Envelope, why);
            self.skip(Stage::Send, "nothing is sent without --send-to");
            return Some(session);
        }
        let session = self.stage(Stage::Envelope, |walk, notes| envelope::run(walk, notes, session))?;
        let Some(recipient) = self.request.send_to.clone() else {
            self.skip(Stage::Send, "nothing is sent without --send-to");
            return Some(session);
        };
        self.stage(Stage::Send, |walk, notes| send::run(walk, notes, session, &recipient))
    }

    /// Skips stages that need a setting whose value is not known here.
    fn skip_what_lacks(&mut self, stages: &[Stage], needs: &[Setting]) {
        let Some(setting) = needs.iter().find(|setting| self.request.lacking.contains(setting)) else { return };
        self.skip_rest(stages, &format!("{} is not known here", setting.key()));
    }

    /// Runs one stage and reports it, unless it was skipped already.
    fn stage<T>(
        &mut self,
        stage: Stage,
        run: impl FnOnce(&mut Self, &mut Notes) -> Result<T, Box<Finding>>,
    ) -> Option<T> {
        if self.reports.iter().any(|report| report.stage == stage) {
            return None;
        }
        self.transcript.event(Event::Started(stage, self.request.limit(stage)));
        let begin = Instant::now();
        let mut notes = Notes::default();
        let result = run(self, &mut notes);
        let millis = begin.elapsed().as_millis() as u64;
        let (outcome, finding, value) = match result {
            Ok(value) => (Outcome::Passed, None, Some(value)),
            Err(finding) => (Outcome::Failed, Some(*finding), None),
        };
        let Notes { seen, warnings, until } = notes;
        self.report(StageReport { stage, outcome, millis, seen, finding, warnings, skipped: None, until });
        value
    }

    fn report(&mut self, mut report: StageReport) {
        report.map_texts(&|line| self.transcript.masked(line));
        self.transcript.event(Event::Ended(Box::new(report.clone())));
        self.reports.push(report);
    }

    fn skip(&mut self, stage: Stage, why: &str) {
        self.report(StageReport::skipped(stage, why));
    }

    fn skip_rest(&mut self, stages: &[Stage], why: &str) {
        for stage in stages {
            if !self.reports.iter().any(|report| report.stage == *stage) {
                self.skip(*stage, why);
            }
        }
    }

    /// Ends the check before the first byte.
    fn refuse(&mut self, at: Stage, observation: &'static str, what: &str) {
        let facts = self.facts.about(catalog::printable(what));
        let finding = catalog::observed(observation, Phase::Trust, &facts);
        let reported: Vec<_> = self.reports.iter().map(|report| report.stage).collect();
        for stage in Stage::ALL.into_iter().filter(|stage| !reported.contains(stage)) {
            if stage == at {
                let mut report = StageReport::skipped(stage, "");
                report.outcome = Outcome::Failed;
                report.skipped = None;
                report.finding = Some(finding.clone());
                self.report(report);
            } else {
                self.skip(stage, "nothing is sent");
            }
        }
    }

    /// A finding of the catalog about an observation.
    pub(super) fn observed(&self, name: &'static str, phase: Phase, detail: impl Into<String>) -> Box<Finding> {
        Box::new(catalog::observed(name, phase, &self.facts.about(detail)))
    }

    /// A finding of the catalog about a failed TLS handshake.
    pub(super) fn tls_fault(&self, fault: super::net::fault::TlsFault, phase: Phase) -> Box<Finding> {
        let mut facts = self.facts.about(fault.detail);
        facts.seen.certificate = fault.signs;
        Box::new(catalog::observed(fault.observation, phase, &facts))
    }

    /// A finding of the catalog about a mail server's refusal; the reply is kept whole.
    pub(super) fn refused(&self, reply: &Reply, phase: Phase) -> Box<Finding> {
        let mut finding = catalog::smtp(reply, phase, &self.facts);
        finding.reply = Some(self.whole(reply));
        Box::new(finding)
    }

    /// A reply, whole and masked.
    pub(super) fn whole(&self, reply: &Reply) -> String {
        let lines = reply.whole();
        lines.split('\n').map(|line| self.transcript.masked(line)).collect::<Vec<_>>().join("\n")
    }

    /// A finding about a connection that broke in a phase.
    pub(super) fn broken(&self, broken: Broken, phase: Phase) -> Box<Finding> {
        match broken {
            Broken::TimedOut(waited) => {
                let waited = super::clock::seconds(waited);
                let to = if phase == Phase::End { "within".to_owned() } else { format!("to {} within", phase.name()) };
                self.observed("reply-timed-out", phase, format!("{to} {waited}"))
            }
            Broken::Closed => self.observed("connection-closed", phase, format!("at this step: {}", phase.name())),
            Broken::NotSmtp(line) => self.observed("not-smtp", phase, format!("`{line}`")),
            Broken::TooLong => self.observed("connection-broken", phase, "the reply does not end"),
            Broken::Io(error) => self.observed("connection-broken", phase, catalog::printable(&error.to_string())),
        }
    }
}
