/** What ifup with dhcpcd makes of leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "ifupdown", client: "dhcpcd" }, "first");
