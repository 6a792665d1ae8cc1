"""python build.py --year 2025: the same as `reportgen build`, once the project is installed."""

import sys


def main() -> int:
    try:
        from reportgen.cli import process
    except ModuleNotFoundError:
        print(
            "还没有安装，请先运行：python3 -m pip install -e .（或直接用 make report YEAR=2025）",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("已取消", file=sys.stderr)
        return 130
    process(["build", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
