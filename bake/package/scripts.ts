/** What the package does on the machine beside its files. */
export interface Installs {
  readonly app: string;
  /** The unit's name, such as `hello.service`. */
  readonly unit: string | undefined;
  readonly user: string | undefined;
}

/** The maintainer scripts that are needed, by name. None starts the service: an image serves when an instance of it boots. */
export function maintainerScripts(installs: Installs): Readonly<Record<string, string>> {
  const { unit, user } = installs;
  const postinst = [
    ...(user ? [`systemd-sysusers ${sysusersName(installs.app)}`] : []),
    ...(unit ? [...enabling(unit), RELOAD] : []),
  ];
  return {
    ...(postinst.length > 0 ? { postinst: script('configure', postinst) } : {}),
    ...(unit ? { prerm: script('remove', [stopping(unit)]) } : {}),
    ...(unit ? { postrm: script('purge', [`deb-systemd-helper purge ${unit}`], RELOAD) } : {}),
  };
}

/** The file in `/usr/lib/sysusers.d` that says who the user is. */
export function sysusersName(app: string): string {
  return `${app}.conf`;
}

/** Its one line: a system user with no home and no shell. */
export function sysusersLine(app: string, user: string): string {
  return `u ${user} - "${app}" /nonexistent /usr/sbin/nologin\n`;
}

const RELOAD = 'if [ -d /run/systemd/system ]; then systemctl --system daemon-reload; fi';

function stopping(unit: string): string {
  return `if [ -d /run/systemd/system ]; then systemctl stop ${unit}; fi`;
}

/** As debhelper does it: an administrator who disabled or masked the unit is respected at an upgrade. */
function enabling(unit: string): string[] {
  return [
    `deb-systemd-helper unmask ${unit}`,
    `if deb-systemd-helper --quiet was-enabled ${unit}; then`,
    `  deb-systemd-helper enable ${unit}`,
    'else',
    `  deb-systemd-helper update-state ${unit}`,
    'fi',
  ];
}

/** A script that does `lines` when dpkg calls it for `when`, and `always` at every call. */
function script(when: string, lines: readonly string[], always?: string): string {
  return [
    '#!/bin/sh',
    'set -e',
    `if [ "$1" = ${when} ]; then`,
    ...lines.map((line) => `  ${line}`),
    'fi',
    ...(always === undefined ? [] : [always]),
    '',
  ].join('\n');
}
