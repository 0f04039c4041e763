# Runs a service for as long as standard input stays open, then ends it and removes its folder. The test's JVM holds
# the other end of that pipe: the kernel closes it however the JVM ends, also when it is killed by SIGKILL.
#
#   sh guard.sh run FOLDER SIGNAL SECONDS COMMAND...   FOLDER/status has the command's exit status when it has ended
#   sh guard.sh sweep FOLDER                           what is left of a service whose guard was killed itself
mode=$1
folder=$2

# The processes of the service: those that bear its mark, those of its session, and all that any of them started.
members() {
    marked=$(grep -lszxF "HOCKET_SERVICE=$folder" /proc/[0-9]*/environ | cut -d/ -f3)
    cat /proc/[0-9]*/stat 2>/dev/null |
        sed -n 's/^\([0-9]*\) (.*) [A-Z] \([0-9]*\) [0-9]* \([0-9]*\) .*/\1 \2 \3/p' |
        awk -v service="${service:-none}" -v marked="$marked" '
            { parent[$1] = $2; session[$1] = $3 }
            END {
                split(marked, words)
                for (i in words) if (words[i] in parent) member[words[i]]
                do {
                    grown = 0
                    for (pid in parent)
                        if (!(pid in member) && (session[pid] == service || parent[pid] in member)) {
                            member[pid]
                            grown = 1
                        }
                } while (grown)
                for (pid in member) print pid
            }'
}

# Kills them, and those that were found before the service was asked to end: a parent that is gone shows no children.
kill_all() {
    # shellcheck disable=SC2046 # lists of numbers, to be split
    set -- $(cat "$folder/members" 2>/dev/null) $(members)
    [ $# = 0 ] || kill -s KILL "$@" 2>/dev/null
}

if [ "$mode" = sweep ]; then
    kill_all
    rm -rf "$folder"
    exit
fi

signal=$3
seconds=$4
shift 4
echo $$ >"$folder/guard"
exec 3<&0 </dev/null
HOCKET_SERVICE=$folder setsid "$@" 3<&- &
service=$!
echo "$service" >"$folder/service"

(
    read -r _ <&3 # returns when the pipe is closed
    members >"$folder/members"
    kill -s "$signal" "$service"
    tenths=$((seconds * 10))
    while [ "$tenths" -gt 0 ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -s KILL "$service"
) 2>/dev/null &
watcher=$!

wait "$service"
status=$?
kill "$watcher" 2>/dev/null
kill_all
echo "$status" >"$folder/status.new" && mv "$folder/status.new" "$folder/status"
read -r _ <&3
rm -rf "$folder"
