import assert from "node:assert/strict";
import { join } from "@std/path";
import { bootMachine, EXPECTED, MAKE_CARDS, portsAndAddresses } from "./_operators_bridge.ts";
import { DIRECTORY, withNetworkManager } from "./network_manager_daemon.ts";
import { withNetworkd } from "./networkd.ts";

const NETWORKD = {
  "etc/systemd/network/20-br0.netdev": "[NetDev]\nName=br0\nKind=bridge\n",
  "etc/systemd/network/30-ports.network": "[Match]\nName=eth*\n[Network]\nBridge=br0\n",
  "etc/systemd/network/40-br0.network": "[Match]\nName=br0\n[Network]\nAddress=10.1.1.1/24\n",
};

const NETWORKD_SCRIPT = `
${MAKE_CARDS}
start
for _ in $(seq 200); do
  settled=$(ip -o addr; ip -o link)
  case $settled in *10.1.1.1/24*) case $settled in *203.0.113.10/24*)
    test "$(echo "$settled" | grep -c 'master br0')" -lt 2 || break;;
  esac;; esac
  sleep 0.05
done
ip -j addr
stop
exit 0
`;

const PROFILES = {
  [`${DIRECTORY.slice(1)}/br0.nmconnection`]:
    "[connection]\nid=br0\nuuid=8c9c2a8e-6d5b-4e43-9b27-3f3f3a4c1b01\ntype=bridge\ninterface-name=br0\nautoconnect-slaves=1\n" +
    "[bridge]\nstp=false\n[ipv4]\nmethod=manual\naddress1=10.1.1.1/24\n[ipv6]\nmethod=disabled\n",
  [`${DIRECTORY.slice(1)}/ports.nmconnection`]:
    "[connection]\nid=ports\nuuid=8c9c2a8e-6d5b-4e43-9b27-3f3f3a4c1b02\ntype=ethernet\nmaster=br0\nslave-type=bridge\n" +
    "multi-connect=3\n[match]\ninterface-name=eth*;\n",
};

const MANAGER_SCRIPT = `
cp -p -t ${DIRECTORY} "$1"/*
${MAKE_CARDS}
start
wait_for sh -c 'test "$(ip -o link | grep -c "master br0")" = 2'
wait_for sh -c 'ip -o addr | grep -q 10.1.1.1/24'
wait_for sh -c 'ip -o addr | grep -q 203.0.113.10/24'
ip -j addr
`;

Deno.test("systemd-networkd: what an operator has in a bridge by a pattern stays there", () => {
  const root = Deno.makeTempDirSync();
  try {
    bootMachine(root, "networkd", NETWORKD);
    assert.deepEqual(portsAndAddresses(withNetworkd(root, NETWORKD_SCRIPT)), EXPECTED);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("NetworkManager: what an operator has in a bridge by a pattern stays there", async () => {
  const root = Deno.makeTempDirSync();
  try {
    bootMachine(root, "networkmanager", PROFILES);
    const output = await withNetworkManager(MANAGER_SCRIPT, join(root, DIRECTORY));
    assert.deepEqual(portsAndAddresses(output), EXPECTED);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});
