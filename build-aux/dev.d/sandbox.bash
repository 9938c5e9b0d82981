# SPDX-License-Identifier: GPL-3.0-or-later
#
# Enters the place where Attest is built. `enter` runs a command there and comes back, `enter_for_good` becomes it.

prefix=$project/_prefix

# The folder of the option testdata, where it exists: DIR of ATTEST_TESTDATA, else the option's default.
testdata_folder () {
  local folder=${ATTEST_TESTDATA:-$(sed -n "s/^option('testdata'.* value: '\([^']*\)'.*/\1/p" "$project/meson.options")}
  [[ -z $folder ]] && return
  (cd "$project" && cd "$folder" 2> /dev/null && pwd) || true
}

# Variables that a program needs to find Attest's own files, as an installed one finds them.
set_environment () {
  export PATH=$prefix/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  export XDG_DATA_DIRS=$prefix/share:/usr/local/share:/usr/share
  export XDG_RUNTIME_DIR=${runtime:-/run/user/$(id -u)}
  export LC_ALL=${LC_ALL:-C.UTF-8}
  # A Python of the host's is not there inside, nor are its modules right for the one that is.
  unset PYTHONHOME PYTHONPATH LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH PKG_CONFIG_PATH
}

# Folders that are the same inside and outside, without those that are in another one of the list.
shared_folders () {
  local folder seen=()
  printf '%s\n' /tmp "$project" "$PWD" | sort -u | while read -r folder; do
    case $folder in
      / | /bin | /sbin | /lib* | /dev | /dev/* | /proc | /proc/* | /sys | /sys/* | /run) continue ;;
      /usr* | /etc* | /var*) [[ -d $root$folder && $folder != /var/tmp* ]] && continue ;;
    esac
    for outer in "${seen[@]}"; do [[ $folder/ == "$outer"/* ]] && continue 2; done
    seen+=("$folder")
    echo "$folder"
  done
}

is_shared () {
  local folder
  while read -r folder; do [[ $1/ == "$folder"/* ]] && return 0; done < <(shared_folders)
  return 1
}

# bind_folder FOLDER: one of the root's own, read-only. One that the current directory is in and the root does not have goes in
# piece by piece, since nothing can be made in what is read-only.
bind_folder () {
  local folder=$1 child
  if [[ $PWD/ != "$folder"/* || -d $root$PWD ]]; then
    flags+=(--ro-bind "$root$folder" "$folder")
    return
  fi
  flags+=(--dir "$folder")
  for child in "$root$folder"/* "$root$folder"/.[!.]*; do
    if [[ -L $child ]]; then flags+=(--symlink "$(readlink "$child")" "${child#"$root"}")
    elif [[ -d $child ]]; then bind_folder "${child#"$root"}"
    elif [[ -e $child ]]; then flags+=(--ro-bind "$child" "${child#"$root"}")
    fi
  done
}

# Sets `flags` for bwrap. The root's own folders are read-only: what it lacks belongs in packages.debian.
sandbox_flags () {
  local folder testdata
  flags=("${process_flags[@]}" --die-with-parent --dev /dev --ro-bind /sys /sys)
  for folder in "$root"/*; do
    case ${folder##*/} in
      usr | etc | var) bind_folder "/${folder##*/}" ;;
      bin | sbin | lib*) flags+=(--symlink "usr/${folder##*/}" "/${folder##*/}") ;;
    esac
  done
  mkdir -p "$cache/home"
  flags+=(--bind-try /dev/dri /dev/dri --bind /var/tmp /var/tmp --tmpfs /run --perms 0700 --dir "/run/user/$(id -u)"
    --bind "$cache/home" "$HOME")
  # The host's way to find other hosts, which may have changed since the root was made.
  [[ ! -f $root/etc/resolv.conf || ! -e /etc/resolv.conf ]] || flags+=(--ro-bind "$(readlink -f /etc/resolv.conf)" /etc/resolv.conf)
  while read -r folder; do flags+=(--bind "$folder" "$folder"); done < <(shared_folders)
  testdata=$(testdata_folder)
  if [[ -n $testdata ]]; then
    # Where its place is shared already it may be a link, whose target has to be there too.
    is_shared "$testdata" && testdata=$(cd "$testdata" && pwd -P)
    is_shared "$testdata" || flags+=(--ro-bind "$testdata" "$testdata")
  fi
  flags+=(${extra_flags[@]+"${extra_flags[@]}"} --chdir "$PWD")
}

