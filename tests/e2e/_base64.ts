/** UTF-8 as base64. */
export function encodeBase64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

/** The other way. Throws for what is none. */
export function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.fromBase64(text));
}
