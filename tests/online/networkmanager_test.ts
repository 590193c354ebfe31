/** What networkmanager makes of drives whose servers and routers answer. Needs root. */
import { tryDaemon, tryNameServers } from "./_daemon_rows.ts";
import { tryLeases } from "./_lease_rows.ts";

tryDaemon("networkmanager");
tryNameServers();
tryLeases({ stack: "networkmanager" }, "first");
