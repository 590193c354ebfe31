/**
 * What the language says of arrays, of fields that are read or spread, and of texts, for an engine whose sources were changed there.
 *
 * @module
 */
import { type Row, thrownBy } from "./_language_row.ts";

class List extends Array<number> {}

/** An array without its second element. */
function withHole(): number[] {
  const list = [1, 2, 3, 4];
  delete list[1];
  return list;
}

/** What can be seen of an array. */
function seen(list: readonly unknown[]): unknown {
  return [list.length, Object.entries(list), list.constructor === Array, list.constructor === List];
}

const double = (value: number) => 2 * value;
const isOdd = (value: number) => value % 2 === 1;

const ARRAYS: readonly Row[] = [
  ["arrays that are made of one", () => {
    const list = Array.from({ length: 9 }, (_, index) => index);
    return [
      list.map(double),
      list.filter(isOdd),
      list.slice(2, 5),
      list.concat(list, 1),
      list.flatMap((n) => [n, n]),
    ]
      .map(seen);
  }],
  ["arrays that are made of one with a hole", () => {
    const list = withHole();
    return [list.map(double), list.filter(isOdd), list.slice(0, 3), [...list], list.flat(), list.concat(list)]
      .map(seen);
  }],
  ["a hole is left out", () => {
    const indices: number[] = [];
    withHole().forEach((_, index) => indices.push(index));
    return [indices, withHole().every((value) => value > 0), withHole().some((value) => value === undefined)];
  }],
  ["arrays that are made of one of a class", () => {
    const list = List.from([1, 2, 3]);
    return [list.map(double), list.filter(isOdd), list.slice(1), list.concat([4])].map(seen);
  }],
  [
    "an array that has a maker of its own",
    () =>
      [undefined, List, Array].map((maker) =>
        seen(Object.assign([1, 2, 3], { constructor: maker }).map(double))
      ),
  ],
  [
    "an array with a maker that is none",
    () => thrownBy(() => Object.assign([1], { constructor: 1 }).map(double)),
  ],
  ["large arrays", () => {
    const list = Array.from({ length: 5000 }, (_, index) => index);
    const made = list.map(double);
    made.push(7);
    return [made.length, made.at(-1), made[4097], list.filter(isOdd).length, [...made, ...list].length];
  }],
  ["no array at all", () => [
    Array.prototype.map.call({ length: 3, 0: 1, 2: 3 }, (value) => value),
    Array.prototype.filter.call("abc", (letter) => letter !== "b"),
  ]],
  ["an array that changes while it is read", () => {
    const list = [1, 2, 3, 4, 5, 6];
    const made = list.map((value) => {
      if (value === 2) list.length = 4;
      if (value === 3) list.push(7, 8, 9);
      return value;
    });
    return [seen(list), seen(made)];
  }],
  ["an array that nobody may change", () => {
    const list = Object.freeze([1, 2, 3]);
    return [seen(list.map(double)), thrownBy(() => (list as number[]).push(4)), list.length];
  }],
  ["an array whose length stays", () => {
    const list = Object.defineProperty([1], "length", { writable: false });
    return [
      thrownBy(() => list.push(2)),
      thrownBy(() => Object.defineProperty(list, 1, { value: 2 })),
      seen(list),
    ];
  }],
  ["elements that are defined otherwise", () => {
    const list = [1];
    Object.defineProperty(list, 1, { value: 2 });
    Object.defineProperty(list, 3, { value: 4, enumerable: true });
    return [seen(list), thrownBy(() => list[1] = 5)];
  }],
  ["arrays in a row", () => {
    const list: number[] = [];
    for (let size = 0; size < 40; size++) list[size] = size;
    list.length = 3;
    list.push(9);
    return seen(list);
  }],
];

const base = {
  get own() {
    return this.inherited + 1;
  },
  inherited: 1,
  method() {
    return this.inherited;
  },
};

const FIELDS: readonly Row[] = [
  ["what is inherited", () => {
    const object: typeof base & { readonly none?: unknown } = Object.create(base, {
      inherited: { value: 5 },
    });
    return [object.own, object.inherited, object.method(), object.none, "toString" in object];
  }],
  ["numbers as names of elements", () => {
    const { 0: first, 1: second, 7: none, length } = ["a", "b"] as unknown as Record<string, unknown>;
    const { 0: letter, 5: nothing } = "xy" as unknown as Record<string, unknown>;
    return [first, second, none, length, letter, nothing];
  }],
  ["fields of what is no object", () => [
    "text".length,
    (5).constructor === Number,
    (() => 1).length,
    thrownBy(() => (undefined as unknown as typeof base).own),
    thrownBy(() => (null as unknown as typeof base).method()),
  ]],
  ["what is spread", () => {
    const sources = [base, withHole(), null, undefined, 5, Object.create(base), {
      inherited: 3,
      more: 4,
    }];
    return sources.map((source) => Object.entries({ inherited: 0, ...source as object, last: 1 }));
  }],
  ["a symbol and what is hidden are spread, or not", () => {
    const source = Object.defineProperties({ [Symbol.for("s")]: 1 }, { hidden: { value: 2 } });
    const spread = { ...source };
    return [Object.getOwnPropertySymbols(spread).length, Object.keys(spread), "hidden" in spread];
  }],
  ["what is left", () => {
    const { inherited, ...rest } = { ...base, more: 1 };
    return [inherited, Object.getOwnPropertyDescriptors(rest).own, Object.keys(rest)];
  }],
];

const JSON_TEXTS = [
  '"plain"',
  '""',
  '"\\"\\\\\\/\\b\\n\\u0041\\ud83d\\ude00"',
  '"a\\tb\\u00e9c"',
  '"\u00e9\u1234\ud83d\ude00 after"',
  '"before \u007f \u0080 after"',
  `"${"long ".repeat(100)}\\n${"long ".repeat(100)}\u1234"`,
  '{"__proto__": {"a": 1}, "a\\u0062": "\u1234", "": "x"}',
  '["a", "b\\\\", "c"]',
  '"a\nb"',
  '"a',
  '"a\\',
  '"\\u12"',
];

/** The same characters, from texts of wide ones. */
const narrowed = (text: string) => `\u1234${text}`.slice(1);

const WORDS = ["", "a", "ab", "\u00e9", "a\u00e9b", "\u1234", "a\u1234", "\ufffd", "\ud83d\ude00", "\ude00"];

const TEXTS: readonly Row[] = [
  ["strings in JSON", () =>
    JSON_TEXTS.map((text) => {
      try {
        return JSON.stringify(JSON.parse(text));
      } catch (error) {
        return error instanceof SyntaxError;
      }
    })],
  [
    "what a text has in it",
    () =>
      WORDS.flatMap((text) =>
        WORDS.flatMap((word) =>
          [text, narrowed(text), `xyz${text}xyz`].map((whole) => [
            whole.includes(word),
            whole.startsWith(word),
            whole.endsWith(word),
            whole.indexOf(word),
            whole.includes(narrowed(word), 1),
          ])
        )
      ),
  ],
  ["names of every length, narrow and wide", () => {
    const names = Array.from({ length: 60 }, (_, length) => "a\u00e9bcd".repeat(12).slice(0, length));
    const object = Object.fromEntries(names.map((name, index) => [name, index]));
    const map = new Map(names.map((name, index) => [narrowed(name), index]));
    return names.map((name) => [object[narrowed(name)], map.get(name), map.get(`${name}x`)]);
  }],
];

export const LISTS: readonly Row[] = [...ARRAYS, ...FIELDS, ...TEXTS];
