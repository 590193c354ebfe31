# What happens to a machine after its start; for room.bash. ARGUMENT is the number of a card.
# shellcheck shell=bash disable=SC2154,SC2034,SC2317 # room.bash has the variables, and calls these

act_restart() {
    case $stack in
        ifupdown) ifdown -a --exclude=lo --read-environment ;;
        *)
            kill "$(cat /run/stack.pid)"
            # One that has ended has no program any more.
            while readlink "/proc/$(cat /run/stack.pid)/exe"; do sleep 0.05; done
            mv /run/stack.log /run/stopped.log
            touch /run/stack.log
            ;;
    esac
    started=$(now)
    case $stack in
        ifupdown) ifup -a --read-environment ;;
        networkd | netplan) run_networkd ;;
        networkmanager) run_networkmanager ;;
    esac
}

# Somebody takes the card down, and up again, after a second or what `away` says.
act_away() { away=6 act_card "$1"; }
act_card() {
    case $stack in
        ifupdown)
            ifdown "eth$1"
            started=$(now)
            ifup "eth$1"
            ;;
        *)
            ip link set "eth$1" down
            sleep "${away:-1}"
            started=$(now)
            ip link set "eth$1" up
            ;;
    esac
}

# The cable is out for a while.
act_cable() {
    far ip link set "far$1" down
    sleep 1.5
    act_plug "$1"
}

act_plug() {
    started=$(now)
    far ip link set "far$1" up
}

# Each lease is renewed once; the client itself says when.
act_renew() {
    local log before
    for log in /run/far*.log; do
        before=$(grep -c DHCPACK "$log")
        test "$before" != 0 || continue
        until_true is_acknowledged "$log" "$before" || echo "$log: no renewal" >&2
    done
}
is_acknowledged() { test "$(grep -c DHCPACK "$1")" -gt "$2"; }
