# How wicked reads files: for each directory of `ifcfg-` files what `wicked show-config` complains of, and whether it finds a
# device for each. In namespaces of its own.
#
#     bash show_config.bash ROOT DIRECTORY…
set -u
root=$1
shift
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir /run/upper /run/work /run/inside
mount -t overlay -o "lowerdir=$root,upperdir=/run/upper,workdir=/run/work" overlay /run/inside
mount -t proc proc /run/inside/proc
mkdir -p /run/inside/run/files
for directory in "$@"; do
    rm -rf /run/inside/etc/sysconfig/network
    mkdir -p /run/inside/etc/sysconfig
    cp -r "$directory" /run/inside/etc/sysconfig/network
    # Without the distribution's own files beside them.
    touch /run/inside/etc/sysconfig/network/{config,dhcp}
    chroot /run/inside wicked --log-target stderr show-config --ifconfig compat:suse:/etc/sysconfig/network >/run/shown 2>/run/complaints ||
        echo "$directory: it ends with $?"
    sed "s|^|$directory: |" /run/complaints
    for file in "$directory"/ifcfg-*; do
        grep -q "<name[^>]*>${file##*/ifcfg-}</name>" /run/shown || echo "$directory: nothing of ${file##*/}"
    done
done
