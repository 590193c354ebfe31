/**
 * What the language says of the properties of new objects and functions, and of numbers as names, for an engine whose sources were
 * changed there.
 *
 * @module
 */
import { LISTS } from "./_language_lists.ts";
import { type Row, thrownBy } from "./_language_row.ts";

class Frozen {
  constructor() {
    Object.freeze(this);
  }
}

class Listed {
  constructor() {
    return ["old", "kept"];
  }
}

/** What is called after a property keeps its name in a bundle. */
const { named } = {
  named(one: number, other = one): number {
    return other;
  },
};

export const LANGUAGE: readonly Row[] = [
  ["a field", () => Object.getOwnPropertyDescriptors({ a: 1 })],
  ["fields in order", () => Object.keys({ b: 1, a: 2, c: 3 })],
  ["numbers first", () => Object.keys({ b: 1, 2: 1, 1: 1 })],
  ["a field that is there", () => ({ ...{ a: 1, b: 2 }, a: 3 })],
  ["a getter that is there", () => {
    const base = {
      get a() {
        return 1;
      },
    };
    return { ...base, a: 2 };
  }],
  ["a prototype", () => {
    const object = { __proto__: { a: 1 }, b: 2 } as unknown as { readonly a: number };
    return [Object.keys(object), object.a];
  }],
  ["a field of a class", () =>
    Object.getOwnPropertyDescriptors(
      new (class {
        a = 1;
      })(),
    )],
  ["a field of a frozen object", () =>
    thrownBy(() =>
      new (class extends Frozen {
        a = 1;
      })()
    )],
  ["a field of a list", () =>
    new (class extends Listed {
      0 = "new";
    })()],
  ["a function's own", () => Object.getOwnPropertyDescriptors(() => 1)],
  ["a function with a name", () => [named.length, named.name, Object.getOwnPropertyNames(named)]],
  ["functions of a class", () => {
    class Named {
      static of(a: unknown, b: unknown): unknown {
        return a ?? b;
      }
    }
    return [Named.length, Named.of.length, Named.of.name];
  }],
  ["a function that is bound", () => [named.bind(undefined, 1).length, named.bind(undefined).name]],
  ["a generator", () => [
    Object.getOwnPropertyNames(function* () {}),
    (function* (a: unknown) {
      yield a;
    }).length,
  ]],
  ["functions of which one loses its name, gets another length, a property or a prototype", () => {
    const functions = Array.from({ length: 5 }, () => (one: unknown, two: unknown) => [one, two]);
    const [nameless, longer, more, other] = functions as unknown as Record<string, unknown>[];
    delete nameless!.name;
    Object.defineProperty(longer!, "length", { value: 7 });
    more!.more = 1;
    Object.setPrototypeOf(other!, null);
    return functions.map((value) => [
      Object.getOwnPropertyDescriptors(value),
      Object.getPrototypeOf(value) === Function.prototype,
    ]);
  }],
  ["a function that makes objects", () => {
    const Maker = function (this: object, one: unknown) {
      Object.assign(this, { one });
    } as unknown as new (one: number) => object;
    return [Object.getOwnPropertyNames(Maker), new Maker(1), new Maker(2) instanceof Maker, Maker.length];
  }],
  ["functions that wait", () => {
    const wait = async (one: unknown) => await one;
    return [Object.getOwnPropertyNames(wait), wait.length, wait.name.length > 0];
  }],
  ["objects with the same names in other orders, more than are kept, and some without one of them", () => {
    const objects = Array.from({ length: 3000 }, (_, index) => {
      const entries = Array.from({ length: 1 + index % 20 }, (_, at): [string, number] => [
        `n${(index * 7 + at * 13) % 40}`,
        index + at,
      ]);
      const object: Record<string, number> = Object.fromEntries(entries);
      if (index % 3 === 0) delete object[entries[0]![0]];
      if (index % 5 === 0) object["last"] = index;
      if (index % 7 === 0) Object.freeze(object);
      return object;
    });
    return objects.map((object) => Object.entries(object).map(([name, value]) => `${name}=${value}`).join());
  }],
  ["numbers as names", () => {
    const object = { 0: "a", 32767: "b", 32768: "c", 65534: "d", 65535: "e", 65536: "f", 2147483647: "g" };
    const larger = { ...object, 2147483648: "h", 4294967294: "i", 4294967295: "j", 4294967296: "k" };
    return [Object.entries(larger), object[65535], object[65536], larger[4294967295]];
  }],
  [
    "many functions",
    () => Array.from({ length: 100 }, (_, index) => Object.assign(() => index, { index })()).length,
  ],
  ...LISTS,
];
