/** What networkd makes of drives whose servers and routers answer. Needs root. */
import { tryDaemon } from "./_daemon_rows.ts";
import { tryLeases } from "./_lease_rows.ts";

tryDaemon("networkd");
tryLeases({ stack: "networkd" }, "first");
