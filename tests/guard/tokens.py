"""Makes credentials of every format for tests; none is written down, so that no scanner takes this file for a leak."""

import base64
import json
import random
import string
import zlib
from collections.abc import Callable

_RANDOM = random.Random(20240229)
LETTERS = string.ascii_letters
ALNUM = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
LOWER = string.ascii_lowercase + string.digits
HEX = "0123456789abcdef"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
BASE36 = string.digits + string.ascii_lowercase


def some(length: int, alphabet: str = ALNUM) -> str:
    """Random characters; a digit and a letter are among them where the alphabet has both."""
    text = "".join(_RANDOM.choice(alphabet) for _ in range(length - 2))
    digits = [c for c in alphabet if c.isdigit()] or list(alphabet)
    letters = [c for c in alphabet if c.isalpha()] or list(alphabet)
    return _RANDOM.choice(letters) + text + _RANDOM.choice(digits)


def counted(number: int, alphabet: str, width: int) -> str:
    """A number in the base of an alphabet."""
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, len(alphabet))
        digits = alphabet[rest] + digits
    return digits


def checked(prefix: str) -> str:
    """GitHub's and npm's format: 30 characters and their CRC32 in base 62."""
    body = some(30)
    return prefix + body + counted(zlib.crc32(body.encode()), BASE62, 6)


def coded(data: bytes) -> str:
    """URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def jwt() -> str:
    """A signed token with random content."""
    head = coded(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    return f"{head}.{coded(json.dumps({'sub': some(12)}).encode())}.{some(43)}"


def routable() -> str:
    """GitLab's newer format, with its CRC32 in base 36."""
    body = f"glpat-{some(27)}.01.{counted(30, BASE36, 2)}"
    return body + counted(zlib.crc32(body.encode()), BASE36, 7)


def grafana() -> str:
    """Grafana's format, with its CRC32 in hexadecimal."""
    body = f"glsa_{some(32)}"
    return f"{body}_{zlib.crc32(body.encode()):08x}"


def pem(kind: str = "RSA PRIVATE KEY", lines: int = 6) -> str:
    """A private key file with random content."""
    body = "\n".join(some(64, ALNUM + "+/") for _ in range(lines))
    return f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----"


def pypi() -> str:
    """A macaroon's beginning and random bytes."""
    return "pypi-" + coded(b"\x02\x01\x08pypi.org\x02" + bytes(_RANDOM.randrange(256) for _ in range(80)))


_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if top >> bit & 1 else 0
    return check


