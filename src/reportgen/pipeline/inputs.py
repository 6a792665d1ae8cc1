"""The files a report was made from, for its manifest."""

from reportgen.content import Locality
from reportgen.files import read_input
from reportgen.pipeline.attach import attached
from reportgen.pipeline.shared import Shared
from reportgen.pipeline.sources import sources
from reportgen.places import DICTIONARY


def inputs(shared: Shared, locality: Locality) -> dict[str, bytes]:
    """The bytes of every input by its path below the content or template folder. Raises FileTrouble."""
    request, named = shared.request, {locality.id, *shared.kin.rests_directly_on(locality)}
    localities = named & shared.content.localities.keys()
    names = [DICTIONARY, *(f"{identity}.yaml" for identity in sorted(localities))]
    template = f"{locality.report}.docx"
    beside = (*attached(locality), *sources(locality))  # of which a draft may lack some
    names += [name for name in beside if (request.content / name).is_file()]
    read = {f"content/{name}": read_input(request.content / name) for name in names}
    return read | {f"templates/{template}": read_input(request.templates / template)}
