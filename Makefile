# Tasks of the project. `make` alone lists them; the words after ## are the list.

PYTHON ?= python3
BIN := .venv/bin
YEAR_OPTION := $(if $(YEAR),--year $(YEAR))

.DEFAULT_GOAL := help
.PHONY: help report drafts ci-dry-run test test-fast faults fuzz mutants bench lint format clean

help:
	@echo "用法：make 任务"; echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'

report: .venv/installed ## 生成一年的报告：make report YEAR=2025
	@$(BIN)/python build.py $(YEAR_OPTION)

drafts: .venv/installed ## 生成各年的草稿（含问题清单）到 drafts/，问题按 GitHub 的形式列出
	@status=0; for folder in content/[0-9]*/; do \
	  $(BIN)/reportgen build --year "$$(basename "$$folder")" --draft --output drafts --output-format github || status=$$?; \
	done; exit $$status

ci-dry-run: .venv/installed ## 在本机走一遍持续集成的步骤：核对工作流，生成改动涉及的草稿和数据变动表（BASE=提交，默认上一次）
	@.ci/lint-workflows
	@PYTHON="$(CURDIR)/$(BIN)/python" BASE="$${BASE:-$$(git rev-parse --verify --quiet HEAD~1)}" OUT="$${OUT:-drafts}" .ci/reports \
	  || status=$$?; cat "$${OUT:-drafts}/changed-figures.md"; exit $${status:-0}

test: .venv/developed ## 全部检查：格式、类型、楼层、测试（需要 LibreOffice，缺了会装或提示）
	@.ci/system
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2

test-fast: .venv/developed lint ## 不需要系统软件的那部分检查
	$(BIN)/pytest -n 2 -m "not system"

faults: .venv/developed ## 每次读写都失败一遍、强行结束 200 次、磁盘写满、两个生成同时进行：旧报告都要完好
	REPORTGEN_FULL=1 $(BIN)/pytest -n 2 tests/test_faults.py tests/test_properties.py

fuzz: .venv/developed ## 随机改坏的文件：make fuzz SECONDS=600，不许有意外的错误
	REPORTGEN_FUZZ=$(or $(SECONDS),600) $(BIN)/pytest tests/test_fuzz.py

mutants: .venv/developed ## 在读入、数量、公式、文件、压缩包几处各植入小错，测试应当发现，记在 docs/mutants.md（约半小时）：make mutants COUNT=400
	$(BIN)/python tests/mutants.py $(or $(COUNT),400)

bench: .venv/developed ## 与 docxtpl 通行写法等比较快慢，各项中位数和倍数（约十分钟）：make bench，全国规模 make bench BENCH=full
	$(BIN)/python bench/speed.py $(if $(filter full,$(BENCH)),--full)

lint: .venv/developed ## 格式、类型、楼层
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 src
	$(BIN)/lint-imports

format: .venv/developed ## 整理代码格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## 删去虚拟环境和各种缓存（不动 content 和 output）
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 以上：make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "建不成虚拟环境，请先运行：sudo apt-get install python3-venv" >&2; exit 2; }

.venv/installed: .venv/bin/python pyproject.toml
	@echo "正在安装，只有第一次需要……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/developed: .venv/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
