export const RESOLV_CONF = "/etc/resolv.conf";

/** What systemd-resolved reads when it starts. */
export const DROP_IN = "/etc/systemd/resolved.conf.d/simple-init.conf";
