# Stacks in a root file system of their own, over which what they write is laid; for room.bash.
# shellcheck shell=bash disable=SC2154,SC2034 # room.bash has the variables

lay_over_root() {
    mkdir -p "$inside" /run/upper /run/work
    mount -t overlay -o "lowerdir=$root,upperdir=/run/upper,workdir=/run/work" overlay "$inside"
    mount --rbind /dev "$inside/dev"
    mount -t proc proc "$inside/proc"
    mount -t sysfs sysfs "$inside/sys"
    mount -t tmpfs tmpfs "$inside/run"
    mount -t tmpfs tmpfs "$inside/tmp"
    mkdir -p "$inside/run/lock/subsys" "$inside/run/netreport" "$inside/run/openrc" "$inside/run/dhcpcd" "$inside/run/wicked" "$inside/run/dbus"
    rm -rf "$inside/etc/resolv.conf" "$inside"/etc/runlevels/*/* "$inside"/var/lib/{dhcp,dhcpcd,dhclient,wicked}/*
    find "$inside"/etc/conf.d/net* "$inside"/etc/init.d/net.* "$inside"/etc/sysconfig/network-scripts/{ifcfg,route,route6}-* \
        "$inside"/etc/sysconfig/network/{ifcfg,ifroute,ifsysctl}-* \
        ! -name net.lo ! -name ifcfg-lo -delete 2>/dev/null
}

inside() { chroot "$inside" "$@"; }

# Nothing but the network's services is in a run level: what they need beside it is there, and known from an earlier run level.
start_netifrc() {
    inside sysctl -q --system >/run/stack.log 2>&1
    inside mkdir -p /run/openrc
    echo boot >"$inside/run/openrc/softlevel"
    for service in sysfs localmount bootmisc modules; do
        test -e "$inside/etc/init.d/$service" || printf '#!/sbin/openrc-run\n' >"$inside/etc/init.d/$service"
        chmod +x "$inside/etc/init.d/$service"
    done
    inside rc-update -u >>/run/stack.log 2>&1
    started=$(now)
    inside openrc default >>/run/stack.log 2>&1
}

start_network_scripts() {
    started=$(now)
    inside /etc/rc.d/init.d/network start >/run/stack.log 2>&1
}

# Whether a service is on the bus.
is_served() {
    inside dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "string:$1" |
        grep -q true
}

# What a unit runs, with what an image build makes of it; in a unit a dollar sign is written twice.
command_of() {
    cat "$inside/usr/lib/systemd/system/$1" "$inside/etc/systemd/system/$1.d/"*.conf | sed -n 's/^ExecStart=//p' | tail -n1 |
        sed 's/\$\$/$/g'
}

# As its units do, one after the other. /sys is read-only, or wicked waits for udev, which is not there; but not its devices.
start_wicked() {
    mount --bind "$inside/sys/devices/virtual/net" "$inside/sys/devices/virtual/net"
    mount -o remount,ro,bind "$inside/sys"
    inside dbus-daemon --system --nopidfile >>/run/stack.log 2>&1
    for daemon in auto4 dhcp4 dhcp6; do
        inside "$(inside sh -c "echo /usr/lib*/wicked/bin/wickedd-$daemon")" --foreground >>/run/stack.log 2>&1 &
    done
    inside wickedd --foreground >>/run/stack.log 2>&1 &
    wait_for is_served org.opensuse.Network
    inside wickedd-nanny --foreground >>/run/stack.log 2>&1 &
    wait_for is_served org.opensuse.Network.Nanny
    started=$(now)
    inside sh -c "$(command_of wicked.service)" >>/run/stack.log 2>&1
}
