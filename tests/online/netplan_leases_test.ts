/** What netplan makes of leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "netplan" }, "second");
