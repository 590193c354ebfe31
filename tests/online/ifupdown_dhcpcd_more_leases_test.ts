/** What ifup with dhcpcd makes of more leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "ifupdown", client: "dhcpcd" }, "second");
