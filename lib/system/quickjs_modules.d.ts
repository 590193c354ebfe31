/** The static binary's own module: shims/quickjs/. A negative number is an errno. */
declare module "native" {
  /**
   * Whose paths a call means: undefined is the kernel's own way, a path is that of a root, a descriptor that of a directory
   * in which no link is followed (shims/quickjs/place.c).
   */
  export type From = undefined | string | number;
  export type Status = readonly [
    mode: number,
    uid: number,
    gid: number,
    size: number,
    device: number,
    inode: number,
  ];

  export function readText(from: From, path: string, limit: number): string | number;
  export function readFile(
    from: From,
    path: string,
    limit: number,
  ): readonly [text: string, status: Status] | number;
  export function readBytes(from: From, path: string, offset: number, length: number): string | number;
  export function readDirectory(from: From, path: string): string[] | number;
  export function readLink(from: From, path: string): string | number;
  export function status(from: From, path: string, follow: boolean): Status | number;
  export function openDirectory(from: From, path: string): number;
  export function close(descriptor: number): void;
  export function realPath(root: string, path: string, follow: boolean): string;

  export function createFile(
    from: From,
    path: string,
    text: string,
    mode: number,
    uid?: number,
    gid?: number,
  ): number;
  export function writeInto(from: From, path: string, text: string): number;
  export function makeDirectory(from: From, path: string, mode: number, uid?: number, gid?: number): number;
  export function makeLink(from: From, path: string, target: string): number;
  export function rename(from: From, old: string, renamed: string): number;
  export function remove(from: From, path: string): number;
  export function print(descriptor: number, text: string): void;

  export function jsonFault(
    text: string,
    deepest: number,
    mostValues: number,
  ): readonly [offset: number, fault: number] | undefined;

  export function parseIp(
    text: string,
  ): { readonly family: 4 | 6; readonly text: string; readonly units: readonly number[] } | undefined;
  export function formatGroups(groups: readonly number[]): string;

  export function mount(device: string, directory: string, type: string): number;
  export function unmount(directory: string): number;

  export function run(...words: readonly string[]): readonly [code: number, stderr: string] | number;
  export function lock(from: From, path: string): number;
  export function crc32(text: string): number;
  export function sha1(bytes: string): string;
  export function sleep(ms: number): void;
  export function now(): number;
  export function isTerminal(descriptor: number): boolean;
  export function environment(name: string): string | undefined;
  export function words(): string[];
  export function describe(errno: number): string;
  export function exit(status: number): never;
  export function wait<T>(promise: Promise<T>): T;
}
