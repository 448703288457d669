"""gunicorn for the site: the program is read once and shared; what holds open files is opened in each worker."""

import multiprocessing

workers = min(4, multiprocessing.cpu_count())  # or WEB_CONCURRENCY
preload_app = True
timeout = 60
graceful_timeout = 30
max_requests = 20_000  # a worker that has served so many makes room for a fresh one
max_requests_jitter = 2_000
accesslog = None  # nginx keeps one, without what readers searched for
control_socket_disable = True  # systemd starts, reloads and stops the site; nothing else is to
loglevel = "error"  # its warnings repeat the first line of a bad request, search words and all


def post_fork(server, worker):
    """A database connection must not be shared; the index is opened at the first question, after the fork."""
    from django.db import connections

    connections.close_all()
