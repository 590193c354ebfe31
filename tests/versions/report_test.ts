import assert from "node:assert/strict";
import { LISTED } from "./listed.ts";
import { isBefore, judge } from "./listed.ts";
import { faultsOf, reportText, type Seen } from "./report.ts";

const OLD = { systemd: "247.3", "netplan.io": "0.101", "network-manager": "1.30.6", ifupdown: "0.8.36" };
const LOST = "simple-init-eth0.nmconnection: ipv4.required-timeout=5000 is lost";
const UNKNOWN = "/etc/systemd/network/10-simple-init-eth0.network:9: Unknown key name 'Colour', ignoring.";

const SEEN: Seen = {
  suite: "bullseye",
  versions: { ...OLD, "isc-dhcp-client": "4.4.1", dhcpcd5: "7.1.0" },
  readings: [
    { stack: "networkd", case: "no-drive", files: 3, complaints: [] },
    { stack: "networkmanager", case: "no-drive", files: 2, complaints: [LOST] },
  ],
  rows: [{ stack: "networkd", row: "one", reached: 1234, isStated: true, faults: [], log: "" }],
};

Deno.test("versions' report: what is listed is no fault", () => {
  assert.deepEqual(faultsOf(SEEN), []);
  assert.equal(
    reportText([SEEN]),
    `| suite | systemd | netplan | NetworkManager | ifupdown | dhclient | dhcpcd | files read | rejected | warnings | listed |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| bullseye | 247.3 | 0.101 | 1.30.6 | 0.8.36 | 4.4.1 | 7.1.0 | 5 | 0 | 0 | 1 |

| suite | rows | stated addresses after at most | failing |
| --- | --- | --- | --- |
| bullseye | 1 | 1.2 s | 0 |

- listed 1 times: networkmanager before 1.34 (bullseye): ${LISTED[0]!.reason}`,
  );
});

Deno.test("versions' report: the same of a newer version is a fault, as is a row that fails", () => {
  const seen: Seen = {
    ...SEEN,
    suite: "sid",
    versions: { ...OLD, "network-manager": "1.58.1" },
    rows: [{ ...SEEN.rows[0]!, reached: null, faults: ["192.0.2.10 was never there"] }],
  };
  assert.deepEqual(faultsOf(seen), [
    `sid, networkmanager, no-drive: warning: ${LOST}`,
    "sid, networkd, one: 192.0.2.10 was never there",
  ]);
  assert.match(reportText([seen]), /\| sid \| .* \| none \| none \| 5 \| 0 \| 1 \| 0 \|\n/);
  assert.match(reportText([seen]), /\| sid \| 1 \| never \| 1 \|/);
});

Deno.test("versions' report: only readers", () => {
  assert.doesNotMatch(reportText([{ ...SEEN, rows: [] }]), /failing/);
});

const VERDICTS: readonly [complaint: string, verdict: "rejected" | "warning"][] = [
  [UNKNOWN, "warning"],
  [
    "/etc/systemd/network/10-simple-init-ib0.network: No valid settings found in the [Match] section, ignoring file.",
    "rejected",
  ],
  ["simple-init-eth0.nmconnection is not listed", "rejected"],
  ["netplan ends with the status 78", "rejected"],
  ["ifup exits with 1: no such interface", "rejected"],
];

for (const [complaint, verdict] of VERDICTS) {
  Deno.test(`versions' report: ${verdict}: ${complaint}`, () => {
    assert.equal(judge("networkd", complaint, () => true), verdict);
  });
}

Deno.test("versions' report: another difference of netplan's is not listed with that of a port's address", () => {
  const differs = "what it generates for systemd-networkd is another network:";
  const address = `${differs} -mac: "52:54:00:00:00:0a", +mac: "",`;
  assert.equal(judge("netplan", address, () => true), LISTED[1]);
  assert.equal(judge("netplan", `${address} -mtu: 1500,`, () => true), "warning");
});

Deno.test("versions' report: what newer versions alone say is listed for them", () => {
  const warning =
    "Warning: the following gateways are not directly reachable from any configured address or route: x";
  const verdictOf = (version: string) =>
    judge("networkmanager", warning, (other) => isBefore(version, other));
  assert.deepEqual([verdictOf("1.58.1"), verdictOf("1.52.1")], [LISTED[3], "warning"]);
});

const ORDER: readonly [version: string, other: string, before: boolean][] = [
  ["1.30.6", "1.34", true],
  ["1.34", "1.34", false],
  ["1.34.2", "1.34", false],
  ["0.101", "0.106", true],
  ["1.1.2", "0.106", false],
  ["247.3", "252", true],
];

for (const [version, other, before] of ORDER) {
  Deno.test(`versions' report: ${version} is ${before ? "" : "not "}before ${other}`, () => {
    assert.equal(isBefore(version, other), before);
  });
}
