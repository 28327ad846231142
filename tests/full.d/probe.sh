#!/usr/bin/env bash
# What `probe` writes for Prometheus, held against promtool: its own package, of 19 MB, is only unpacked. The servers are those of the lab.
set -euo pipefail
. tests/install/lib/apt.sh
bash tests/install/lab.sh
place=$PWD/target/tests/prometheus
promtool=$place/usr/bin/promtool
if [ ! -x "$promtool" ]; then
    apt_lists
    mkdir -p "$place"
    (cd "$place" && apt-get -q download prometheus && dpkg-deb --fsys-tarfile prometheus_*.deb | tar x ./usr/bin/promtool && rm -f prometheus_*.deb)
fi
cargo build --locked --quiet
program=$PWD/target/debug/osweb-config

work=$(mktemp -d)
coproc lab { exec bash tests/lab/lab.sh; }
lab_in=${lab[1]}
trap 'exec {lab_in}>&-; rm -rf "$work"; wait' EXIT
read -r facts <&"${lab[0]}"
fact() { node -p "const f = $facts; f.$1"; }

file() { # SERVICE CLIENT
    cat <<YAML
featureSwitches:
  sendEmail:
    smtpServer: localhost
    smtpPort: $(fact "ports['$1']")
    smtpEncryption: TLS
    smtpAuthentication: MS_OAUTH
    smtpUsername: mailer@example.com
    oAuthClientId: $(fact "clients['$2']")
    # osweb-config: secret-expires 2099-12-31
    oAuthClientSecret: '$(fact secret)'
    oAuthTenantId: $(fact tenant)
YAML
}
cd "$work"
file good good > good-prod.yml
file expired good > 'b"a\d=x-prod.yml'
file good graph > graph-prod.yml
echo 'a: [' > refused-prod.yml

probe() { # EXIT-CODE ARGUMENT...
    local expected=$1 code=0
    shift
    "$program" probe --format prometheus --allow-host localhost --ca-file "$(fact ca)" \
        --token-endpoint "https://localhost:$(fact ports.token)/#TenantID#/oauth2/v2.0/token" "$@" > metrics.prom 2>/dev/null || code=$?
    [ "$code" = "$expected" ] || { echo "probe $*: exit code $code"; cat metrics.prom; exit 1; }
    "$promtool" check metrics < metrics.prom || { echo "probe $*: promtool refuses it"; cat metrics.prom; exit 1; }
}
probe 0 good-prod.yml
grep -q '^osweb_probe_secret_expiry_timestamp_seconds{path="good-prod.yml"} 4102358400$' metrics.prom
probe 2 good-prod.yml 'b"a\d=x-prod.yml' graph-prod.yml refused-prod.yml missing.yml
probe 3 good-prod.yml missing.yml
probe 3 --no-such-option
probe 0 --cache cache --max-age 60 good-prod.yml
probe 0 --cache cache --max-age 60 good-prod.yml
grep -q 'from the cache' metrics.prom
# promtool does refuse what is wrong.
if sed '/^# TYPE/d; s/_seconds/_days/' metrics.prom | "$promtool" check metrics 2>/dev/null; then echo "promtool takes anything"; exit 1; fi

# The rules that the page shows.
cd - >/dev/null
awk '/^```yaml$/ { take = 1; next } /^```$/ { take = 0 } take' docs/probe.md > "$work/rules.yml"
"$promtool" check rules "$work/rules.yml"
