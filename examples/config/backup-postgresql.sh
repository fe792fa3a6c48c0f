#!/bin/sh
# /usr/local/sbin/weerklank-backup: a whole copy of the database while the service runs, as of one moment.
set -eu
umask 077
copy=/var/backups/weerklank/$(date +%Y-%m-%dT%H-%M-%S)
pg_dump --format=custom --file="$copy.part" weerklank
mv "$copy.part" "$copy.dump" # what ends in .dump is whole
find /var/backups/weerklank -name '*.dump' -mtime +14 -delete
