/// <reference path="../../lib/system/quickjs_modules.d.ts" />
/**
 * A renderer that can be made to be wrong: part of the binary of one test alone, which sees whether the others notice.
 *
 * @module
 */
import { environment } from "native";
import { parseIp } from "../../lib/ip.ts";
import type { NetworkConfig, Route } from "../../lib/network.ts";
import type { Stack, StackCode } from "../../lib/stacks/stack.ts";

/** Names the stack whose files are wrong. `_misled.ts` sets it, and cannot import it: what is here is for the binary. */
const VARIABLE = "SIMPLE_INIT_TEST_WRONG_GATEWAY";

const WRONG = parseIp("192.0.2.254")!;

/** The stack, whose files send IPv4 to another gateway where the variable names it. */
export function misled(stack: Stack): Stack {
  const isWrong = () => environment(VARIABLE) === stack.name;
  return {
    ...stack,
    code: () => {
      const code = stack.code();
      const render: StackCode["render"] = (config, target) =>
        code.render(isWrong() ? withWrongGateway(config) : config, target);
      return { ...code, render };
    },
  };
}

function withWrongGateway({ links }: NetworkConfig): NetworkConfig {
  const wrong = (route: Route): Route =>
    route.gateway.family === 4 && route.destination.length === 0 ? { ...route, gateway: WRONG } : route;
  return { links: links.map((link) => ({ ...link, routes: link.routes.map(wrong) })) };
}
