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
 * Where addresses are stated, the machine is online when all of them are there, or two seconds after the first, whoever is
 * silent on other links or on the same. Where none is, when wicked says so, or five seconds after the first lease of a link that
 * the drive speaks of, as of two protocols or two links one may be silent.
 */
export function waitForStated(image: System): ImageFile[] {
  const command = commandOf(image, UNIT);
  if (command === undefined || !/^\S+\/wicked --systemd ifup all$/.test(command)) return [];
  return [runInstead(UNIT, `/bin/sh -c '${script(command)}'`)];
}

const FILES = `--exclude=ifcfg-lo ${DIRECTORY}/ifcfg-*`;

/** The addresses of all files, one a line. */
const STATED = `grep -hs ^IPADDR ${FILES} | cut -d= -f2 | grep -o "[0-9a-fA-F.:]*" | grep "[.:]"`;

/** The links that are no fallbacks and no ports, one a line. */
const ASKED = `grep -Ls "^STARTMODE=.*hotplug" ${FILES} | sed "s/.*ifcfg-//"`;

/** What the kernel has of them that no other host may still claim; what nobody has lent, where addresses are stated. */
const THERE = `ip -o addr show $$kind scope global -tentative | grep -wF "$$links"`;

/** Whether one is missing, of `$stated` in `$there`. */
const IS_MISSING = `for a in $$stated; do case $$there in *" $$a/"*) ;; *) m=1;; esac; done`;

/** In a unit a dollar sign is written twice, and a backslash would be an escape. */
function script(command: string): string {
  const stated = `stated=$$(${STATED}); kind=permanent links= most=20 none=`;
  const asked = `test "$$stated" || { kind= most=50 none=1; links=$$(${ASKED}); }`;
  const look = `there=$$(${THERE}); m=$$none; ${IS_MISSING}; test "$$m" || exit 0`;
  const lose = `test -z "$$there" || { n=$$((n + 1)); test $$n -lt $$most || exit 0; }`;
  return `${stated}; ${asked}; ${command} & p=$$!; n=0; ` +
    `while kill -0 $$p; do ${look}; ${lose}; sleep 0.1; done 2>/dev/null; wait $$p`;
}
