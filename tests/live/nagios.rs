//! A probe in the hands of Nagios itself, with performance data, and of the monitoring plug-ins' `negate`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::lab::lab;
use super::life::program;

fn installed(path: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tests/monitoring").join(path);
    assert!(place.exists(), "{path} is missing: tests/install/monitoring.sh");
    place
}

/// Ends what was started, however the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Nagios ends its workers on SIGTERM only.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

/// Definitions of a service that runs a command line every minute.
fn objects(command: &str) -> String {
    let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let days: String = days.iter().map(|day| format!(" {day} 00:00-24:00\n")).collect();
    format!(
        "define timeperiod {{\n timeperiod_name always\n alias always\n{days}}}\n\
         define command {{\n command_name none\n command_line /bin/true\n}}\n\
         define command {{\n command_name check_osweb_mail\n command_line {command}\n}}\n\
         define contact {{\n contact_name nobody\n host_notifications_enabled 0\n service_notifications_enabled 0\n \
         host_notification_period always\n service_notification_period always\n host_notification_commands none\n \
         service_notification_commands none\n}}\n\
         define host {{\n host_name osweb\n address 127.0.0.1\n max_check_attempts 1\n check_period always\n contacts nobody\n \
         notification_period always\n}}\n\
         define service {{\n host_name osweb\n service_description osweb mail\n check_command check_osweb_mail\n \
         max_check_attempts 1\n check_interval 60\n retry_interval 60\n check_period always\n contacts nobody\n \
         notification_interval 60\n notification_period always\n}}\n"
    )
}

fn configuration(folder: &Path) -> String {
    let files = [
        ("cfg_file", "objects.cfg"),
        ("log_file", "nagios.log"),
        ("object_cache_file", "objects.cache"),
        ("status_file", "status.dat"),
        ("temp_file", "temporary"),
        ("temp_path", "."),
        ("check_result_path", "results"),
        ("lock_file", "lock"),
        ("command_file", "command"),
        ("query_socket", "socket"),
        ("state_retention_file", "retention"),
        ("service_perfdata_file", "performance"),
    ];
    let files: String = files.iter().map(|(name, file)| format!("{name}={}\n", folder.join(file).display())).collect();
    files
        + "retain_state_information=0\nuse_syslog=0\nnagios_user=root\nnagios_group=root\nprocess_performance_data=1\n\
           service_perfdata_file_template=$SERVICESTATE$\\t$SERVICEOUTPUT$\\t$SERVICEPERFDATA$\\t$LONGSERVICEOUTPUT$\n\
           service_perfdata_file_mode=a\ninterval_length=1\nservice_inter_check_delay_method=n\ncheck_result_reaper_frequency=1\n\
           enable_notifications=0\nillegal_macro_output_chars=`~$&|'\"<>\n"
}

/// What Nagios makes of a probe: state, output, performance data, long output.
fn by_nagios(service: &str, client: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder of its own");
    let place = folder.path();
    std::fs::create_dir(place.join("results")).expect("a folder");
    let probe = program(service, client, lab().text("secret")).command_of(&["probe", "--warn-cert-days", "1"], &folder);
    let words: Vec<_> =
        std::iter::once(probe.get_program()).chain(probe.get_args()).map(|word| word.to_string_lossy()).collect();
    // `#` begins a comment there, `$` a macro: neither is in what is typed here, but `#TenantID#`.
    let tenant = lab().text("tenant");
    std::fs::write(place.join("objects.cfg"), objects(&words.join(" ").replace("#TenantID#", tenant)))
        .expect("written");
    std::fs::write(place.join("nagios.cfg"), configuration(place)).expect("written");
    let nagios = installed("usr/sbin/nagios4");
    let judged = Command::new(&nagios).arg("-v").arg(place.join("nagios.cfg")).output().expect("it runs");
    let said = String::from_utf8_lossy(&judged.stdout).into_owned();
    assert!(judged.status.success() && said.contains("Total Errors:   0"), "{said}");
    let mut nagios = Command::new(&nagios);
    nagios.arg(place.join("nagios.cfg")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(nagios.spawn().expect("it runs"));
    let begin = Instant::now();
    loop {
        let line = std::fs::read_to_string(place.join("performance")).unwrap_or_default();
        if line.ends_with('\n') {
            return line.trim_end().split('\t').map(str::to_owned).collect();
        }
        let log = || std::fs::read_to_string(place.join("nagios.log")).unwrap_or_default();
        assert!(begin.elapsed() < Duration::from_secs(120), "Nagios has no result: {}", log());
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn nagios_takes_state_output_and_performance_data() {
    let [state, output, data, ..] = &by_nagios("good", "good")[..] else { panic!("four fields") };
    // Nagios writes a colon for a semicolon, which separates fields of its own files.
    let good = "OSWEB MAIL OK: mail can be sent (the sign-in was accepted: no message was sent)";
    assert_eq!((state.as_str(), output.as_str()), ("OK", good));
    assert!(data.starts_with("'time'=") && data.contains(" 'token_life'=") && data.contains(";@~:1"), "{data}");
    let [state, output, data, long] = &by_nagios("expired", "good")[..] else { panic!("four fields") };
    assert!(
        state == "CRITICAL" && output.starts_with("OSWEB MAIL CRITICAL: step starttls fails: "),
        "{state} {output}"
    );
    assert!(data.contains("'certificate_days'=-") && long.contains("what to do: "), "{data} {long}");
}

#[test]
fn negate_turns_a_failure_into_success() {
    for (service, code) in [("good", 2), ("no_tls", 0)] {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let probe = program(service, "good", lab().text("secret")).command_of(&["probe"], &folder);
        let mut negate = Command::new(installed("usr/lib/nagios/plugins/negate"));
        let output = negate.arg("-s").arg(probe.get_program()).args(probe.get_args()).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(
            said.starts_with(if code == 0 { "OSWEB MAIL OK: step" } else { "OSWEB MAIL CRITICAL: mail can" }),
            "{said}"
        );
    }
}
