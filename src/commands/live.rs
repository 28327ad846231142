//! `check --live`: from an inspected file to a live check, and back to its diagnostics.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::secret;
use crate::cli::{GlobalArgs, LiveArgs};
use crate::error::Error;
use crate::exit::Exit;
use crate::inspect::Inspection;
use crate::live::file::{Given, request};
use crate::live::{Cloud, Event, LiveReport, Request, StageReport, TrustStore, diagnose, is_sendable};
use crate::secret::{Mask, Secret, Taken};

mod screen;

use screen::Screen;

/// What all live checks of a run share.
pub struct Live {
    args: LiveArgs,
    secret: Option<Secret>,
    way: Way,
    trust: TrustStore,
    quiet: bool,
    verbose: bool,
    /// When a check is ended, whatever it waits for.
    deadline: Option<Instant>,
    stop: mpsc::Receiver<()>,
    /// Whether a check runs that Ctrl-C stops.
    watched: Arc<AtomicBool>,
    interrupted: Cell<bool>,
}

/// A live check that has what it needs.
pub struct Prepared {
    /// What it will do.
    pub request: Request,
    /// What placeholders took from the environment.
    taken: Taken,
}

/// How far a live check goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a token, and what it says of itself; the mail server is left alone.
    Token,
    /// To the sign-in at the mail server, and on where an address is named.
    SignIn,
}

impl Live {
    /// Takes the options; `None` where no live check is asked for.
    ///
    /// # Errors
    /// Which option cannot be used, and why.
    pub fn new(args: &LiveArgs, global: &GlobalArgs) -> Result<Option<Self>, Error> {
        if !args.live {
            let given = &args.secret;
            if given.client_secret_env.is_some() || given.client_secret_file.is_some() || given.client_secret_stdin {
                let cause = "the client secret is needed for --live only: add --live, or leave its option out";
                return Err(Error::new(cause));
            }
            return Ok(None);
        }
        Self::with(args, global, secret::read(&args.secret)?, Way::SignIn).map(Some)
    }

    /// Takes the options, and a secret instead of the file's.
    ///
    /// # Errors
    /// Which option cannot be used, and why.
    pub fn with(args: &LiveArgs, global: &GlobalArgs, secret: Option<Secret>, way: Way) -> Result<Self, Error> {
        for (option, address) in [("--send-to", &args.send_to), ("--send-as", &args.send_as)] {
            if let Some(text) = address.as_ref().filter(|text| !is_sendable(text)) {
                let cause = format!("{option}: `{text}` is not an address");
                return Err(Error::new(cause).hint("write one plain address, name@domain.com"));
            }
        }
        let trust = TrustStore::load(args.ca_file.as_deref())?;
        super::panic::say_nothing_secret();
        let (stopped, stop) = mpsc::channel();
        let watched = Arc::new(AtomicBool::new(false));
        let listens = watched.clone();
        // Without a way to catch Ctrl-C it ends the program as it always does.
        let _ = ctrlc::set_handler(move || {
            // While nothing is watched, as when a long file is read, nobody would hear of it.
            if !listens.load(Ordering::Relaxed) || stopped.send(()).is_err() {
                std::process::exit(i32::from(Exit::Failed.code()));
            }
        });
        Ok(Self {
            args: args.clone(),
            secret,
            way,
            trust,
            quiet: global.quiet,
            verbose: global.verbose,
            deadline: None,
            stop,
            watched,
            interrupted: Cell::new(false),
        })
    }

