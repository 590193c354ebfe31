import { commandLine, root, ROUTES, ROUTES6 } from "./_machines.ts";
import { testSigns } from "./_signs.ts";

const NFS = root("0:31", "nfs4", "192.0.2.1:/srv/root", "rw,vers=4.2,clientaddr=192.0.2.9,addr=192.0.2.1");

testSigns({
  "NFS": [{ ...NFS, ...ROUTES }, "on NFS", ["eth0"]],
  "NFS of another network": [
    { ...root("0:31", "nfs", "198.51.100.7:/srv", "rw,addr=198.51.100.7"), ...ROUTES },
    "on NFS",
    ["eth1"],
  ],
  "NFS by IPv6, known by its source alone": [
    { ...root("0:31", "nfs", "[2001:db8::7]:/srv"), ...ROUTES, ...ROUTES6 },
    "on NFS",
    ["eth1"],
  ],
  "NFS, of which the mount knows the address and the command line another": [
    {
      ...root("0:31", "nfs", "nfs.example.org:/srv", "rw,mountaddr=192.0.2.1,addr=198.51.100.7"),
      ...ROUTES,
      ...commandLine("nfsroot=192.0.2.1:/srv"),
    },
    "on NFS",
    ["eth1"],
  ],
  "NFS below an overlay without a source, over a file system that was there before": [
    {
      "/proc/self/mountinfo":
        "26 1 0:40 / / rw - overlay - rw,workdir=/run/work,lowerdir=/run/up/a:/run/live/image,upperdir=/run/up/b\n" +
        "27 26 0:22 / /run rw - tmpfs tmpfs rw\n" +
        "28 26 0:23 / /run/live rw - tmpfs tmpfs rw\n" +
        "29 26 0:31 / /run/live rw - nfs 192.0.2.1:/srv rw,addr=192.0.2.1\n" +
        "30 26 0:32 / /run/live/image/sub rw - nfs 198.51.100.7:/srv rw,addr=198.51.100.7\n" +
        "31 26 0:24 / /run/live2 rw - tmpfs tmpfs rw\n",
      ...ROUTES,
    },
    "on NFS",
    ["eth0"],
  ],
  "NFS below an overlay": [
    {
      "/proc/self/mountinfo":
        "26 1 0:40 / / rw - overlay overlay rw,lowerdir=/run/live/image,upperdir=/run/up\n" +
        "27 26 0:22 / /run rw - tmpfs tmpfs rw\n" +
        "28 26 0:31 / /run/live rw - nfs 192.0.2.1:/srv rw,addr=192.0.2.1\n",
      ...ROUTES,
    },
    "on NFS",
    ["eth0"],
  ],
  "SMB": [
    { ...root("0:31", "cifs", "//nas/root", "rw,vers=3.1.1,addr=198.51.100.7"), ...ROUTES },
    "on SMB",
    ["eth1"],
  ],
  "SMB by the newer name": [{ ...root("0:31", "smb3", "//198.51.100.7/root"), ...ROUTES }, "on SMB", [
    "eth1",
  ]],
  "CephFS": [
    { ...root("0:31", "ceph", "198.51.100.7:6789,198.51.100.8:6789:/"), ...ROUTES },
    "on CephFS",
    ["eth1"],
  ],
  "GlusterFS": [{ ...root("0:31", "fuse.glusterfs", "198.51.100.7:/root"), ...ROUTES }, "on GlusterFS", [
    "eth1",
  ]],
});
