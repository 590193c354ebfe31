import assert from "node:assert/strict";
import { readMetaData } from "../../lib/config_drive/meta_data.ts";
import { formatProblem, Place, type Problem } from "../../lib/problem.ts";

const ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnfsGJoHbeslFEDyLi2Wdc1ItixcjS1ZJx03a9H96Bg one@example";
const TWO = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH6wNkbXmQyPxRsyOxeexOWA+dgHeE0tIYU8HBPcBTce two@example";
const CERTIFICATE =
  "-----BEGIN CERTIFICATE-----\nMIIDFjCCAf6gAwIBAgIJAM36wl1kf141MA0GCSqGSIb3DQEBCwUAMA8xDTALBgNV\n-----END CERTIFICATE-----\n";

function read(document: object) {
  const problems: Problem[] = [];
  const data = readMetaData(Place.ofFile("f", problems).in("$"), document);
  return {
    data,
    said: problems.map((problem) => `${problem.severity} ${formatProblem(problem).slice(3)}`),
  };
}

const KEYS: readonly [what: string, document: object, keys: readonly string[], said?: readonly string[]][] = [
  ["an object of texts", { public_keys: { a: ONE, b: TWO } }, [ONE, TWO]],
  ["a text with line ends behind it", { public_keys: { k: `${ONE}\n\n\n` } }, [ONE]],
  [
    "several keys in one text, in both places",
    {
      public_keys: { k: `${ONE}\n${TWO}\n` },
      keys: [{ type: "ssh", name: "k", data: `${ONE}\n${TWO}` }],
    },
    [ONE, TWO],
  ],
  ["line ends of other systems", { public_keys: { k: `${ONE}\r\n${TWO}\r\n` } }, [ONE, TWO]],
  ["comments and empty lines", { public_keys: { k: `# mine\n\n  ${ONE}\n #\n` } }, [ONE]],
  ["a list for each name", { public_keys: { k: [ONE, TWO] } }, [ONE, TWO]],
  ["a list", { public_keys: [ONE, `${TWO}\n`] }, [ONE, TWO]],
  ["a text", { public_keys: ONE }, [ONE]],
  ["keys as a list of texts", { keys: [ONE, TWO] }, [ONE, TWO]],
  ["a list in an entry", { keys: [{ type: "ssh", data: [ONE, TWO] }] }, [ONE, TWO]],
  ["an empty text", { public_keys: { k: "" } }, []],
  ["an empty object and null", { public_keys: {}, keys: null }, []],
  ["nulls inside", { public_keys: { k: null }, keys: [null, { type: "ssh", data: null }] }, []],
  [
    "a certificate in both places",
    {
      public_keys: { win: CERTIFICATE },
      keys: [{ type: "x509", name: "win", data: CERTIFICATE }],
    },
    [],
    ['note $.public_keys["win"]: an X.509 certificate is no SSH key; it is ignored.'],
  ],
  ["a certificate between keys", { public_keys: { k: `${ONE}\n${CERTIFICATE}${TWO}` } }, [ONE, TWO], [
    'note $.public_keys["k"]: an X.509 certificate is no SSH key; it is ignored.',
  ]],
  ["a bad line, which costs itself", { public_keys: { k: `${ONE}\nssh-rsa x\n${TWO}` } }, [ONE, TWO], [
    'problem $.public_keys["k"]: "ssh-rsa x" is not an OpenSSH public key; it is left out.',
  ]],
  ["a line with options", { public_keys: `command="reboot" ${ONE}` }, [], [
    `problem $.public_keys: "command=\\"reboot\\" ${
      ONE.slice(0, 63)
    }…" is not an OpenSSH public key; it is left out.`,
  ]],
  ["a number and an object", { public_keys: { k: 5 }, keys: [{ type: "ssh", data: {} }, [ONE]] }, [ONE], [
    'problem $.public_keys["k"]: 5 is not an OpenSSH public key; it is left out.',
    "problem $.keys[0].data: an object is not an OpenSSH public key; it is left out.",
  ]],
  ["a number in a list", { public_keys: [5, ONE] }, [ONE], [
    "problem $.public_keys[0]: 5 is not an OpenSSH public key; it is left out.",
  ]],
];

for (const [what, document, keys, said = []] of KEYS) {
  Deno.test(`SSH keys of a drive: ${what}`, () => {
    const found = read(document);
    assert.deepEqual([found.data?.sshKeys, found.said], [keys, said]);
  });
}

const LABEL = "a".repeat(63);

