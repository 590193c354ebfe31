#!/bin/sh
# Configures this machine from its config drive; options are those of "simple-init boot".
exec /usr/local/sbin/simple-init boot "$@"
