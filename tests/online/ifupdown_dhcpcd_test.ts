/** What ifup with dhcpcd makes of drives whose servers and routers answer. Needs root. */
import { tryClient } from "./_ifupdown_rows.ts";

tryClient("dhcpcd");
