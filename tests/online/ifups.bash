# The programs called ifup other than Debian's, each in the place of the machine's own; for room.bash, which has them in the
# directory IFUPS as packages unpacked.
# shellcheck shell=bash disable=SC2154,SC2016 # room.bash has the variables; what is written is a script

lay_ifup() {
    test "$ifup" != debian || return 0
    local directory
    for directory in sbin libexec; do
        mkdir -p "/run/$directory" "/run/$directory.work"
        mount -t overlay -o "lowerdir=/usr/$directory,upperdir=/run/$directory,workdir=/run/$directory.work" overlay "/usr/$directory"
    done
    rm -f /usr/sbin/ifup /usr/sbin/ifdown /usr/sbin/ifquery
    "lay_${ifup//-/_}"
    test "$client" != udhcpc || ln -s /bin/busybox /usr/sbin/udhcpc
}

# Its commands find busybox's ip as well.
lay_busybox() {
    local name
    mkdir /run/programs
    ln -s /bin/busybox /run/programs/ip
    for name in ifup ifdown; do
        printf '#!/bin/sh\nPATH=/run/programs:$PATH exec busybox %s "$@"\n' "$name" >"/usr/sbin/$name"
        chmod +x "/usr/sbin/$name"
    done
}

# It wants a newer C library than the machine may have.
lay_ifupdown_ng() {
    local libraries=$IFUPS/usr/lib/x86_64-linux-gnu name
    ln -s "$IFUPS/usr/libexec/ifupdown-ng" /usr/libexec/ifupdown-ng
    for name in ifup ifdown; do
        printf '#!/bin/sh\nexec %s --argv0 %s --library-path %s %s "$@"\n' \
            "$libraries/ld-linux-x86-64.so.2" "$name" "$libraries" "$IFUPS/usr/sbin/ifupdown-ng" >"/usr/sbin/$name"
        chmod +x "/usr/sbin/$name"
    done
}

lay_ifupdown2() {
    local name
    cp -a "$IFUPS/etc/network/ifupdown2" /etc/network
    for name in ifup ifdown; do
        printf '#!/bin/sh\nPYTHONPATH=%s exec python3 %s "$@"\n' "$IFUPS/usr/share" "$IFUPS/usr/sbin/$name" >"/usr/sbin/$name"
        chmod +x "/usr/sbin/$name"
    done
}
