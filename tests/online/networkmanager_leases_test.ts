/** What networkmanager makes of leases. Needs root. */
import { tryLeases } from "./_lease_rows.ts";

tryLeases({ stack: "networkmanager" }, "second");
