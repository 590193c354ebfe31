/**
 * The element `test-agent`: a shell behind the second serial port of the image, which no network is needed for;
 * something that waits for the network, as servers' services do; and the SSH server's key.
 *
 * @module
 */
import { join } from "@std/path";
import { writeFile } from "../support/trees.ts";

const AGENT_UNIT = `[Unit]
Description=Runs the commands of a test
DefaultDependencies=no
After=sysinit.target
Conflicts=shutdown.target
[Service]
ExecStart=/usr/local/sbin/test-agent
TTYPath=/dev/ttyS1
StandardInput=tty-force
StandardOutput=tty
StandardError=journal
TTYReset=yes
Restart=always
[Install]
WantedBy=multi-user.target
`;

/** Reads a command a line, and answers with its status and output; both sides in base64. */
const AGENT = `#!/bin/bash
stty raw -echo -onlcr
echo "ready $(cat /proc/sys/kernel/random/boot_id)"
while read -r number command; do
    output=$(bash -c "$(base64 -d <<< "$command")" 2> /run/test-agent.err | base64 -w0; exit "\${PIPESTATUS[0]}")
    status=$?
    echo "done $number $status <$output> <$(base64 -w0 /run/test-agent.err)>"
done
`;

const ONLINE_UNIT = `[Unit]
Description=Waits for the network
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
`;

/** One key instead of four, of which RSA's takes ten seconds under emulation. */
const KEY_UNIT = `[Unit]
Description=Makes the SSH server's key
Before=ssh.service
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key
[Install]
WantedBy=multi-user.target
`;

export function writeAgentElement(elements: string): void {
  const at = join(elements, "test-agent");
  const text = (path: string, contents: string) => `cat > ${path} <<'END'\n${contents}END\n`;
  const unit = (name: string, contents: string) =>
    text(`/etc/systemd/system/${name}.service`, contents) +
    `ln -s /etc/systemd/system/${name}.service /etc/systemd/system/multi-user.target.wants/\n`;
  writeFile(join(at, "element-deps"), "");
  writeFile(
    join(at, "install.d/70-test-agent"),
    "#!/bin/bash\nset -eu\nset -o pipefail\n" +
      text("/usr/local/sbin/test-agent", AGENT) + "chmod 0755 /usr/local/sbin/test-agent\n" +
      unit("test-agent", AGENT_UNIT) + unit("test-online", ONLINE_UNIT) + unit("test-key", KEY_UNIT),
    0o755,
  );
}
