"""The live check against the servers of tests/lab, and what it says where Windows is special."""

import json
import subprocess

from wine import ROOT, folder, windows


class Lab:
    def __enter__(self):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(["bash", ROOT / "tests/lab/lab.sh"], stdin=pipe, stdout=pipe, text=True)
        line = self.process.stdout.readline()
        assert line, "the lab did not start: run tests/install/lab.sh as root"
        return json.loads(line)

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def settings(facts, service):
    return f"""featureSwitches:
  sendEmail:
    smtpServer: localhost
    smtpPort: {facts["ports"][service]}
    smtpEncryption: TLS
    smtpAuthentication: MS_OAUTH
    smtpUsername: {facts["mailbox"]}
    oAuthClientId: {facts["clients"]["good"]}
    oAuthClientSecret: {facts["secret"]}
    oAuthTenantId: {facts["tenant"]}
"""


def stages(facts, service, *options):
    place = folder(osweb_prod_yml=settings(facts, service))
    endpoint = f"https://localhost:{facts['ports']['token']}/#TenantID#/oauth2/v2.0/token"
    arguments = ["--allow-host", "localhost", "--token-endpoint", endpoint, "--timeout", "20", *options]
    done = windows("check", "--live", "--format", "json", *arguments, "osweb-prod.yml", folder=place)
    live = json.loads(done.out)["files"][0].get("live")
    assert live, done
    assert facts["secret"] not in done.out + done.err
    return {stage["stage"]: stage["outcome"] for stage in live["stages"]}, done


def test_all_stages():
    with Lab() as facts:
        trusted = ["--ca-file", facts["ca"]]
        outcome, done = stages(facts, "good", *trusted)
        assert done.code in (0, 1) and outcome["authenticate"] == "passed", done
        outcome, done = stages(facts, "no_tls", *trusted)
        assert outcome["starttls"] == "failed", done
        outcome, done = stages(facts, "good")
        # Nobody vouches for the lab in the store of Windows.
        assert outcome["starttls"] == "failed", done
    return 3
