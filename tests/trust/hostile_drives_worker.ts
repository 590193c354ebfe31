/// <reference lib="deno.worker" />
/**
 * One of the processors' share of the search for hostile drives.
 *
 * @module
 */
import { search } from "./hostile_drives_search.ts";

/** What a worker is told. */
export interface Order {
  readonly seed: number;
  readonly count: number;
  /** A number to count up before each drive: while it stands still, one is being tried. */
  readonly beat: SharedArrayBuffer;
}

self.onmessage = ({ data: { seed, count, beat } }: MessageEvent<Order>): void => {
  const counter = new Int32Array(beat);
  self.postMessage(search(seed, count, (done) => void Atomics.store(counter, 0, done)));
  self.close();
};
