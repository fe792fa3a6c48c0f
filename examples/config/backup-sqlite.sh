#!/bin/sh
# /usr/local/sbin/weerklank-backup: a whole copy of the database while the service runs, as of one moment.
set -eu
umask 077
copy=/var/backups/weerklank/$(date +%Y-%m-%dT%H-%M-%S)
sqlite3 -bail /var/lib/weerklank/weerklank.db "VACUUM INTO '$copy.part'"
mv "$copy.part" "$copy.db" # what ends in .db is whole
find /var/backups/weerklank -name '*.db' -mtime +14 -delete
