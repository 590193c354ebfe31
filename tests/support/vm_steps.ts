/**
 * What a virtual machine does: shell commands one after the other, and a line of JSON about each.
 *
 * @module
 */
import * as v from "valibot";
import { MODULE_LIST } from "./vm_initramfs.ts";

/** What one command did. */
export interface StepReport {
  readonly status: number;
  /** By the guest's clock. */
  readonly seconds: number;
  readonly out: string;
  readonly err: string;
  /** What the command, or a wrapper of it, has written to the file `$NOTES`. */
  readonly notes: string;
}

/** Where the guest's init finds what to do: functions for all steps, and the steps. */
const PRELUDE = "/steps/prelude";
const NOTES = "/tmp/notes";

/** The init process: it loads the modules, takes the steps, tells the second serial port, and ends the machine. */
const INIT = `#!/bin/busybox sh
export PATH=/usr/local/bin:/usr/bin:/usr/sbin HOME=/root NOTES=${NOTES}
/bin/busybox --install -s /usr/bin 2>/dev/null
busybox mount -t proc proc /proc
busybox mount -t sysfs sysfs /sys
busybox mount -t devtmpfs devtmpfs /dev
exec </dev/null >/dev/ttyS0 2>&1
while read -r module; do insmod $module; done <${MODULE_LIST}
chmod 1777 /tmp
encoded() { base64 -w0 $1; }
for step in /steps/*.sh; do
  : >/tmp/out; : >/tmp/err; : >$NOTES
  start=$(cut -d' ' -f1 /proc/uptime)
  sh $step >/tmp/out 2>/tmp/err
  status=$?
  end=$(cut -d' ' -f1 /proc/uptime)
  printf '{"step":"%s","status":%d,"start":%s,"end":%s,"out":"%s","err":"%s","notes":"%s"}\\n' \\
    $(basename $step .sh) $status $start $end "$(encoded /tmp/out)" "$(encoded /tmp/err)" "$(encoded $NOTES)" \\
    >/dev/ttyS1
done
poweroff -f
`;

/** The guest's files for these steps. `prelude` is read by the shell before each. */
export function stepTexts(prelude: string, commands: readonly string[]): Record<string, string> {
  const texts = commands.map((command, index) =>
    [`/steps/${stepName(index)}.sh`, `. ${PRELUDE}\n${command}\n`] as const
  );
  return { "/init": INIT, [PRELUDE]: prelude, ...Object.fromEntries(texts) };
}

function stepName(index: number): string {
  return String(index).padStart(3, "0");
}

const base64 = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) => new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)))),
);

const LINE = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    step: v.string(),
    status: v.number(),
    start: v.number(),
    end: v.number(),
    out: base64,
    err: base64,
    notes: base64,
  }),
);

/** The reports of the steps that came to their end, in order. */
export function parseReports(text: string): StepReport[] {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const { status, start, end, out, err, notes } = v.parse(LINE, line);
    return { status, seconds: end - start, out, err, notes };
  });
}
