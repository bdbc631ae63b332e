# Sourced by app/run and tests/run: which Debian 12 packages Hotshard needs, and where it is built.

# libqt6opengl6-dev is named because qt6-charts-dev forgets to depend on it.
build_packages=(cmake ninja-build g++ ccache qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev
    qt6-tools-dev qt6-l10n-tools nlohmann-json3-dev)
# Latin and Japanese letters, and the toolkit's own texts ("OK", "Cancel") in Japanese.
font_packages=(fonts-inter fonts-noto-cjk qt6-translations-l10n)
# The JSON Schema of scenarios is checked by a library of its own; Python runs tests/repo.
test_packages=(libvalijson-dev python3)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# Succeeds when this process can write into the folder, or could create it.
can_write() {
    local folder=$1
    while [[ ! -e $folder ]]; do folder=$(dirname "$folder"); done
    [[ -d $folder && -w $folder ]]
}

# Prints those of the named packages that are not installed.
missing_packages() {
    local installed
    # dpkg-query fails when it has never heard of one of them: that one is missing, no error.
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true) "
    local package
    for package in "$@"; do
        [[ $installed == *" installed=$package "* ]] || printf '%s\n' "$package"
    done
}

# Installs what is missing of the named packages, after saying so. Uses no network when all is there.
require_packages() {
    if ! command -v dpkg-query apt-get >/dev/null; then
        say "this is no Debian system: taking the compiler, CMake and Qt 6.4 or newer as they are"
        return
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            say "these packages are missing and only root may install them (there is no sudo here):"
            say "  apt-get install ${missing[*]}"
            exit 1
        fi
        as_root=(sudo)
    fi
    say "installing with apt-get${as_root:+ and sudo}: ${missing[*]}"
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get)
    # Lists of packages that are absent or too old show here or in the download: then they are fetched.
    if apt-get install --simulate --no-install-recommends "${missing[@]}" >/dev/null 2>&1 &&
        "${as_root[@]}" install -q -y --no-install-recommends "${missing[@]}" >&2; then
        return
    fi
    "${as_root[@]}" update -q >&2 && "${as_root[@]}" install -q -y --no-install-recommends "${missing[@]}" >&2 && return
    say "apt-get could not install what is missing; see its message above"
    exit 1
}

# Configures the preset $1 of the checkout $2 when needed and builds the targets that follow. Sets
# build_folder: build/<preset> in the checkout, or a folder in the user's cache when that is read-only.
build_preset() {
    local preset=$1 source=$2
    shift 2
    build_folder=$source/build/$preset
    if ! can_write "$build_folder"; then
        local checkout
        checkout=$(printf '%s' "$source" | cksum | cut -d ' ' -f 1)
        build_folder=${XDG_CACHE_HOME:-$HOME/.cache}/hotshard/$checkout/$preset
        say "$source cannot be written: building in $build_folder"
    fi
    # Ninja configures again by itself when a CMakeLists.txt or a list of sources changed, but does not
    # know of the presets.
    if [[ ! -e $build_folder/build.ninja || $source/CMakePresets.json -nt $build_folder/build.ninja ]]; then
        say "configuring in $build_folder"
        (cd "$source" && cmake --preset "$preset" -B "$build_folder" --log-level=NOTICE) >&2 || return
    fi
    cmake --build "$build_folder" --parallel "$(nproc)" --target "$@" >&2
}
