"""What a type cell asks for: our name of the type, and the list, file or repeat of its choices."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from pyxform import aliases, constants
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_OSM, RE_SELECT

from flows.xform.kinds import INPUTS, UPLOADS

_SELECTS = {
    constants.SELECT_ONE: "select_one",
    constants.SELECT_ALL_THAT_APPLY: "select_multiple",
    constants.RANK: "rank",
}
SELECTS = frozenset(_SELECTS.values())
CONTAINERS = frozenset({constants.GROUP, constants.REPEAT, constants.LOOP})
FILES = frozenset({"csv-external", "xml-external"})
_OWN = frozenset({"calculate", "hidden", "range", "audit", "background-audio"}) | FILES
_OWN |= {"start-geopoint", "background-geopoint"}
REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")  # `${name}` in any cell


@dataclass(frozen=True, slots=True)
class Kind:
    """A type; `name` is as written when it is none that we know."""

    name: str
    list_name: str = ""  # of the choices sheet
    file: str = ""  # "cities.csv"
    repeat: str = ""  # the name between ${ and } of a select from answers
    or_other: bool = False


def kind_of(written: str) -> Kind:
    """The kind of a type cell, whatever of pyxform's many spellings it has."""
    begin = RE_BEGIN_CONTROL.search(written)
    if begin:
        return Kind(aliases.control[begin["type"]], begin["list_name"] or "")
    select = RE_SELECT.search(written)
    if select:
        return _select(written, select)
    return Kind(written if RE_OSM.search(written) else _plain(written))


def _select(written: str, select: re.Match[str]) -> Kind:
    name = _SELECTS.get(aliases.select[select["select_command"]])
    if name is None:
        return Kind(written)
    given = select["list_name"]
    reference = REFERENCE.fullmatch(given)
    if reference:
        return Kind(name, repeat=reference[1])
    if PurePath(given).suffix in constants.EXTERNAL_INSTANCE_EXTENSIONS:
        return Kind(name, file=given)
    return Kind(name, given, or_other=select["specify_other"] is not None)


@cache
def _plain(written: str) -> str:
    """A type without a list by what pyxform makes of it: its control, data type and preload."""
    if written in _OWN:
        return written
    made = QUESTION_TYPE_DICT.get(aliases._type_alias_map.get(written, written))
    if made is None:
        return written
    bind, control = made.get("bind", {}), made.get("control", {})
    preload, tag = bind.get("jr:preloadParams", ""), control.get("tag")
    if preload:
        return str(preload).removeprefix("uri:")
    if tag == "upload":
        return UPLOADS.get(control["mediatype"], written)
    if tag == "trigger":
        return "acknowledge"
    if tag == "input":
        return "note" if bind.get("readonly") else INPUTS.get(bind.get("type"), written)
    return "calculate" if not control and bind.get("type") == "string" else written
