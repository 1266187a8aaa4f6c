set -eu
export DEBIAN_FRONTEND=noninteractive

# A builder that loses power is thrown away: its packages need not be on the disk one by one.
options='--yes --no-install-recommends -oDpkg::Options::=--force-confold -oDpkg::Options::=--force-unsafe-io'

apt-get update -oAPT::Update::Error-Mode=any
apt-get $options install ca-certificates curl python3
apt-get $options dist-upgrade