const NAMES: readonly [document: object, expected: string | undefined, said?: readonly string[]][] = [
  [{ name: "db-server", hostname: "pg1" }, "pg1"],
  [{ name: "rack1-07", "local-hostname": "prod-cp-0", local_hostname: "prod-cp-0" }, "prod-cp-0"],
  [{ name: "a", hostname: "b", "local-hostname": "a" }, "b"],
  [{ name: "a", hostname: "a", local_hostname: "c" }, "c"],
  [{ "local-hostname": "prod-cp-0" }, "prod-cp-0"],
  [{ name: "a", "local-hostname": "a", local_hostname: "" }, "a"],
  [{ name: "", hostname: "server-0b2a" }, "server-0b2a"],
  [{ name: "", hostname: "", "local-hostname": "" }, undefined],
  [{ name: "web.", hostname: "web.novalocal" }, "web.novalocal"],
  [{ name: "My VM (1)", hostname: "my-vm-1." }, "my-vm-1", [
    'note $.name: "My VM (1)" is not a host name; the host name is "my-vm-1".',
  ]],
  [{ name: "Production DB", hostname: "pg1.example.net" }, "pg1.example.net", [
    'note $.name: "Production DB" is not a host name; the host name is "pg1.example.net".',
  ]],
  [{ name: "ubuntu18.04", hostname: "ubuntu18-04.novalocal" }, "ubuntu18-04.novalocal", [
    'note $.name: "ubuntu18.04" is not a host name; the host name is "ubuntu18-04.novalocal".',
  ]],
  [{ name: "10.0.0.5", hostname: "10-0-0-5.novalocal" }, "10-0-0-5.novalocal", [
    'note $.name: "10.0.0.5" is not a host name; the host name is "10-0-0-5.novalocal".',
  ]],
  [{ name: "web", hostname: "10.0.0.5" }, "web", [
    'problem $.hostname: "10.0.0.5" is not a host name; the host name is "web".',
  ]],
  [{ name: `${LABEL}aaaaaaa`, hostname: `${LABEL}.novalocal` }, `${LABEL}.novalocal`, [
    `note $.name: "${LABEL}aaaaaaa" is not a host name; the host name is "${LABEL}.novalocal".`,
  ]],
  [{ name: `${"x ".repeat(126)}x`, hostname: "web" }, "web", [
    `note $.name: "${"x ".repeat(40)}…" is not a host name; the host name is "web".`,
  ]],
  [{ name: "x ".repeat(127), hostname: "web" }, "web", [
    `problem $.name: "${"x ".repeat(40)}…" is not a host name; the host name is "web".`,
  ]],
  [{ name: "metal3~node-1" }, undefined, [
    'problem $.name: "metal3~node-1" is not a host name; the host name is left as it is.',
  ]],
];

for (const [document, expected, said = []] of NAMES) {
  Deno.test(`host name of ${JSON.stringify(document).replaceAll(LABEL, "63×a")}`, () => {
    const found = read(document);
    assert.deepEqual([found.data?.hostName, found.said], [expected, said]);
  });
}

Deno.test("devices of a drive: network cards alone, with what is said of them", () => {
  const nic = { type: "nic", bus: "pci", address: "0000:0A:05.0", mac: "FA:16:3E:00:00:00", tags: ["x"] };
  const { data, said } = read({
    devices: [
      { ...nic, vlan: 300, vf_trusted: false },
      { type: "disk", bus: "scsi", address: "1:0:2:0", serial: "x" },
      { ...nic, bus: "usb", vlan: 0 },
      { type: "nic", bus: "none", mac: "x" },
      7,
    ],
  });
  const mac = "fa:16:3e:00:00:00";
  assert.deepEqual(data?.devices, [
    { mac, pciAddress: "0000:0a:05.0", vlan: 300 },
    { mac, pciAddress: undefined, vlan: undefined },
    { mac: undefined, pciAddress: undefined, vlan: undefined },
  ]);
  assert.deepEqual(said, [
    'problem $.devices[3].mac: "x" is not a hardware address, as in 52:54:00:12:34:56; it is left out.',
  ]);
});

const METAS: readonly [meta: unknown, isIgnored: boolean][] = [
  [undefined, false],
  [{}, false],
  [{ role: "x", ignore_interfaces: true }, false],
  [{ glean_ignore_interfaces: "true" }, true],
  [{ glean_ignore_interfaces: false }, true],
];

for (const [meta, isIgnored] of METAS) {
  Deno.test(`meta data: with ${JSON.stringify(meta)} the drive's interfaces are ${isIgnored ? "ignored" : "used"}`, () =>
    assert.equal(read({ meta }).data?.ignoreInterfaces, isIgnored));
}
