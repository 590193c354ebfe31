/**
 * JSON as a tree that can also hold what JavaScript's objects cannot: keys that are there twice, numbers beyond all
 * bounds, things that are no JSON at all.
 *
 * @module
 */

/** Text that is written as it is. */
export class Raw {
  constructor(readonly text: string) {}
}

export class Members {
  constructor(readonly entries: [key: string, value: Node][]) {}
}

export type Node = Members | Node[] | Raw | string | number | boolean | null;

/** Throws a SyntaxError for what is no JSON. */
export function parseTree(text: string): Node {
  return toNode(JSON.parse(text));
}

/** A value as a tree of its own. */
export function toNode(value: unknown): Node {
  if (value instanceof Raw || value instanceof Members) return value;
  if (Array.isArray(value)) return value.map(toNode);
  if (value !== null && typeof value === "object") {
    return new Members(Object.entries(value).map(([key, inner]) => [key, toNode(inner)]));
  }
  return value as Node;
}

export function writeTree(node: Node): string {
  if (node instanceof Raw) return node.text;
  if (Array.isArray(node)) return `[${node.map(writeTree).join(",")}]`;
  if (node instanceof Members) {
    return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${writeTree(value)}`).join(",")}}`;
  }
  return JSON.stringify(node) ?? "null";
}

export function copyTree(node: Node): Node {
  if (Array.isArray(node)) return node.map(copyTree);
  if (node instanceof Members) return new Members(node.entries.map(([key, value]) => [key, copyTree(value)]));
  return node;
}

/** A place in a tree, with what is there. */
export interface Place {
  /** The key that it has, or that the list has which it is in. */
  readonly key: string;
  readonly get: () => Node;
  readonly set: (value: Node) => void;
  readonly remove: () => void;
  readonly repeat: () => void;
}

/** All places of a tree but its root. */
export function placesOf(root: Node): Place[] {
  const places: Place[] = [];
  const visit = (node: Node, above: string) => {
    const items = Array.isArray(node) ? node : node instanceof Members ? node.entries : [];
    items.forEach((_, index) => {
      const place = Array.isArray(node) ? inList(node, index, above) : inMembers(node as Members, index);
      places.push(place);
      visit(place.get(), place.key);
    });
  };
  visit(root, "");
  return places;
}

function inList(list: Node[], index: number, key: string): Place {
  return {
    key,
    get: () => list[index]!,
    set: (value) => void (list[index] = value),
    remove: () => void list.splice(index, 1),
    repeat: () => void list.push(copyTree(list[index]!)),
  };
}

function inMembers({ entries }: Members, index: number): Place {
  return {
    key: entries[index]![0],
    get: () => entries[index]![1],
    set: (value) => void (entries[index] = [entries[index]![0], value]),
    remove: () => void entries.splice(index, 1),
    repeat: () => void entries.push([entries[index]![0], copyTree(entries[index]![1])]),
  };
}
