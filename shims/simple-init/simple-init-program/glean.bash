# shellcheck shell=bash
# Sourced by the hooks: the engine glean, which is a Python program, in the place of simple-init's own.

# Whether it was chosen.
wants_glean() {
    [ "${DIB_SIMPLE_INIT_ENGINE:-simple-init}" = glean ]
}

# install_glean SOURCE: what pip is to install, a name or a directory, into an environment of its own.
install_glean() {
    local command
    python3 -m venv /usr/glean
    # Its build needs pbr, which old versions of setuptools do not fetch over an encrypted connection.
    /usr/glean/bin/pip install --no-cache-dir pbr
    /usr/glean/bin/pip install --no-cache-dir "$1"
    install -d /usr/local/bin
    # Newer releases have no glean.sh.
    for command in glean glean.sh glean-install; do
        if [ -e "/usr/glean/bin/$command" ]; then
            ln -sf "/usr/glean/bin/$command" "/usr/local/bin/$command"
        fi
    done
}

# Has glean put its own units and scripts into the image, for the choices of the build.
set_up_glean() {
    local options=()
    if [ "${DIB_SIMPLE_INIT_NETWORKMANAGER:-0}" != 0 ]; then
        options+=(--use-nm)
    fi
    if [ "${DIB_SIMPLE_INIT_NO_DHCP_FALLBACK:-0}" != 0 ]; then
        options+=(--no-dhcp-fallback)
    fi
    glean-install ${options[@]+"${options[@]}"}
}

# Takes out what dib-init-system put in for simple-init, before it can be enabled.
remove_own_scripts() {
    rm -f /etc/runlevels/*/simple-init /etc/init/simple-init.conf /etc/init.d/simple-init
    rm -f /usr/lib/systemd/system/simple-init{,-drive,@}.service
}
