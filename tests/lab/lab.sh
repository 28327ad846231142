#!/usr/bin/env bash
# lab.sh - real servers for the tests of `check --live`, on 127.0.0.1 only.
#
# Starts Postfix, Dovecot (as SASL server) and a token server, each with its own
# configuration in a temporary directory and on free high ports, and touches
# nothing in /etc. When all of them answer it prints one line of JSON (ports,
# directory, client ids) and then waits until its standard input is closed: so the
# lab ends with the program that started it, however that ends. By hand:
#
#   tests/lab/lab.sh          (Ctrl-D ends it)
#
# Needs root (Postfix's master changes users) and what tests/install/lab.sh installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "lab: $*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "must run as root: Postfix's master process changes users"
for program in postfix dovecot openssl node; do
    command -v "$program" > /dev/null || fail "$program is missing: run tests/install/lab.sh"
done
packages=$here/../../target/tests/lab/node_modules
[ -d "$packages/oidc-provider" ] || fail "oidc-provider is missing: run tests/install/lab.sh"

# A short path: the name of a Unix socket has at most 107 bytes.
dir=$(mktemp -d /tmp/osweb-lab.XXXXXX)
chmod 755 "$dir"
pids=()
stop() {
    trap - EXIT HUP INT TERM
    # Postfix's master is a child of the shell that `start-fg` runs in.
    [ ! -s "$dir/queue/pid/master.pid" ] || pids+=("$(tr -d ' ' < "$dir/queue/pid/master.pid")")
    for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
    for _ in $(seq 50); do
        alive=0
        for pid in "${pids[@]}"; do kill -0 "$pid" 2> /dev/null && alive=1; done
        [ "$alive" = 0 ] && break
        sleep 0.1
    done
    for pid in "${pids[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
    [ -n "${KEEP_LAB:-}" ] || rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

services=(good no_tls no_auth login_only tls10 implicit expired self_signed other_ca wrong_name hang defer small token)
# Free ports: all of them are held open at once before any is given out.
mapfile -t free < <(node -e '
const net = require("node:net");
const count = Number(process.argv[1]);
const held = [];
const next = () => {
  if (held.length === count) {
    for (const server of held) console.log(server.address().port);
    for (const server of held) server.close();
    return;
  }
  const server = net.createServer().listen(0, "127.0.0.1", () => { held.push(server); next(); });
};
next();' "${#services[@]}")
[ "${#free[@]}" = "${#services[@]}" ] || fail "no free ports"

tenant=7e57ab1e-0000-4000-8000-000000000001
mailbox=mailer@example.com
# Shaped like a client secret of Microsoft Entra, and new each time.
secret="lab8Q~$(openssl rand -hex 17)"
sed_script="s|@DIR@|$dir|g;s|@TENANT@|$tenant|g;s|@MAILBOX@|$mailbox|g;s|@MAIL_UID@|$(id -u nobody)|g;s|@MAIL_GID@|$(id -g nobody)|g"
ports=
for i in "${!services[@]}"; do
    sed_script="$sed_script;s|@PORT_${services[i]}@|${free[i]}|g"
    ports="$ports${ports:+,}\"${services[i]}\":${free[i]}"
    declare "port_${services[i]}=${free[i]}"
done

cat > "$dir/lab.json" <<JSON
{"dir":"$dir","ca":"$dir/ca.pem","mail_log":"$dir/mail.log","maildir":"$dir/mail/inbox","ports":{$ports},"tenant":"$tenant","scope":"https://outlook.office365.com/.default","object_id":"0b1ec700-0000-4000-8000-000000000002","mailbox":"$mailbox","secret":"$secret","clients":{"good":"c11e0000-0000-4000-8000-000000000001","expired":"c11e0000-0000-4000-8000-000000000002","graph":"c11e0000-0000-4000-8000-000000000003","no-role":"c11e0000-0000-4000-8000-000000000004","rbac":"c11e0000-0000-4000-8000-000000000005","other-mailbox":"c11e0000-0000-4000-8000-000000000006"}}
JSON
chmod 600 "$dir/lab.json"

"$here/certificates.sh" "$dir"
mkdir -p "$dir/keys/default/RS256" "$dir/postfix" "$dir/queue" "$dir/postfix-data" "$dir/mail" "$dir/dovecot-state"
cp "$dir/signing.pem" "$dir/keys/default/RS256/lab"
chown postfix "$dir/postfix-data"
chown nobody: "$dir/mail"
for file in main.cf master.cf; do sed "$sed_script" "$here/templates/$file" > "$dir/postfix/$file"; done
for file in dovecot.conf oauth2.conf; do sed "$sed_script" "$here/templates/$file" > "$dir/$file"; done

# The token server watches a pipe that closes when this script ends. It finds its packages beside itself.
ln -s "$(cd "$packages" && pwd)" "$dir/node_modules"
cp "$here/token-server.mjs" "$dir/"
exec 9> >(exec node "$dir/token-server.mjs" "$dir" > "$dir/token.log" 2>&1)
postfix -c "$dir/postfix" check > "$dir/postfix.log" 2>&1 || fail "postfix: $(cat "$dir/postfix.log")"
dovecot -F -c "$dir/dovecot.conf" < /dev/null > "$dir/dovecot.out" 2>&1 9>&- &
pids+=($!)
postfix -c "$dir/postfix" start-fg < /dev/null >> "$dir/postfix.log" 2>&1 9>&- &
pids+=($!)

answers() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
for _ in $(seq 200); do
    if answers "$port_token" && answers "$port_good" && [ -S "$dir/queue/private/auth" ]; then ready=1; break; fi
    sleep 0.05
done
[ -n "${ready:-}" ] || fail "not ready after 10 s: $(tail -n 5 "$dir"/*.log "$dir/dovecot.out" 2> /dev/null)"

cat "$dir/lab.json"
cat > /dev/null
