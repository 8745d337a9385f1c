#!/usr/bin/env bash
# The two commands on a machine that has nothing: a new Debian in a folder, with make and git and no
# compiler, a clone of what is committed, and `make demo` in it.
# usage: [SUITE=bookworm] tests/fresh.sh [GOAL...]      other goals may follow, such as check
#
# Needs root, debootstrap, and the host's package mirrors: their addresses and proxies are taken from
# the settings of apt and npm, with the certificates that the host trusts. Everything is in one
# temporary folder and its mounts in a namespace of their own, so that nothing is left. Not part of
# `make check`.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${FRESH_NAMESPACE:-}" ]; then
    FRESH_NAMESPACE=yes exec unshare --mount --propagation private "$0" "$@"
fi
suite=${SUITE:-bookworm}
packages=make,git,ca-certificates

# shellcheck disable=SC2016 # the words are apt's
sources=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' | awk -v suite="$suite" '$3 ~ "^" suite' | sort -u)
mirror=$(awk -v suite="$suite" '$3 == suite {print $2; exit}' <<<"$sources")
if [ -z "$mirror" ]; then
    echo "fresh: this host's apt knows no mirror of $suite" >&2
    exit 2
fi

folder=$(mktemp -d)
chmod 755 "$folder" # apt fetches as its own user
trap 'cd /; umount "$folder/proc" "$folder/dev/pts" 2>/dev/null; rm -rf --one-file-system "$folder"' EXIT
if ! debootstrap --variant=minbase --include=$packages "$suite" "$folder" "$mirror" \
    >"$folder.log" 2>&1; then
    tail -n 20 "$folder.log" >&2
    exit 2
fi
rm -f "$folder.log"
echo "$sources" >"$folder/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::https?::' >"$folder/etc/apt/apt.conf.d/90host" || true
cp /etc/hosts /etc/resolv.conf "$folder/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/host.crt"
cp "$HOME/.npmrc" "$folder/root/" 2>/dev/null || true
mount -t proc proc "$folder/proc"
mkdir -p "$folder/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$folder/dev/pts"
ln -sf pts/ptmx "$folder/dev/ptmx"
git clone -q . "$folder/root/spectrumc"

inside() {
    chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        npm_config_cafile=/etc/ssl/certs/host.crt sh -c "cd /root/spectrumc && $1"
}

echo "fresh: $suite from $mirror; gcc there: $(inside 'command -v gcc' || echo none)" >&2
for command in demo "$@"; do
    echo "fresh: make $command" >&2
    began=$SECONDS
    inside "make $command"
    echo "fresh: make $command took $((SECONDS - began)) s" >&2
done
