"""What can be said of a form before anyone answers it: what nothing opens, paths to try."""

from flows.proof.gate import examine, examine_safely
from flows.proof.paths import Paths, Step, Walk, paths_of
from flows.proof.problems import CODES
from flows.proof.world import World

__all__ = ["CODES", "Paths", "Step", "Walk", "World", "examine", "examine_safely", "paths_of"]
