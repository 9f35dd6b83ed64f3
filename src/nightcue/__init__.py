"""nightcue compiles a routine written in YAML into a narrated track with exact silences."""

import os

__version__ = "0.1.0"

# numpy would start a thread for each core and use none; where it gets none, it takes that for Ctrl-C
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
