/**
 * OpenSSH public keys, one line each, as `sshd(8)` describes `authorized_keys`.
 *
 * @module
 */

/** Key types of OpenSSH, each with the base64 of its own length and name, with which the key's data begins. */
const TYPES: Readonly<Record<string, string>> = {
  "ssh-ed25519": "AAAAC3NzaC1lZDI1NTE5",
  "ssh-rsa": "AAAAB3NzaC1yc2",
  "ssh-dss": "AAAAB3NzaC1kc3",
  "ecdsa-sha2-nistp256": "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY",
  "ecdsa-sha2-nistp384": "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ",
  "ecdsa-sha2-nistp521": "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE",
  "sk-ssh-ed25519@openssh.com": "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t",
  "sk-ecdsa-sha2-nistp256@openssh.com": "AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb2",
};

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** That of ed25519, without padding. */
const SHORTEST_DATA = 68;
const LONGEST = 16384;

/** Half a surrogate pair, what stands for bytes that are not UTF-8, and characters that nobody sees or that turn others about. */
const UNSAFE_COMMENT = /[\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u;

/**
 * The line of one public key (type, data and comment, single spaces), or undefined for anything else: options such as
 * `command=`, a second line, a key whose data is of another type. A comment that would make a file of UTF-8 something
 * else, or that a terminal would show as something else, is left out.
 */
export function parseSshKey(text: string): string | undefined {
  const line = text.trim();
  // deno-lint-ignore no-control-regex -- a control character could end the line
  if (line.length > LONGEST || /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/.test(line)) {
    return undefined;
  }
  const words = line.replaceAll("\t", " ").split(" ").filter((word) => word !== "");
  const [type = "", data = "", ...comment] = words;
  const start = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (start === undefined || !data.startsWith(start) || !isKeyData(data)) return undefined;
  return UNSAFE_COMMENT.test(line) ? `${type} ${data}` : [type, data, ...comment].join(" ");
}

function isKeyData(data: string): boolean {
  return data.length % 4 === 0 && BASE64.test(data) && data.replaceAll("=", "").length >= SHORTEST_DATA;
}

/** As sshd reads options; one that is not closed goes to the end, for what would be left could be tried again at each quote. */
const QUOTED = /"(?:\\.|[^"\\])*\\?"?/g;

/** The data of every key begins with it: the length of its type's name has 24 bits of zeros. */
export const KEY_DATA_START = "AAAA";

/**
 * What makes a key the same key whatever its options and comment are: its data. Undefined for a line without one, and for an
 * authority's, which lets in whom it signs and not itself.
 */
export function keyDataOf(line: string): string | undefined {
  if (line.trimStart().startsWith("#")) return undefined;
  const words = line.replace(QUOTED, "").trim();
  const [first] = /[^ \t]*/.exec(words)!;
  if (first.toLowerCase().split(",").includes("cert-authority")) return undefined;
  return /(?:^|[ \t])(AAAA[A-Za-z0-9+/]+=*)/.exec(words)?.[1];
}
