"""python -m reportgen"""

from reportgen.cli import process

if __name__ == "__main__":
    process()
