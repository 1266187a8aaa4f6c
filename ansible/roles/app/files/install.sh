# Installs $package from the repository that Packer put at /var/tmp, of its $suite and $component.
set -eu
export DEBIAN_FRONTEND=noninteractive
repository=/var/tmp/bakeroll-repository
source=/etc/apt/sources.list.d/bakeroll.list

# The source is trusted by exactly one key, and goes with it.
trap 'rm -rf $source $repository /usr/sbin/policy-rc.d' EXIT
echo "deb [signed-by=$repository/key.asc] file:$repository $suite $component" >$source

# Debian's maintainer scripts ask this before they start anything: an application has no settings on the builder.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d

# Only this source's index is read: the others were read a moment ago.
apt-get update -oDir::Etc::sourcelist=$source -oDir::Etc::sourceparts=- -oAPT::Get::List-Cleanup=0 \
  -oAPT::Update::Error-Mode=any
apt-get --yes --no-install-recommends -oDpkg::Options::=--force-unsafe-io install "$package"
