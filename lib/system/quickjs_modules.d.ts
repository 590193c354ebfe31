/** The static binary's own module: shims/quickjs/. A negative number is an errno. */
declare module "native" {
  export function readText(path: string, limit: number): string | number;
  export function readBytes(path: string, offset: number, length: number): ArrayBuffer | number;
  export function readDirectory(path: string): string[] | number;
  export function readLink(path: string): string | number;
  export function status(
    path: string,
    follow: boolean,
  ): readonly [mode: number, uid: number, gid: number, size: number] | number;

  export function createFile(path: string, text: string, mode: number): number;
  export function writeInto(path: string, text: string): number;
  export function makeDirectory(path: string, mode: number): number;
  export function changeOwner(path: string, uid: number, gid: number): number;
  export function makeLink(target: string, path: string): number;
  export function rename(from: string, to: string): number;
  export function remove(path: string): number;
  export function print(descriptor: number, text: string): void;

  export function jsonFault(
    text: string,
    deepest: number,
  ): readonly [offset: number, fault: number] | undefined;

  export function mount(device: string, directory: string, type: string): number;
  export function unmount(directory: string): number;

  export function run(...words: readonly string[]): readonly [code: number, stderr: string] | number;
  export function lock(path: string): number;
  export function unlock(descriptor: number): void;
  export function crc32(text: string): number;
  export function sleep(ms: number): void;
  export function now(): number;
  export function isTerminal(descriptor: number): boolean;
  export function environment(name: string): string | undefined;
  export function words(): string[];
  export function describe(errno: number): string;
  export function exit(status: number): never;
  export function wait<T>(promise: Promise<T>): T;
}
