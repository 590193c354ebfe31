# shellcheck shell=bash
# Sourced by the hooks: finds simple-init's program and runs a hook with it.

simple_init_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# One sentence, and the build stops.
fail() {
    echo "simple-init: $*" >&2
    exit 1
}

# Prints the image's architecture as the kernel spells it. dib's own name for it counts, as a chroot may be of another.
image_architecture() {
    local architecture=${ARCH:-$(uname -m)}
    case "$architecture" in
        amd64) architecture=x86_64 ;;
        arm64) architecture=aarch64 ;;
    esac
    echo "$architecture"
}

# Whether the distribution's package is wanted, and not the program beside this file.
wants_package() {
    [ "${DIB_INSTALLTYPE_simple_init:-${DIB_DEFAULT_INSTALLTYPE:-source}}" = package ]
}

# Prints the path of the packaged program; nothing where it is not installed.
packaged_program() {
    local directory
    for directory in /usr/sbin /usr/bin /sbin /bin; do
        if [ -x "$directory/simple-init" ]; then
            echo "$directory/simple-init"
            return
        fi
    done
}

# Prints the path of the program beside this file, or fails.
compiled_program() {
    local architecture program
    architecture=$(image_architecture)
    program=$simple_init_folder/simple-init-$architecture
    if [ ! -x "$program" ]; then
        case "$architecture" in
            x86_64|aarch64)
                fail "this element has no program for $architecture; run \"deno task element\" and put dist/elements into ELEMENTS_PATH."
                ;;
            *)
                fail "there is no program for $architecture; build an image for amd64 or arm64, or without simple-init."
                ;;
        esac
    fi
    echo "$program"
}

# run_hook NAME [OPTION ...]: the compiled program runs it; where there is none, Deno does in the project's checkout.
run_hook() {
    local name=$1 program=
    local source=$simple_init_folder/../../../hooks/$name.ts
    shift
    if wants_package; then
        program=$(packaged_program)
    fi
    if [ -z "$program" ] && [ ! -x "$simple_init_folder/simple-init-$(image_architecture)" ] && [ -f "$source" ]; then
        [ -n "$(command -v deno)" ] || fail "there is neither a compiled program nor Deno; run \"deno task element\", or put deno into PATH."
        exec deno run --quiet --no-prompt --allow-read --allow-write --allow-env --allow-run "$source" "$@"
    fi
    if [ -z "$program" ]; then
        program=$(compiled_program)
    fi
    exec "$program" hook "$name" "$@"
}
