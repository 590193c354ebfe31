/**
 * Asks the installed NetworkManager what it makes of a keyfile.
 *
 * @module
 */

/**
 * Has `nmcli` read a keyfile and write it again, changing a key to what it is already. What it does not know it leaves
 * out, and a profile that the daemon would not load it refuses.
 *
 * It writes keys and sections in an order of its own, hardware addresses in upper case, a gateway behind the first
 * address (`address1=192.0.2.10/24,192.0.2.1`), and adds some defaults.
 *
 * @returns what is wrong with the keyfile; empty when every key and value is kept
 */
export function nmcliAccepts(keyfile: string): string[] {
  const before = values(keyfile);
  const { code, out, complaints } = modify(keyfile, before.get("connection.autoconnect-priority") ?? "0");
  if (code !== 0) return [`exit status ${code}`, ...complaints];
  const after = values(out);
  const changed = [...before].filter(([key, value]) => !isSame(value, after.get(key)));
  return [
    ...complaints,
    ...changed.map(([key, value]) => `${key}=${value} became ${after.get(key) ?? "nothing"}`),
  ];
}

function modify(keyfile: string, priority: string): { code: number; out: string; complaints: string[] } {
  const input = Deno.makeTempFileSync();
  try {
    Deno.writeTextFileSync(input, keyfile);
    // Deno's synchronous calls feed no pipe.
    const script = 'exec nmcli --offline connection modify connection.autoconnect-priority "$1" <"$2"';
    const command = new Deno.Command("sh", { args: ["-c", script, "sh", priority, input] });
    const { code, stdout, stderr } = command.outputSync();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return {
      code,
      out: decode(stdout),
      complaints: decode(stderr).split("\n").filter((line) => line !== ""),
    };
  } finally {
    Deno.removeSync(input);
  }
}

/** Values by `section.key`. */
function values(keyfile: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = "";
  for (const line of keyfile.split("\n")) {
    const [, name, key, value = ""] = /^\[(.*)\]$|^([^#=]+)=(.*)$/.exec(line) ?? [];
    const [, address = value, gateway] = key === "address1" ? /^([^,]*),(.*)$/.exec(value) ?? [] : [];
    if (name !== undefined) section = name;
    if (key !== undefined) found.set(`${section}.${key}`, address);
    if (gateway !== undefined) found.set(`${section}.gateway`, gateway);
  }
  return found;
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5,19}$/;

function isSame(before: string, after: string | undefined): boolean {
  return (MAC.test(before) ? before.toUpperCase() : before) === after;
}
