# Makes the builder's disk an image: every instance of it is to be a new machine, with its own identity and an empty past.
set -eu

apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin

# Identity: made anew, or brought by the instance's own metadata, at first boot.
rm -f /etc/ssh/ssh_host_*
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id /var/lib/systemd/random-seed
if command -v cloud-init >/dev/null; then cloud-init clean --logs --seed; fi

# The bake's key and traces.
for home in /root /home/*; do
  rm -f "$home/.ssh/authorized_keys" "$home/.bash_history"
  rm -rf "$home/.ansible" "$home/.cache"
done

# Logs: journald goes on in memory, so that what the shutdown says does not come back.
journalctl --relinquish-var
rm -rf /var/log/journal/*
find /var/log -type f -exec truncate --size=0 {} +
rm -rf /var/log/*.gz /var/log/*.[0-9]
find /tmp /var/tmp -mindepth 1 -maxdepth 1 ! -name 'systemd-private-*' -exec rm -rf {} +
