# SPDX-License-Identifier: GPL-3.0-or-later
#
# Opens Attest, or where there is no display lets a script do the main job in a virtual one.

journeys=$project/tests/journeys
output=$project/_out

# Whether a window could open here, and what the sandbox needs for that.
find_display () {
  local address=${DBUS_SESSION_BUS_ADDRESS:-} socket host_runtime=${XDG_RUNTIME_DIR:-/nonexistent}
  extra_flags=() session=()
  socket=$(sed -n 's/^unix:path=\([^,;]*\).*/\1/p' <<< "$address")
  if [[ -S $socket ]]; then extra_flags+=(--bind "$socket" "$socket"); else session=(dbus-run-session --); fi
  if [[ -n ${WAYLAND_DISPLAY:-} && -S $host_runtime/$WAYLAND_DISPLAY ]]; then
    runtime=$host_runtime
    extra_flags+=(--bind "$host_runtime/$WAYLAND_DISPLAY" "$host_runtime/$WAYLAND_DISPLAY")
    return 0
  fi
  unset WAYLAND_DISPLAY
  [[ -n ${DISPLAY:-} ]] || return 1
  if [[ -r ${XAUTHORITY:=${HOME:-/root}/.Xauthority} ]]; then
    export XAUTHORITY
    extra_flags+=(--ro-bind "$XAUTHORITY" "$XAUTHORITY")
  fi
  enter xdpyinfo > /dev/null 2>&1
}

# list_output BEFORE: names the files of the output folder that are newer than the file BEFORE.
list_output () {
  local file
  while read -r file; do say "  $file"; done < <(find "$output" -type f -newer "$1" | sort)
}

# journey SCRIPT FOLDER [ARGUMENT...]: a person's way through the application, by accessibility actions and keys, on a screen of its own.
journey () {
  local before status=0
  before=$(mktemp)
  mkdir -p "$2"
  [[ -e $journeys/$1 ]] || fail "tests/journeys/$1 is missing"
  enter "$project/build-aux/with-display" --size "${size:-1280x800}" python3 "$journeys/$1" "${@:2}" || status=$?
  say "written:"
  output=$2 list_output "$before"
  rm -f "$before"
  return "$status"
}

run () {
  if wants_help "$@"; then
    cat <<'END'
Usage: build-aux/dev run [ARGUMENT...]

Sets up what is missing, builds, and opens Attest with the sample library, which is kept in _run. Arguments go to attest,
in place of that library.

Where there is no display, it performs the main job in a virtual one, through the real window, by accessibility actions
and keys, in a fresh library: import, comment, audience, submit, start, two verdicts, export. Screenshots of each step
and the exported page are then in _out.
END
    return
  fi
  prepare
  build_if_stale
  if ! find_display; then
    extra_flags=()
    say 'there is no display here, so the main job is done in a virtual one; pictures of each step go to _out'
    journey main-job.py "$output"
    return
  fi
  local library=$project/_run/data/attest/board.attest-library
  export XDG_DATA_HOME=$project/_run/data
  mkdir -p "$XDG_DATA_HOME"
  if [[ ! -e $library ]]; then
    mkdir -p "$(dirname "$library")"
    enter attest-cli --library "$library" init --sample >&2
  fi
  # By name: left to itself, Attest opens the library that was used last, which may be any.
  [[ $# -gt 0 ]] || set -- "$library"
  say 'opening Attest'
  enter_for_good "${session[@]}" attest "$@"
}

screenshots () {
  if wants_help "$@" || [[ $# == 0 ]]; then
    cat <<'END'
Usage: build-aux/dev screenshots DIR [WORD...]

Takes the pictures of the running application that the README and the metainfo show, as DIR/NAME.png (those in the tree
are in data/screenshots), and one of every screen in every look, as DIR/screens/SCREEN/LOOK.png: light, dark, high
contrast, Arabic and text of twice the size, in windows 1400, 800 and 360 wide. All of them take about an hour.

With words, only the screens and looks so named, such as: dark, light-360, verdict, article-both; or readme.
END
    wants_help "$@"; return
  fi
  prepare
  build_if_stale
  mkdir -p "$1"
  local folder
  folder=$(cd "$1" && pwd)
  shift
  if [[ $# == 0 || $1 == readme ]]; then journey screenshots.py "$folder"; fi
  if [[ ${1:-} == readme ]]; then return; fi
  size=1500x1000 journey screens.py "$folder/screens" "$@"
}
