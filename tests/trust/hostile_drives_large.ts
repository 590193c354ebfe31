/**
 * Drives as large as they may be, each in another way: what grows faster than they do takes for ever on one of them.
 *
 * @module
 */
import { MOST_JSON_VALUES } from "../../lib/config_drive/json_faults.ts";
import { judgeStages } from "./hostile_drives_judge.ts";
import type { Drive } from "./hostile_drives_mutate.ts";

const MAC = "52:54:00:00:00:01";
const OTHER_MAC = "52:54:00:00:00:02";

/** The interfaces that they speak of. */
export const LARGE_INTERFACES = [MAC, OTHER_MAC].map((mac, index) => ({
  name: `eth${index}`,
  mac,
  infiniband: false,
  hasPermanentMac: true,
  carrier: undefined,
}));

/** What the program takes, less a little for what stands around it; and what it refuses unread. */
const MOST_BYTES = 4 * 1024 * 1024 - 4096;
const TOO_MANY_BYTES = 64 * 1024 * 1024;

const MOST_VALUES = MOST_JSON_VALUES - 1000;

const HARDWARE = `{"id":"a","type":"phy","ethernet_mac_address":"${MAC}"},` +
  `{"id":"b","type":"phy","ethernet_mac_address":"${OTHER_MAC}"}`;

type Item = (index: number) => string;