    /// Ends every check at this moment, whatever it waits for.
    pub fn until(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Whether Ctrl-C has ended a check.
    pub fn interrupted(&self) -> bool {
        self.interrupted.get()
    }

    /// Runs a live check with a file's settings and puts what is wrong among the file's diagnostics. `None` after Ctrl-C.
    pub fn check(&self, inspection: &mut Inspection) -> Option<LiveReport> {
        match self.prepare(inspection) {
            Ok(prepared) => self.carry_out(prepared, inspection),
            Err(report) => Some(report),
        }
    }

    /// Takes what a live check needs from a file and the environment; what is missing goes among the file's diagnostics.
    ///
    /// # Errors
    /// The report of a check that cannot begin.
    pub fn prepare(&self, inspection: &mut Inspection) -> Result<Prepared, LiveReport> {
        let taken = Taken::default();
        let given = Given {
            secret: self.secret.clone(),
            cloud: self.args.cloud.as_deref().and_then(Cloud::from_name),
            token_endpoint: self.args.token_endpoint.clone(),
            allow_hosts: self.args.allow_host.clone(),
            trust: self.trust.clone(),
            timeout: Duration::from_secs(self.args.timeout),
            send_to: self.args.send_to.clone(),
            send_as: self.args.send_as.clone(),
            environment: &|name| taken.variable(name),
        };
        inspection.secrets.extend(self.secret.clone());
        match request(inspection, given) {
            Ok((request, lacking)) => {
                inspection.diagnostics.extend(lacking);
                inspection.secrets.push(request.secret.clone());
                Ok(Prepared { request, taken })
            }
            Err(faults) => {
                inspection.diagnostics.extend(faults);
                Err(diagnose::not_begun("a setting that the live check needs is missing or unknown"))
            }
        }
    }

    /// Runs a live check that was prepared. `None` after Ctrl-C.
    pub fn carry_out(&self, prepared: Prepared, inspection: &mut Inspection) -> Option<LiveReport> {
        let Prepared { request, taken } = prepared;
        // The client secret is masked already; a file can hold others, and can hold them in the wrong place.
        let mask = Mask::knowing(
            &inspection.source,
            &inspection.reading,
            &[inspection.secrecy.secrets(), inspection.secrets.clone()].concat(),
        );
        let veil = taken.veil();
        let clean = |text: &str| mask.text(&veil.text(text));
        self.watched.store(true, Ordering::Relaxed);
        let report = self.watch(request, inspection.source.name(), &clean);
        self.watched.store(false, Ordering::Relaxed);
        let Some(mut report) = report else {
            self.interrupted.set(true);
            return None;
        };
        report.map_texts(&clean);
        let found = diagnose::diagnostics(&report, inspection);
        inspection.diagnostics.extend(found);
        Some(report)
    }

    /// Runs the check in a thread of its own, so that the screen stays alive and Ctrl-C is heard at once.
    fn watch(&self, request: Request, path: &str, clean: &dyn Fn(&str) -> String) -> Option<LiveReport> {
        let (tell, told) = mpsc::channel();
        let way = self.way;
        let worker = std::thread::spawn(move || {
            let mut watch = |event: Event| {
                // Nobody listens any more after Ctrl-C.
                let _ = tell.send(event);
            };
            match way {
                Way::Token => crate::live::run_to_token(&request, &mut watch),
                Way::SignIn => crate::live::run(&request, &mut watch),
            }
        });
        let mut screen = Screen::new(self.quiet, self.verbose, path);
        let (mut ended, mut running) = (vec![], None);
        loop {
            match told.recv_timeout(Screen::FRAME) {
                Ok(event) => {
                    match &event {
                        Event::Started(stage, _) => running = Some((*stage, Instant::now())),
                        Event::Ended(report) => {
                            ended.push(StageReport::clone(report));
                            running = None;
                        }
                        Event::Said(_) => {}
                    }
                    screen.show(event.cleaned(clean));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => screen.turn(),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            if self.stop.try_recv().is_ok() {
                screen.end(false);
                return None;
            }
            if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                screen.end(true);
                // The thread waits for a server, and ends with the program.
                let running = running.map(|(stage, since): (_, Instant)| (stage, since.elapsed().as_millis() as u64));
                return Some(diagnose::cut_short(ended, running, "the time for the whole probe was over"));
            }
        }
        screen.end(true);
        // A panic has been told by the hook; without a report the check counts as not done.
        worker.join().ok()
    }
}
