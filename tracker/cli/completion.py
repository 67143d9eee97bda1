"""`tracker completion SHELL`: what a shell reads so that Tab completes commands, options, reports, keys and formats."""

from typing import Annotated, Literal

import typer

from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import write, write_json

Shell = Literal["bash", "zsh", "fish"]
#: Where each shell looks for the scripts of one user.
_PLACES = {
    "bash": "~/.local/share/bash-completion/completions/tracker",
    "zsh": "a folder of $fpath, as _tracker",
    "fish": "~/.config/fish/completions/tracker.fish",
}
# The shells hand the words typed so far to `tracker` and get a line a word; Typer answers, by what stands in
# _TRACKER_COMPLETE. Zsh asks as fish does: word, tab, what it is. Nothing that comes back is evaluated.
_BASH = r"""
_tracker() {
    local IFS=$'\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _TRACKER_COMPLETE=complete_bash \
        "$1" 2>/dev/null ) )
}
complete -o default -o nosort -F _tracker tracker
"""
_ZSH = r"""
#compdef tracker
_tracker() {
    local -a answered found
    local line
    answered=("${(@f)$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _TYPER_COMPLETE_FISH_ACTION=get-args \
        _TRACKER_COMPLETE=complete_fish ${words[1]} 2>/dev/null)}")
    for line in $answered; do
        found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( $#found )); then _describe -V tracker found; else _files; fi
}
if [[ $funcstack[1] == _tracker ]]; then _tracker "$@"; else compdef _tracker tracker; fi
"""
_FISH = r"""
function __tracker_words
    set -l words (_TYPER_COMPLETE_ARGS=(commandline -cp | string collect) _TYPER_COMPLETE_FISH_ACTION=get-args \
        _TRACKER_COMPLETE=complete_fish tracker 2>/dev/null)
    if test -n "$words"
        printf '%s\n' $words
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command tracker --no-files --keep-order --arguments '(__tracker_words)'
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="The shell.")],
    json: Json = False,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """Print what completes commands in bash, zsh or fish.

    Put it where the shell looks: of bash ~/.local/share/bash-completion/completions/tracker, of fish
    ~/.config/fish/completions/tracker.fish, of zsh a folder of $fpath, as _tracker. Then open a new shell.
    """
    script = _SCRIPTS[shell].strip()
    if json:
        write_json({"shell": shell, "place": _PLACES[shell], "script": script})
    else:
        write(script)
