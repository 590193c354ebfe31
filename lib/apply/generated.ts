/**
 * Whether cloud-init wrote a file for a network, by its name or its first line. It writes such files again and again, so
 * nobody edits them.
 */
export function isGenerated(path: string, text: string): boolean {
  return /\/(?:[15]0-)?cloud-init(?:-[^/.][^/]*)?(?:\.\w+)?$/.test(path) ||
    /^# (?:(?:Created|Generated) by cloud-init|This file is generated from information prov)/i.test(text);
}
