"""Random expressions whose arguments mostly fit, over the fields of the probes' form."""

from random import Random

# The kinds of a function's arguments, and what it gives: n(umber) s(tring) b(oolean) d(ate)
# q (nodes) · ? any · a star repeats the last one
_FUNCTIONS = {
    "n": (
        "number ?|int n|round n|round n k|abs n|abs ?|pow n k|sqrt n|exp k|exp10 k|log n|log10 n"
        "|sin n|cos n|tan n|asin n|acos n|atan n|atan2 n n|pi|sum q|count q|min q|max q"
        "|min n*|max n*|string-length s|string-length ?|count-selected m|decimal-date-time d"
        "|decimal-time d|decimal-date-time e|decimal-time e|- ?|+ n n|- n n|* n n|div n n|mod n n"
        "|- d d|+ d k|if b n n|coalesce n n|distance p p|number d|number s|checklist k k b*"
    ),
    "s": (
        "string ?|concat ?*|concat q|join s ?*|join s q|substr s k|substr s k k"
        "|substring-before s s|substring-after s s|translate s s s|normalize-space s"
        "|selected-at m k|coalesce s s|if b s s|format-date d f|format-date-time d f"
        "|format-date e f|string n|string d|digest s h|base64-decode s"
        "|coalesce ? s|if b ? ?|once s|depend s ?"
    ),
    "b": (
        "boolean ?|not b|boolean-from-string s|boolean-from-string ?|= ? ?|!= ? ?|< n n|<= n n"
        "|> n n|>= n n|= n n|= s s|!= d d|< d d|>= d ?|and b b|or b b|starts-with s s|ends-with s s"
        "|contains s s|selected m c|is-selected m c|regex s r|true|false|if b b b"
        "|checklist k k b*|weighted-checklist k k b n b n|> ? ?"
    ),
    "d": "date d|date-time d|date-time e|date e|date s|date-time s|if b d d|coalesce d d",
}
_LEAVES = {
    "n": "/data/i|/data/bi|/data/d|/data/bd|/data/neg|/data/zero|/data/big|/data/tiny|/data/ns"
    "|/data/cs|/data/irr|0|1|2|-1|3.5|0.1|100|1000000|-0.5|.5|7.|19782.75",
    "s": "/data/s|/data/bs|/data/ns|/data/ut|/data/sp|/data/ds|/data/cs|''|'a'|'abc'|'b c'"
    "|'2024-05-06'|'12'|'-3.5'|'é'|'true'|' x '|'1e5'|'YWJj'",
    "b": "/data/bt|true()|false()|/data/bs|/data/i|/data/zero|/data/s",
    "d": "/data/dt|/data/bdt|/data/dtm|/data/bdtm|/data/old|/data/tm|'2024-02-29'"
    "|'2023-12-31T23:59:59.999'|'2024-1-5T7:5Z'|''|/data/ds|19000|20000.5",
    "q": "instance('v')/root/item/n|instance('c')/root/item/n|/data/d|/data/bi"
    "|instance('v')/root/item[n > 1]/n|instance('v')/root/item[n = 'none']/n|/data/irr",
    "k": "0|1|2|3|-1|-2|/data/bi|/data/i|1.7|'1'",
    "e": "0|-0.5|19782.75|20000.5|/data/bi|/data/i|-25000|/data/d|1 div 0|0 div 0|-3.25|/data/bt",
    "m": "/data/sm|/data/bs|/data/sp|'a'|'x y z'|/data/sone|/data/s",
    "c": "'a'|'b'|''|'abc'|/data/sone|/data/s",
    "f": "'%Y-%m-%d'|'%H:%M:%S.%3'|'%e %b %y'|'%a %W %n'|'%h%%'|'x'",
    "r": "'[a-z]+'|'.*'|'\\d+'|'[^ ]*'|'(a|b)c?.*'|'-?[0-9]+([.][0-9]+)?'|'\\p{L}+'",
    "h": "'MD5'|'SHA-1'|'SHA-256'",
    "p": "/data/gp|'0 0'|'1 1'|'-8.5 115.2 3 4'",
}
_INFIX = frozenset({"+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"})


def expression(random: Random, depth: int, kind: str = "") -> str:
    """One with so many calls and operators inside each other."""
    kind = kind if kind not in ("", "?") else random.choice("nsbd")
    if depth <= 0 or kind not in _FUNCTIONS:
        return random.choice(_LEAVES[kind].split("|"))
    name, *kinds = random.choice(_FUNCTIONS[kind].split("|")).split()
    if kinds and kinds[-1].endswith("*"):
        kinds[-1:] = [kinds[-1][0]] * random.randint(1, 3)
    # One argument is as deep as can be, the others are shallower.
    deep = random.randrange(len(kinds)) if kinds else 0
    arguments = [
        expression(random, depth - 1 if place == deep else random.randint(0, depth - 1), each)
        for place, each in enumerate(kinds)
    ]
    if name not in _INFIX:
        return f"{name}({', '.join(arguments)})"
    left = f"({arguments[0]}) " if len(arguments) == 2 else ""
    return f"{left}{name} ({arguments[-1]})"
