# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the place where Attest is built: the host itself where its libraries are new enough, else a Debian 13 root in the
# cache. `prepare` leaves `mode` (native or root) and, for a root, `root` set.

release=trixie
root=$cache/$release
package_lists=("$project/build-aux/packages.debian")
required=('libadwaita-1 >= 1.7' 'gtk4 >= 4.18' 'gtksourceview-5 >= 5.16' 'webkitgtk-6.0 >= 2.48')

packages () { sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "${package_lists[@]}"; }

# The lists' hash names the marker which says that a place has all of them, so a changed list is noticed at once.
list_hash () { cat "${package_lists[@]}" | sha256sum | cut -c 1-16; }

# progress LABEL COMMAND...: runs COMMAND with its output in a log, says every few seconds how far it is, and shows the
# log's end if it fails.
progress () {
  local label=$1 log status=0 seconds pid
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/attest-log-XXXXXX")
  say "$label ..."
  SECONDS=0
  "$@" > "$log" 2>&1 < /dev/null &
  pid=$!
  while kill -0 "$pid" 2> /dev/null; do
    sleep 0.2
    if (( SECONDS >= ${seconds:=5} )); then
      seconds=$(( SECONDS + 10 ))
      say "$label: $SECONDS s: $(tail -c 2000 "$log" | tr '\r' '\n' | tr -cd '[:print:]\n' | grep . | tail -n 1 | cut -c 1-90)"
    fi
  done
  wait "$pid" || status=$?
  if [[ $status != 0 ]]; then
    tail -n 40 "$log" >&2
    say "$label failed; the whole log is $log"
    return "$status"
  fi
  say "$label: done in $SECONDS s"
  rm -f "$log"
}

# Installs packages of the host, or names them where there is no right to.
install_on_host () {
  if [[ $(id -u) != 0 ]] || ! command -v apt-get > /dev/null; then
    say "these packages are missing, and installing them takes rights that this user does not have:"
    say "  $*"
    [[ -x /usr/bin/apt-get ]] && say "install them with: sudo apt-get install $*"
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  progress 'reading the package lists' apt-get -q update
  progress "installing $(wc -w <<< "$*") packages" apt-get -q -y --no-install-recommends install "$@"
}

# missing_packages [DIRECTORY]: packages of the list that the host (or the root in DIRECTORY) does not have.
missing_packages () {
  comm -23 <(packages | sort -u) \
    <(dpkg-query --admindir="${1:-}/var/lib/dpkg" -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u)
}

host_is_new_enough () {
  command -v pkg-config > /dev/null && pkg-config --exists "${required[@]}" 2> /dev/null
}

# Whether the host's package sources offer what is new enough, though it is not all installed yet.
host_can_be_new_enough () {
  local package version
  command -v apt-cache > /dev/null || return 1
  while read -r package version; do
    dpkg --compare-versions "$(apt-cache policy "$package" 2> /dev/null | sed -n 's/^  Candidate: //p' | sed 's/(none)/0/')" ge "$version" || return 1
  done <<< 'libadwaita-1-dev 1.7
libgtk-4-dev 4.18
libgtksourceview-5-dev 5.16
libwebkitgtk-6.0-dev 2.48'
}

prepare_native () {
  local marker=$cache/native-$(list_hash) missing
  mode=native
  [[ -e $marker ]] && return
  mkdir -p "$cache"
  if command -v dpkg-query > /dev/null; then
    missing=$(missing_packages)
    # shellcheck disable=SC2086 # one word a package
    [[ -z $missing ]] || install_on_host $missing
  fi
  say 'this system is new enough: Attest is built on it, and nothing else is needed'
  touch "$marker"
}

# The mirror that the host takes Debian's own packages from; nothing where it has none, and then mmdebstrap knows one.
host_mirror () {
  local codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  {
    for file in /etc/apt/sources.list.d/*.sources; do
      [[ -e $file ]] || continue
      awk -v RS= '{
        uri = suites = components = types = ""
        n = split ($0, lines, "\n")
        for (i = 1; i <= n; i++) {
          key = tolower (lines[i]); sub (/:.*/, "", key)
          value = lines[i]; sub (/^[^:]*:[ \t]*/, "", value)
          if (key == "uris") uri = value; else if (key == "suites") suites = value
          else if (key == "components") components = value; else if (key == "types") types = value
        }
        if (types ~ /(^| )deb( |$)/) { split (uri, u, " "); split (suites, s, " "); print u[1], s[1], components }
      }' "$file"
    done
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null | sed -n -E 's/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?//p'
  } | awk -v codename="$codename" '$2 == codename && / main( |$)/ && $1 ~ /\/debian\/?$/ { print $1; exit }'
}

