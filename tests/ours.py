"""Where the project's own files lie, for the tests that use them."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "templates"
CASES = TESTS / "cases"
SECURITY = ROOT / "SECURITY.md"
