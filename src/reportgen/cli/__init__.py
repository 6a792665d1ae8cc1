"""The command line: one command a file."""

from collections.abc import Sequence

from reportgen.cli import streams


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command (`sys.argv` when none is given) and gives its exit code; whatever happens, no traceback is printed."""
    streams.prepare()
    try:
        from reportgen.cli.app import run  # takes a moment, in which Ctrl-C must already be understood

        return run(arguments)
    except ModuleNotFoundError as missing:
        streams.tell(f"缺少组件 {missing.name}，请先运行：python3 -m pip install -e .")
        return 2
    except KeyboardInterrupt:
        streams.tell("已取消")
        return 130
    finally:
        streams.finish()
