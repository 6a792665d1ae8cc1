"""Runs a command and prints its CPU and wall seconds and the peak memory of its largest process in MB.

    python bench/watch.py COMMAND …

A process of its own: Linux counts what the process that starts another had in memory as the other's peak, so the starter must be small.
"""

import os
import sys
import time

started = time.perf_counter()
child = os.fork()
if child == 0:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
print(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
