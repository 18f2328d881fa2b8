"""The kinds of questions, and how an XForm writes each: its control, and data type or medium."""

INPUTS = {  # <input>, by data type
    "string": "text",
    "int": "integer",
    "long": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "barcode": "barcode",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "boolean": "text",
    "multiple": "text",
}
CONTROLS = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
    "secret": "text",
}
UPLOADS = {"image/*": "image", "audio/*": "audio", "video/*": "video", "application/*": "file"}

KINDS = tuple(dict.fromkeys((*INPUTS.values(), *CONTROLS.values(), "note", *UPLOADS.values())))
MEDIA = frozenset(UPLOADS.values())