# A root that was made without the rights of root belongs to the user's other ids.
as_owner () {
  if [[ $(id -u) == 0 ]]; then "$@"; else unshare --user --map-root-user --map-auto "$@"; fi
}

# The whole root, writable, for its package manager.
enter_writable_root () {
  as_owner bwrap --bind "$root" / --dev /dev --proc /proc --ro-bind /sys /sys --perms 1777 --tmpfs /tmp --tmpfs /run \
    --ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/hosts /etc/hosts \
    --unshare-pid --die-with-parent --chdir / --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin -- "$@"
}

# What the sandbox can do here: bubblewrap, or for want of namespaces a plain chroot.
bwrap_works () { bwrap --ro-bind / / --unshare-pid --dev /dev --proc /proc true 2> /dev/null; }

# Without bubblewrap: mounts in a namespace of their own, then chroot. WebKit cannot make its sandbox in there, so
# with-display turns that off for the tests, and only there.
enter_chroot () {
  [[ $(id -u) == 0 ]] || fail 'this system lets neither bubblewrap nor this user make a namespace; run this as root, or on Debian 13'
  say 'bubblewrap does not work on this system: entering the root by chroot'
  local folder script='set -e; cd "$1"; shift; root=$1; shift; count=$1; shift
    mount --rbind /dev "$root/dev"; mount -t proc proc "$root/proc"; mount --rbind /sys "$root/sys"; mount -t tmpfs tmpfs "$root/run"
    mkdir -p -m 700 "$root$XDG_RUNTIME_DIR"
    while [ "$count" -gt 0 ]; do mkdir -p "$root$1"; mount --rbind "$1" "$root$1"; shift; count=$((count - 1)); done
    exec chroot "$root" sh -c '\''cd "$1"; shift; exec "$@"'\'' sh "$@"'
  local folders=()
  while read -r folder; do folders+=("$folder"); done < <(shared_folders; testdata_folder)
  exec unshare --mount --pid --fork --kill-child sh -c "$script" sh / "$root" "${#folders[@]}" "${folders[@]}" "$PWD" "$@"
}

# bubblewrap covers parts of /proc, and then the kernel lets no sandbox inside mount one of its own if it makes a user
# namespace, as Flatpak's does. `nested=yes` gives a /proc that is whole, at the price that the command is not told of
# a signal to this script, only killed with it.
set_process_flags () {
  launcher=() process_flags=(--unshare-pid --proc /proc)
  if [[ ${nested:-no} == yes ]]; then
    launcher=(unshare --mount --pid --fork --kill-child --mount-proc)
    [[ $(id -u) == 0 ]] || launcher+=(--user --map-root-user)
    process_flags=(--bind /proc /proc)
  fi
}

enter_for_good () {
  local flags launcher process_flags
  set_environment
  set_process_flags
  if [[ $mode == native ]]; then
    [[ -d $XDG_RUNTIME_DIR ]] || { XDG_RUNTIME_DIR=$(mktemp -d); chmod 700 "$XDG_RUNTIME_DIR"; }
    # Its own process namespace makes whatever the command starts end with it.
    if bwrap_works; then
      exec "${launcher[@]}" bwrap --dev-bind / / "${process_flags[@]}" --die-with-parent ${extra_flags[@]+"${extra_flags[@]}"} --chdir "$PWD" -- "$@"
    fi
    exec "$@"
  fi
  if [[ ${ATTEST_SANDBOX:-} == chroot ]] || ! bwrap_works; then enter_chroot "$@"; fi
  sandbox_flags
  exec "${launcher[@]}" bwrap "${flags[@]}" -- "$@"
}

enter () { (enter_for_good "$@"); }
