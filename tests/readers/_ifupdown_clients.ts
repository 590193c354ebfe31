/**
 * The commands of DHCP clients in ifupdown's stanzas.
 *
 * @module
 */

/** What a DHCP client is told to do; `undefined` where a command is none of one. */
export interface Client {
  readonly asks?: "dhcp4" | "addresses" | "information";
  readonly metric?: string | undefined;
}

/** By dhclient(8), dhcpcd(8) and the help of udhcpc: each form, and the group with the device, the metric, and the word for information. */
const CLIENTS: readonly [
  form: RegExp,
  read: (found: readonly (string | undefined)[]) => Client & { name: string },
][] = [
  [
    /^dhclient -4(?: -nw)?(?: -e IF_METRIC=(\d+))? -pf \/run\/dhclient\.(\S+)\.pid -lf \/var\/lib\/dhcp\/dhclient\.\2\.leases \2$/,
    ([, metric, name]) => ({ name: name!, asks: "dhcp4", metric }),
  ],
  [
    /^\(until ip -6 addr show dev (\S+) scope link -tentative \| grep -q inet6; do ip link show dev \1 up \| grep -q \. \|\| exit; sleep 0\.2; done; exec dhclient -6 -nw( -S)? -pf \/run\/dhclient6\.\1\.pid -lf \/var\/lib\/dhcp\/dhclient6\.\1\.leases \1\) >\/dev\/null 2>&1 &$/,
    ([, name, word]) => ({ name: name!, asks: word === undefined ? "addresses" : "information" }),
  ],
  [
    /^(?:dhcpcd -4 -A (?:-m \d+ )?(?:-O interface_mtu )?(?:-G )?(?:-C resolv\.conf )?\S+ \|\| )?dhcpcd -4 -b -A (?:-m (\d+) )?(?:-O interface_mtu )?(?:-G )?(?:-C resolv\.conf )?(\S+)$/,
    ([, metric, name]) => ({ name: name!, asks: "dhcp4", metric }),
  ],
  [
    /^dhcpcd -6 -b --noipv6rs --(ia_na|inform6) (?:-C resolv\.conf )?(\S+)$/,
    ([, word, name]) => ({ name: name!, asks: word === "ia_na" ? "addresses" : "information" }),
  ],
  [
    /^dhclient -[46] -r -pf \/run\/dhclient6?\.(\S+)\.pid -lf \/var\/lib\/dhcp\/dhclient6?\.\1\.leases \1$/,
    ([, name]) => ({ name: name! }),
  ],
  [
    /^(?:IF_METRIC=(\d+) )?(?:IF_PEER_DNS=no )?udhcpc -(?:b|f) -R -p \/run\/udhcpc\.(\S+)\.pid -i \2(?: >\/dev\/null 2>&1 &)?$/,
    ([, metric, name]) => ({ name: name!, asks: "dhcp4", metric }),
  ],
  [/^kill \$\(cat \/run\/udhcpc\.(\S+)\.pid\)$/, ([, name]) => ({ name: name! })],
  [/^dhcpcd -[46] -k (\S+)$/, ([, name]) => ({ name: name! })],
];

export function readClient(device: string, command: string): Client | undefined {
  for (const [form, read] of CLIENTS) {
    const found = form.exec(command);
    if (found === null) continue;
    const { name, ...client } = read([...found]);
    if (name !== device) throw new Error(`a client of another device: ${command}`);
    return client;
  }
  return undefined;
}
