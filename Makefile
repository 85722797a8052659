.PHONY: start help install train test check status logs stop clean

# Every process would compile what it imports again where this is set: some seconds of a processor each time.
unexport PYTHONDONTWRITEBYTECODE

start: install ## set everything up where needed, and start the assistant
	@.venv/bin/python -m launch start

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## make .venv and the magdat command
	@scripts/install

train: install ## train the model where data, domain or config changed
	@.venv/bin/python -m launch train

test: ## run every test
	@scripts/install --dev
	@.venv/bin/python -m launch train
	@.venv/bin/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

check: ## lint, types, data
	@scripts/install --dev
	@scripts/check

status: ## say which services run, and whether they answer
	@.venv/bin/python -m launch status

logs: ## show what the services log, as it comes (Ctrl-C ends it)
	@tail -n 20 -F $${MAGDAT_TOESTAND:-.toestand}/logs/*.log

stop: ## stop what «make start» started
	@if [ -x .venv/bin/python ]; then .venv/bin/python -m launch stop; fi

clean: ## remove what can be made again, and ask first (FORCE=1 asks nothing); conversations and what waits stay
	@scripts/clean
