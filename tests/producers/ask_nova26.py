"""What the nova of Debian 12 writes: reads its model of a machine's ports a line (JSON), answers with the network document."""
import hashlib
import json
import sys
import warnings

warnings.simplefilter("ignore")

import oslo_utils.secretutils

# oslo.utils has dropped it since.
oslo_utils.secretutils.md5 = hashlib.md5

from nova.network import model
from nova.virt import netutils

for line in sys.stdin:
    info = model.NetworkInfo.hydrate(json.loads(line))
    print(json.dumps(netutils.get_network_metadata(info)), flush=True)
