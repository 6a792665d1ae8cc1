"""python build.py --year 2025: the same as `reportgen build`, once the project is installed."""

import sys


def main() -> int:
    try:
        from reportgen.cli import process
    except ModuleNotFoundError:
        python = "py" if sys.platform == "win32" else "python3"
        print(f"还没有安装，请先在本文件夹运行：{python} -m pip install .", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已取消", file=sys.stderr)
        return 130
    process(["build", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
