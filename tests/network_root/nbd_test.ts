import { commandLine, klibc, NBD, root, route, route6, ROUTES, ROUTES6, withRoutes } from "./_machines.ts";
import { testSigns } from "./_signs.ts";

testSigns({
  "NBD, Debian's nbdroot=": [
    { ...NBD, ...ROUTES, ...commandLine("root=/dev/nbd0 nbdroot=198.51.100.7,root,nbd0") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, dracut's root=nbd:": [
    { ...NBD, ...ROUTES, ...commandLine("root=nbd:198.51.100.7:root:ext4") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD by IPv6": [
    { ...NBD, ...ROUTES, ...ROUTES6, ...commandLine("netroot=nbd:[2001:db8::7]:root") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and a word of the command line that nobody reads": [
    { ...NBD, ...ROUTES, ...commandLine("old_nbdroot=198.51.100.7,root nbdroot=192.0.2.1,root") },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD of a server on the command line, and another that DHCP named": [
    { ...NBD, ...ROUTES, ...commandLine("nbdroot=192.0.2.1,root"), ...klibc("eth1", "198.51.100.7") },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD by a route with a better metric": [
    {
      ...NBD,
      ...withRoutes(
        route("eth0", "007100CB", "00FFFFFF", { metric: 200 }),
        route("eth1", "007100CB", "00FFFFFF", { metric: 100 }),
        route("eth0", "007100CB", "00FFFFFF", { metric: 300 }),
      ),
      ...commandLine("nbdroot=203.0.113.7,root"),
    },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD by a longer prefix, whatever its metric": [
    {
      ...NBD,
      ...withRoutes(
        route("eth1", "007100CB", "00FFFFFF", { metric: 500 }),
        route("eth0", "000000CB", "000000FF", { metric: 1 }),
      ),
      ...commandLine("nbdroot=203.0.113.7,root"),
    },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and a route that only refuses": [
    {
      ...NBD,
      ...withRoutes(route("*", "007100CB", "00FFFFFF", { flags: "0200" })),
      ...commandLine("nbdroot=203.0.113.7,root"),
    },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD by a tunnel whose end is on the machine": [
    { ...NBD, ...ROUTES6, ...commandLine("root=nbd:[::1]:root") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and only routes of IPv6": [{ ...NBD, ...ROUTES6 }, "on an NBD device", ["eth1"]],
  "NBD, and what ipconfig left beside files of other programs": [
    {
      ...NBD,
      ...ROUTES,
      ...klibc("eth1", "0.0.0.0"),
      "/run/net-eth0.conf.old": "DEVICE='eth0'\n",
      "/run/my-net-eth0.conf": "DEVICE='eth0'\n",
      "/run/net6-eth2.conf": "OLD_DEVICE6='eth0'\nDEVICE6=''\nOLD_ROOTSERVER='192.0.2.1'\n",
    },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and a file of ipconfig's that names nothing": [
    { ...NBD, ...ROUTES, "/run/net-eth0.conf": "DEVICE=''\nROOTSERVER=''\n" },
    "on an NBD device",
    ["eth0", "eth1"],
  ],
  "NBD, and what ipconfig left of IPv6": [
    { ...NBD, ...ROUTES, "/run/net6-eth1.conf": "DEVICE6=eth1\nROOTSERVER=0.0.0.0\n" },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD of a server that DHCP named": [
    { ...NBD, ...ROUTES, ...commandLine("nbdroot=dhcp"), ...klibc("eth0", "198.51.100.7") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and only what ipconfig left": [
    { ...NBD, ...klibc("eth1", "0.0.0.0") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD of a server that only DHCP has": [
    { ...NBD, ...ROUTES, ...commandLine("nbdroot=[::]"), ...klibc("eth0", "198.51.100.7") },
    "on an NBD device",
    ["eth1"],
  ],
  "NBD, and routes by devices that are gone": [
    { ...NBD, ...withRoutes(route("eth7", "007100CB", "00FFFFFF")) },
    "on an NBD device",
    ["eth0", "eth1"],
  ],
  "NBD, and lines that are no routes": [
    {
      ...NBD,
      "/proc/net/route": route("eth0", "000200C0", "00FFFFFF") + route("eth1", "x", "00FFFFFF") +
        route("eth1", "006433C6", "00FF00FF") + "eth1\t006433C6\n",
      "/proc/net/ipv6_route": route6("20010db8000000000000000000000000 40", "eth1", { flags: "00200200" }) +
        route6("20010db8 40", "eth1") + "20010db8000000000000000000000000 40\n",
    },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD by the longer prefix of IPv6": [
    {
      ...NBD,
      "/proc/net/ipv6_route": route6("20010db8000000000000000000000000 20", "eth1") +
        route6("20010db8000000080000000000000000 40", "eth0", { metric: "00000400" }),
      ...commandLine("root=nbd:[2001:db8:0:8:f000::7]:root"),
    },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD by a route of IPv6 with a better metric": [
    {
      ...NBD,
      "/proc/net/ipv6_route": route6("20010db8000000000000000000000000 40", "eth1", { metric: "00000100" }) +
        route6("20010db8000000000000000000000000 40", "eth0", { metric: "000000ff" }),
      ...commandLine("root=nbd:[2001:db8::7]:root"),
    },
    "on an NBD device",
    ["eth0"],
  ],
  "NBD, and only routes": [{ ...NBD, ...ROUTES }, "on an NBD device", ["eth0", "eth1"]],
  "a partition of an NBD device": [
    {
      ...root("43:1", "ext4", "/dev/nbd0p1"),
      "/sys/dev/block/43:1": { link: "../../devices/virtual/block/nbd0/nbd0p1" },
      ...ROUTES,
      ...commandLine("nbdroot=192.0.2.1,root"),
    },
    "on an NBD device",
    ["eth0"],
  ],
});
