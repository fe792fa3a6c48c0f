#!/bin/sh
# /usr/local/sbin/weerklank: the command for whoever administers this server, as root.
# It runs as the service's user, so that no file of the database ever belongs to root, and with the service's settings.
cd /
exec runuser -u weerklank -- env WEERKLANK_CONFIG=/etc/weerklank/weerklank.toml /opt/weerklank/bin/weerklank "$@"
