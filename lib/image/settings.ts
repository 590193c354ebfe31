/**
 * `/etc/simple-init.conf`: what the build decided, for the program that boots.
 *
 * @module
 */
import type { StackName } from "../stacks/stack.ts";

export interface Settings {
  /** Undefined: the machine chooses. */
  readonly renderer: StackName | undefined;
  readonly dhcpFallback: boolean;
}

/** The file's text, with what it leaves at its default as a comment. */
export function settingsText({ renderer, dhcpFallback }: Settings): string {
  return `# What simple-init does when this machine boots, as the build of its image asked for. A line is an option of
# "simple-init boot" without its dashes; "simple-init --help" lists them.

# The network stack that gets the configuration. Without this line: the one that is enabled.
${renderer === undefined ? "# renderer=auto" : `renderer=${renderer}`}

# Interfaces that the config drive says nothing about stay as they are. Without this line: they get DHCP.
${dhcpFallback ? "# " : ""}no-dhcp-fallback
`;
}
