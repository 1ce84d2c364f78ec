#!/bin/sh
# A toy database server. Its data directory is made by "init"; "start" leaves a process behind that is up while the
# file "up" is in it. Files beside the folders of all servers make it misbehave.
control=$2/../..
case $1 in
    --version)
        echo "toyd (Toy) @VERSION@"
        ;;
    init)
        mkdir "$2" && echo "half" >"$2/half" || exit 3
        if [ -e "$control/break-init" ]; then echo "no space left" >&2; exit 4; fi
        echo "$TOY_PASSWORD" >"$2/password"
        echo "whole" >"$2/whole"
        ;;
    start)
        [ -e "$2/whole" ] || { echo "the data directory is not whole" >&2; exit 5; }
        "$0" run "$2" >>"$2/../log" 2>&1 </dev/null &
        # Like a real one, it comes back when the server is known to whoever looks for it, or has failed.
        while [ ! -e "$2/../pid" ] && kill -0 $! 2>/dev/null; do sleep 0.01; done
        ;;
    run)
        if [ -e "$control/break-start" ]; then echo "FATAL: cannot map memory"; exit 1; fi
        trap 'rm -f "$2/../pid" "$2/up"; echo ended >>"$control/ended"; exit 0' TERM
        echo $$ >"$2/../pid"
        # The log first: who sees that it is up may look there at once.
        echo "toyd @VERSION@ is up" | tee "$2/up.new"
        mv "$2/up.new" "$2/up"
        while :; do sleep 0.05; done
        ;;
esac
