#!/bin/sh
# Makes the configuration of dm-server that `dm-conform --init` wants of a server: for_dm_server.sh JUDGE DMS,
# with the folder of `dm-conform --init` and that of `dm-server init`. Prints it.
judge=$1 dms=$2
cp "$judge/pki/server.pem" "$judge/pki/server-key.pem" "$judge/pki/ca.pem" "$dms/pki/"
# The server itself: its name, short waits, and no devices of its own.
sed -e '/^\[\[devices\]\]/,$d' -e 's/^server_id = .*/server_id = "server-under-test"/' \
  -e 's/^response_ms = .*/response_ms = 1500/' -e 's/^device_ms = .*/device_ms = 2000/' \
  -e 's/= 60000/= 4000/' "$dms/dm-server.toml"
# Its peers, as they stand in conform.toml.
awk -F'[ "]+' '
  /^\[\[peers/   { is_peer = 1; print "[[peers]]" }
  !is_peer       { next }
  /^id =/        { print "server_id = \"" $3 "\"" }
  /SHA-256/      { print "certificate_sha256 = \"" $NF "\"" }
  /^listen =/    { print "url = \"https://" $3 "/DM_interface/DM_delegation\"" }
  /^server_is =/ { print "we_are = \"" $3 "\"" }
  /^(approach|willing|bootstraps) =/' "$judge/conform.toml"
# The devices that the judge plays.
for number in $(seq -w 1 240); do
  cat <<DEVICE
[[devices]]
id = "conform-$number"
man = "Example"
mod = "Reference device"
tree = "./SCOMO"
push = "http://127.0.0.1:7600/push/conform-$number"
user = "device"
password = "device-password"
server_password = "server-password"
DEVICE
done
