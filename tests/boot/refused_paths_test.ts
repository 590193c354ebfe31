/**
 * Whatever of the machine cannot be looked at costs no more than itself: the network of the drive, the host name and the keys
 * are there all the same.
 */
import assert from "node:assert/strict";
import { memorySystem } from "../../lib/system/memory.ts";
import { type System, SystemError } from "../../lib/system/system.ts";
import { intercepted } from "../support/faults.ts";
import { boot, machineFiles, phy, STACKS } from "./_boot.ts";

const CALLS = ["stat", "lstat", "readText", "readFile", "readDirectory", "readLink"] as const;
const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)}`;
const FILES = {
  ...machineFiles(1, {
    links: [phy(0)],
    networks: [{ link: "nic0", type: "ipv4", ip_address: "192.0.2.7/24" }],
  }),
  "/etc/hostname": "image\n",
  "/etc/hosts": "127.0.0.1 localhost\n",
  "/etc/passwd": "root:x:0:0::/root:/bin/sh\n",
  "/usr/bin/cloud-init": "",
  "/etc/cloud/cloud-init.disabled": "",
  "/var/lib/cloud/instance": "",
  "/mnt/config/openstack/latest/meta_data.json": JSON.stringify({ name: "web", public_keys: { KEY } }),
};

/** What each of them is in, and the texts of which it costs nothing else. */
const PARTS = {
  "192.0.2.7": /^\/etc(?:$|\/(?!\.?host|passwd|cloud|os-release|simple-init))/,
  "web\n": /^\/etc(?:$|\/\.?(?:hostname|hosts)\b)|^\/var\/lib\/simple-init\/hostname/,
  [KEY]: /^\/root|^\/etc\/(?:passwd|cloud)|^\/usr\/bin\/cloud-init|^\/var\/lib\/simple-init\/keys/,
};

/** Without these nobody knows which cards there are, which drive may be obeyed, or what it says. */
const NEEDED = /^\/(?:sys|mnt|proc|$)|^\/etc\/(?:simple-init\.conf|network\/interfaces$)/;

function lookedAt(words: string): Set<string> {
  const paths = new Set<string>();
  boot(intercepted(memorySystem(FILES), CALLS, (_, [path]) => void paths.add(String(path))), words);
  return paths;
}

for (const stack of STACKS) {
  Deno.test(`boot: ${stack}: what cannot be looked at costs no more than itself`, () => {
    const words = `--renderer ${stack}`;
    const paths = [...lookedAt(words)].filter((path) => !NEEDED.test(path));
    assert.ok(paths.includes("/var/lib/cloud") && paths.includes("/etc/hosts"), paths.join("\n"));
    for (const refused of paths) {
      const system = memorySystem(FILES);
      const broken: System = intercepted(system, CALLS, (name, [path]) => {
        if (path === refused) throw new SystemError("ELOOP", name, refused);
      });
      boot(broken, words);
      const texts = [...system.entries].filter(([path]) => /^\/(?:etc|root)\//.test(path))
        .map(([, entry]) => typeof entry === "object" && "text" in entry ? entry.text : String(entry));
      for (const [text, own] of Object.entries(PARTS)) {
        if (own.test(refused)) continue;
        assert.ok(texts.some((one) => one.includes(text)), `${refused} costs ${JSON.stringify(text)}`);
      }
    }
  });
}
