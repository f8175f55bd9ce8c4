#!/bin/sh
# The operator of dm-server, as dm-conform calls it: WISH PEER DEVICE EXTENT. DM_SERVER_CONFIG names the
# server's configuration.
case $1 in
  delegate) verb=delegate; test "$4" = full && more=--full ;;
  revoke-asked) verb=revoke ;;
  revoke-forced) verb=revoke; more=--force ;;
  request-revocation) verb=request-revocation ;;
esac
exec dm-server $verb "$2" "$3" $more --config "${DM_SERVER_CONFIG:-dms/dm-server.toml}"
