#!/usr/bin/env bash
# Needed for: tests/jvm.rs, which compares this program with the loader of Spring Boot, run by a real JVM.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
for command in java javac; do
    command -v "$command" >/dev/null || missing=(default-jdk-headless)
done
for package in snakeyaml:libyaml-snake-java spring3-beans:libspring-beans-java spring3-core:libspring-core-java \
    commons-logging:libcommons-logging-java; do
    [ -e "/usr/share/java/${package%%:*}.jar" ] || missing+=("${package##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "the comparison with the JVM" "${missing[@]}"
fi
