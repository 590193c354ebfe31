import assert from "node:assert/strict";
import type { DocumentName } from "../../lib/config_drive/documents.ts";
import { parseDrive } from "../../lib/config_drive/drive.ts";
import type { DocumentText } from "../../lib/config_drive/documents.ts";
import { formatProblem, problemIn } from "../../lib/problem.ts";

type Texts = Partial<Record<DocumentName, string>>;

/** A network that is known by its one name server. */
function network(server: string): string {
  return JSON.stringify({ links: [], networks: [], services: [{ type: "dns", address: server }] });
}

const [ONE, OTHER] = ["192.0.2.1", "192.0.2.2"] as const;
const VENDOR = (server: string) => JSON.stringify({ network_info: JSON.parse(network(server)) });
const USED = "the one of the last good drive is used";
const NOT_JSON = "it is not JSON: this is no value; it is ignored.";

interface Row {
  readonly texts: Texts;
  readonly last?: Texts;
  /** The name server of the network that counts, or why there is none, and the document that it stood in. */
  readonly network: string;
  readonly file?: DocumentName;
  readonly name?: string;
  readonly said?: readonly string[];
  /** What is kept for the next boot. */
  readonly kept: readonly DocumentName[];
}

const ROWS: Record<string, Row> = {
  "a whole drive": {
    texts: { "meta_data.json": '{"name": "web"}', "network_data.json": network(ONE) },
    last: { "meta_data.json": '{"name": "old"}', "network_data.json": network(OTHER) },
    ...{ network: ONE, name: "web", kept: ["meta_data.json", "network_data.json"] },
  },
  "several networks": {
    texts: { "vendor_data.json": VENDOR(OTHER), "network_info.json": network(ONE) },
    ...{ network: ONE, file: "network_info.json", kept: ["network_info.json"] },
  },
  "several networks of the last drive": {
    texts: {},
    last: { "vendor_data.json": VENDOR(OTHER), "network_info.json": network(ONE) },
    ...{ network: ONE, file: "network_info.json", kept: ["network_info.json"] },
  },
  "no drive": {
    texts: {},
    last: { "meta_data.json": '{"name": "old"}', "network_data.json": network(OTHER) },
    ...{ network: OTHER, name: "old", kept: ["meta_data.json", "network_data.json"] },
  },
  "no drive, and none before": { texts: {}, network: "absent", file: "vendor_data.json", kept: [] },
  "a broken network": {
    texts: { "meta_data.json": "{}", "network_data.json": "x" },
    last: { "network_data.json": network(OTHER) },
    ...{ network: OTHER, kept: ["meta_data.json", "network_data.json"] },
    said: [`network_data.json:1:1: ${NOT_JSON}`, `network_data.json: it cannot be used; ${USED}.`],
  },
  "a broken network, and none before": {
    texts: { "meta_data.json": "{}", "network_data.json": "x" },
    ...{ network: "unreadable", kept: ["meta_data.json"] },
    said: [`network_data.json:1:1: ${NOT_JSON}`],
  },
  "a network that is no object, and one before": {
    texts: { "network_data.json": "[]" },
    last: { "network_data.json": network(OTHER) },
    ...{ network: OTHER, kept: ["network_data.json"] },
    said: [
      "network_data.json: $: [] is not a network document, which is an object; it is skipped.",
      `network_data.json: it cannot be used; ${USED}.`,
    ],
  },
  "a broken network, and one of another name before": {
    texts: { "network_data.json": "x" },
    last: { "network_info.json": network(OTHER) },
    ...{ network: OTHER, file: "network_info.json", kept: ["network_info.json"] },
    said: [`network_data.json:1:1: ${NOT_JSON}`, `network_info.json: the drive has none any more; ${USED}.`],
  },
  "a broken network, and a broken one before": {
    texts: { "network_data.json": "x" },
    last: { "network_data.json": "y", "network_info.json": "[]" },
    ...{ network: "unreadable", kept: [] },
    said: [
      `network_data.json:1:1: ${NOT_JSON}`,
      "network_info.json: $: [] is not a network document, which is an object; it is skipped.",
    ],
  },
  "no network any more": {
    texts: { "meta_data.json": "{}" },
    last: { "network_data.json": network(OTHER) },
    ...{ network: OTHER, kept: ["meta_data.json", "network_data.json"] },
    said: [`network_data.json: the drive has none any more; ${USED}.`],
  },
  "vendor data without a network, and a network before": {
    texts: { "vendor_data.json": "{}" },
    last: { "vendor_data.json": VENDOR(OTHER) },
    ...{ network: OTHER, file: "vendor_data.json", kept: ["vendor_data.json"] },
    said: [`vendor_data.json: it cannot be used; ${USED}.`],
  },
  "vendor data without a network, as before": {
    texts: { "vendor_data.json": '{"network_info": null}' },
    last: { "vendor_data.json": "{}" },
    ...{ network: "absent", file: "vendor_data.json", kept: ["vendor_data.json"] },
  },
  "vendor data of null": {
    texts: { "vendor_data.json": "null" },
    ...{ network: "absent", file: "vendor_data.json", kept: ["vendor_data.json"] },
  },
  "vendor data that is a list": {
    texts: { "vendor_data.json": "[1]" },
    ...{ network: "absent", file: "vendor_data.json", kept: ["vendor_data.json"] },
  },
  "broken meta data": {
    texts: { "meta_data.json": "x", "network_data.json": network(ONE) },
    last: { "meta_data.json": '{"name": "old"}' },
    ...{ network: ONE, name: "old", kept: ["meta_data.json", "network_data.json"] },
    said: [`meta_data.json:1:1: ${NOT_JSON}`, `meta_data.json: it cannot be used; ${USED}.`],
  },
  "broken meta data, and no network": {
    texts: { "meta_data.json": "x" },
    ...{ network: "unreadable", file: "vendor_data.json", kept: [] },
    said: [`meta_data.json:1:1: ${NOT_JSON}`],
  },
  "meta data that are no UTF-8": {
    texts: { "meta_data.json": '{"name": "web", "x": "\ufffd"}', "network_data.json": network(ONE) },
    last: { "meta_data.json": '{"name": "old", "x": "é"}' },
    ...{ network: ONE, name: "old", kept: ["meta_data.json", "network_data.json"] },
    said: ["meta_data.json: it is not UTF-8; it is ignored.", `meta_data.json: it cannot be used; ${USED}.`],
  },
  "meta data that are no UTF-8, as before": {
    texts: { "meta_data.json": '{"name": "web", "x": "\ufffd"}', "network_data.json": network(ONE) },
    last: { "meta_data.json": '{"name": "old", "x": "\ufffd"}' },
    ...{ network: ONE, name: "web", kept: ["meta_data.json", "network_data.json"] },
  },
  "meta data that are no UTF-8, and none before": {
    texts: { "meta_data.json": '{"name": "web", "x": "\ufffd"}', "network_data.json": network(ONE) },
    ...{ network: ONE, name: "web", kept: ["meta_data.json", "network_data.json"] },
  },
  "no meta data any more": {
    texts: { "network_data.json": network(ONE) },
    last: { "meta_data.json": '{"name": "old"}' },
    ...{ network: ONE, name: "old", kept: ["meta_data.json", "network_data.json"] },
    said: [`meta_data.json: the drive has none any more; ${USED}.`],
  },
};

