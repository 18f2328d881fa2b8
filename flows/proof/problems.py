"""The codes of what the gate says; their words are those of form problems, `form.<code>`."""

CODES = (
    "question-unreachable",  # name: no answers ask it
    "question-unopened",  # name: none that was tried does
    "branch-unreachable",  # name
    "branch-unopened",  # name
    "constraint-impossible",  # name: no answer satisfies it
    "constraint-unsatisfied",  # name: none that was tried does
    "choices-never",  # name: a list never offers anything
    "choices-unoffered",  # name: it did not whatever was tried
    "choices-gap",  # name, example: answers after which there is none, in a required question
    "indicator-unreachable",  # name, indicator
    "indicator-closed",  # name, indicator, role
    "score-same",  # name, other, score
    "button-cut",  # list, count, limit
    "list-searched",  # list, count
    "minutes-differ",  # minutes, low, high
    "proof-unfinished",
)

# What stops publishing, and when: nobody could send such a form, or an index would miss a part.
STOPPING = {
    "constraint-impossible": "where an answer is required",
    "choices-never": "where an answer is required",
    "indicator-unreachable": "always",
}
