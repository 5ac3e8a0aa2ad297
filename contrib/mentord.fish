# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for mentord: what "mentord help" lists, and the reports that the program names. Nothing is listed here.

function __mentord_help # COMMAND: its line; without one, every command and what it does
    mentord help 2>/dev/null | string match -r '^  [a-z].*' | string trim -l
end

function __mentord_commands
    for line in (mentord help 2>/dev/null | string match -r '^  [a-z].*' | string trim -l)
        set -l call (string split -m 1 -n '  ' -- $line)
        printf '%s\t%s\n' (string split ' ' -- $call[1])[1] (string trim -- $call[2..])
    end
end

function __mentord_command # the command that stands on the line, if any
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word -c --config --now
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
            return 0
        end
    end
    return 1
end

function __mentord_words # what may follow the command, with its options
    set -l command (__mentord_command); or return
    set -l line (__mentord_help | string match -r "^$command( .*)?\$" | string match -r '^[^ ]+(?: \S+)*')
    echo --json
    string match -ar -- '--[a-z-]+' $line[1]
    for word in (string match -ar '(?<=[ [|])[a-z][a-z-]*(?=[] |]|$)' -- (string replace -ar -- '--[a-z-]+ [^] ]+' '' $line[1]))
        echo $word
    end
    test "$command" = report; and mentord report 2>/dev/null | string replace -r '  +' \t
end

complete -c mentord -n 'not __mentord_command' -f -a '(__mentord_commands)'
complete -c mentord -n 'not __mentord_command' -s c -l config -r -d 'site file'
complete -c mentord -n 'not __mentord_command' -l now -x -d 'take this for the present'
complete -c mentord -n 'not __mentord_command' -s v -l verbose -d 'say more'
complete -c mentord -n 'not __mentord_command' -s q -l quiet -d 'warnings and errors alone'
complete -c mentord -n __mentord_command -a '(__mentord_words)'