/** Items with commas between, as many as fit: into so many bytes, and into the values that a document may have. */
function many(item: Item, most = Infinity, bytes = MOST_BYTES): string {
  const items: string[] = [];
  for (let length = 0, values = 0; items.length < most;) {
    const text = item(items.length);
    length += text.length + 1;
    values += text.match(/[[{,:]/g)?.length ?? 1;
    if (length > bytes || values > MOST_VALUES) break;
    items.push(text);
  }
  return items.join(",");
}

function fill(text: string, bytes = MOST_BYTES): string {
  return text.repeat(Math.floor(bytes / text.length));
}

const links = (more: string) => `{"links":[${HARDWARE},${more}],"networks":[]}`;
const networks = (more: string) => `{"links":[${HARDWARE}],"networks":[${more}]}`;
const routes = (more: string) =>
  networks(`{"link":"a","type":"ipv4","ip_address":"10.0.0.2/8","routes":[${more}]}`);
const keys = (more: string) => `{"public_keys":{${more}}}`;

const ip: Item = (index) => `${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
const vlan = (id: string, number: number, parent: string) =>
  `{"id":"${id}","type":"vlan","vlan_id":${number},"vlan_link":"${parent}"}`;
const address: Item = (index) => `{"link":"a","type":"ipv4","ip_address":"10.${ip(index + 256)}/32"}`;
const route = (gateway: string): Item => (index) => `{"network":"11.${ip(index)}/32","gateway":"${gateway}"}`;

const NETWORK_DATA: Readonly<Record<string, string>> = {
  "more values than there may be": links(`${fill("{},")}{}`),
  "more values than there may be, in lists": links(`${fill("[[[[[[[[[[]]]]]]]]]],")}{}`),
  "empty objects": links(many(() => "{}")),
  "nulls": links(many(() => "null")),
  "links that lack all": links(many((index) => `{"id":"${index.toString(36)}","type":"phy"}`)),
  "links of one interface": links(
    many((index) => `{"id":"${index}","ethernet_mac_address":"${MAC}","mtu":1500}`),
  ),
  "every VLAN": links(many((index) => vlan(`v${index}`, index + 1, "a"), 4094)),
  "VLANs on VLANs": links(
    many((index) =>
      vlan(`v${index}`, index % 4094 + 1, index < 4094 ? "a" : `v${Math.floor((index - 4094) / 40)}`)
    ),
  ),
  "VLANs of one number, whose names are taken": links(
    many((index) =>
      vlan(`v${index}`, index < 4094 ? index + 1 : 4094, index < 4094 ? "a" : `v${index - 4094}`)
    ),
  ),
  "a chain of VLANs": links(many((index) => vlan(`v${index}`, 1, index === 0 ? "a" : `v${index - 1}`))),
  "a circle of VLANs": links(many((index) => vlan(`v${index}`, 1, `v${(index + 1) % 8000}`))),
  "a bond of ports that are not there": links(
    `{"id":"c","type":"bond","bond_mode":"1","bond_links":["a",${many((index) => `"p${index}"`)}]}`,
  ),
  "a bond of one port many times": links(`{"id":"c","type":"bond","bond_links":[${many(() => '"a"')}]}`),
  "a bond of unknown options": links(
    `{"id":"c","type":"bond","bond_links":["a"],${many((index) => `"bond_${index}":1`)}}`,
  ),
  "bonds that want one port": links(many((index) => `{"id":"-${index}","type":"bond","bond_links":["a"]}`)),
  "a bridge of one port many times": links(
    `{"id":"c","type":"bridge","bridge_links":[${many(() => '"a"')}]}`,
  ),
  "bridges that want one port": links(
    many((index) => `{"id":"-${index}","type":"bridge","bridge_links":["a"]}`),
  ),
  "a bridge of VLANs with VLANs on it": links(
    `{"id":"c","type":"bridge","mtu":9000,"bridge_links":[${many((index) => `"v${index}"`, 4000)}]},` +
      `${many((index) => vlan(`v${index}`, index + 1, "a"), 4000, 2_000_000)},` +
      many((index) => vlan(`w${index}`, index + 1, "c"), 4000, 1_500_000),
  ),
  "a bridge of a chain of VLANs on it": links(
    `{"id":"c","type":"bridge","bridge_links":[${many((index) => `"v${index}"`, 4000)}]},` +
      many((index) => vlan(`v${index}`, 1, index === 0 ? "c" : `v${index - 1}`), 4000, 3_000_000),
  ),
  "addresses": networks(many(address)),
  "addresses of IPv6": networks(
    many((index) => `{"link":"a","type":"ipv6","ip_address":"fd00::${(index + 1).toString(16)}/64"}`),
  ),
  "routes": routes(many(route("10.0.0.1"))),
  "routes beside addresses, none of which has the gateway": networks(
    `{"link":"a","type":"ipv4","ip_address":"10.0.0.2/8","routes":[${
      many(route("9.0.0.1"), Infinity, MOST_BYTES / 2)
    }]},` +
      many(address, Infinity, MOST_BYTES / 2),
  ),
  "default routes": routes(many((index) => `{"network":"0.0.0.0/0","gateway":"10.${ip(index + 256)}"}`)),
  "name servers": `{"links":[${HARDWARE}],"networks":[{"link":"a","type":"ipv4_dhcp"}],"services":[${
    many((index) => `{"type":"dns","address":"10.${ip(index + 256)}"}`)
  }]}`,
  "VLANs with a name server each": `{"links":[${HARDWARE},${
    many((index) => vlan(`v${index}`, index + 1, "a"), 4094)
  }],"networks":[${
    many(
      (index) =>
        `{"link":"v${index}","type":"ipv4_dhcp","services":[{"type":"dns","address":"10.${
          ip(index + 256)
        }"}]}`,
      4094,
    )
  }]}`,
  "lists in lists": `{"links":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
  "objects in objects": `{"links":[${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}]}`,
  "a long id": links(`{"id":"${fill("x")}","type":"phy","ethernet_mac_address":"${MAC}"}`),
  "a long key": links(`{"id":"c","type":"bond","bond_links":["a"],"bond_${fill("x")}":1}`),
  "a long address": networks(`{"link":"a","type":"ipv4","ip_address":"${fill("1.")}"}`),
  "a long address of IPv6": networks(`{"link":"a","type":"ipv6","ip_address":"${fill("1:")}"}`),
  "a long hardware address": links(`{"id":"c","ethernet_mac_address":"${fill("- ")}"}`),
  "a long type": networks(`{"link":"a","type":"${fill("ipv4")}"}`),
  "a long list of ARP targets": links(
    `{"id":"c","type":"bond","bond_links":["a"],"bond_arp_ip_target":"${fill("10.0.0.1,")}"}`,
  ),
  "a long number": links(`{"id":"c","type":"phy","ethernet_mac_address":"${OTHER_MAC}","mtu":${fill("9")}}`),
  "white space": `{"links":[${HARDWARE}],"networks":[]${fill(" ")}}`,
  "white space before nothing": fill(" "),
  "64 MiB": links(`${fill("{},", TOO_MANY_BYTES)}{}`),
  "64 MiB in one text": `{"links":"${fill("x", TOO_MANY_BYTES)}"}`,
};

const keyOf: Item = (index) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${index.toString(36).padStart(48, "A")}`;

const META_DATA: Readonly<Record<string, string>> = {
  "keys": keys(many((index) => `"k${index}":"${keyOf(index)}"`)),
  "keys that are none": keys(many((index) => `"k${index}":0`)),
  "listed keys": `{"keys":[${many((index) => `{"data":"${keyOf(index)}"}`)}]}`,
  "a long SSH key": keys(`"a":"ssh-rsa AAAAB3NzaC1yc2${fill("A")}"`),
  "a key of types": keys(`"a":"${fill("ssh-rsa ")}"`),
  "a long host name": `{"hostname":"${fill("a")}"}`,
  "a host name of dots": `{"hostname":"${fill(".")}"}`,
  "a host name of white space": `{"hostname":"a${fill(" ")}b"}`,
};

/** Each by what there is much of. */
export const LARGE_DRIVES: ReadonlyMap<string, Drive> = new Map(
  ([["network_data.json", NETWORK_DATA], ["meta_data.json", META_DATA]] as const).flatMap(([name, texts]) =>
    Object.entries(texts).map(([what, text]) =>
      [what, new Map([[name, new TextEncoder().encode(text)]])] as const
    )
  ),
);

/** What is linear takes a tenth of it; what is not takes minutes. */
const MOST_MS = 10_000;

/** Tries each: reading it, resolving it and rendering it in any one way must take no longer than that. */
export function tryLargeDrives(): { tried: number; faults: string[]; slowestMs: number } {
  const tries = [...LARGE_DRIVES].map(([what, drive]) => tryLargeDrive(what, drive));
  return {
    tried: tries.length,
    faults: tries.flatMap(({ faults }) => faults),
    slowestMs: Math.max(...tries.map(({ slowestMs }) => slowestMs)),
  };
}

function tryLargeDrive(what: string, drive: Drive): { faults: string[]; slowestMs: number } {
  const stages: { stage: string; ms: number; faults: readonly string[] }[] = [];
  try {
    judgeStages(
      drive,
      { interfaces: LARGE_INTERFACES },
      (stage, ms, faults) => stages.push({ stage, ms, faults }),
    );
  } catch (error) {
    return { faults: [`${what}: it throws ${error}`], slowestMs: 0 };
  }
  const slow = stages.filter(({ ms }) => ms > MOST_MS);
  return {
    faults: [
      ...slow.map(({ stage, ms }) => `${what}: ${stage} takes ${Math.round(ms)} ms`),
      ...stages.flatMap(({ faults }) => faults.slice(0, 3).map((fault) => `${what}: ${fault.slice(0, 500)}`)),
    ],
    slowestMs: Math.round(Math.max(...stages.map(({ ms }) => ms))),
  };
}
