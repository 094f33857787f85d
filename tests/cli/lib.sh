# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the tests of the built program: a folder of its own, keys of its own, and a few ways of expecting things.
# STEGVIS, STEGVIS_BUILD and STEGVIS_SOURCE are set by ctest.
set -u
: "${STEGVIS:?}" "${STEGVIS_SOURCE:?}" "${STEGVIS_BUILD:?}"

work=$(mktemp -d "${TMPDIR:-/tmp}/stegvis-test-XXXXXX")
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
export XDG_DATA_HOME="$work/keys" HOME="$work/home"
unset SOURCE_DATE_EPOCH STEGVIS_PLUGINS
mkdir -p "$HOME"
cd "$work" || exit 1
failures=0

fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# expect CODE COMMAND…: runs it, keeps what it said in out and err (files), and fails on another exit code.
expect() {
  wanted=$1
  shift
  "$@" >out 2>err
  got=$?
  if [ "$got" -ne "$wanted" ]; then
    fail "exit $got, expected $wanted: $*"
    sed 's/^/    /' err | head -n 20
  fi
}

# says FILE TEXT: the file holds the text.
says() {
  grep -qF -- "$2" "$1" || {
    fail "$1 does not say: $2"
    sed 's/^/    /' "$1" | head -n 20
  }
}

silent_about() {
  if grep -qF -- "$2" "$1"; then fail "$1 says what it must not: $2"; fi
}

# One sentence to the person: a single line.
one_sentence() {
  [ "$(wc -l <err)" -eq 1 ] || {
    fail "expected one sentence, got $(wc -l <err) lines"
    sed 's/^/    /' err | head -n 20
  }
}

# Everything in a store as text, without batches and audit (which tell of time).
dump() {
  sqlite3 "$1" .dump | grep -vE 'INTO (batches|audit|meta)'
}

done_testing() {
  if [ "$failures" -gt 0 ]; then
    echo "$failures expectations failed"
    exit 1
  fi
  echo "all as expected"
}
