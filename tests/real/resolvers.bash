# Who writes resolv.conf: a program of Debian's runs in namespaces of its own, over an /etc and a /run that are nobody's.
#
#     bash resolvers.bash PROGRAM PACKAGES TREE
#
# PACKAGES has directories with unpacked packages that are not installed; TREE is laid over /etc. What there is of
# /etc/resolv.conf and its like in the end is printed, a heading before each file.
set -eu
program=$1 packages=$2 tree=$3
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/upper /run/work /run/dbus /run/network /run/resolvconf/interface /run/NetworkManager
mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work overlay /etc
rm -rf /etc/resolv.conf /etc/NetworkManager /etc/resolvconf /etc/resolvconf.conf
test -z "$(ls "$tree")" || cp -a "$tree"/* /etc
for directory in /var/lib/dhcp /var/lib/dhcpcd /var/lib/NetworkManager /usr/lib/NetworkManager/conf.d; do
    test ! -d "$directory" || mount -t tmpfs tmpfs "$directory"
done
mount -t sysfs -o ro sysfs /sys
ip link set lo up

wait_for() {
    for _ in $(seq 500); do
        ! "$@" >/dev/null 2>&1 || return 0
        sleep 0.02
    done
    echo "waited in vain: $*" >&2
    cat /run/*.log >&2
    exit 1
}
# A cable with a server at its other end.
plug() {
    ip netns add far
    ip link add eth0 type veth peer name far netns far
    ip -n far addr add 10.0.0.1/24 dev far
    ip -n far link set far up
    ip link set eth0 up
    ip netns exec far dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=far --bind-interfaces --no-ping \
        --dhcp-authoritative --dhcp-leasefile=/run/leases --dhcp-range=10.0.0.50,10.0.0.50,255.255.255.0,1h \
        --dhcp-option=option:dns-server,10.0.0.53,10.0.0.54 --domain=stranger.example 2>/run/dnsmasq.log &
    wait_for grep -q 'sockets bound' /run/dnsmasq.log
}
# A package that is not installed, where its programs look for its files.
lay() {
    mkdir -p /run/usr /run/usr-work
    for directory in sbin lib; do
        test ! -d "$packages/$1/$directory" || cp -a "$packages/$1/$directory" /run/usr
    done
    mount -t overlay -o lowerdir=/usr,upperdir=/run/usr,workdir=/run/usr-work overlay /usr
    cp -a "$packages/$1"/etc/. /etc
}
show() {
    for path in "$@"; do
        test ! -e "$path" || { echo "== $path" && cat "$path"; }
    done
}

case $program in
    systemd-resolved)
        echo 'systemd-resolve:x:992:992::/:/usr/sbin/nologin' >>/etc/passwd
        echo 'systemd-resolve:x:992:' >>/etc/group
        install -d -o 992 -g 992 /run/systemd/resolve
        SYSTEMD_LOG_TARGET=console "$packages/systemd-resolved/lib/systemd/systemd-resolved" 2>/run/resolved.log &
        wait_for grep -q '^nameserver' /run/systemd/resolve/resolv.conf
        show /etc/resolv.conf /run/systemd/resolve/resolv.conf
        ;;
    resolvconf | openresolv)
        lay "$program"
        test "$program" = openresolv || resolvconf --enable-updates
        env IFACE=eth0 ADDRFAM=inet IF_DNS_NAMESERVERS="192.0.2.53 192.0.2.99" IF_DNS_SEARCH=a.example \
            /etc/network/if-up.d/000resolvconf
        show /etc/resolv.conf
        ;;
    dhclient)
        plug
        rm -rf /etc/dhcp/dhclient-enter-hooks.d /etc/dhcp/dhclient-exit-hooks.d
        dhclient -4 -1 -pf /run/dhclient.pid -lf /var/lib/dhcp/dhclient.eth0.leases eth0 2>/run/dhclient.log
        show /etc/resolv.conf /var/lib/dhcp/dhclient.eth0.leases
        ;;
    dhcpcd)
        plug
        dhcpcd -4 -1 -A eth0 2>/run/dhcpcd.log
        show /etc/resolv.conf
        ;;
    NetworkManager)
        ip link add eth0 address 52:54:00:00:00:0a type veth peer name far
        ip link set far up
        chmod 0600 /etc/NetworkManager/system-connections/*
        echo '<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><policy context="default">
            <allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/></policy></busconfig>' >/run/bus.conf
        dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile 2>/run/bus.log &
        wait_for test -S /run/dbus/system_bus_socket
        NetworkManager --debug --log-level=INFO 2>/run/daemon.log &
        wait_for nmcli general
        nm-online -q -t 20
        sleep 0.5
        show /etc/resolv.conf
        ;;
esac
