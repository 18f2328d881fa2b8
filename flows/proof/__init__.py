"""What can be said of a form before anyone answers it: what nothing opens, paths to try."""

from flows.proof.gate import examine, examine_safely
from flows.proof.problems import CODES

__all__ = ["CODES", "examine", "examine_safely"]
