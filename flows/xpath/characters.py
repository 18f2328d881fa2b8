"""Sets of characters that Java's regular expressions name, as the inside of a bracket."""

import re

CLASSES = {
    "d": "0-9",
    "w": "a-zA-Z0-9_",
    "s": r" \t\n\x0b\f\r",
    "h": r" \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
    "v": r"\n\x0b\f\r\x85\u2028\u2029",
}
_PROPERTIES = {
    "Lower": "a-z",
    "Upper": "A-Z",
    "ASCII": r"\x00-\x7f",
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "Graph": r"\x21-\x7e",
    "Print": r"\x20-\x7e",
    "Blank": r" \t",
    "Cntrl": r"\x00-\x1f\x7f",
    "XDigit": "0-9a-fA-F",
    "Space": r" \t\n\x0b\f\r",
    "L1": r"\x00-\xff",
    "LD": r"\p{L}\p{Nd}",
    "javaLowerCase": r"\p{Lowercase}",
    "javaUpperCase": r"\p{Uppercase}",
    "javaAlphabetic": r"\p{Alphabetic}",
}
_BINARY = {
    name: rf"\p{{{name}}}"
    for name in ("Alphabetic", "Ideographic", "Lowercase", "Uppercase", "Hex_Digit", "White_Space")
}
_BINARY |= {"Letter": r"\p{L}", "Digit": r"\p{Nd}", "Punctuation": r"\p{P}"}
_BINARY |= {"Control": r"\p{Cc}", "Titlecase": r"\p{Lt}", "Assigned": r"\P{Cn}"}
_CATEGORY = re.compile("LC|L[ultmo]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[cdseifo]?|S[mcko]?")


def property_class(name: str) -> str | None:
    r"""What `\p{name}` stands for, as `regex` writes it; None if Java knows none."""
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    if "=" in name or name.startswith("In") or _CATEGORY.fullmatch(name):
        return rf"\p{{{name}}}"
    if not name.startswith("Is"):
        return None
    name = name[2:]
    if _CATEGORY.fullmatch(name):
        return rf"\p{{{name}}}"
    return _BINARY.get(name) or rf"\p{{Script={name}}}"
