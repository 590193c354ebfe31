/** What ifup with dhclient makes of drives whose servers and routers answer. Needs root. */
import { tryClient, tryRouters } from "./_ifupdown_rows.ts";

tryClient("dhclient");
tryRouters();
