# A root on the network: before the stack starts, eth0 is up with an address, as an initramfs leaves it, and a connection is held
# by it, until the stack has been stopped as at shutdown. Read by room.bash; DENO is the path of Deno.
# shellcheck shell=bash disable=SC2154 # what room.bash has set

before_stack() {
    ip addr add 10.0.0.50/24 dev eth0
    ip link set eth0 up
    ip route add default via 10.0.0.1 dev eth0
    far "$DENO" run --quiet --no-lock --no-config --allow-net "${0%/*}/_held.ts" answer 2>>/run/held.log &
    "$DENO" run --quiet --no-lock --no-config --allow-net --allow-read=/run --allow-write=/run "${0%/*}/_held.ts" hold 2>>/run/held.log &
    wait_for test -s /run/holding
    ip -o monitor link addr route dev eth0 >/run/monitor &
}

stop_stack() {
    case $stack in
        ifupdown) ifdown -a --exclude=lo ;;
        networkd | netplan) kill "$(pidof systemd-networkd)" ;;
        networkmanager) kill "$(pidof NetworkManager)" ;;
    esac
}

# Prints the longest time in milliseconds for which nothing came back.
after_stack() {
    stop_stack >>/run/stack.log 2>&1
    sleep 1.2
    touch /run/enough
    wait_for test -s /run/longest
    cat /run/held.log >>/run/stack.log
    sed 's/^/eth0: /' /run/monitor >>/run/stack.log
    cat /run/longest
}
