# Runs the project's own code in a root file system, so that the programs that it runs are those of the root. All that it
# writes is laid over the root and gone afterwards. In namespaces of its own, without a network.
#
#     bash enter.bash ROOT PROJECT DENO CACHE WORD…
#
# DENO is the program, and CACHE its directory of modules; WORD… are inside.ts's.
set -eu
root=$1 project=$2 deno=$3 cache=$4
shift 4
mount --make-rprivate /
mount -t tmpfs tmpfs /run
inside=/run/inside
mkdir /run/upper /run/work "$inside"
mount -t overlay -o "lowerdir=$root,upperdir=/run/upper,workdir=/run/work" overlay "$inside"
mount --rbind /dev "$inside/dev"
mount -t proc proc "$inside/proc"
mount -t sysfs sysfs "$inside/sys"
mount -t tmpfs tmpfs "$inside/run"
mount -t tmpfs tmpfs "$inside/tmp"
# As a machine has one once it booted: systemd-networkd makes its identifiers of it.
echo 5f0c1e2a9b7d4c3e8a6f1b2c3d4e5f60 >"$inside/etc/machine-id"
mkdir "$inside/opt/project" "$inside/opt/cache"
touch "$inside/opt/deno"
mount --bind "$project" "$inside/opt/project"
mount -o remount,ro,bind "$inside/opt/project"
mount --bind "$cache" "$inside/opt/cache"
mount --bind "$deno" "$inside/opt/deno"
exec chroot "$inside" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C NO_COLOR=1 DENO_DIR=/opt/cache \
    DENO_NO_UPDATE_CHECK=1 /opt/deno run --allow-all --no-prompt --cached-only --config /opt/project/deno.json \
    /opt/project/tests/versions/inside.ts "$@"