def age() -> str:
    """An age identity: Bech32 of 32 random bytes with its checksum."""
    prefix, data = "age-secret-key-", [_RANDOM.randrange(32) for _ in range(52)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*spread, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [check >> 5 * (5 - i) & 31 for i in range(6)]
    return (prefix + "1" + "".join(_BECH32[v] for v in [*data, *tail])).upper()


def discord() -> str:
    """A bot's number in base64, a time and a signature."""
    return f"{coded(b'912345678901234567')}.{some(6)}.{some(38)}"


def putty() -> str:
    """PuTTY's own file format."""
    public = f"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n{some(64)}\n"
    return f"{public}Private-Lines: 2\n{some(64)}\n{some(30)}"


SAMPLES: dict[str, Callable[[], str]] = {
    "github-pat": lambda: checked("ghp_"),
    "github-oauth": lambda: checked("gho_"),
    "github-user": lambda: checked("ghu_"),
    "github-server": lambda: checked("ghs_"),
    "github-refresh": lambda: checked("ghr_"),
    "github-fine-grained": lambda: f"github_pat_{some(22)}_{some(59)}",
    "gitlab-token": routable,
    "gitlab-runner": lambda: "GR1348941" + some(20),
    "bitbucket-token": lambda: "ATBB" + some(32),
    "atlassian-token": lambda: "ATATT3" + some(190),
    "npm-token": lambda: checked("npm_"),
    "pypi-token": pypi,
    "rubygems-token": lambda: "rubygems_" + some(48, HEX),
    "crates-token": lambda: "cio" + some(32),
    "nuget-key": lambda: "oy2" + some(43, LOWER),
    "docker-token": lambda: "dckr_pat_" + some(27),
    "artifactory-token": lambda: "cmVmdGtuOj" + some(54),
    "azure-devops-token": lambda: some(76) + "AZDO" + some(4),
    "grafana-token": grafana,
    "grafana-cloud-token": lambda: "glc_eyJ" + some(90),
    "sentry-token": lambda: "sntryu_" + some(64, HEX),
    "aws-access-key-id": lambda: "AKIA" + "".join(_RANDOM.choice(BASE32) for _ in range(16)),
    "aws-secret-key": lambda: f"aws_secret_access_key = {some(40, ALNUM + '/+')}",
    "aws-session-token": lambda: "IQoJb3JpZ2lu" + some(200, ALNUM + "/+"),
    "aws-bedrock-key": lambda: "ABSK" + some(128),
    "gcp-service-account": lambda: f'"private_key_id": "{some(40, HEX)}"',
    "google-api-key": lambda: "AIza" + some(35),
    "google-oauth-secret": lambda: "GOCSPX-" + some(28),
    "google-access-token": lambda: "ya29." + some(120),
    "google-refresh-token": lambda: "1//0" + some(80),
    "google-hmac-id": lambda: "GOOG1E" + some(55, UPPER),
    "azure-storage-key": lambda: f"AccountName=x;AccountKey={some(86)}==;",
    "azure-sas": lambda: f"?sv=2022&sig={some(43)}%3D&se=2030",
    "azure-bus-key": lambda: f"SharedAccessKey={some(43)}=",
    "azure-client-secret": lambda: f"{some(3)}8Q~{some(34)}",
    "digitalocean-token": lambda: "dop_v1_" + some(64, HEX),
    "alibaba-key-id": lambda: "LTAI" + some(20),
    "heroku-key": lambda: "HRKU-" + some(60),
    "fly-token": lambda: "fm2_" + some(200),
    "databricks-token": lambda: "dapi" + some(32, HEX),
    "planetscale-token": lambda: "pscale_tkn_" + some(43),
    "supabase-token": lambda: "sbp_" + some(40, HEX),
    "terraform-token": lambda: f"{some(14)}.atlasv1.{some(67)}",
    "pulumi-token": lambda: "pul-" + some(40, HEX),
    "vault-token": lambda: "hvs." + some(90),
    "doppler-token": lambda: "dp.pt." + some(43),
    "onepassword-token": lambda: "ops_eyJ" + some(300),
    "newrelic-key": lambda: "NRAK-" + some(27, UPPER),
    "anthropic-key": lambda: f"sk-ant-api03-{some(93)}AA",
    "openrouter-key": lambda: "sk-or-v1-" + some(64, HEX),
    "openai-key": lambda: f"sk-proj-{some(60)}T3BlbkFJ{some(60)}",
    "model-provider-key": lambda: "sk-" + some(32, HEX),
    "huggingface-token": lambda: "hf_" + some(34, LETTERS),
    "groq-key": lambda: "gsk_" + some(52),
    "xai-key": lambda: "xai-" + some(80),
    "perplexity-key": lambda: "pplx-" + some(48),
    "replicate-token": lambda: "r8_" + some(37),
    "slack-token": lambda: f"xoxb-{some(12, string.digits)}-{some(12, string.digits)}-{some(24)}",
    "slack-app-token": lambda: f"xapp-1-A{some(10, UPPER)}-{some(13, string.digits)}-{some(64, HEX)}",
    "slack-webhook": lambda: f"https://hooks.slack.com/services/T{some(10, UPPER)}/B{some(10, UPPER)}/{some(24)}",
    "discord-webhook": lambda: f"https://discord.com/api/webhooks/{some(18, string.digits)}/{some(68)}",
    "discord-token": discord,
    "teams-webhook": lambda: f"https://acme.webhook.office.com/webhookb2/{some(36, HEX)}@{some(36, HEX)}",
    "telegram-token": lambda: f"{some(10, string.digits)}:AA{some(33)}",
    "sendgrid-key": lambda: f"SG.{some(22)}.{some(43)}",
    "twilio-key": lambda: "SK" + some(32, HEX),
    "twilio-token": lambda: f"TWILIO_AUTH_TOKEN={some(32, HEX)}",
    "mailgun-key": lambda: "key-" + some(32, HEX),
    "mailchimp-key": lambda: some(32, HEX) + "-us12",
    "brevo-key": lambda: f"xkeysib-{some(64, HEX)}-{some(16)}",
    "stripe-key": lambda: "sk_live_" + some(24),
    "stripe-test-key": lambda: "sk_test_" + some(24),
    "stripe-webhook": lambda: "whsec_" + some(32),
    "shopify-token": lambda: "shpat_" + some(32, HEX),
    "square-token": lambda: "sq0atp-" + some(22),
    "linear-key": lambda: "lin_api_" + some(40),
    "notion-token": lambda: "ntn_" + some(46),
    "figma-token": lambda: "figd_" + some(40),
    "postman-key": lambda: f"PMAK-{some(24, HEX)}-{some(34, HEX)}",
    "airtable-token": lambda: f"pat{some(14)}.{some(64, HEX)}",
    "dynatrace-token": lambda: f"dt0c01.{some(24, UPPER)}.{some(64, UPPER)}",
    "sonar-token": lambda: "sqp_" + some(40, HEX),
    "buildkite-token": lambda: "bkua_" + some(40, HEX),
    "tailscale-key": lambda: f"tskey-auth-{some(12)}-{some(32)}",
    "contentful-token": lambda: "CFPAT-" + some(43),
    "private-key": pem,
    "encoded-private-key": lambda: base64.b64encode(pem("PRIVATE KEY").encode()).decode(),
    "putty-key": putty,
    "age-key": age,
    "jwt": jwt,
    "database-url": lambda: f"postgresql://app:{some(12)}@db.internal:5432/shop",
    "url-password": lambda: f"https://robot:{some(16)}@git.acme.test/repo.git",
    "basic-auth": lambda: f"Authorization: Basic {base64.b64encode(f'bob:{some(9)}'.encode()).decode()}",
    "bearer-token": lambda: f"Authorization: Bearer {some(40)}",
    "assigned-secret": lambda: f"db_password: {some(28)}",
}
