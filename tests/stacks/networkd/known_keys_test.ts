/**
 * Which keys systemd-networkd is given: those that systemd 247 has (its `networkd-network-gperf.gperf` and
 * `networkd-netdev-gperf.gperf`), for a key that it does not know is a warning in every boot. `deno task versions` asks 247
 * and later ones themselves.
 */
import assert from "node:assert/strict";
import * as networkd from "../../../lib/stacks/networkd/mod.ts";
import { bond, NETWORKS, physical, port } from "../../networks.ts";

const KNOWN: Readonly<Record<string, string>> = {
  Match: "MACAddress Name PermanentMACAddress Type",
  Link: "MTUBytes RequiredForOnline",
  Network:
    "ActiveSlave Address Bond Bridge DHCP DNS Domains IPv6AcceptRA KeepConfiguration LinkLocalAddressing " +
    "PrimarySlave VLAN",
  Route: "Destination Gateway GatewayOnLink GatewayOnlink Metric",
  DHCP: "RouteMetric",
  DHCPv4: "ClientIdentifier RouteMetric UseDNS UseMTU",
  DHCPv6: "UseDNS WithoutRA",
  IPv6AcceptRA: "DHCPv6Client UseDNS",
  NetDev: "Kind MACAddress Name",
  VLAN: "Id",
  Bridge: "STP",
  Bond:
    "AdActorSystem AdActorSystemPriority AdSelect AdUserPortKey AllSlavesActive ARPAllTargets ARPIntervalSec " +
    "ARPIPTargets ARPValidate DownDelaySec DynamicTransmitLoadBalancing FailOverMACPolicy GratuitousARP " +
    "LACPTransmitRate LearnPacketIntervalSec MIIMonitorSec MinLinks Mode PacketsPerSlave PrimaryReselectPolicy " +
    "ResendIGMP TransmitHashPolicy UpDelaySec",
};

/** Written although it is younger, and noted. */
const YOUNG = ["Bond.ARPMissedMax"];

function keysOf(text: string): string[] {
  return text.split(/^(?=\[)/m).flatMap((part) => {
    const section = /^\[(.*)\]$/m.exec(part)?.[1];
    return [...part.matchAll(/^([A-Za-z0-9]+)=/gm)].map(([, key]) => `${section}.${key}`);
  });
}

const SAMPLES = {
  ...NETWORKS,
  "a young option": {
    links: [
      port("eth0", "52:54:00:00:00:0a", "bond0"),
      bond("bond0", ["eth0"], { options: new Map([["arp_missed_max", "4"]]) }),
    ],
  },
  "metrics of what is learned": {
    links: [
      physical("eth0", "52:54:00:00:00:0a", { dhcp4: true, learnedMetric: 2048 }),
      physical("eth1", "52:54:00:00:00:0b", { routerAdvertisements: "accept", learnedMetric: 2148 }),
    ],
  },
};

for (const [name, config] of Object.entries(SAMPLES)) {
  Deno.test(`networkd: systemd 247 knows the keys of ${name}`, () => {
    const known = new Set(
      Object.entries(KNOWN).flatMap(([section, keys]) => keys.split(" ").map((key) => `${section}.${key}`)),
    );
    const used = networkd.render(config).files.flatMap(({ contents }) => keysOf(contents));
    assert.equal(used.length > 0, config.links.length > 0);
    assert.deepEqual(used.filter((key) => !known.has(key) && !YOUNG.includes(key)), []);
  });
}

Deno.test("networkd: an InfiniBand port is matched without its 20 bytes, which systemd 247 refuses", () => {
  const [file] = networkd.render(NETWORKS["infiniband"]!).files;
  assert.match(file!.contents, /^\[Match\]\nName=ib0\nType=infiniband\n\n/m);
});
