/**
 * Machines and drives on which everything but the network is as heavy as it can be: the network has to come all the same.
 *
 * @module
 */
import { join } from "@std/path";
import { MOST_JSON_VALUES } from "../../lib/config_drive/json_faults.ts";
import { STACKS } from "../../lib/stacks/mod.ts";
import { LARGEST_TEXT } from "../../lib/system/system.ts";
import { writeFile } from "../support/trees.ts";
import type { Attack, AttackOptions, Outcome } from "./attack.ts";
import { bootBounded } from "./hostile_drives_boot.ts";
import { program } from "./program.ts";
import { randomOf, sample } from "./random.ts";
import { inScratch } from "./scratch.ts";

export const heavy: Attack = {
  name: "heavy",
  summary:
    "heavy keys, names and files of the machine, with all stacks, in 160 MiB and 2 s: the network has to come",
  run: (options) => inScratch((directory) => attack(directory, options), "size=512m"),
};

/** Of a processor. */
const MOST_SECONDS = 2;

const ADDRESS = "192.0.2.10";
const NETWORK_DATA = JSON.stringify({
  links: [{ id: "a", type: "phy", ethernet_mac_address: "52:54:00:00:00:01" }],
  networks: [{ link: "a", type: "ipv4", ip_address: ADDRESS, netmask: "255.255.255.0" }],
});

const DATA = `AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)}`;
const KEY = `ssh-ed25519 ${DATA} me`;
const QUOTES = `"${'\\"'.repeat(8000)}`;
const HUGE = 140 * 1024 * 1024;

/** Text that is repeated up to a size. */
function filled(text: string, bytes: number): string {
  return text.repeat(Math.floor(bytes / text.length));
}

interface Heavy {
  readonly what: string;
  /** The document as text; undefined: one key and a name. */
  readonly metaData?: string;
  /** Files of the machine. */
  readonly files?: Readonly<Record<string, () => string>>;
}

const KEYS = "root/.ssh/authorized_keys";
const HALF = LARGEST_TEXT - 1;

const HEAVY: readonly Heavy[] = [
  {
    what: "keys with comments of quotes",
    metaData: JSON.stringify({
      public_keys: Object.fromEntries(
        Array.from({ length: 230 }, (_, index) => [index, `${KEY}${index} ${QUOTES}`]),
      ),
    }),
  },
  { what: "a document of lists", metaData: `[${"[[[[[[[[[[]]]]]]]]]],".repeat(190_000)}0]` },
  { what: "a document of objects", metaData: `[${"{},".repeat(1_390_000)}0]` },
  { what: "as many objects as there may be", metaData: `{"keys":[${"{},".repeat(MOST_JSON_VALUES - 3)}0]}` },
  {
    what: "as many members as there may be",
    metaData: `{"public_keys":{${
      Array.from({ length: MOST_JSON_VALUES - 3 }, (_, index) => `"${index}":${index}`).join(",")
    }}}`,
  },
  { what: "a name of 4 MiB", metaData: `{"hostname":"${"a.".repeat(2_000_000)}"}` },
  { what: "lines of quotes among the keys", files: { [KEYS]: () => filled(`${QUOTES}\n`, HALF) } },
  { what: "keys in all lines", files: { [KEYS]: () => filled(`${KEY}\n`, HALF) } },
  {
    what: "expired keys in all lines, and a long way to the time",
    files: {
      [KEYS]: () => filled(`expiry-time="20200101" ${KEY}\n`, HALF),
      "proc/stat": () => `cpu ${filled("1 ", HALF / 2)}\n${filled("intr 1\n", HALF / 4)}btime 1800000000\n`,
    },
  },
  { what: "empty lines among the keys", files: { [KEYS]: () => filled("\n", HALF) } },
  { what: "hosts in all lines", files: { "etc/hosts": () => filled("10.0.0.1 a b\n", HALF) } },
  { what: "one line of hosts", files: { "etc/hosts": () => filled("a ", HALF) } },
  { what: "white space as hosts", files: { "etc/hosts": () => filled(" ", HALF) } },
  { what: "users in all lines", files: { "etc/passwd": () => filled("a:x:1:1::/:\n", HALF) } },
  { what: "colons as users", files: { "etc/passwd": () => filled(":", HALF) } },
  { what: "comments before the name", files: { "etc/hostname": () => filled("#\n", HALF) } },
  ...[KEYS, "etc/hosts", "etc/passwd", "etc/hostname", "etc/os-release"].map((path) => ({
    what: `a ${path} of 140 MB`,
    files: { [path]: () => filled(`${KEY}\n`, HUGE) },
  })),
];

async function attack(directory: string, { seed, scale, progress }: AttackOptions): Promise<Outcome> {
  const root = join(directory, "root");
  const jobs = HEAVY.flatMap((one) => STACKS.map(({ name }) => ({ one, renderer: name })));
  // All of it takes a minute, so that a sample is a third.
  const chosen = sample(randomOf(seed), jobs, Math.min(1, scale * 8));
  const faults: string[] = [];
  let slowestMs = 0;
  for (const { one, renderer } of chosen) {
    progress(`${one.what}, ${renderer}`);
    lay(root, one);
    const boot = await bootBounded(program(), root, renderer, MOST_SECONDS);
    slowestMs = Math.max(slowestMs, boot.ms);
    const found = [...boot.faults, ...(hasNetwork(join(root, "etc")) ? [] : ["there is no network"])];
    faults.push(...found.map((fault) => `${one.what}, ${renderer}: ${fault}`));
  }
  return { tried: chosen.length, faults, notes: [`slowest ${(slowestMs / 1000).toFixed(2)} s`] };
}

function lay(root: string, { metaData, files = {} }: Heavy): void {
  try {
    Deno.removeSync(root, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.mkdirSync(join(root, "etc"), { recursive: true });
  writeFile(join(root, "sys/class/net/eth0/address"), "52:54:00:00:00:01\n");
  writeFile(join(root, "sys/class/net/eth0/addr_assign_type"), "0\n");
  const documents = join(root, "mnt/config/openstack/latest");
  writeFile(join(documents, "network_data.json"), NETWORK_DATA);
  const plain = JSON.stringify({ hostname: "web", public_keys: { me: KEY } });
  writeFile(join(documents, "meta_data.json"), metaData ?? plain);
  for (const [path, text] of Object.entries(files)) writeFile(join(root, path), text());
}

/** Whether a file of the network has the address. */
function hasNetwork(directory: string): boolean {
  return [...Deno.readDirSync(directory)].some(({ name, isDirectory, isFile }) => {
    const path = join(directory, name);
    if (isDirectory) return hasNetwork(path);
    return isFile && !/^(?:hosts|hostname|passwd|os-release)$/.test(name) &&
      Deno.readTextFileSync(path).includes(ADDRESS);
  });
}
