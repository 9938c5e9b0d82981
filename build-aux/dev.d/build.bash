# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds. Each kind has its own folder in the project, all ignored by git.

build_folder () {
  case $1 in
    gcc) echo "$project/_build" ;;
    clang | asan | bench | fuzz) echo "$project/_$1" ;;
    *) fail "no build is called $1; there are gcc, clang and asan" ;;
  esac
}

# Source files of the build: a change of any of them makes the last build stale.
sources_newer_than () {
  find "$project"/{src,data,po,meson.build,meson.options} -newer "$1" -print -quit 2> /dev/null
}

# Configures where that was not done yet, or was done otherwise.
configure () {
  local kind=$1 folder=$2 compiler=gcc options=(--prefix "$prefix" --libdir lib "-Dtestdata=$(testdata_folder)")
  case $kind in
    clang) compiler=clang ;;
    asan) options+=(-Db_sanitize=address,undefined -Db_lundef=false) ;;
    bench) options+=(--buildtype release) ;;
    fuzz)
      compiler=clang
      options+=(-Dfuzz=true -Ddesk=false -Db_sanitize=address,undefined -Db_lundef=false)
      ;;
  esac
  [[ -e $folder/build.ninja && $(cat "$folder/.configured" 2> /dev/null) == "${options[*]}" ]] && return
  [[ ! -e $folder/build.ninja ]] || options+=(--reconfigure)
  CC=$compiler enter meson setup "${options[@]}" "$folder" "$project" || fail 'Meson could not configure the build'
  echo "${options[*]}" | sed 's/ --reconfigure$//' > "$folder/.configured"
}

# build KIND [TARGET...]: one build at a time in a folder: ninja does not guard itself.
build () {
  local kind=$1 folder
  local targets=("${@:2}")
  folder=$(build_folder "$kind")
  mkdir -p "$folder"
  exec 8> "$folder/.lock"
  flock 8
  touch "$folder/.began"
  configure "$kind" "$folder" >&2 8>&-
  enter ninja -C "$folder" "${targets[@]}" >&2 8>&- || fail 'the build failed; what the compiler says stands above'
  if [[ $kind == gcc ]]; then
    enter meson install -C "$folder" --no-rebuild --only-changed --quiet >&2 8>&- || fail 'installing into _prefix failed'
  fi
  mv "$folder/.began" "$folder/.built"
  exec 8>&-
}

build_if_stale () {
  local stamp=$project/_build/.built
  if [[ ! -e $stamp || -n $(sources_newer_than "$stamp") ]]; then build gcc; fi
}
