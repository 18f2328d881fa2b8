"""The engine beside JavaRosa, the reference: the same walks, node by node.

`make conformance` holds it against the forms of others too. Needs the oracle that lies beside the
repository and a JDK; the product does not.
"""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from flows import load_form
from tests.conformance.compare import Found, compare
from tests.conformance.loose import loose_of
from tests.conformance.walks import walked
from tests.flows.xpath.probes import ZONE
from tests.support.forms import YES_NO, xform
from tests.support.oracle import JavaRosa, needs_oracle

WALKS, LENGTH = 6, 20

BRANCHES = xform(
    """
 | type | name | label | relevant | constraint | required | default |
 | select_one yn | desk | Meja? | | | yes | |
 | begin_group | g | Meja | ${desk} = 'yes' | | | |
 | integer | staff | Berapa? | | . <= 50 | ${desk}='yes'| 3 |
 | begin_group | h | Dalam | ${staff} > 2 | | | |
 | decimal | hours | Jam? | ${staff} < 40 | . > 0 | | 1.50 |
 | text | who | Siapa? | ${hours} != '' | regex(., '[a-z ]+') | | |
 | end_group | | | | | | |
 | end_group | | | | | | |
 | acknowledge | ack | Baca | not(${who}) and ${desk}='no' | | | |
 | note | n | N ${staff} | ${desk} = '' | | | |
    """,
    YES_NO,
)
VALUES = xform(
    """
 | type | name | label | calculation | default | constraint | required |
 | integer | a | A | | 2 | . < ${b} + 5 | yes |
 | decimal | b | B | | 2.50 | | |
 | date | d | D | | | . <= today() | |
 | date | e | E | | today() | . >= ${d} | ${a} > 2 |
 | text | t | T | | dua | | |
 | select_multiple l | m | M | | x z | count-selected(.) < 3 | |
 | hidden | h | | | abc | | |
 | calculate | c1 | | ${a} * ${b} - 1 | | | |
 | calculate | c2 | | ${c1} > 3 or ${d} = ${e} | | | |
 | calculate | c3 | | ${e} - ${d} | | | |
 | calculate | c4 | | concat(${t}, '-', ${c2}, ${c3}, ${e}) | | | |
 | calculate | c5 | | if(selected(${m}, 'y'), ${d}, ${a} div 0) | | | |
 | calculate | c6 | | jr:choice-name(selected-at(${m}, 1), '${m}') | | | |
 | calculate | c7 | | coalesce(${t}, format-date(${d}, '%e %b %Y')) | | | |
 | calculate | c8 | | count-selected(${m}) + string-length(${h}) | | | |
 | integer | over | O | ${a} + 1 | | | |
    """,
    "| list_name | name | label |\n| l | x | Iks |\n| l | y | Ye |\n| l | z | Zet |",
)
CASCADE = xform(
    """
 | type | name | label | choice_filter | relevant |
 | select_one prov | prov | Provinsi | | |
 | select_one city | city | Kota | prov = ${prov} | |
 | select_multiple city | cities | Kota lain | prov = ${prov} and name != 'medan' | |
 | integer | n | N | | |
 | select_one city | big | Besar | size > ${n} | ${prov} != '' |
    """,
    """
    | list_name | name    | label   | prov | size |
    | prov      | ntt     | NTT     |      |      |
    | prov      | sumut   | Sumut   |      |      |
    | city      | kupang  | Kupang  | ntt  | 1    |
    | city      | ende    | Ende    | ntt  | 2    |
    | city      | medan   | Medan   | sumut | 4   |
    | city      | binjai  | Binjai  | sumut | 3   |
    """,
)
LANGUAGES = xform(
    """
    | type          | name | label::Indonesia (id) | label::English (en) | relevant |
    | select_one yn | a    | Apakah?               | Is it?              |          |
    | text          | b    | Siapa?                | Who?                | ${a} = 'yes' |
    """,
    """
    | list_name | name | label::Indonesia (id) | label::English (en) |
    | yn        | yes  | Ya                    | Yes                 |
    | yn        | no   | Tidak                 | No                  |
    """,
    "| form_id | default_language |\n| f | English (en) |",
)
REPEATS = xform(
    """
 | type | name | label | calculation | relevant | constraint | repeat_count | default | required |
 | integer | n | N | | | | | 2 | |
 | begin_repeat | r | R | | | | ${n} | | |
 | text | a | A | | ${n} != 3 | | | x | |
 | calculate | place | | position(..) | | | | | |
 | begin_repeat | s | S | | | | | | |
 | integer | b | B ${a} | | ${a} != '' | . < ${n} * 10 | | | ${place}=1 |
 | calculate | own | | concat(${a}, '/', ${place}, '/', position(..)) | | | | | |
 | end_repeat | | | | | | | | |
 | calculate | inner | | sum(${b}) + count(${s}) | | | | | |
 | end_repeat | | | | | | | | |
 | calculate | total | | sum(${b}) | | | | | |
 | calculate | second | | indexed-repeat(${a}, ${r}, 2) | | | | | |
 | begin_repeat | t | T | | ${total} < 40 | | | | |
 | date | when | When | | | | | today() | |
 | select_one yn | sure | Sure? | | | | | | |
 | text | why | Why? | | ${sure} = 'no' | | | once(concat('w', position(..))) | |
 | end_repeat | | | | | | | | |
 | calculate | all | | join(' ', ${why}) | | | | | |
    """,
    YES_NO,
)
ACTIONS = xform(
    """
 | type | name | label | calculation | trigger | default | relevant |
 | integer | a | A | | | 3 | |
 | integer | b | B | ${a} * 2 | ${a} | | |
 | text | c | C | | | concat('v', ${a}) | ${b} > 4 |
 | calculate | d | | once(${a} + 1) | | | |
 | begin_repeat | r | R | | | | |
 | integer | e | E | | | ${a} + position(..) | |
 | integer | f | F | ${e} + ${b} | ${e} | | |
 | end_repeat | | | | | | |
 | calculate | g | | sum(${f}) | | | |
    """
)
FROM_ANSWERS = xform(
    """
 | type | name | label | choice_filter | relevant |
 | begin_repeat | person | P | | |
 | text | who | Who? | | |
 | integer | age | Age? | | |
 | end_repeat | | | | |
 | select_one ${who} | head | Head? | ${age} > 17 | count(${person}) > 1 |
 | select_one ${age} | years | Years? | | |
    """
)
FORMS = {
    "branches": BRANCHES,
    "values": VALUES,
    "cascade": CASCADE,
    "languages": LANGUAGES,
    "repeats": REPEATS,
    "actions": ACTIONS,
    "from answers": FROM_ANSWERS,
}


@needs_oracle
@pytest.mark.parametrize("name", FORMS)
def test_walks_pass_through_the_same_states(name: str, tmp_path: Path) -> None:
    file, form, found = tmp_path / "form.xml", load_form(FORMS[name]), Found()
    file.write_text(FORMS[name], encoding="utf-8")
    now, loose = datetime.now(ZONE), loose_of(FORMS[name])
    with JavaRosa(ZONE.key) as javarosa:
        for seed in range(WALKS):
            walk = walked(form, Random(f"{name} {seed}"), LENGTH, now, full=True)
            reply = javarosa.reply(file, walk.steps, full=True)
            assert "error" not in reply
            for place, (ours, theirs) in enumerate(zip(walk.states, reply["states"], strict=True)):
                compare(ours, theirs, loose, found, f"walk {seed}, {walk.steps[:place][-1:]}")
    assert found.examples == []
    assert found.compared["value"] > 100
