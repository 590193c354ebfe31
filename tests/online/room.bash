# A machine of its own: namespaces with cards, cables and what is at their far ends; a network stack starts in it, and what
# the kernel has is printed as JSON.
#
#     bash room.bash ROOT TREE STACK CLIENT WAITED PATIENCE LEARNED SETTLED ACTS FAR…
#
# IFUP in the environment is another ifup than Debian's, see ifups.bash.
# ROOT is the root file system in which the stack runs, "/" for this machine's; TREE has the files that were written; FAR is
# what is behind each card, words joined by commas. WAITED is an address; LEARNED are addresses, gateways and name servers,
# joined by commas; PATIENCE are seconds for which each of them, and that the machine is online, are waited for; SETTLED are
# seconds after all that, for what must not come. ACTS, joined by commas, are what happens then, one after the other
# (acts.bash); after each the same is waited for, and what the kernel has is printed once more.
set -u
root=$1 tree=$2 stack=$3 client=$4 waited=$5 patience=$6 learned=$7 settled=$8 acts=$9
shift 9
mount --make-rprivate /
# shellcheck disable=SC1091 # it is checked by itself
. "${0%/*}/roots.bash"
ifup=${IFUP:-debian}
# shellcheck disable=SC1091 # as well
. "${0%/*}/ifups.bash"
# shellcheck disable=SC1091 # so is it
. "${0%/*}/acts.bash"
kept=$(mktemp -d)
cp -a "$tree"/etc "$kept"
test ! -d "$tree/late" || cp -a "$tree/late" "$kept"
mount -t tmpfs tmpfs /run
mkdir -p /run/upper /run/work /run/network /run/dbus /run/systemd/network /run/nothing /run/tree
cp -a "$kept"/. /run/tree
rm -r "$kept"
ip link set lo up
ip netns add far
far() { ip netns exec far "$@"; }
far sysctl -qw net.ipv6.conf.all.forwarding=1

# The machine's own files would be read, and its leases; a client that is not to be there is no program.
hide() { test ! -d "$1" || mount -t tmpfs tmpfs "$1"; }
lay_over_machine() {
    mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work overlay /etc
    rm -rf /etc/resolv.conf /etc/network/interfaces /etc/network/interfaces.d /etc/systemd/network /etc/resolvconf
    for directory in /var/lib/dhcp /var/lib/dhcpcd /usr/lib/systemd/network /etc/NetworkManager /var/lib/NetworkManager \
        /usr/lib/NetworkManager/conf.d /usr/lib/NetworkManager/system-connections; do
        hide "$directory"
    done
    for other in dhclient dhcpcd; do
        test "$other" = "$client" || test ! -e "/usr/sbin/$other" || mount --bind /dev/null "/usr/sbin/$other"
    done
    lay_ifup
}
inside=
if test "$root" = /; then
    lay_over_machine
else
    inside=/run/inside
    lay_over_root
fi
# The link in the machine's /etc leads out of the overlay.
rm -f /run/tree/etc/os-release
cp -a /run/tree/etc/. "$inside/etc"

