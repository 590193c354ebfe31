/** What netplan makes of drives whose servers and routers answer. Needs root. */
import { tryDaemon } from "./_daemon_rows.ts";
import { tryLeases } from "./_lease_rows.ts";

tryDaemon("netplan");
tryLeases({ stack: "netplan" }, "first");
