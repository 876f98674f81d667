# make run    reads content/, serves the site on http://127.0.0.1:8000/ (HOST, PORT)
# make test   lint and every test
# make lint   format and lint only
# make editor makes an editor's account
# make messages  collects and compiles the interface words (needs gettext)
# make bench  measures how fast the site is here (needs wrk and nginx; BENCH=--quick for a short run, BENCH=--help)
# make lock   compiles requirements.txt and tests/requirements.txt from pyproject.toml

.POSIX:
PYTHON = python3
BIN = .venv/bin
RUN_READY = .venv/ready-to-run
TEST_READY = .venv/ready-to-test

run: $(RUN_READY) var/secret_key
	@$(BIN)/python manage.py serve

editor: $(RUN_READY) var/secret_key
	@$(BIN)/python manage.py createsuperuser

test: $(TEST_READY)
	@$(BIN)/python -m tests

lint: $(TEST_READY)
	@$(BIN)/python -m tests --lint-only

bench: $(TEST_READY)
	@command -v wrk >/dev/null && { command -v nginx || test -x /usr/sbin/nginx; } >/dev/null || \
		apt-get install -y -qq --no-install-recommends wrk nginx-light
	@nice -n 5 $(BIN)/python -m tests.bench $(BENCH)

messages: $(RUN_READY) var/secret_key
	@$(BIN)/python manage.py makemessages --locale zh_Hans --no-obsolete --no-wrap --add-location file --ignore .venv --ignore var
	@$(BIN)/python manage.py compilemessages --locale zh_Hans --ignore .venv

lock:
	@$(PYTHON) -m uv --version >/dev/null 2>&1 || { echo "uv is needed: $(PYTHON) -m pip install uv" >&2; exit 1; }
	@$(PYTHON) -m uv pip compile --quiet --universal --no-header --no-annotate --generate-hashes pyproject.toml -o requirements.txt
	@$(PYTHON) -m uv pip compile --quiet --universal --no-header --no-annotate --generate-hashes pyproject.toml --extra test -o tests/requirements.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is `$(PYTHON) --version 2>&1`. Name another: make PYTHON=python3.12 run" >&2; exit 1; }
	@mkdir -p .venv 2>/dev/null || { echo "This folder cannot be written to: `pwd`" >&2; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (Debian: apt install python3-venv)." >&2; exit 1; }

$(RUN_READY): .venv/bin/python requirements.txt
	@echo "Installing the locked requirements …"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $(RUN_READY)

$(TEST_READY): $(RUN_READY) tests/requirements.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement tests/requirements.txt
	@touch $(TEST_READY)

var/secret_key:
	@mkdir -p var 2>/dev/null && test -w var || { echo "var/ cannot be written to." >&2; exit 1; }
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > var/secret_key

.PHONY: run editor test lint bench messages lock
