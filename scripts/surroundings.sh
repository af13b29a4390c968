# Sourced by the other scripts: what a bare machine may not have set.
# shellcheck shell=bash

export PATH="${PATH:-/usr/local/sbin:/usr/local/bin}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export LC_ALL="${LC_ALL:-C.UTF-8}" PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# pip, Streamlit and Chromium all need a home they can write to.
if [ ! -w "${HOME:-/nowhere}" ]; then
  HOME="$(getent passwd "$(id -u)" | cut -d: -f6)"
  [ -w "$HOME" ] || HOME="$(mktemp -d)"
  export HOME
fi

# The database server of the tests runs as a user of its own and must read what is installed.
umask 022

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# debian PACKAGE WHAT-FOR: install a Debian package, or say what to do.
debian() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "$2 is missing. As root: apt-get install $1"
  fi
  echo "Installing $1 with apt-get."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1"; } \
    >/dev/null </dev/null || fail "apt-get could not install $1, which $2 needs."
}
