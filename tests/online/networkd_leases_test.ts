/** What networkd makes of leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "networkd" }, "second");
