#!/bin/sh
# Sets a fresh Debian 12 (or Ubuntu) machine up: system packages, then npm's, with the Node.js that the project pins.
# Safe to run again: what is there is left alone. Asks on a terminal; goes ahead in CI and with --yes.
set -eu
cd "$(dirname "$0")"

PACKAGES='packer ansible-core haproxy systemd-container mmdebstrap apt-utils nftables iproute2 awscli gpg dpkg-dev make git openssh-client curl ca-certificates'

main() {
  require_debian
  missing=$(missing_packages)
  if [ -n "$missing" ]; then
    say "system packages to install: $missing"
    agree "$@"
    install_packages "$missing"
  fi
  install_modules
  check_node
}

say() { printf 'setup: %s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 3
}

require_debian() {
  # shellcheck disable=SC1091
  [ ! -r /etc/os-release ] || . /etc/os-release
  case "${ID:-} ${ID_LIKE:-}" in
    *debian* | *ubuntu*) ;;
    *) stop "this sets up Debian and Ubuntu only. Elsewhere, install these by their names there: $PACKAGES; then: npm ci" ;;
  esac
}

missing_packages() {
  for package in $PACKAGES; do
    case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" in
      installed) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

agree() {
  [ "${1:-}" != --yes ] && [ -z "${CI:-}" ] && [ -t 0 ] || return 0
  printf 'setup: go ahead? [Y/n] ' >&2
  read -r answer
  case "$answer" in
    '' | y | Y | yes) ;;
    *) stop 'nothing was installed' ;;
  esac
}

install_packages() {
  as_root() { "$@"; }
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || stop "installing them needs root: sudo apt-get install $1"
    as_root() { sudo -n "$@"; }
  fi
  # shellcheck disable=SC2086
  quietly as_root apt-get update
  # shellcheck disable=SC2086
  quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $1
}

# What is installed is remembered by the lock file's sum, so that the second run costs nothing.
install_modules() {
  mark=node_modules/.bakeroll-installed
  sum=$(cat package-lock.json setup.sh | sha256sum)
  [ "$(cat "$mark" 2>/dev/null || true)" != "$sum" ] || return 0
  say 'npm ci (about a minute)'
  quietly npm ci --no-audit --no-fund
  PATH="$PWD/node_modules/.bin:$PATH" quietly tap build
  printf '%s' "$sum" >"$mark"
}

# The pinned Node.js is an npm package whose install script places it: with --ignore-scripts it is silently missing.
check_node() {
  node_modules/.bin/node -e 'process.exit(process.versions.node.split(".")[0] >= 24 ? 0 : 1)' 2>/dev/null ||
    stop 'the pinned Node.js is missing: npm ci was run without install scripts; run: npm rebuild node'
}

quietly() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    code=$?
    cat "$log" >&2
    rm -f "$log"
    stop "failed with exit code $code: $*"
  fi
}

main "$@"
