#!/bin/sh
# shellcheck disable=SC2046,SC2086 # package lists are split on purpose
# Installs what is missing on Debian or Ubuntu, and nothing else.
# usage: tests/deps.sh [--list] build|check|soak ...     --list: only print what is missing
#
#   build  what compiling needs; it is an error when that cannot be installed
#   check  what the tests need beyond it; what cannot be installed is named and its tests skipped
#   soak   what only `make soak` needs
set -u
cd "$(dirname "$0")/.." || exit

build='gcc libc6-dev make pkg-config
    libyaml-dev libpcre2-dev libjansson-dev zlib1g-dev libutf8proc-dev'
check='check clang clang-format-14 valgrind locales tzdata postgresql git python3 zsh fish
    python3-yaml python3-jinja2 python3-sqlparse python3-venv'

# PACKAGE or PACKAGE:COMMAND, where the command may have come in another way than from Debian.
check_commands='shellcheck awscli:aws'
soak_commands='default-jre-headless:java maven:mvn chromium'

has() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed$'
}

missing() {
    for package; do
        has "$package" || printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

updated=
install() {
    [ -n "$updated" ] || apt update || return
    updated=yes
    apt install --no-install-recommends -y "$@"
}

# clang's run-time library, where the sanitizers and libFuzzer are, is a package named by version.
clang_runtime() {
    version=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p')
    apt-cache show "libclang-rt-$version-dev" >/dev/null 2>&1 && echo "libclang-rt-$version-dev"
}

# The judge starts its own throw-away server: the package must not create one that stays.
without_standing_cluster() {
    folder=/etc/postgresql-common/createcluster.d
    as_root mkdir -p $folder
    echo 'create_main_cluster = false' | as_root tee $folder/spectrumc.conf >/dev/null
    "$@"
    status=$?
    as_root rm -f $folder/spectrumc.conf
    as_root rmdir --ignore-fail-on-non-empty $folder
    return $status
}

install_build() {
    wanted=$(missing $build)
    [ -n "$wanted" ] || return 0
    echo "deps: installing $wanted"
    install $wanted
}

install_check() {
    wanted=$(missing $check $(clang_runtime))
    [ -n "$wanted" ] || return 0
    echo "deps: installing $wanted"
    without_standing_cluster install $wanted && install $(missing $(clang_runtime)) && return
    for package in $(missing $check); do
        without_standing_cluster install "$package" || echo "deps: $package cannot be installed"
    done
}

# Judges from npm, by the lock file beside them, into a folder that git ignores.
lock=tests/judges/npm/package-lock.json
has_npm() {
    cmp -s $lock build/npm/package-lock.json
}

install_npm() {
    has_npm && return
    command -v npm >/dev/null || install npm || return
    echo "deps: installing the judges of tests/judges/npm"
    rm -rf build/npm
    mkdir -p build/npm.new
    cp tests/judges/npm/*.json build/npm.new/
    (cd build/npm.new && npm install --no-audit --no-fund --ignore-scripts) >build/npm.log 2>&1 || {
        echo "deps: the judges of tests/judges/npm cannot be installed:"
        tail -n 5 build/npm.log
        return
    }
    cp $lock build/npm.new/ && mv build/npm.new build/npm
}

missing_commands() {
    for command; do
        command -v "${command#*:}" >/dev/null || echo "${command%:*}"
    done
}

install_commands() {
    for package in $(missing_commands "$@"); do
        install "$package" || echo "deps: $package cannot be installed"
    done
}

list() { # build|check|soak
    case $1 in
        build) missing $build ;;
        check)
            echo $(missing $check $(clang_runtime)) $(missing_commands $check_commands) \
                $(has_npm || echo the judges of tests/judges/npm) \
                $(tests/judges/python/install.sh --list requirements)
            ;;
        soak)
            missing_commands $soak_commands
            tests/judges/python/install.sh --list spark checkov
            ;;
    esac
}

if [ "${1:-}" = --list ]; then
    shift
    command -v apt-get >/dev/null || exit 0
    for kind; do list "$kind"; done | xargs
    exit
fi
if ! command -v apt-get >/dev/null; then
    echo "deps: no apt-get here. Debian calls what is needed:" $build "and for the tests:" $check
    exit 0
fi
for kind; do
    case $kind in
        build) install_build || exit ;;
        check)
            install_check
            install_commands $check_commands
            install_npm
            tests/judges/python/install.sh requirements
            ;;
        soak)
            install_commands $soak_commands
            tests/judges/python/install.sh spark checkov
            ;;
        *) echo "usage: tests/deps.sh build|check|soak ..." >&2; exit 2 ;;
    esac
done
