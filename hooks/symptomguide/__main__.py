"""`python -m symptomguide`: the command, also where the script of that name cannot run (a `$` in the folder's name)."""

from .cli.commands import main

main(prog_name="symptomguide")
