"""The page put together."""

from reportgen.publish.edition import Edition


def written(edition: Edition) -> str:
    return ""
