.PHONY: start install test check train stop clean

start: install ## set everything up where needed, and start the assistant
	@.venv/bin/python -m launch start

install: ## make .venv and the magdat command
	@scripts/install

train: install ## train the model where data, domain or config changed
	@.venv/bin/python -m launch train

test: ## run every test
	@scripts/install --dev
	@.venv/bin/python -m launch train
	@.venv/bin/python -m pytest -n 2 --dist loadgroup

check: ## lint, types, data
	@scripts/install --dev
	@scripts/check

stop: ## stop what «make start» started
	@if [ -x .venv/bin/python ]; then .venv/bin/python -m launch stop; fi

clean: stop ## remove everything that can be made again; conversations and what waits to be passed on stay
	@rm -rf .venv .rasa .cache .toestand/logs models/*.tar.gz models/*.sha256 *.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
