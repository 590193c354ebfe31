/**
 * What wicked's service waits for. `wicked ifup all` waits half a minute where anything that it asks for does not come, on
 * whatever link and with whatever start mode, and then until no address is tentative, learned ones included. It may go on with
 * that when the service is done: wickedd-nanny does the work.
 *
 * @module
 */
import type { System } from "../../system/system.ts";
import { commandOf, runInstead } from "../_wait_online.ts";
import type { ImageFile } from "../stack.ts";
import { DIRECTORY } from "./facts.ts";

const UNIT = "wicked.service";

/**
 * Where addresses are stated, the machine is online when all of them are there, or after two seconds, when one is, whoever is
 * silent on other links or on the same. Where none is, wicked waits as ever.
 */
export function waitForStated(image: System): ImageFile[] {
  const command = commandOf(image, UNIT);
  if (command === undefined || !/^\S+\/wicked --systemd ifup all$/.test(command)) return [];
  return [runInstead(UNIT, `/bin/sh -c '${script(command)}'`)];
}

/** The addresses of all `ifcfg-` files, one a line. */
const STATED = `grep -hs --exclude=ifcfg-lo ^IPADDR ${DIRECTORY}/ifcfg-* | cut -d= -f2 | ` +
  `grep -o "[0-9a-fA-F.:]*" | grep "[.:]"`;

/** Those of the kernel that nobody has lent, and that no other host may still claim. */
const THERE = "ip -o addr show permanent scope global -tentative";

/** Whether one is missing, of `$stated` in `$there`. */
const IS_MISSING = `m=; for a in $$stated; do case $$there in *" $$a/"*) ;; *) m=1;; esac; done`;

/** In a unit a dollar sign is written twice, and a backslash would be an escape. */
function script(command: string): string {
  const look = `there=$$(${THERE}); ${IS_MISSING}; test "$$m" || exit 0`;
  const lose = `n=$$((n + 1)); test $$n -lt 20 || case $$there in *inet*) exit 0;; esac`;
  return `stated=$$(${STATED}); test "$$stated" || exec ${command}; ` +
    `${command} & p=$$!; n=0; while kill -0 $$p; do ${look}; ${lose}; sleep 0.1; done 2>/dev/null; wait $$p`;
}
