# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds, installs and starts the Flatpak without the network. The runtime is made from the place where Attest is built,
# since the real one cannot be fetched everywhere; flatpak/derive.py says how its manifest differs.

# A repository with a runtime of this package list. It changes with the list alone, so it is kept in the cache.
make_flatpak_runtime () {
  local new=$1.new.$$ system=
  [[ $mode == native ]] || system=$root
  # Those of other package lists, unless another clone may still be at it.
  find "$cache" -mindepth 1 -maxdepth 1 -name 'flatpak-runtime-*' -mtime +0 -exec rm -rf --one-file-system {} +
  mkdir -p "$new/tree/files"
  # Links are enough where files can be linked: the runtime's files are only read.
  cp -al "$system/usr" "$new/tree/usr" 2> /dev/null || { rm -rf "$new/tree/usr"; cp -a "$system/usr" "$new/tree/usr"; }
  rm -rf "$new/tree/usr/etc"
  cp -a "$system/etc" "$new/tree/usr/etc"
  # Flatpak lays these down itself.
  rm -f "$new"/tree/usr/etc/{machine-id,resolv.conf,passwd-,group-,shadow,shadow-,gshadow,gshadow-}
  (cd "$new" && enter sh -c 'python3 "$1" metadata > tree/metadata && ostree --repo=repo init --mode=bare-user-only &&
    flatpak build-export --disable-sandbox --runtime repo tree 13' sh "$project/flatpak/derive.py")
  rm -rf "$new/tree"
  mv -T "$new" "$1"
}

# Archives of the manifest's modules, from the package mirror's sources, which have the very same files. Each is taken
# only if its checksum is the manifest's. What is there already is kept.
fetch_archives () {
  local folder=$1
  mkdir -p "$folder"
  (extra_flags=(--bind "$folder" "$folder"); enter bash "$project/flatpak/fetch-archives" "$folder")
}

flatpak_test () {
  if wants_help "$@"; then
    cat <<'END'
Usage: build-aux/dev flatpak

Builds the Flatpak of flatpak/io.github.attestdesk.Attest.json, its modules from the archives that the manifest names,
installs it for a user of its own and starts it, without the network. Checks that its window and the web page in it are
there and leaves a picture of it in _out/flatpak.png. Closes with "attest: N passed, N failed, N skipped".
END
    return
  fi
  [[ $# == 0 ]] || fail "flatpak: unknown option $1; see build-aux/dev flatpak --help"
  prepare
  local runtime_folder archives=$cache/archives
  runtime_folder=$cache/flatpak-runtime-$(list_hash)
  exec 7> "$cache/flatpak-lock"
  flock 7
  [[ -d $runtime_folder ]] || progress 'making a Flatpak runtime (once for each package list)' make_flatpak_runtime "$runtime_folder"
  progress 'fetching the archives of the modules' fetch_archives "$archives" || say 'not every archive could be fetched'
  exec 7>&-
  mkdir -p "$project/_out"
  (nested=yes extra_flags=(--unshare-net --ro-bind "$runtime_folder" "$runtime_folder" --ro-bind "$archives" "$archives")
    enter python3 "$project/flatpak/test.py" "$runtime_folder/repo" "$archives" "$project/_flatpak" "$project/_out")
}
