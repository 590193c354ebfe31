import assert from "node:assert/strict";
import { join } from "@std/path";
import { runHere } from "../support/runner.ts";
import { listChanges, readTree, writeFile } from "../support/trees.ts";
import { generatedRoot } from "./generated_root.ts";

const DATA = "mnt/config/openstack/latest/network_data.json";

Deno.test("a generated root is always the same", () => {
  assert.deepEqual(generatedRoot(5), generatedRoot(5));
});

Deno.test("every NIC has four networks, and no address twice", () => {
  const root = generatedRoot(1024);
  const { links, networks } = JSON.parse(root.get(DATA) ?? "");
  const distinct = (values: { [name: string]: string }[], name: string) =>
    new Set(values.map((value) => value[name])).size;
  assert.equal(distinct(links, "ethernet_mac_address"), 1024);
  assert.equal(distinct(networks, "ip_address"), 4096);
  assert.equal([...root.keys()].filter((path) => path.endsWith("/address")).length, 1024);
});

Deno.test("a generated root boots without a problem, and is then configured", () => {
  const directory = Deno.makeTempDirSync();
  const root = join(directory, "root");
  for (const [path, text] of generatedRoot(3)) writeFile(join(root, path), text);
  const words = ["boot", "--root", root, "--renderer", "networkd"];
  const { status, err } = runHere(words);
  assert.deepEqual({ status, err }, { status: 0, err: "" });
  const before = readTree(root);
  const text = before.get("etc/systemd/network/10-simple-init-eth2.network")?.text ?? "";
  assert.deepEqual(text.match(/(?<=^Address=).*/gm), [
    "10.0.4.10/24",
    "2001:db8:2::10/64",
    "10.0.5.10/24",
    "2001:db8:2:1::10/64",
  ]);
  assert.equal(runHere(words).status, 0);
  assert.deepEqual(listChanges(before, readTree(root)), []);
  Deno.removeSync(directory, { recursive: true });
});
