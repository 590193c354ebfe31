import assert from "node:assert/strict";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { claimText } from "../support/claims.ts";

/** A text in which `%` stands for a word, what it claims, and the words, of which any one makes a difference. */
type Row = readonly [what: string, text: string, claims: readonly string[], words: readonly string[]];

// deno-fmt-ignore
const ROWS: Partial<Record<StackName, readonly Row[]>> = {
  ifupdown: [
    ["ports", "iface x inet dhcp\n % eth0\n", ["own x", "own eth0"],
      ["bond-slaves", "bond_slaves", "slaves", "bond-ports", "bond-members", "bridge-ports", "bridge_ports"]],
    ["no ports", "iface x inet dhcp\n bridge-ports %\n", ["own x"], ["none", "regex", "noregex"]],
    ["no port option", "iface x inet dhcp\n % eth0\n", ["own x"],
      ["bond-slaves-x", "my-bond-slaves", "bond-primary", "pre-slaves", "address", "xvlan-raw-device", "vlan-raw-device2", "vlan-protocol"]],
    ["ports that only look like none", "iface x inet dhcp\n bridge-ports %\n", ["own x", "own %"],
      ["none0", "xnone", "regex1", "noregexp"]],
    ["parents", "iface x inet dhcp\n % eth0\n", ["own x", "parent eth0"],
      ["vlan-raw-device", "vlan_raw_device", "vlan-id-device", "macvlan-device"]],
    ["a stanza of another keyword", "iface x inet dhcp\n%\n bond-slaves eth0\n", ["own x"],
      ["auto y", "allow-hotplug y", "allow- y", "source /etc/x", "source-directory /etc/y", "no-auto-down y", "no-scripts y"]],
    ["an option that only looks like a keyword", "iface x inet dhcp\n % y\n bond-slaves eth0\n", ["own x", "own eth0"],
      ["autoconf", "iface-x", "mapping-x", "rename-x", "template-x", "no-scripts-x", "my-iface", "my-auto", "open-source", "not-allow-x", "is-template"]],
    ["a slash that begins nothing", "%\n", ["default e*/0"], ["iface e*/0 inet dhcp", "iface /e*/0 inet dhcp"]],
    ["a slash in a mapping", "mapping %\n", ["own e*/0"], ["e*/0", "/e*/0"]],
    ["another keyword of ifupdown-ng", "iface x inet dhcp\n%\n bond-slaves eth0\n", ["own x"],
      ["rename y=z", "template y", "mapping"]],
    ["selections by a pattern", "% /e*=home\n", ["default e*"], ["auto", "allow-hotplug", "allow-auto"]],
    ["selections that only name stanzas", "auto %\n", [], ["eth0", "eth0=", "eth0=home=", "=home", "a"]],
    ["an address that is missing", "auto %\n", ["own mac"], ["/mac/=home", "/mac=home", "mac/=home"]],
    ["a pattern of nothing", "auto %\n", ["own "], ["/=home", "//x=home"]],
    ["patterns with a slash", "%\n", ["default e*"],
      ["iface /e* inet dhcp", "auto /e*=home", "auto /e*/0=home", "auto e*=home", "auto e*/mac/52:54:00:00:00:0a=home"]],
    ["a mapping by a pattern", "mapping %\n", ["own e*"], ["e*", "/e*"]],
    ["names that are no VLAN's", "iface % inet dhcp\n", ["own %"], ["eth0.12345", "eth0.a", ".5", "eth0-5"]],
  ],
  networkd: [
    ["attachments", "[Match]\nName=e*\n[Network]\n%=x\n", ["own e*"],
      ["Address", "Gateway", "BatmanAdvanced", "Bond", "Bridge", "IPVLAN", "IPVTAP", "IPoIB", "MACVLAN", "MACVTAP",
       "MACsec", "Tunnel", "VLAN", "VRF", "VXLAN", "Xfrm"]],
    ["what is no attachment", "[Match]\nName=e*\n[Network]\n%=x\n", ["default e*"],
      ["DHCP", "DNS", "BindCarrier", "ActiveSlave", "PrimarySlave", "IPv6Address", "DefaultRouteOnDevice", "VLANs", "XBond", "BondX", "Addresses", "GatewayOnLink"]],
    ["sections of details", "[Match]\nName=e*\n[%]\nUnknown=x\n", ["default e*"],
      ["CAN", "DHCP", "DHCPv4", "DHCPv6", "DHCPPrefixDelegation", "IPv6AcceptRA", "Link", "Network"]],
    ["sections of more", "[Match]\nName=e*\n[%]\nKey=x\n", ["own e*"],
      ["Address", "Route", "RoutingPolicyRule", "Bridge", "DHCPServer", "SR-IOV", "MyLink", "LinkX"]],
    ["what is not managed", "[Match]\nName=e*\n[Link]\nUnmanaged=%\n", ["own e*"],
      ["1", "yes", "y", "true", "t", "on", "YES"]],
    ["what is managed", "[Match]\nName=e*\n[Link]\nUnmanaged=%\n", ["default e*"],
      ["0", "no", "off", "", "yes2", "ayes"]],
    ["another switch", "[Match]\nName=e*\n[Link]\n%=yes\n", ["default e*"],
      ["ARP", "RequiredForOnline", "Multicast"]],
    ["several things that only udev tells", "[Match]\n%\n", ["default any ?Driver="],
      ["Driver=x\nPath=y", "Path=y\nDriver=x", "Property=z\nDriver=x"]],
    ["what only udev tells", "[Match]\n%=x\n", ["default any ?%="], ["Driver", "Path", "Property"]],
    ["no cards", "[Match]\n%\n", ["default any made"],
      ["Type=wlan", "Type=!ether infiniband", "Kind=veth", "BSSID=x", "SSID=x", "WLANInterfaceType=ap"]],
    ["cards", "[Match]\n%\n", ["default any"],
      ["Type=ether", "Type=infiniband", "Type=!wlan", "Type=e*", "Type=!ether", "Kind=!veth", "SSID=", "Host=x"]],
  ],
  networkmanager: [
    ["types of cards", "[connection]\ntype=%\n", ["default any"], ["802-3-ethernet", "ethernet", "infiniband"]],
    ["no name", "[connection]\ntype=ethernet\ninterface-name=%\n", ["default any"], ["", " "]],
    ["types of others", "[connection]\ntype=%\n", [],
      ["wifi", "ethernet2", "my-ethernet", "infiniband2", "802-3-ethernets", ""]],
    ["more than DHCP", "[connection]\ntype=ethernet\n%\n", ["own any"],
      ["master=bond0", "controller=bond0", "[ipv4]\naddress=192.0.2.1/24", "[ipv4]\naddress1=192.0.2.1/24",
       "[ipv6]\naddress10=2001:db8::1/64", "[ipv4]\naddresses=192.0.2.1/24", "[ipv4]\ngateway=192.0.2.1",
       "[ipv4]\nroute=10.0.0.0/8", "[ipv6]\nroute12=2001:db8::/32", "[ipv4]\nroutes=x", "[ipv4]\nmethod=manual",
       "[ipv6]\nmethod=shared"]],
    ["DHCP", "[connection]\ntype=ethernet\n%\n", ["default any"],
      ["master=", "controller=", "slave-type=bond", "[ipv4]\naddress1=", "[ipv4]\nmethod=auto", "[ipv5]\ngateway=x",
       "[ipv4]\nroute-metric=5", "[ipv4]\naddress-data=x", "[ipv4]\nmethod=manual2", "[ipv4]\nmethod2=manual", "controller2=x", "my-master=x", "[my-connection]\nmaster=x", "[my-ipv4]\nmethod=manual", "[ipv4]\nmethod=not-shared", "[my-ipv4]\ngateway=x",
       "[ipv4]\ngateway-ping-timeout=5", "[ipv4]\nroute1_options=x", "[ipv4]\nmay-method=manual"]],
    ["addresses of cards", "[connection]\ntype=ethernet\n[%]\nmac-address=52:54:00:00:00:0a\n", ["default @52:54:00:00:00:0a"],
      ["ethernet", "802-3-ethernet", "infiniband"]],
    ["several things that are not compared", "[connection]\ntype=ethernet\n[match]\n%\n", ["default any ?match.driver"],
      ["driver=x\npath=y", "path=y\ndriver=x"]],
    ["a VLAN of which nobody knows the id", "[connection]\ntype=vlan\n[vlan]\nparent=eth0\n%\n", ["parent eth0"],
      ["", "flags=1", "interface-name="]],
    ["what is not compared", "[connection]\ntype=ethernet\n[match]\n%=x\n", ["default any ?match.%"],
      ["driver", "path"]],
    ["parents", "[connection]\ntype=other\ninterface-name=x\n[%]\nparent=eth0\n", ["own x", "parent eth0"],
      ["vlan", "macvlan", "vxlan", "ip-tunnel"]],
    ["no names", "[connection]\ntype=vlan\n[vlan]\n%\n", [], ["id=5", "interface-name=", "flags=1", "parents=eth0", "parent-x=eth0"]],
    ["tests of a name", "[connection]\ntype=ethernet\n[match]\ninterface-name=%\n", ["default %"],
      ["!eth0", "e*", "eth[01]", "!"]],
    ["tests of no name", "[connection]\ntype=ethernet\n[match]\ninterface-name=%\n", ["default "], ["&", "|"]],
    ["separators of a list", "[connection]\ntype=ethernet\n[match]\ninterface-name=a%b%\n", ["default a|b"],
      [";", ",", " ", ";;", ", "]],
  ],
  netplan: [
    ["what is made", "network: {%: {x: {interfaces: [eth0]}}}", ["own x", "port eth0"],
      ["bonds", "bridges", "vrfs", "dummy-devices", "modems", "nm-devices", "tunnels", "virtual-ethernets",
       "wifis"]],
    ["more than DHCP", "network: {ethernets: {a: {%: x}}}", ["own a"],
      ["addresses", "gateway4", "gateway6", "routes", "routing-policy", "activation-mode"]],
    ["DHCP", "network: {ethernets: {a: {%: x}}}", ["default a"],
      ["dhcp4", "dhcp6", "optional", "nameservers", "dhcp4-overrides", "mtu", "wakeonlan", "set-name"]],
    ["parents that are something else too", "network: {ethernets: {a: {%: x}}, vlans: {v: {link: a}}}", ["own a", "own v"],
      ["dhcp4", "addresses", "mtu"]],
    ["tags", "network: {ethernets: {%eth0: {}}}", ["default eth0"],
      ["!!str ", "!x ", "!<tag:yaml.org,2002:str> ", "! "]],
    ["parents that are nothing else", "network: {ethernets: {a: {%}}, vlans: {v: {link: a}}}", ["parent e*", "own v"],
      ["match: {name: 'e*'}"]],
    ["parents with a name to give", "network: {ethernets: {a: {%}}, vlans: {v: {link: a}}}", ["parent e*|b", "own v"],
      ["match: {name: 'e*'}, set-name: b", "set-name: b, match: {name: 'e*'}"]],
    ["no tags", "network: {ethernets: {%: {}}}", ["default %"], ["a!b", "a!"]],
    ["no tags in quotes", "network: {ethernets: {\"%\": {}}}", ["default %"], ["%TAG x", "a!x"]],
    ["a tag at the end of a line", "network: %\n  ethernets: {eth0: {}}\n", ["default eth0"], ["!x", "!!map", "!<x>", "!"]],
  ],
  wicked: [
    ["ports", "%='eth0'\n", ["own x", "own eth0"],
      ["BONDING_SLAVE_0", "BONDING_SLAVE0", "BONDING_SLAVE_12", "TEAM_PORT_DEVICE", "TEAM_PORT_DEVICE_1",
       "TEAM_PORT_DEVICE12", "OVS_BRIDGE_PORT_DEVICE", "OVS_BRIDGE_PORT_DEVICE_1", "BRIDGE_PORTS"]],
    ["no ports", "%='eth0'\n", ["own x"],
      ["BONDING_SLAVE", "MY_BRIDGE_PORTS", "BRIDGE_PORTS_X", "BRIDGE_PORTPRIORITIES", "INTERFACETYPE"]],
    ["parents", "%=eth0\n", ["own x", "parent eth0"], ["ETHERDEVICE", "MACVLAN_DEVICE", "MACVTAP_DEVICE"]],
    ["no parents", "%=eth0\n", ["own x"], ["ETHERDEVICES", "MY_ETHERDEVICE", "MACVLAN_DEVICE_X", "DEVICE"]],
  ],
  netifrc: [
    ["spellings of a list", "slaves_x=%\n", ["own x", "own a", "own b"],
      ["\"a b\"", "'a b'", "(\"a\" \"b\")", "( \"a b\" )", "('a'\n 'b')"]],
    ["names that are no address", "config_%=dhcp\n", ["own %"], ["0525400000000a", "52540000000", "52540000000ax"]],
    ["other variables", "%=\"a b\"\n", [], ["routes_x", "my_config_x", "configs_x", "config", "slaves", "config_"]],
  ],
};

const FILE_NAMES: Partial<Record<StackName, string>> = { networkd: "20-x.network", wicked: "ifcfg-x" };

for (const [stack, rows] of Object.entries(ROWS) as [StackName, readonly Row[]][]) {
  for (const [what, text, claims, words] of rows) {
    for (const word of words) {
      Deno.test(`${stack}: claims: ${what}: ${JSON.stringify(word)}`, () => {
        const found = stackOf(stack).code().claims(text.replaceAll("%", word), FILE_NAMES[stack] ?? "x");
        assert.deepEqual(found.map(claimText), claims.map((claim) => claim.replaceAll("%", word)));
      });
    }
  }
}
