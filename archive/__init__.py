"""The newspaper archive: reading files, recognising pages, editing layouts, showing them.

The parser's matrices are small. NumPy's threads would spend more on waiting for one another than they save, twice the
processor time in all, and take it from the other processes; so each process reckons by itself, unless told otherwise.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read once, when NumPy is first imported
