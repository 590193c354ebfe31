/**
 * `/etc/simple-init.conf`: what the build decided, for the program that boots.
 *
 * @module
 */
import { SETTINGS_DIRECTORY } from "../cli/arguments.ts";
import type { StackName } from "../stacks/stack.ts";

export interface Settings {
  /** Undefined: the machine chooses. */
  readonly stack: StackName | undefined;
  readonly dhcpFallback: boolean;
  /** More lines. */
  readonly options?: readonly string[];
}

/** The file's text, with what it leaves at its default as a comment. */
export function settingsText({ stack, dhcpFallback, options = [] }: Settings): string {
  const more = options.length === 0 ? "" : `\n# DIB_SIMPLE_INIT_OPTIONS\n${options.join("\n")}\n`;
  return `# What simple-init does when this machine boots, as the build of its image asked for. A line is an option of
# "simple-init boot" without its dashes; "simple-init --help" lists them. Files *.conf in ${SETTINGS_DIRECTORY} are read after
# this one.

# The network stack that gets the configuration. Without this line: the one that is enabled.
${stack === undefined ? "# renderer=auto" : `renderer=${stack}`}

# Interfaces that the config drive says nothing about stay as they are. Without this line: they get DHCP.
${dhcpFallback ? "# " : ""}no-dhcp-fallback
${more}`;
}
