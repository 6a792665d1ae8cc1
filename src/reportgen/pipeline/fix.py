"""check --fix: tidy forms written into the content files."""

from collections.abc import Iterator

from reportgen.load import Tidied, tidy, write
from reportgen.pipeline.request import Request
from reportgen.pipeline.scope import chosen
from reportgen.pipeline.survey import survey


def fix(request: Request) -> Iterator[Tidied]:
    """Tidies the files of the year, or of the localities asked for, keeping each old one as .bak; gives each as soon as it is changed,
    since the next may be refused.

    Raises UsageError, and FileTrouble when a file cannot be written.
    """
    paths = {request.content / f"{identity}.yaml" for identity in chosen(survey(request), request)}
    found = tidy(request.content, (request.year,))
    if request.localities:
        found = [one for one in found if one.path in paths]
    for one in found:
        write(one)
        yield one
