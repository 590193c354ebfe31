/**
 * Lines of `authorized_keys` that let nobody in any more, by the option `expiry-time=` of sshd(8).
 *
 * @module
 */
import type { System } from "../system/system.ts";
import { unlessUnreadable } from "./unreadable.ts";

/** `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, in the machine's own time zone unless a `Z` is behind it. */
const EXPIRY = /(?:^|[ \t,])expiry-time="(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)"/i;

/** No zone is further behind UTC. Which one the machine has is not asked: a line that may still be good is. */
const LATEST_ZONE = 12 * 3600;

/** Tells whether a line has expired for certain: by the time at which the machine was started, where that is known. */
export function expiredLines(system: System): (line: string) => boolean {
  let now: number | undefined;
  return (line) => {
    const end = expiryOf(line);
    if (end === undefined) return false;
    now ??= startTime(system);
    return end <= now;
  };
}

/** Seconds since 1970. */
function expiryOf(line: string): number | undefined {
  const found = EXPIRY.exec(line);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((digits) => Number(digits ?? 0));
  const days = daysBefore(year!, month!) + day! - 1;
  return ((days * 24 + hour!) * 60 + minute!) * 60 + second! + (found[7] === "" ? LATEST_ZONE : 0);
}

/** From 1970 to a month, which the engine of a binary, which has no dates, cannot say. */
function daysBefore(year: number, month: number): number {
  // A year that begins with March has the day that is added in some of them at its end.
  const [whole, passed] = month < 3 ? [year - 1, month + 9] : [year, month - 3];
  const added = Math.floor(whole / 4) - Math.floor(whole / 100) + Math.floor(whole / 400);
  return whole * 365 + added + Math.floor((passed * 153 + 2) / 5) - 719_468;
}

/** Seconds since 1970; long ago where nobody says it, as on a machine without a clock before it has asked others. */
function startTime(system: System): number {
  const text = unlessUnreadable("/proc/stat", () => system.readText("/proc/stat"), () => undefined);
  return Number(/^btime (\d{1,12})$/m.exec(text ?? "")?.[1] ?? 0);
}
