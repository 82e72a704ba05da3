#!/usr/bin/env python3
"""Writes the manual page from what the command line says of itself.

usage: pipeline --experimental-dump-help | manual.py DATE > pipeline.1
"""

import json
import sys


def escaped(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in text.splitlines())


def term(argument: dict) -> str:
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return f"\\fI{escaped(value)}\\fR"
    names = ", ".join(
        "\\fB" + escaped(("-" if name["kind"] == "short" else "--") + name["name"]) + "\\fR"
        for name in argument.get("names", [])
    )
    return names + (f" \\fI{escaped(value)}\\fR" if argument["kind"] == "option" else "")


def arguments(command: dict) -> None:
    for argument in command.get("arguments", []):
        if argument.get("shouldDisplay", True) and not (
            argument["kind"] == "flag"
            and argument.get("valueName") in ("help", "version")
        ):
            print(f".TP\n{term(argument)}\n{escaped(argument.get('abstract', ''))}")


def main() -> None:
    command = json.load(sys.stdin)["command"]
    name = command["commandName"]
    print(f'.TH {name.upper()} 1 "{sys.argv[1]}" "{name}" "User commands"')
    print(f".SH NAME\n{name} \\- {escaped(command['abstract'])}")
    print(f".SH SYNOPSIS\n.B {name}\n.I command\n[\\fIoptions\\fR]")
    print(f".SH DESCRIPTION\n{escaped(command.get('discussion', ''))}")
    print(".SH COMMANDS")
    for part in command.get("subcommands", []):
        if part["commandName"] == "help" or not part.get("shouldDisplay", True):
            continue
        print(f".SS {escaped(name + ' ' + part['commandName'])}\n{escaped(part['abstract'])}")
        if part.get("discussion"):
            print(f".PP\n{escaped(part['discussion'])}")
        arguments(part)
        for inner in part.get("subcommands", []):
            if inner["commandName"] != "help":
                print(f".PP\n\\fB{escaped(inner['commandName'])}\\fR: {escaped(inner['abstract'])}")
                arguments(inner)


main()
