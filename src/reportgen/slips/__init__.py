"""Explaining failed relations: each small slip of what was written is tried, and the one that settles most is proposed."""

from reportgen.slips.candidates import written_among, written_like
from reportgen.slips.diagnose import Diagnosis, diagnose
from reportgen.slips.digits import digits_of, number_of, scaled, transpositions
from reportgen.slips.known import clusters, group

__all__ = [
    "Diagnosis",
    "clusters",
    "diagnose",
    "digits_of",
    "group",
    "number_of",
    "scaled",
    "transpositions",
    "written_among",
    "written_like",
]
