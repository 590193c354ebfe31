import assert from "node:assert/strict";
import { readDocument } from "../support/documents.ts";

interface Values {
  /** Each with what sysfs gets, where that is not the same. */
  readonly good: readonly (string | readonly [given: unknown, written: string])[];
  readonly bad: readonly unknown[];
}

/** As many different addresses, by commas. */
function addresses(count: number): string {
  return Array.from({ length: count }, (_, index) => `192.0.2.${index + 1}`).join(",");
}

const MILLISECONDS: Values = {
  good: ["0", "2147483647", [100, "100"], ["007", "7"]],
  bad: ["-1", "2147483648", "1.5", "1s", "0x10", "12345678901"],
};

function numbers(low: number, high: number): Values {
  return {
    good: [`${low}`, `${high}`, [low, `${low}`]],
    bad: [`${low - 1}`, `${high + 1}`, "a", `${low}x`, `x${low}`],
  };
}

/** Names in any case, also by their numbers; `others` are further names which are none. */
function names(known: readonly string[], ...others: unknown[]): Values {
  return {
    good: [
      ...known,
      ...known.map((name) => [name.toUpperCase(), name] as const),
      ...known.map((name, number) => [`${number}`, name] as const),
      [0, known[0]!],
    ],
    bad: [
      `${known.length}`,
      "-1",
      "01",
      "1.0",
      ...known.map((name) => `${name}x`),
      ...others,
    ],
  };
}

/** All options of the bonding driver, as its documentation lists them, and what it takes for each. */
const OPTIONS: Readonly<Record<string, Values>> = {
  ad_actor_sys_prio: numbers(1, 65535),
  ad_actor_system: {
    good: ["02:00:00:00:00:01", ["02-00-00-00-00-01", "02:00:00:00:00:01"], [
      "0A:BC:DE:F0:12:34",
      "0a:bc:de:f0:12:34",
    ], "00:00:00:00:00:00"],
    bad: [
      "02:00:00:00:00",
      "02:00:00:00:00:01:02",
      "0g:00:00:00:00:01",
      "x02:00:00:00:00:01",
      "01:80:c2:00:00:02",
    ],
  },
  ad_select: names(["stable", "bandwidth", "count"]),
  ad_user_port_key: numbers(0, 1023),
  all_slaves_active: {
    good: ["0", "1", ["dropped", "0"], ["delivered", "1"], ["Dropped", "0"]],
    bad: ["2", "yes", "-1"],
  },
  arp_all_targets: names(["any", "all"]),
  arp_interval: MILLISECONDS,
  arp_ip_target: {
    good: [
      "192.0.2.1",
      "192.0.2.1,192.0.2.2",
      ["192.0.2.1, 192.0.2.2 ", "192.0.2.1,192.0.2.2"],
      addresses(16),
      ["192.0.2.1,192.0.2.1", "192.0.2.1"],
    ],
    bad: [
      "2001:db8::1",
      "192.0.2",
      "192.0.2.1,",
      "192.0.2.1,2001:db8::1",
      addresses(17),
    ],
  },
  arp_missed_max: numbers(1, 255),
  arp_validate: names(["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"]),
  broadcast_neighbor: names(["off", "on"]),
  coupled_control: names(["off", "on"]),
  downdelay: MILLISECONDS,
  fail_over_mac: names(["none", "active", "follow"]),
  lacp_active: names(["off", "on"]),
  lacp_rate: names(["slow", "fast"]),
  lp_interval: numbers(1, 2147483647),
  miimon: MILLISECONDS,
  min_links: numbers(0, 2147483647),
  ns_ip6_target: {
    good: ["2001:db8::1", ["2001:DB8::1, fe80::1", "2001:db8::1,fe80::1"]],
    bad: ["192.0.2.1", "2001:db8::1,", "ff02::1"],
  },
  num_grat_arp: numbers(0, 255),
  num_unsol_na: numbers(0, 255),
  packets_per_slave: numbers(0, 65535),
  peer_notif_delay: numbers(0, 300000),
  primary_reselect: names(["always", "better", "failure"]),
  resend_igmp: numbers(0, 255),
  tlb_dynamic_lb: numbers(0, 1),
  updelay: MILLISECONDS,
  use_carrier: numbers(0, 1),
  xmit_hash_policy: names(["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"]),
};

/** What is read of one option of a bond, and what is said of it. */
function read(name: string, value: unknown): { written: string | undefined; said: readonly string[] } {
  const bond = { id: "b", type: "bond", bond_mode: "802.3ad", bond_links: [], [`bond_${name}`]: value };
  const { data, said } = readDocument({ links: [bond], networks: [] });
  const [link] = data?.links ?? [];
  assert.ok(link?.kind === "bond");
  return { written: new Map<string, string>(link.options).get(name), said };
}

for (const [name, { good, bad }] of Object.entries(OPTIONS)) {
  Deno.test(`bond option ${name}: what it takes`, () => {
    for (const row of good) {
      const [given, written] = typeof row === "string" ? [row, row] : row;
      assert.deepEqual(read(name, given), { written, said: [] }, JSON.stringify(given));
    }
  });
  Deno.test(`bond option ${name}: a value that is empty or null is none`, () => {
    for (const value of ["", " ", null]) {
      assert.deepEqual(read(name, value), { written: undefined, said: [] }, JSON.stringify(value));
    }
  });
  Deno.test(`bond option ${name}: what it does not take is left out, and reported`, () => {
    for (const value of bad) {
      const { written, said } = read(name, value);
      assert.equal(written, undefined, JSON.stringify(value));
      assert.equal(said.length, 1, JSON.stringify(value));
      assert.match(
        said[0]!,
        new RegExp(`^problem \\$\\.links\\[0\\]\\.bond_${name}: .*; it is left out\\.$`),
      );
    }
  });
}

for (const nothing of ["", " ", null]) {
  Deno.test(`bond options: ${JSON.stringify(nothing)} is none`, () => {
    for (const name of Object.keys(OPTIONS)) {
      assert.deepEqual(read(name, nothing), { written: undefined, said: [] }, name);
    }
  });
}

for (const name of ["primary", "active_slave"]) {
  Deno.test(`bond option ${name}: it names a port, and is no value of the bond's own`, () => {
    const bond = {
      id: "b",
      type: "bond",
      bond_mode: "active-backup",
      bond_links: ["a"],
      [`bond_${name}`]: "a",
    };
    const [link] = readDocument({ links: [bond], networks: [] }).data?.links ?? [];
    assert.ok(link?.kind === "bond");
    assert.deepEqual([[...link.options], link.portOptions], [[], [{
      path: `$.links[0].bond_${name}`,
      name,
      value: "a",
    }]]);
  });
}

for (const name of ["slaves", "queue_id", "mii_status", "arp_missed_max_", "constructor"]) {
  Deno.test(`bond option ${name}: there is none of that name`, () => {
    const { written, said } = read(name, "1");
    assert.equal(written, undefined);
    assert.match(said.join("\n"), /^note .* is no option of the kernel's bonding driver; it is ignored[;.]/);
  });
}
