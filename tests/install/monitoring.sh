#!/usr/bin/env bash
# Needed for: tests/live/life.rs, where strace kills the program at each step of a write; tests/live/nagios.rs, where Nagios and the monitoring plug-ins'
# `negate` run a probe. Both are unpacked below target/, not installed: no service is to be set up.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

command -v strace >/dev/null || apt_install "the tests that kill the program at each step" strace

place=$root_of_clone/target/tests/monitoring
if [ ! -x "$place/usr/sbin/nagios4" ] || [ ! -x "$place/usr/lib/nagios/plugins/negate" ]; then
    apt_lists
    mkdir -p "$place"
    (cd "$place" && apt-get -q download nagios4-core monitoring-plugins-common && for package in ./*.deb; do dpkg-deb -x "$package" .; done && rm -f ./*.deb)
fi
