/** What ifup with dhclient makes of leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "ifupdown", client: "dhclient" }, "first");
