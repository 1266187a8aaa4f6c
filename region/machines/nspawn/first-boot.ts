/** A file of the base image: its path in the image, what it holds, and its mode. */
export interface BaseFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/**
 * What makes a plain Debian an Amazon machine image that is entered as Debian's own: user `admin`, no root login, no passwords,
 * keys and user data from the metadata service. A small unit of ours does cloud-init's part (docs/decisions has why).
 */
export const FIRST_BOOT: readonly BaseFile[] = [
  {
    path: '/etc/sudoers.d/90-ec2-init-users',
    text: 'admin ALL=(ALL) NOPASSWD:ALL\n',
    mode: 0o440,
  },
  {
    path: '/etc/ssh/sshd_config.d/50-ec2-init.conf',
    text: 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin no\n',
    mode: 0o644,
  },
  {
    path: '/etc/systemd/system/ec2-init.service',
    text: `[Unit]
Description=Take keys and name from the EC2 metadata service
Before=ssh.service
After=local-fs.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/lib/ec2-init/first-boot

[Install]
WantedBy=multi-user.target
`,
    mode: 0o644,
  },
  {
    path: '/etc/systemd/system/ec2-user-data.service',
    text: `[Unit]
Description=Run the EC2 user data, once an instance
After=ec2-init.service ssh.service network.target
Requires=ec2-init.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/lib/ec2-init/user-data

[Install]
WantedBy=multi-user.target
`,
    mode: 0o644,
  },
  {
    path: '/usr/local/lib/ec2-init/metadata.sh',
    text: `# To be sourced: "metadata PATH" says what the metadata service (version 2) has at /latest/PATH; fails where it has nothing.
imds=http://169.254.169.254/latest
token=$(curl -sSf --retry 20 --retry-delay 1 --retry-connrefused -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $imds/api/token)
metadata() { curl -sf -H "X-aws-ec2-metadata-token: $token" "$imds/$1"; }
`,
    mode: 0o644,
  },
  {
    path: '/usr/local/lib/ec2-init/first-boot',
    text: `#!/bin/sh
# Once an instance, as cloud-init: the name, host keys of its own, and the key pair's key added to those of admin.
set -eu
. /usr/local/lib/ec2-init/metadata.sh
known=/var/lib/ec2-init/instance
id=$(metadata meta-data/instance-id)
[ "$(cat $known 2>/dev/null)" != "$id" ] || exit 0

name=$(metadata meta-data/local-hostname)
name=\${name%%.*}
echo "$name" >/etc/hostname
hostname "$name"
printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' "$name" >/etc/hosts

rm -f /etc/ssh/ssh_host_*
for type in ed25519 ecdsa; do
  ssh-keygen -q -t $type -N '' -C "root@$name" -f /etc/ssh/ssh_host_$type'_key'
done

if key=$(metadata meta-data/public-keys/0/openssh-key); then
  keys=/home/admin/.ssh/authorized_keys
  install -d -o admin -g admin -m 700 /home/admin/.ssh
  touch $keys
  grep -qxF "$key" $keys || echo "$key" >>$keys
  chown admin:admin $keys
  chmod 600 $keys
fi

install -d /var/lib/ec2-init
echo "$id" >$known
`,
    mode: 0o755,
  },
  {
    path: '/usr/local/lib/ec2-init/user-data',
    text: `#!/bin/sh
# Once an instance, as cloud-init: user data that begins with #! is run.
set -eu
known=/var/lib/ec2-init/user-data-of
[ "$(cat $known 2>/dev/null)" != "$(cat /var/lib/ec2-init/instance)" ] || exit 0
cp /var/lib/ec2-init/instance $known
script=/var/lib/ec2-init/user-data
. /usr/local/lib/ec2-init/metadata.sh
metadata user-data >$script || exit 0
[ "$(head -c 2 $script)" = '#!' ] || exit 0
chmod 700 $script
exec $script
`,
    mode: 0o755,
  },
];

/** What runs at boot, beside what Debian's packages enable. */
export const ENABLED = ['ec2-init.service', 'ec2-user-data.service'];

/** A getty on a console that nobody sees, and the keeper of seats and sessions, which a server has none of. */
export const MASKED = ['console-getty.service', 'systemd-logind.service'];
