/**
 * Waiting until udev is done with the network cards, which before that may get other names. For nothing else of udev's:
 * its rule for a disk may take minutes.
 *
 * @module
 */
import { unlessRefused } from "./config_drive/documents.ts";
import type { OnWait } from "./config_drive/policy.ts";
import { INTERFACES, isCard } from "./interfaces.ts";
import { type Problem, problemIn, quote } from "./problem.ts";
import type { System } from "./system/system.ts";

const CONTROL = "/run/udev/control";
const DATA = "/run/udev/data";
const POLL_MS = 50;
const UNNOTICED_MS = 1000;

/** What udev may take: `udevadm settle` is mostly given as much. */
const CARDS_WAIT_MS = 30_000;

/**
 * Waits until udev is done with each card. They are looked for anew each time: one may have another name by then, or be gone.
 *
 * @returns the problem that it is not done with some
 */
export function awaitCards(system: System, onWait: OnWait = () => {}): Problem[] {
  const start = system.now();
  let isSaid = false;
  for (;;) {
    const names = unfinishedCards(system);
    const waited = system.now() - start;
    if (names.length === 0) return [];
    if (waited >= CARDS_WAIT_MS) return [unfinished(names)];
    if (!isSaid && waited >= UNNOTICED_MS) {
      onWait(`Waiting up to ${CARDS_WAIT_MS / 1000} s until udev is done with ${listed(names)}.`);
      isSaid = true;
    }
    system.sleep(POLL_MS);
  }
}

/** The names of the cards that udev is not done with; none where it does not run, or nobody may look. */
export function unfinishedCards(system: System): string[] {
  return unlessRefused(() => {
    if (system.stat(CONTROL) === undefined) return [];
    const names = system.readDirectory(INTERFACES) ?? [];
    return names.filter((name) => !isDone(system, name) && isCard(system, name));
  }) ?? [];
}

/**
 * udev keeps what it knows of an interface in a file that it writes when it has been through its rules. Since systemd 242 it
 * says there that it has given the interface another name, until it has been through the rules with that. What is gone, or
 * nobody may read, is not waited for.
 */
function isDone(system: System, name: string): boolean {
  return unlessRefused(() => {
    const index = system.readText(`${INTERFACES}/${name}/ifindex`)?.trim();
    if (index === undefined) return true;
    const data = system.readText(`${DATA}/n${index}`);
    return data !== undefined && !/^E:ID_RENAMING=1$/m.test(data);
  }) ?? true;
}

function unfinished(names: readonly string[]): Problem {
  const action = "what is there by now is configured; udev's log says what it is busy with";
  return problemIn(DATA, `udev is not done with ${listed(names)}`, action, "cards-unfinished");
}

function listed(names: readonly string[]): string {
  const quoted = names.map(quote).join(" and ");
  return `the network ${names.length === 1 ? "card" : "cards"} ${quoted}`;
}
