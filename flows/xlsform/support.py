"""What of XLSForm is done, left aside knowingly, or refused: tables that code and docs share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flows.xform.kinds import KINDS
from flows.xpath import FUNCTIONS

Status = Literal["honoured", "ignored", "refused"]


@dataclass(frozen=True, slots=True)
class Support:
    """How a type, column, setting or appearance is treated, and why in a few words.

    `warned`: an author who writes it is told that it is ignored. What only concerns the look of a
    screen or another app's storage is ignored without a word.
    """

    status: Status
    note: str = ""
    warned: bool = False


def _yes(note: str = "") -> Support:
    return Support("honoured", note)


def _look(note: str) -> Support:
    return Support("ignored", note)


def _warned(note: str) -> Support:
    return Support("ignored", note, warned=True)


def _no(note: str) -> Support:
    return Support("refused", note)


_POINT = "shared from the phone, the name of an office or a city, coordinates, or a map link"
_POINTS = "places one after another: shared, named or typed"
_PHONE = "left blank: a chat does not know it"

TYPES: dict[str, Support] = dict.fromkeys(KINDS, _yes()) | {
    "range": _yes("`start`, `end` and `step` bound the number"),
    "select_one": _yes("also `or_other`, and answers of a repeat as choices: `select_one ${name}`"),
    "select_multiple": _yes("also `or_other`"),
    "select_one_from_file": _yes("CSV, XML or GeoJSON beside the workbook"),
    "select_multiple_from_file": _yes("CSV, XML or GeoJSON beside the workbook"),
    "acknowledge": _yes("also written `trigger`"),
    "barcode": _yes("typed"),
    "calculate": _yes(),
    "hidden": _yes(),
    "group": _yes("nested up to 20 deep"),
    "repeat": _yes("open, or with a fixed or computed `repeat_count`; nested"),
    "loop": _yes("a group for each choice, as pyxform writes it"),
    "csv-external": _yes("the file `name`.csv beside the workbook"),
    "xml-external": _yes("the file `name`.xml beside the workbook"),
    "start": _yes(),
    "end": _yes(),
    "today": _yes(),
    "deviceid": _yes("where known"),
    "username": _yes("where known"),
    "phonenumber": _yes("where known"),
    "email": _yes("where known"),
    "geopoint": _yes(_POINT),
    "geotrace": _yes(_POINTS),
    "geoshape": _yes(_POINTS),
    "image": _yes("a photo or a picture's file, up to 20 MB"),
    "audio": _yes("a voice message or a sound's file, up to 20 MB"),
    "video": _yes("up to 20 MB"),
    "file": _yes("any file up to 20 MB"),
    "audit": _warned(_PHONE),
    "background-audio": _warned(_PHONE),
    "background-geopoint": _warned(_PHONE),
    "start-geopoint": _warned(_PHONE),
    "simserial": _warned(_PHONE),
    "subscriberid": _warned(_PHONE),
    "select_one_external": _no("use `select_one_from_file`"),
    "osm": _no("tags of OpenStreetMap"),
}

COLUMNS: dict[str, Support] = {
    "type": _yes(),
    "name": _yes(),
    "label": _yes("in every language of the form"),
    "hint": _yes(),
    "guidance_hint": _yes(),
    "media::image": _warned("the words are shown without it in this release"),
    "media::big-image": _warned("the words are shown without it in this release"),
    "media::audio": _warned("the words are shown without it in this release"),
    "media::video": _warned("the words are shown without it in this release"),
    "relevant": _yes(),
    "required": _yes(),
    "required_message": _yes(),
    "readonly": _yes(),
    "constraint": _yes(),
    "constraint_message": _yes(),
    "calculation": _yes(),
    "default": _yes("also computed"),
    "trigger": _yes(),
    "choice_filter": _yes(),
    "repeat_count": _yes(),
    "parameters": _yes("those that change what is asked"),
    "appearance": _yes("see the table of appearances"),
    "body::rows": _look("a text may have any number of lines"),
    "body::autoplay": _look("people start sound and film themselves"),
    "body::accuracyThreshold": _look("the phone's own accuracy is taken"),
    "bind::type": _yes(),
    "bind::jr:preload": _yes("where known"),
    "bind::jr:preloadParams": _yes("where known"),
    "bind::jr:noAppErrorString": _look("no other app is opened"),
    "instance::": _look("attributes for other software"),
    "compact_tag": _look("for text messages"),
    "sms_field": _look("for text messages"),
    "sms_option": _look("for text messages"),
    "disabled": _yes("the row is left out"),
    "${last-saved#name}": _no("the last answers of a phone, in any expression"),
    "save_to": _no("entities"),
    "query": _no("use `select_one_from_file`"),
    "intent": _no("another app on the phone"),
    "flat": _no("a layout of ODK Tables"),
}

SETTINGS: dict[str, Support] = {
    "form_title": _yes(),
    "form_id": _yes(),
    "version": _yes(),
    "default_language": _yes(),
    "instance_name": _yes(),
    "name": _yes("of the form's top element"),
    "allow_choice_duplicates": _yes(),
    "clean_text_values": _yes(),
    "omit_instanceID": _yes(),
    "style": _look("pages are one question each"),
    "auto_send": _look("answers are kept as they are given"),
    "auto_delete": _look("answers are kept as they are given"),
    "client_editable": _look("people may change answers until they submit"),
    "namespaces": _look("for other software"),
    "instance_xmlns": _look("for other software"),
    "submission_url": _warned("answers stay in Pandu"),
    "public_key": _no("a chat cannot encrypt answers for a key of yours"),
    "flat": _no("a layout of ODK Tables"),
}

_LIST = "choices are a list of buttons"
_LAYOUT = "a chat shows one question at a time"
_CALENDAR = "days are asked and kept in the Gregorian calendar"
_PICTURE = "people choose what they send"
_DRAWN = "people send a photo of what is drawn on paper"
_MAP = "places are shared or typed"

APPEARANCES: dict[str, Support] = {
    "minimal": _look(_LIST),
    "autocomplete": _look(_LIST),
    "search": _look(_LIST),
    "quick": _yes("a tap always leads on"),
    "compact": _look(_LIST),
    "compact-N": _look(_LIST),
    "quickcompact": _look(_LIST),
    "quickcompact-N": _look(_LIST),
    "columns": _look(_LIST),
    "columns-pack": _look(_LIST),
    "columns-N": _look(_LIST),
    "no-buttons": _look(_LIST),
    "likert": _yes("a scale"),
    "list": _look(_LIST),
    "list-nolabel": _yes("a row of a table: the card shows all rows and their answers"),
    "label": _yes("not asked: it is the head of a table"),
    "image-map": _look(_LIST),
    "map": _look(_LIST),
    "picker": _look(_LIST),
    "horizontal": _look(_LIST),
    "horizontal-compact": _look(_LIST),
    "vertical": _look(_LIST),
    "field-list": _look(_LAYOUT),
    "table-list": _yes("its rows are asked one after another on the same card"),
    "summary": _look(_LAYOUT),
    "pages": _look(_LAYOUT),
    "wN": _look(_LAYOUT),
    "hN": _look(_LAYOUT),
    "multiline": _yes("a text may have any number of lines"),
    "numbers": _yes("a text of digits"),
    "thousands-sep": _look("numbers are shown as they are kept"),
    "url": _yes("an address in a message can be tapped"),
    "masked": _warned("what is typed stays readable in the chat"),
    "hidden-answer": _warned("what is typed stays readable in the chat"),
    "printer": _warned("a chat cannot print"),
    "counter": _look("the number is typed"),
    "rating": _look("the number is chosen from its range"),
    "no-ticks": _look("the number is chosen from its range"),
    "bearing": _look("the number is typed"),
    "year": _yes("only the year is asked"),
    "month-year": _yes("only month and year are asked"),
    "no-calendar": _look("the day can always be typed"),
    "ethiopian": _warned(_CALENDAR),
    "coptic": _warned(_CALENDAR),
    "islamic": _warned(_CALENDAR),
    "bikram-sambat": _warned(_CALENDAR),
    "myanmar": _warned(_CALENDAR),
    "persian": _warned(_CALENDAR),
    "buddhist": _warned(_CALENDAR),
    "maps": _look(_MAP),
    "placement-map": _look(_MAP),
    "signature": _warned(_DRAWN),
    "draw": _warned(_DRAWN),
    "annotate": _warned(_DRAWN),
    "selfie": _look(_PICTURE),
    "new": _look(_PICTURE),
    "new-front": _look(_PICTURE),
    "front": _look(_PICTURE),
    "ex:": _warned("people type what the other app would fill in"),
    "search()": _no("use `select_one_from_file`"),
}
_NUMBERED = re.compile(r"(?:(?P<stem>compact|quickcompact|columns)-|(?P<letter>[wh]))\d+")

# Functions of other products that an author may bring along, and whose they are.
FOREIGN: dict[str, str] = {
    **dict.fromkeys(
        (
            "choice-label",
            "collect-is-phone-app",
            "count-if",
            "count-items",
            "de-duplicate",
            "device-info",
            "duration",
            "empty",
            "enumerator-id",
            "enumerator-name",
            "format-number",
            "geo-scatter",
            "hash",
            "index",
            "item-at",
            "item-index",
            "item-present",
            "join-if",
            "linebreak",
            "max-if",
            "min-if",
            "phone-call-duration",
            "phone-call-log",
            "plug-in-metadata",
            "rank-index",
            "rank-index-if",
            "rank-value",
            "relevant",
            "short-geopoint",
            "sum-if",
        ),
        "SurveyCTO",
    ),
    **dict.fromkeys(
        (
            "checksum",
            "closest-point-on-polygon",
            "cond",
            "decrypt-string",
            "distinct-values",
            "encrypt-string",
            "format-date-for-calendar",
            "id-compress",
            "index-of",
            "is-point-inside-polygon",
            "join-chunked",
            "json-property",
            "lower-case",
            "replace",
            "sleep",
            "sort",
            "sort-by",
            "upper-case",
        ),
        "CommCare",
    ),
    **dict.fromkeys(("comment-status", "item-group-count"), "Enketo (OpenClinica)"),
    **dict.fromkeys(
        (
            "add-date",
            "difference-in-months",
            "parse-timestamp-to-date",
            "to-bikram-sambat",
            "z-score",
            "cht:difference-in-days",
            "cht:difference-in-months",
            "cht:difference-in-weeks",
            "cht:difference-in-years",
            "cht:extension-lib",
            "cht:strip-whitespace",
            "cht:validate-luhn",
        ),
        "CHT",
    ),
    **dict.fromkeys(
        (
            "average",
            "countif",
            "datedif",
            "iferror",
            "ifs",
            "isblank",
            "isnumber",
            "left",
            "len",
            "lower",
            "mid",
            "right",
            "sumif",
            "switch",
            "trim",
            "upper",
            "vlookup",
            "xlookup",
        ),
        "Excel",
    ),
}


def foreign(function: str) -> str:
    """The product that a function belongs to, "" for one that we never heard of."""
    return FOREIGN.get(function) or FOREIGN.get(function.lower(), "")


def appearance_named(word: str) -> str:
    """The row of the table for a word of the column: `w3` is `wN`."""
    word = word.lower()
    numbered = _NUMBERED.fullmatch(word)
    if numbered is None:
        return word
    return f"{numbered['stem']}-N" if numbered["stem"] else f"{numbered['letter']}N"


def support_section() -> str:
    """The tables as a section of a Markdown page."""
    parts = {
        "Types": TYPES,
        "Columns": COLUMNS,
        "Settings": SETTINGS,
        "Appearances": APPEARANCES,
    }
    return "\n".join([*(_table(title, rows) for title, rows in parts.items()), _functions()])


def _functions() -> str:
    """What an expression may call, and whose functions are refused by their product's name."""
    owners: dict[str, list[str]] = {}
    for name, product in FOREIGN.items():
        owners.setdefault(product, []).append(name)
    lines = ["### Functions", "", f"Honoured: {_listed(FUNCTIONS)}.", ""]
    lines += ["Refused, because other products alone have them:", ""]
    lines += [f"- {product}: {_listed(names)}" for product, names in sorted(owners.items())]
    return "\n".join(lines) + "\n"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _table(title: str, rows: dict[str, Support]) -> str:
    lines = [f"### {title}", "", "| name | status | |", "|---|---|---|"]
    lines += [f"| `{name}` | {row.status} | {row.note} |" for name, row in rows.items()]
    return "\n".join(lines) + "\n"
