"""What ironic and openstacksdk write: reads a machine a line (JSON), answers with a drive or its documents, a line each.

The code is theirs from their own objects on: only what they ask over the network (neutron) is played here.
"""
import json
import sys
import types
import warnings

warnings.simplefilter("ignore")

import jsonschema
from openstack.baremetal import configdrive
from openstack.network.v2.network import Network
from openstack.network.v2.port import Port
from openstack.network.v2.subnet import Subnet

from ironic.api.controllers.v1 import node as nodes
from ironic.common import neutron
from ironic.conductor import configdrive_utils
from ironic.conf import CONF
from ironic.drivers.modules.network import flat

CONF([], project="ironic", default_config_files=[])
Record = types.SimpleNamespace


class Neutron:
    """Answers as openstacksdk's client of neutron does."""

    def __init__(self, world):
        self.world = world

    def get_port(self, wanted):
        return self.find(Port, "ports", wanted)

    def get_network(self, wanted):
        return self.find(Network, "networks", wanted)

    def get_subnet(self, wanted):
        return self.find(Subnet, "subnets", wanted)

    def find(self, kind, items, wanted):
        return next(kind.existing(**item) for item in self.world[items] if item["id"] == wanted)

    def close(self):
        pass


def task_of(request):
    """A task of ironic's on the node, as far as the network is concerned."""
    client = Neutron(request["neutron"])
    neutron.get_client = lambda *_, **__: client
    groups = [Record(**group) for group in request["portGroups"]]
    ports = [Record(**port) for port in request["ports"]]
    node = Record(uuid="node", instance_uuid="instance", network_data=request.get("networkData"))
    return Record(node=node, ports=ports, portgroups=groups, context=None)


def build(request):
    """openstacksdk's drive of documents that somebody else wrote."""
    return {"drive": configdrive.build(request["metaData"], network_data=request["networkData"])}


def rebuild(request):
    """ironic's drive in the place of one without a network. Ports of a group have no MTU, which it refuses unless told."""
    CONF.set_override("disable_metadata_mtu_check", bool(request["portGroups"]), group="conductor")
    drive = configdrive.build(request["metaData"], network_data={"links": [], "networks": [], "services": []})
    return {"drive": configdrive_utils.check_and_fix_configdrive(task_of(request), drive)}


def ramdisk(request):
    """The network of a node's ramdisk, as ironic writes it on a virtual medium."""
    task = task_of(request)
    if task.node.network_data:
        jsonschema.validate(task.node.network_data, nodes.network_data_schema())
    network = flat.FlatNetwork.__new__(flat.FlatNetwork).get_node_network_data(task)
    return {"network_data.json": json.dumps(network, indent=2)}


KINDS = {"build": build, "rebuild": rebuild, "ramdisk": ramdisk}

for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(KINDS[request["kind"]](request)), flush=True)
