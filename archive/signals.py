"""What the archive announces. `search` listens; `archive` knows no listener.

`changes_written`: after a commit that wrote rows into the change table (receivers only wake the index worker).
`run_ended`: at the end of a run that changed much (ingest, import): the index may be drained here and now.
`derived_checked`: `check_archive` asks everyone who derives data from the archive; a receiver returns a list of
complaints (strings), and mends them when `repair` is True.
`readiness_asked`: is everything there that readers need? A receiver returns a list of complaints (one line each) at
little cost: it is asked every few seconds.
`serving_started`: this process is going to answer requests; what takes long to load can be loaded now.
"""

from django.dispatch import Signal

changes_written = Signal()
run_ended = Signal()
derived_checked = Signal()
readiness_asked = Signal()
serving_started = Signal()
