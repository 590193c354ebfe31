/**
 * What only a machine needs whose root file system may be on the network.
 *
 * @module
 */
export { findNetworkRoot } from "./discover.ts";
export { systemdVersion } from "../image/systemd.ts";
