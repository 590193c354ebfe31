#!/bin/sh
# For scripts that call glean: the same options, done by simple-init.
exec /usr/local/sbin/simple-init hook glean "$@"