# Answers on the far end of card N, some seconds after the stack's start where it is late: dnsmasq knows what to do by the
# range that it is given.
serve() {
    local n=$1 late=$2
    shift 2
    if test "$late" != 0; then
        until test -e /run/started; do sleep 0.05; done
        sleep "$late"
    fi
    far dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface="far$n" --bind-interfaces --no-ping \
        --dhcp-authoritative --dhcp-leasefile="/run/leases$n" "$@" 2>>"/run/far$n.log"
}
# Card N, with what is behind it.
plug() {
    local n=$1 words=$2 word options
    ip link add "eth$n" address "52:54:00:00:00:$(printf %02x $((n + 10)))" type veth peer name "far$n" netns far
    far sysctl -qw "net.ipv6.conf.far$n.accept_dad=0"
    far sysctl -qw "net.ipv6.conf.far$n.keep_addr_on_down=1"
    far ip addr add "10.0.$n.1/24" dev "far$n"
    case $words in unplugged*) ;; *) far ip link set "far$n" up ;; esac
    options=() late=0
    for word in ${words//,/ }; do
        case $word in
            dhcp4) options+=("--dhcp-range=10.0.$n.50,10.0.$n.50,255.255.255.0,1h" "--dhcp-option=option:dns-server,10.0.$n.53") ;;
            late*) late=${word#late} ;;
            mtu) options+=("--dhcp-option=option:mtu,1400") ;;
            # RFC 3442: the router of an option of its own is then none. Who takes it has a default route to .253.
            routes) options+=("--dhcp-option=option:classless-static-route,10.77.0.0/16,10.0.$n.254,0.0.0.0/0,10.0.$n.1" "--dhcp-option=option:router,10.0.$n.253") ;;
            # As some clouds do: an address without a network, and a router to which there is a route of its own.
            outside)
                options+=("--dhcp-option=option:netmask,255.255.255.255" "--dhcp-option=option:router,10.9$n.0.1")
                options+=("--dhcp-option=option:classless-static-route,10.9$n.0.1/32,0.0.0.0,0.0.0.0/0,10.9$n.0.1")
                ;;
            # Renewed every few seconds.
            brief) options+=("--dhcp-option=option:T1,3" "--dhcp-option=option:T2,60") ;;
            router) options+=(--enable-ra "--dhcp-range=2001:db8:$n::,ra-only") ;;
            stateless) options+=(--enable-ra "--dhcp-range=2001:db8:$n::,ra-stateless" "--dhcp-option=option6:dns-server,[2001:db8:$n::53]") ;;
            stateful) options+=(--enable-ra "--dhcp-range=2001:db8:$n::50,2001:db8:$n::50,64,1h") ;;
            dhcp6) options+=("--dhcp-range=2001:db8:$n::50,2001:db8:$n::50,64,1h") ;;
        esac
        case $word in router | state* | dhcp6) far ip addr add "2001:db8:$n::1/64" dev "far$n" nodad ;; esac
    done
    test "${#options[@]}" = 0 || serve "$n" "$late" "${options[@]}" &
}
n=0 late_card='' late_words=''
for words in "$@"; do
    case ,$words, in
        *,absent,*) late_card=$n late_words=$words ;;
        *) plug "$n" "$words" ;;
    esac
    n=$((n + 1))
done
sleep 0.5

now() { date +%s%N; }
# Milliseconds since the stack was started.
elapsed() { echo $((($(now) - started) / 1000000)); }
wait_for() {
    for _ in $(seq 1000); do
        ! "$@" >/dev/null 2>&1 || return 0
        sleep 0.02
    done
    echo "waited in vain: $*" >&2
    return 1
}

# As the unit does, with what an image build makes of it; in a unit a dollar sign is written twice.
wait_online() {
    bash -c "$(cat "/lib/systemd/system/$1" "/etc/systemd/system/$1.d/"*.conf | sed -n 's/^ExecStart=//p' | tail -n1 | sed 's/\$\$/$/g')"
}

