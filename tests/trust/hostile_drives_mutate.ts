/**
 * From a drive to a hostile one: changes of the JSON that know what stands where, and changes of the bytes.
 *
 * @module
 */
import {
  copyTree,
  Members,
  type Node,
  parseTree,
  type Place,
  placesOf,
  Raw,
  toNode,
  writeTree,
} from "./hostile_drives_json.ts";
import type { Random } from "./hostile_drives_random.ts";
import { BOND_VALUES, BROKEN, KEY_NAMES, NUMBERS, OTHERS, TEXTS } from "./hostile_drives_values.ts";

/** The bytes of a drive's documents by their names. */
export type Drive = ReadonlyMap<string, Uint8Array>;

/** Documents are kept to what can be tried very often; large ones are drives of their own. */
const LARGEST = 64 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A mutant of a drive, into which pieces of another one may go. */
export function mutate(random: Random, drive: Drive, other: Drive): Drive {
  const documents = new Map(drive);
  const name = random.pick([...documents.keys()]);
  const bytes = documents.get(name)!;
  const mutant = random.oneIn(12) ? undefined : mutateText(random, bytes, other);
  const changed = mutant ?? mutateBytes(random, bytes);
  documents.set(
    random.oneIn(60) ? random.pick(["network_info.json", "vendor_data.json"]) : name,
    changed.slice(0, LARGEST),
  );
  return documents;
}

/** Undefined for what is no JSON any more. */
function mutateText(random: Random, bytes: Uint8Array, other: Drive): Uint8Array | undefined {
  const root = treeOf(bytes);
  if (root === undefined) return undefined;
  const donor = treeOf(random.pick([...other.values()]));
  for (let count = 1 + random.below(5); count > 0; count--) change(random, root, donor);
  const text = writeTree(random.oneIn(300) ? deepen(random, root) : root);
  return encoder.encode(text);
}

function treeOf(bytes: Uint8Array): Node | undefined {
  try {
    return parseTree(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

function deepen(random: Random, root: Node): Raw {
  const depth = random.pick([10, 1000, 10_000]);
  const [open, close] = random.pick([["[", "]"], ['{"links":', "}"], ['{"__proto__":', "}"]] as const);
  return new Raw(open.repeat(depth) + writeTree(root) + close.repeat(depth));
}

type Change = (random: Random, place: Place, all: readonly Place[], donor: Node | undefined) => void;

const CHANGES: readonly Change[] = [
  (random, place) => place.set(valueFor(random, place.key)),
  (random, place) => place.set(valueFor(random, place.key)),
  (random, place) => place.set(valueFor(random, place.key)),
  (_, place) => place.remove(),
  (_, place) => place.repeat(),
  // What stands elsewhere with the same key: ids, links, parents, ports.
  (random, place, all) => place.set(copyTree(random.pick(all.filter(({ key }) => key === place.key)).get())),
  (random, place, all) => place.set(copyTree(random.pick(all).get())),
  (random, place, _all, donor) => {
    if (donor !== undefined) transplant(random, place, donor);
  },
  (random, place) => addMember(random, place.get()),
  (random, place) => place.set(spoilText(random, place.get())),
  (_, place) => place.set([place.get()]),
  (random, place) => place.set(swapType(random, place.get())),
];

function change(random: Random, root: Node, donor: Node | undefined): void {
  const places = placesOf(root);
  if (places.length === 0) return addMember(random, root);
  random.pick(CHANGES)(random, random.pick(places), places, donor);
}

function transplant(random: Random, place: Place, donor: Node): void {
  const places = placesOf(donor);
  const same = places.filter(({ key }) => key === place.key);
  const from = same.length > 0 && !random.oneIn(4) ? same : places;
  if (from.length === 0) return;
  const value = copyTree(random.pick(from).get());
  const target = place.get();
  if (Array.isArray(target)) target.push(value);
  else place.set(value);
}

function addMember(random: Random, target: Node): void {
  if (Array.isArray(target)) target.push(valueFor(random, ""));
  if (!(target instanceof Members)) return;
  const key = random.oneIn(8) ? random.pick(TEXTS) : random.pick(KEY_NAMES);
  target.entries.push([key, valueFor(random, key)]);
}

function valueFor(random: Random, key: string): Node {
  if (key.startsWith("bond_") && !random.oneIn(3)) return toNode(random.pick(BOND_VALUES));
  const kind = random.below(40);
  if (kind < 22) return random.pick(TEXTS);
  if (kind < 33) return random.pick(NUMBERS);
  return kind === 33 ? random.pick(BROKEN) : copyTree(toNode(random.pick(OTHERS)));
}

/** A good text with a bad one before, behind or within. */
function spoilText(random: Random, node: Node): Node {
  if (typeof node !== "string") return valueFor(random, "");
  const at = random.pick([0, node.length, random.below(node.length + 1)]);
  return node.slice(0, at) + random.pick(TEXTS) + node.slice(at);
}

function swapType(random: Random, node: Node): Node {
  if (typeof node === "number") return String(node);
  if (typeof node === "string" && node !== "" && Number.isFinite(Number(node))) return Number(node);
  if (Array.isArray(node)) return new Members(node.map((item, index) => [String(index), item]));
  if (node instanceof Members) return node.entries.map(([, value]) => value);
  return valueFor(random, "");
}

type ByteChange = (random: Random, bytes: Uint8Array) => Uint8Array;

const BYTE_CHANGES: readonly ByteChange[] = [
  (random, bytes) => bytes.slice(0, random.below(bytes.length + 1)),
  (random, bytes) => flip(random, bytes, () => 1 << random.below(8)),
  (random, bytes) => flip(random, bytes, () => random.below(256)),
  (random, bytes) => insert(bytes, random.below(bytes.length + 1), random.pick(BAD_BYTES)),
  (_, bytes) => insert(bytes, 0, [0xef, 0xbb, 0xbf]),
  (_, bytes) => utf16(bytes, true),
  (_, bytes) => utf16(bytes, false),
  (random, bytes) => insert(bytes, bytes.length, random.pick(BAD_BYTES)),
  (random, bytes) => {
    const start = random.below(bytes.length + 1);
    return insert(bytes, start, bytes.slice(start, start + random.below(200)));
  },
];

const BAD_BYTES: readonly number[][] = [
  ...[[0], [0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff, 0xfe], [
    0xe2,
    0x80,
    0xa8,
  ], [0x1b, 0x5b]],
  ...[[0x22], [0x7d], [0x5d], [0x2c], [0x0d, 0x0a], [0xf0, 0x9f]],
];

function flip(random: Random, bytes: Uint8Array, mask: () => number): Uint8Array {
  const changed = bytes.slice();
  for (let count = 1 + random.below(4); count > 0 && changed.length > 0; count--) {
    const index = random.below(changed.length);
    changed[index] = changed[index]! ^ mask();
  }
  return changed;
}

function insert(bytes: Uint8Array, at: number, more: ArrayLike<number>): Uint8Array {
  const changed = new Uint8Array(bytes.length + more.length);
  changed.set(bytes.subarray(0, at));
  changed.set(more, at);
  changed.set(bytes.subarray(at), at + more.length);
  return changed;
}

function utf16(bytes: Uint8Array, littleEndian: boolean): Uint8Array {
  const text = `\ufeff${decoder.decode(bytes)}`;
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

/** One change of bytes. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  return random.pick(BYTE_CHANGES)(random, bytes);
}
