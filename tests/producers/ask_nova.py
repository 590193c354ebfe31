"""What nova writes: reads a machine a line (JSON), answers with the documents of its drive and nova's model, a line each.

nova's own code runs from neutron's objects on: only what it asks over the network (neutron, ironic) is played here.
"""
import json
import sys
import types
import warnings

warnings.simplefilter("ignore")

import nova.conf
from nova.api.metadata import base as metadata
from nova.network import neutron
from nova.objects import virt_device_metadata as devices
from nova.virt.ironic import driver as ironic_driver

nova.conf.CONF([], project="nova", default_config_files=[])
Record = types.SimpleNamespace


class Neutron:
    """Answers as neutron's API does."""

    def __init__(self, world):
        self.world = world

    def list_ports(self, **wanted):
        return {"ports": matching(self.world["ports"], wanted)}

    def list_subnets(self, **wanted):
        return {"subnets": matching(self.world["subnets"], wanted)}

    def show_network(self, network_id, **_):
        return {"network": matching(self.world["networks"], {"id": network_id})[0]}

    def list_extensions(self, **_):
        return {"extensions": []}

    def list_floatingips(self, **_):
        return {"floatingips": []}


def matching(items, wanted):
    def fits(item):
        return all(
            item.get(key) in value if isinstance(value, list) else item.get(key) == value
            for key, value in wanted.items()
        )

    return [item for item in items if fits(item)]


def network_info(world):
    """nova's model of the machine's ports, in the order in which they were attached."""
    client = Neutron(world)
    neutron.get_client = lambda *_, **__: client
    api = neutron.API()
    ports = matching(world["ports"], {"device_owner": "compute:nova"})
    return neutron.network_model.NetworkInfo(
        api._build_vif_model(None, client, port, world["networks"], set()) for port in ports
    )


def ironic_network(ports, port_groups, info):
    """Of a bare metal node, whose cards and port groups ironic knows."""
    driver = ironic_driver.IronicDriver.__new__(ironic_driver.IronicDriver)
    driver._ironic_connection = Record(
        ports=lambda **_: [Record(**port) for port in ports],
        port_groups=lambda **_: [Record(**group) for group in port_groups],
    )
    return driver._get_network_metadata(Record(id="node"), info)


def device(card):
    bus = devices.PCIDeviceBus(address=card["address"])
    more = {key: card[key] for key in ("vlan", "vf_trusted", "tags") if key in card}
    return devices.NetworkInterfaceMetadata(mac=card["mac"], bus=bus, **more)


def meta_data(server, network):
    """`meta_data.json` and `network_data.json` of the drive's `latest`."""
    nova.conf.CONF.set_override("dhcp_domain", server["domain"], group="api")
    keys = [Record(**key) for key in server["keys"]]
    instance = metadata.InstanceMetadata.__new__(metadata.InstanceMetadata)
    instance.__dict__.update(
        uuid=server["uuid"], launch_metadata={}, files=[], extra_md=None, network_config=None,
        availability_zone="nova", network_metadata=network,
        instance=Record(
            key_name=keys[0].name if keys else None, keypairs=keys, hostname=server["hostname"],
            display_name=server["name"], launch_index=0, project_id="p", numa_topology=None,
            device_metadata=Record(devices=[device(card) for card in server["devices"]]),
        ),
    )
    version = metadata.OPENSTACK_VERSIONS[-1]
    return {
        "meta_data.json": instance._metadata_as_json(version, None).decode(),
        "network_data.json": instance._network_data(version, None).decode(),
    }


def answer(request):
    info = network_info(request["neutron"])
    nodes = request.get("ironic")
    network = metadata.netutils.get_network_metadata(info) if nodes is None else ironic_network(
        nodes["ports"], nodes["portGroups"], info)
    return {**meta_data(request["server"], network), "model": info}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