start_ifupdown() {
    mount -t sysfs sysfs /sys
    if test "$ifup" = debian; then
        ifup -a --read-environment >/run/stack.log 2>&1
    else
        # As a boot finds it: busybox's ifup gives it its address.
        ip addr flush dev lo
        ip link set lo down
        ifup -a >/run/stack.log 2>&1
    fi
}
start_networkd() {
    mount -t sysfs -o ro sysfs /sys
    run_networkd
}
run_networkd() {
    # Without udev, which older versions want to hear of a card before they ask by DHCPv6.
    echo lxc >/run/systemd/container
    SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info /lib/systemd/systemd-networkd 2>>/run/stack.log &
    echo $! >/run/stack.pid
    wait_for test -e /run/systemd/netif/state
    wait_online systemd-networkd-wait-online.service 2>>/run/stack.log
}
# As systemd's generator does, before anything starts.
generate_netplan() {
    # Elsewhere: of the machine's own files newer versions make nothing where systemd does not run.
    mkdir -p /run/made/etc
    cp -a /etc/netplan /run/made/etc
    netplan generate --root-dir /run/made 2>>/run/stack.log
    cp -a /run/made/run/systemd/network/. /run/systemd/network
    # The cards here have no permanent address.
    sed -i s/^PermanentMACAddress=/MACAddress=/ /run/systemd/network/*.network
}
start_networkmanager() {
    mount -t sysfs -o ro sysfs /sys
    cat >/run/bus.conf <<'END'
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/></policy></busconfig>
END
    mkdir -p /etc/NetworkManager/system-connections
    cat >/etc/NetworkManager/NetworkManager.conf <<'END'
[main]
plugins=keyfile
no-auto-default=*
auth-polkit=false
hostname-mode=none
[device-all]
match-device=*
managed=1
END
    dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile 2>/run/bus.log &
    wait_for test -S /run/dbus/system_bus_socket
    started=$(now)
    run_networkmanager
}
run_networkmanager() {
    NetworkManager --debug --log-level=INFO 2>>/run/stack.log &
    echo $! >/run/stack.pid
    wait_for nmcli general
    wait_online NetworkManager-wait-online.service
}

# The card comes, a boot for it alone writes its files, and its commands are run.
take_up_late() {
    sleep 1
    plug "$late_card" "$late_words"
    rm -f /run/tree/late/etc/os-release
    cp -a /run/tree/late/etc/. "$inside/etc"
    inside sh -c "$(cat /run/tree/late/take-up)"
}

# shellcheck disable=SC1091 # it is checked by itself
test -z "${HELD:-}" || . "${0%/*}/held.bash"
test -z "${HELD:-}" || before_stack
test "$stack" != netplan || generate_netplan
started=$(now)
touch /run/started
(
    case $stack in
        netifrc) start_netifrc ;;
        network-scripts) start_network_scripts ;;
        wicked) start_wicked ;;
        ifupdown) start_ifupdown ;;
        networkd | netplan) start_networkd ;;
        networkmanager) start_networkmanager ;;
    esac
    echo "$?" >/run/status
    elapsed >/run/online.new
    mv /run/online.new /run/online
    test -z "$late_card" || take_up_late >>/run/stack.log 2>&1
    sleep infinity
) &
# shellcheck disable=SC2317 # until_true calls it
address_is_there() { ip -o addr show | grep -v tentative | grep -q " $1/"; }
# shellcheck disable=SC2317 # until_true calls it
is_known() {
    {
        ip -o addr show | grep -v tentative
        ip route
        ip -6 route
        cat "$inside/etc/resolv.conf"
    } 2>/dev/null | grep -qE " $1(/| |$)"
}
# As long as there is patience.
until_true() {
    local tries=$((patience * 40))
    until "$@"; do
        test $((tries -= 1)) -gt 0 || return 1
        sleep 0.02
    done
}
# What is waited for, and what the kernel has then.
state() {
    local reached=null word
    if until_true address_is_there "$waited"; then reached=$(elapsed); fi
    until_true test -e /run/online || true
    for word in ${learned//,/ }; do
        until_true is_known "$word" || echo "$word was waited for in vain" >&2
    done
    sleep "$settled"
    local held=null
    test -z "${HELD:-}" || held=$(after_stack)
    cat <<END
{ "reached": $reached,
"devices": $(ip -j addr), "routes": [$(ip -j route show default), $(ip -j -6 route show default)],
"others": [$(ip -j route), $(ip -j -6 route)],
"acceptRa": { $(grep -H . /proc/sys/net/ipv6/conf/eth*/accept_ra | sed -E 's|.*/(eth[0-9]+)/accept_ra:(.*)|"\1": \2|' | paste -sd,) },
"held": $held,
"servers": "$(${inside:+chroot "$inside"} cat /etc/resolv.conf 2>/dev/null | sed -n 's/^nameserver //p' | xargs)" }
END
}
# Nothing comes where a cable that is put in later is out.
case $acts in
    plug*) first=$(patience=0 && settled=1 && state) ;;
    *) first=$(state) ;;
esac
later=()
for act in ${acts//,/ }; do
    started=$(now)
    "act_${act%%:*}" "${act#*:}" >>/run/stack.log 2>&1
    later+=("$(state)")
done
cat <<END
{ "online": $(cat /run/online || echo null), "status": $(cat /run/status || echo null),
"states": [$first$(test "${#later[@]}" = 0 || printf ', %s' "${later[@]}")] }
END
cat /run/stack.log /run/far*.log >&2 2>/dev/null
exit 0