function mapOf<T>(record: Partial<Record<DocumentName, T>>): Map<DocumentName, T> {
  return new Map(Object.entries(record) as [DocumentName, T][]);
}

function read(text: string): DocumentText {
  return { state: "read", text };
}

for (
  const [what, { texts, last, network, file = "network_data.json", name, said = [], kept }] of Object.entries(
    ROWS,
  )
) {
  Deno.test(`drive and the last one: ${what}: ${network}`, () => {
    const documents = new Map([...mapOf(texts)].map(([name, text]) => [name, read(text)]));
    const drive = parseDrive(documents, () => last && mapOf(last));
    const found = typeof drive.network === "string" ? drive.network : drive.network.nameServers[0]?.text;
    assert.deepEqual([found, drive.networkFile, drive.metaData?.hostName], [network, file, name]);
    assert.deepEqual(drive.problems.map(formatProblem), said);
    assert.deepEqual([...drive.texts.keys()], kept);
    for (const [name, text] of drive.texts) assert.ok([texts[name], last?.[name]].includes(text), name);
  });
}

Deno.test("drive and the last one: a document that could not be read is broken, and nothing of it is kept", () => {
  const problem = problemIn(
    "meta_data.json",
    "it is larger than 4 MiB",
    "it is ignored",
    "document-unusable",
  );
  const texts = new Map([["meta_data.json", { state: "broken", problem }]] as const);
  const drive = parseDrive(texts, () => mapOf({ "meta_data.json": '{"name": "old"}' }));
  assert.equal(drive.metaData?.hostName, "old");
  assert.deepEqual([...drive.texts], [["meta_data.json", '{"name": "old"}']]);
  assert.equal(drive.problems[0], problem);
});

const UUIDS: readonly [metaData: string | undefined, uuid: string | undefined][] = [
  ['{"uuid": "u1"}', "u1"],
  ["{}", undefined],
  ['{"uuid": 1}', undefined],
  ["x", undefined],
  [undefined, undefined],
];

for (const [metaData, uuid] of UUIDS) {
  Deno.test(`drive and the last one: ${metaData ?? "no meta data"} asks for that of ${uuid ?? "any instance"}`, () => {
    const asked: (string | undefined)[] = [];
    const texts = mapOf<DocumentText>(metaData === undefined ? {} : { "meta_data.json": read(metaData) });
    parseDrive(texts, (one) => void asked.push(one) as undefined);
    assert.deepEqual(asked, [uuid]);
  });
}
