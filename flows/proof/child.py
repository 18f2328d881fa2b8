"""The process that examines an untrusted questionnaire file: `python -m flows.proof.child`."""

import sys

from flows.proof.gate import examine
from flows.xlsform.child import main

if __name__ == "__main__":
    sys.exit(main(examine))