make_root () {
  local mirror=${ATTEST_MIRROR:-$(host_mirror)} way=root
  if [[ $(id -u) != 0 ]]; then
    way=unshare
    grep -q "^$(id -un):" /etc/subuid 2> /dev/null && unshare --user true 2> /dev/null ||
      fail 'making a root takes user namespaces and a range in /etc/subuid for this user, or the rights of root; this user has neither'
  fi
  new_root=$root.new.$$
  say "this system is older than Attest needs: making a Debian 13 root of about 1.5 GB in $root"
  trap 'as_owner rm -rf --one-file-system "$new_root"' EXIT
  progress 'making the Debian 13 root' mmdebstrap --mode="$way" --variant=apt --include="$(packages | paste -s -d ,)" \
    --customize-hook='chroot "$1" dbus-uuidgen --ensure=/etc/machine-id' \
    --customize-hook="chroot \"\$1\" install -D /dev/null /var/lib/attest/$(list_hash)" "$release" "$new_root" ${mirror:+"$mirror"}
  mv -T "$new_root" "$root"
  trap - EXIT
}

# An existing root gets what a changed list asks for. Nothing is ever taken out of it, so that two clones with different
# lists can use one root.
complete_root () {
  local missing
  missing=$(missing_packages "$root")
  # shellcheck disable=SC2086 # one word a package
  [[ -z $missing ]] || install_in_root $missing || return
  # mmdebstrap leaves an empty file, which dbus-uuidgen takes for a wrong one.
  [[ -s $root/etc/machine-id ]] || enter_writable_root sh -c 'rm -f /etc/machine-id && dbus-uuidgen --ensure=/etc/machine-id' || return
  enter_writable_root install -D /dev/null "/var/lib/attest/$(list_hash)"
}

install_in_root () {
  progress "installing $# more packages in $root" enter_writable_root sh -c \
    'export DEBIAN_FRONTEND=noninteractive; apt-get -q update && apt-get -q -y --no-install-recommends install "$@"' sh "$@"
}

root_is_ready () { [[ -e $root/var/lib/attest/$(list_hash) ]]; }

# What the host itself needs to make a root and to enter it.
missing_tools () {
  command -v bwrap > /dev/null || echo bubblewrap
  [[ -d $root ]] || command -v mmdebstrap > /dev/null || echo mmdebstrap
  [[ -d $root || $(id -u) == 0 ]] || command -v newuidmap > /dev/null || echo uidmap
}

# One at a time makes or completes a root, until `exec 9>&-`.
lock_roots () {
  mkdir -p "$cache"
  exec 9> "$cache/lock"
  flock -n 9 || { say 'another build-aux/dev is setting up; waiting for it'; flock 9; }
}

prepare_root () {
  local missing
  mode=root
  root_is_ready && command -v bwrap > /dev/null && return
  lock_roots
  missing=$(missing_tools)
  # shellcheck disable=SC2086 # one word a package
  [[ -z $missing ]] || install_on_host $missing
  if [[ ! -d $root ]]; then make_root; elif ! root_is_ready; then complete_root; fi
  exec 9>&-
}

prepare () {
  if host_is_new_enough; then prepare_native
  elif root_is_ready; then prepare_root
  elif host_can_be_new_enough; then prepare_native
  else prepare_root
  fi
}

# The editors that Attest is measured beside live in a root of their own, made from the first one, so that no test comes to
# depend on them; from here on that is `root`. A host that is new enough keeps the packages that it has. One that cannot be
# installed does not stop the others: the benchmark names what it does not find, and the next run tries again.
prepare_peers () {
  local first=$root package
  [[ $mode == root ]] || return 0
  root=$first-peers
  package_lists+=("$project/build-aux/packages.peers")
  root_is_ready && return
  lock_roots
  [[ -d $root ]] || copy_root "$first"
  if ! root_is_ready && ! complete_root; then
    for package in $(missing_packages "$root"); do install_in_root "$package" || say "$package cannot be installed"; done
  fi
  exec 9>&-
}

# The libraries of Node.js that Attest is measured beside, in _node of the project, by the host's own npm: the root has none. Without them the benchmark
# says that they are missing.
prepare_node_peers () {
  local list=$project/build-aux/packages.node folder=$project/_node
  if ! cmp -s "$list" "$folder/list"; then
    mkdir -p "$folder"
    # shellcheck disable=SC2046 # one word a package
    if command -v npm > /dev/null && progress 'installing libraries of Node.js' \
      npm install --prefix "$folder" --no-audit --no-fund --no-save $(sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$list"); then
      cp "$list" "$folder/list"
    else
      say 'npm is missing or cannot install them: the libraries of Node.js are not measured'
      return 0
    fi
  fi
  export ATTEST_NODE_PEERS=$folder/node_modules
}

# copy_root FROM: fills `root` with a copy of another one, which shares its disk space where the file system can.
copy_root () {
  new_root=$root.new.$$
  trap 'as_owner rm -rf --one-file-system "$new_root"' EXIT
  progress "copying $1 to $root" as_owner cp -a --reflink=auto "$1" "$new_root"
  mv -T "$new_root" "$root"
  trap - EXIT
}
