import assert from "node:assert/strict";
import { planDisable, planEnable } from "../../lib/image/systemd.ts";
import { memorySystem } from "../../lib/system/memory.ts";

Deno.test("units are enabled with what they name, in whatever form, once", () => {
  const system = memorySystem({
    "/lib/systemd/system/a.service":
      "[Unit]\nWantedBy=no.target\n[Install]\n# WantedBy=no.target\nWantedBy = x.target  y.target\nAlso=b.service a.service\n" +
      "[Service]\nWantedBy=no.target\n",
    "/lib/systemd/system/b.service":
      "[Install]\nRequiredBy=x.target\nAlso=a.service c.service d.service\nAlias=%i.service\n",
    "/lib/systemd/system/y.target.wants/a.service": { link: "../a.service" },
    "/etc/systemd/system/d.service": { link: "/dev/null" },
  });
  assert.deepEqual(planEnable(system, "a.service").map(({ path }) => path), [
    "/etc/systemd/system/x.target.wants/a.service",
    "/etc/systemd/system/x.target.requires/b.service",
  ]);
});

Deno.test("units are disabled with what they name, once, though they name each other", () => {
  const etc = "/etc/systemd/system";
  const link = (name: string) => [`${etc}/x.target.wants/${name}`, { link: `/lib/systemd/system/${name}` }];
  const system = memorySystem({
    "/lib/systemd/system/a.service": "[Install]\nAlso=b.service c.service\n",
    "/lib/systemd/system/b.service": "[Install]\nAlso=a.service c.service\n",
    "/lib/systemd/system/c.service": "[Install]\nAlso=a.service\n",
    ...Object.fromEntries(["a.service", "b.service", "c.service", "d.service"].map(link)),
  });
  assert.deepEqual(planDisable(system, "a.service").map(({ path }) => path), [
    `${etc}/x.target.wants/a.service`,
    `${etc}/x.target.wants/b.service`,
    `${etc}/x.target.wants/c.service`,
  ]);
});

/** Units whose `[Install]` section is not what it looks like at first. */
const SECTIONS: readonly [what: string, text: string, targets: readonly string[]][] = [
  ["spaces behind its name", "[Install] \t\nWantedBy=x.target\n", ["x"]],
  ["its name in a comment", "#[Install]\nWantedBy=x.target\n", []],
  ["more behind its name", "[Install] x\nWantedBy=x.target\n", []],
  ["brackets in a comment", "[Install]\n# see [Unit]\nWantedBy=x.target\n", ["x"]],
  ["nothing in it", "[Install]\n[Service]\nWantedBy=x.target\n", []],
  ["nothing behind it", "[Install]", []],
  ["its own name as an alias", "[Install]\nAlias=a.service\nWantedBy=x.target\n", ["x"]],
];

for (const [what, text, targets] of SECTIONS) {
  Deno.test(`of a unit with ${what}, [Install] names ${targets.join() || "nothing"}`, () => {
    const system = memorySystem({ "/lib/systemd/system/a.service": text });
    assert.deepEqual(
      planEnable(system, "a.service").map(({ path }) => path),
      targets.map((target) => `/etc/systemd/system/${target}.target.wants/a.service`),
    );
  });
}

Deno.test("a unit is disabled by its links, and not by what only looks like them", () => {
  const etc = "/etc/systemd/system";
  const link = { link: "/lib/systemd/system/a.service" };
  const system = memorySystem({
    "/lib/systemd/system/a.service": "[Install]\nWantedBy=x.target\n",
    [`${etc}/x.target.wants/a.service`]: link,
    [`${etc}/x.target.requires/a.service`]: link,
    [`${etc}/x.target.wants.old/a.service`]: link,
    [`${etc}/y.target.wants/a.service`]: "no link",
    [`${etc}/other.service`]: link,
    [`${etc}/other.service.old`]: link,
    [`${etc}/mine.service`]: "",
    [`${etc}/b.service`]: { link: "/lib/systemd/system/b.service" },
  });
  assert.deepEqual(planDisable(system, "a.service").map(({ path }) => path), [
    `${etc}/x.target.requires/a.service`,
    `${etc}/x.target.wants/a.service`,
    `${etc}/other.service`,
  ]);
});

Deno.test("an operator's unit stands for the distribution's, and its aliases for other units", () => {
  const etc = "/etc/systemd/system";
  const system = memorySystem({
    [`${etc}/a.service`]: "[Install]\nWantedBy=\nAlias=a.service b.service c.service d.service\n",
    "/usr/lib/systemd/system/a.service": "[Install]\nWantedBy=x.target\n",
    "/lib/systemd/system/a.service": "[Install]\nWantedBy=y.target\n",
    [`${etc}/c.service`]: { link: "/lib/systemd/system/old.service" },
    [`${etc}/x.target.wants/old.service`]: { link: "/lib/systemd/system/old.service" },
    [`${etc}/d.service`]: "[Unit]\n",
  });
  assert.deepEqual(planEnable(system, "a.service").map(({ kind, path }) => `${kind} ${path}`), [
    `make link ${etc}/b.service`,
    `remove link ${etc}/x.target.wants/old.service`,
    `make link ${etc}/c.service`,
  ]);
  assert.deepEqual(planEnable(system, "a.service").map(({ target }) => target), [
    `${etc}/a.service`,
    "/lib/systemd/system/old.service",
    `${etc}/a.service`,
  ]);
});
