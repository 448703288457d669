#!/bin/sh
# backup.sh FOLDER: on Mondays (or when there is none yet) a whole backup, else what is new since the last whole one.
# Keeps the last 8 weeks: a whole backup goes together with everything made upon it.
set -eu
folder=$1
cd "$(dirname "$0")/../.."
python=.venv/bin/python
day=$(date +%Y%m%d-%H%M%S)

# full-<time>.zip, and more-<its full one>-<time>.zip for what was made upon it
last=$(ls "$folder" | grep '^full-.*\.zip$' | tail -n 1 || true)
made=${last#full-}
if [ -z "$last" ] || [ "$(date +%u)" = 1 ]; then
    $python manage.py backup "$folder/full-$day.zip"
    last=full-$day.zip
else
    $python manage.py backup "$folder/more-${made%.zip}-$day.zip" --base "$folder/$last"
fi
newest=$(ls -t "$folder" | grep '\.zip$' | head -n 1)
$python manage.py restore "$folder/$newest" --verify

ls "$folder" | grep '^full-.*\.zip$' | head -n -8 | while read -r old; do
    made=${old#full-}
    rm -f "$folder/$old" "$folder/more-${made%.zip}-"*.zip
done
