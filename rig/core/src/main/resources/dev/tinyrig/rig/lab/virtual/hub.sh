#!/bin/sh
# Plays uhubctl for virtual boards: a file 'off' in a board's folder takes its power away.
while getopts l:p:a:d: option; do
    case $option in
        p) port=$OPTARG ;;
        a) action=$OPTARG ;;
        *) ;;
    esac
done
board=$(dirname "$0")/virtual-$((port - 1))
[ -d "$board" ] || { echo "No compatible devices detected!"; exit 1; }
case $action in
    off) : >"$board/off" ;;
    on) rm -f "$board/off" ;;
    *) echo "unknown action '$action'"; exit 1 ;;
esac
