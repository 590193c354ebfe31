/** What ifup with dhclient makes of more leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "ifupdown", client: "dhclient" }, "second");
