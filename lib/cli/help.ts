import { DRIVE_POLICIES } from "../config_drive/policy.ts";
import { VERSION } from "../version.ts";
import { SETTINGS_FILE, stackNames } from "./arguments.ts";

/** What `--help` prints. */
export const HELP = `simple-init ${VERSION}: configures a machine at boot from its OpenStack config drive

usage: simple-init COMMAND [OPTION …]

  boot               configure this machine, or the tree below --root, from its config drive
  plan               show what boot would change; write nothing
  validate [PATH]    check a config drive: every problem with its JSON path
  seal               make a golden image: take away our files, keys, name and records
  hook NAME          run one hook of an image's build
  version            print the version

  --root DIR         read and write below DIR only (default /), and run nothing
  --config-drive PATH  a directory, a device, or (as root) an image file;
                     by default the drive is found by its label, else it is DIR/mnt/config
  --drive KIND       what may be the drive: ${DRIVE_POLICIES.join(" | ")};
                     by default any device, but in a ramdisk only media
  --renderer NAME    ${stackNames().join(" | ")}
  --network-manager  the same as --renderer networkmanager
  --interface NAME   only what concerns this interface: its bond and VLANs too
  --no-dhcp-fallback  leave interfaces that the drive says nothing about alone
  --no-network       leave the network alone
  --no-dns           leave name servers out
  --no-hostname      leave the host name alone
  --no-ssh-keys      leave SSH keys alone
  --ssh-user NAME    whose authorized_keys gets the keys (default root)
  --carrier-timeout SECONDS  how long a cable may take, where DHCP would hold up the boot (default 5)
  --drive-timeout SECONDS    how long a drive that is expected may take to appear (default 60)
  --this-machine     boot although ${SETTINGS_FILE} is missing
  --format text|json  json is for programs, and stable
  --verbose, --quiet, --help

exit status: 0 done, 1 done or failed with problems, 2 wrong usage`;
