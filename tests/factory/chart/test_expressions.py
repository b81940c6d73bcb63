"""Expressions with what the real helm makes of them: every function, with good and with wrong operands."""

import json
from pathlib import Path

import pytest

from maestro.factory.chart.capabilities import capabilities
from maestro.factory.chart.engine import Engine
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.files import File
from maestro.factory.chart.functions import FUNCTIONS
from maestro.factory.chart.loader import build
from maestro.factory.chart.manifests import collect
from maestro.factory.chart.objects import release, sources
from maestro.factory.chart.text.kinds import Values, copy_tree
from tests.factory.chart.charts import CHART, VALUES

TABLES = sorted((Path(__file__).parent / "tables").glob("*.jsonl"))


def outcome(expression: str) -> tuple[str, str]:
    """`output` or `error`, and its text."""
    files = {"Chart.yaml": CHART, "values.yaml": VALUES, "templates/t.yaml": "x: |-\n  {{ " + expression + " }}\n"}
    node = build([File(name, text.encode()) for name, text in files.items()])
    about = release("rel", "ns", is_upgrade=False)
    try:
        found = sources(node, Values(copy_tree(node.values)), about, capabilities("1.30.0", ()))
        text = "".join(item.block() for item in collect(Engine().render(found))[0])
    except ChartError as error:
        return "error", error.message.strip()
    return "output", text.partition("x: |-\n")[2].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_each_expression_gives_what_helm_gives(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    assert len(rows) > 50
    wrong = {}
    for row in rows:
        found = outcome(row["expression"])
        wanted = ("output", row["output"]) if "output" in row else ("error", row["error"])
        if found != wanted:
            wrong[row["expression"]] = (found, wanted)
    assert not wrong


@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("randAlphaNum 12 | regexMatch `^[0-9A-Za-z]{12}$`", "true"),
        ("randAlpha 5 | regexMatch `^[A-Za-z]{5}$`", "true"),
        ("randNumeric 5 | regexMatch `^[0-9]{5}$`", "true"),
        ("randAscii 7 | len", "7"),
        ("randInt 3 4", "3"),
        ("randBytes 6 | b64dec | len", "6"),
        ("uuidv4 | regexMatch `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`", "true"),
        ("shuffle `abc` | splitList `` | sortAlpha | join ``", "abc"),
        ("htpasswd `u` `p` | regexMatch `^u:[$]2a[$]10[$]`", "true"),
        ("encryptAES `k` `text` | decryptAES `k`", "text"),
        ("genPrivateKey `ecdsa` | hasPrefix `-----BEGIN EC PRIVATE KEY-----`", "true"),
        ("genPrivateKey `ed25519` | hasPrefix `-----BEGIN PRIVATE KEY-----`", "true"),
        ("(genSelfSignedCert `x` (list `1.2.3.4`) (list `a.b`) 1).Cert | hasPrefix `-----BEGIN CERTIFICATE`", "true"),
        ("(genSignedCert `x` nil nil 1 (genCA `ca` 1)).Key | hasPrefix `-----BEGIN RSA PRIVATE KEY`", "true"),
        ("now | date `2006` | len", "4"),
        ("ago now", "0s"),
    ],
)
def test_what_differs_from_run_to_run_has_its_shape(expression: str, shape: str) -> None:
    assert outcome(expression) == ("output", f"  {shape}\n")


def test_a_signed_certificate_verifies_against_its_authority() -> None:
    from cryptography import x509

    authority = FUNCTIONS["genCA"].body("ca", 1)
    signed = FUNCTIONS["genSignedCert"].body("host", ["10.0.0.1"], ["host.example"], 1, authority)
    issuer, leaf = (x509.load_pem_x509_certificate(pair.cert.encode()) for pair in (authority, signed))
    leaf.verify_directly_issued_by(issuer)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["host.example"]
    again = FUNCTIONS["buildCustomCert"].body(*(FUNCTIONS["b64enc"].body(text) for text in (signed.cert, signed.key)))
    assert again == signed


def test_no_function_fails_with_anything_but_its_own_error() -> None:
    """Whatever the operands: an output or one line of error, never a traceback."""
    operands = ["nil", "1", "-1", '"a"', '""', "1.5", "true", "(list)", "(list nil 1)", "(dict)", '(dict "a" nil)', "."]
    slow = {"genPrivateKey", "genCA", "genSelfSignedCert", "genSignedCert", "bcrypt", "htpasswd", "derivePassword"}
    for name, function in FUNCTIONS.items():
        if name in slow:
            continue
        for count in (len(function.params), len(function.params) + 1):
            for start in range(len(operands)):
                chosen = [operands[(start + step) % len(operands)] for step in range(count)]
                kind, text = outcome(f"{name} {' '.join(chosen)} | print")
                assert text or kind == "output", name
