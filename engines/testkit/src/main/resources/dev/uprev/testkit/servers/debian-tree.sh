#!/usr/bin/env bash
# Unpacks Debian packages and the libraries they need into a folder. Installs nothing, needs no root, and the programs
# run whatever C library this machine has, because they bring their own.
#
#   debian-tree.sh SUITE FOLDER HOME PACKAGE...
#
# SUITE   a Debian release that the mirror still has, whatever release this machine runs
# FOLDER  empty; filled here
# HOME    where FOLDER will be moved to; this place is written into the programs
set -euo pipefail
suite=$1 folder=$2 home=$3
shift 3

fail() {
    echo "debian-tree: $*" >&2
    exit 1
}

for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || fail "$tool is not on this machine, which seems to be no Debian"
done

# The mirrors are those that this machine uses itself.
sites=$(apt-get indextargets --format '$(SITE)' | sort -u)
main=$(grep -m1 '/debian/\?$' <<<"$sites") || fail "apt on this machine has no source that ends in /debian"
security=$(grep -m1 '/debian-security/\?$' <<<"$sites") || security=

# An apt of our own: its own sources and lists, and nothing installed, so that it resolves every library.
apt=$folder/.apt
mkdir -p "$apt"/{lists/partial,archives/partial,parts,debs}
touch "$apt/status"
signed="signed-by=/usr/share/keyrings/debian-archive-keyring.gpg"
{
    echo "deb [$signed] $main $suite main"
    [ -z "$security" ] || echo "deb [$signed] $security $suite-security main"
} >"$apt/sources.list"
cat >"$apt/apt.conf" <<END
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "$apt/parts";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "$apt/parts";
Dir::State::Lists "$apt/lists";
Dir::State::Status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::Archives "$apt/archives";
Acquire::Languages "none";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Debug::NoLocking "true";
END
export APT_CONFIG=$apt/apt.conf

# A suite without security updates makes this end with an error; the next step tells whether enough has come.
apt-get -q update >"$apt/update.log" 2>&1 || true
apt-get -q -s install "$@" patchelf >"$apt/plan" 2>"$apt/plan.log" || {
    grep -h '^[EW]:' "$apt/update.log" "$apt/plan.log" >&2 || true
    fail "apt finds no $* in $suite"
}

# Libraries and what was asked for; not what only an installation needs, nor the languages that servers embed.
wanted=()
while read -r _ name version _; do
    case " $* patchelf " in *" $name "*) ;; *)
        case $name in
            postgresql-client-common | libllvm* | libz3-* | libperl* | *-perl | libpython* | libgdbm* | libpam-*) continue ;;
            lib* | zlib* | postgresql-client-*) ;;
            *) continue ;;
        esac ;;
    esac
    wanted+=("$name=${version#(}")
done < <(grep '^Inst ' "$apt/plan")
(cd "$apt/debs" && apt-get -q download "${wanted[@]}") >"$apt/download.log" 2>&1 || {
    tail -3 "$apt/download.log" >&2
    fail "a package could not be downloaded"
}
for deb in "$apt"/debs/*.deb; do
    dpkg-deb -x "$deb" "$folder"
done
printf '%s\n' "${wanted[@]}" | sort >"$folder/PACKAGES"

# Programs name their loader by its place, and find libraries where they are told: both are to be below HOME.
loader=$(find "$folder" -name 'ld-linux*.so.*' -path '*-linux-gnu/*' -print -quit)
[ -n "$loader" ] || fail "no loader among ${wanted[*]}"
multiarch=$(basename "$(dirname "$loader")")
here=$folder/lib/$multiarch:$folder/usr/lib/$multiarch
run() { "$loader" --library-path "$here" "$@"; }
mv "$folder/usr/bin/patchelf" "$apt/patchelf"
find "$folder/usr" -type f -path '*bin/*' | while read -r program; do
    run "$apt/patchelf" --print-interpreter "$program" >/dev/null 2>&1 || continue
    missing=$(run --list "$program" | grep 'not found') && fail "$program lacks ${missing//[$'\t\n']/ }"
    run "$apt/patchelf" --set-interpreter "$home${loader#"$folder"}" \
        --force-rpath --set-rpath "$home/lib/$multiarch:$home/usr/lib/$multiarch" "$program"
done
rm -rf "$apt" "$folder"/var "$folder"/usr/share/{doc,man,locale,lintian,bug} \
    "$folder"/usr/lib/postgresql/*/lib/{llvmjit.so,bitcode}
