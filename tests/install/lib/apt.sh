# Sourced by the scripts of tests/install: installs Debian packages, asking for root only when it must.

root_of_clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

# Fetches the package lists: once a run, not once a script.
apt_lists() {
    local as_root=() stamp=$root_of_clone/target/tests/apt-lists
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    if [ -z "$(find "$stamp" -mmin -60 2>/dev/null)" ]; then
        "${as_root[@]}" apt-get -q update
        mkdir -p "$(dirname "$stamp")"
        touch "$stamp"
    fi
}

# apt_install WHAT PACKAGE...: WHAT is named when it cannot be done.
apt_install() {
    local what=$1
    shift
    if ! command -v apt-get >/dev/null; then
        echo "error: $what is missing, and this system has no apt-get: install what Debian calls $*, then run tests/run again" >&2
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo)
    fi
    echo "installing for $what: $*"
    apt_lists
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@" </dev/null
}
