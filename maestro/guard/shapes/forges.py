"""Tokens of code forges and package registries."""

from maestro.domain.findings import Severity
from maestro.guard.shapes.base import Shape
from maestro.guard.shapes.checks import base62_crc32, hex_crc32, macaroon, mixed, routable_crc32

# Check characters that do not fit lower a finding to medium, they never hide it: a token may be cut or mistyped.
FORGES: tuple[Shape, ...] = (
    Shape("github-pat", "GitHub personal access token", r"ghp_[A-Za-z0-9]{36}", ("ghp_",), check=base62_crc32),
    Shape("github-oauth", "GitHub OAuth token", r"gho_[A-Za-z0-9]{36}", ("gho_",), check=base62_crc32),
    Shape("github-user", "GitHub App user token", r"ghu_[A-Za-z0-9]{36}", ("ghu_",), check=base62_crc32),
    Shape("github-server", "GitHub App installation token", r"ghs_[A-Za-z0-9]{36}", ("ghs_",), check=base62_crc32),
    Shape("github-refresh", "GitHub refresh token", r"ghr_[A-Za-z0-9]{36,76}", ("ghr_",), check=base62_crc32),
    # Its check characters are not documented.
    Shape(
        "github-fine-grained",
        "GitHub fine-grained personal access token",
        r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        ("github_pat_",),
    ),
    Shape(
        "gitlab-token",
        "GitLab access token",
        r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|oas|wt|ffct)-[A-Za-z0-9_-]{20,}(?:(?:\.[0-9a-z]{2})?\.[0-9a-z]{9})?",
        (
            "glpat-",
            "gldt-",
            "glrt-",
            "glrtr-",
            "glcbt-",
            "glptt-",
            "glft-",
            "glsoat-",
            "glimt-",
            "glagent-",
            "gloas-",
            "glwt-",
            "glffct-",
        ),
        check=routable_crc32,
        alphabet="dashed",
    ),
    Shape("gitlab-runner", "GitLab runner registration token", r"GR1348941[A-Za-z0-9_-]{20}", ("GR1348941",)),
    Shape("bitbucket-token", "Bitbucket access token", r"ATBB[A-Za-z0-9]{32}", ("ATBB",), check=mixed(3.5)),
    Shape("atlassian-token", "Atlassian API token", r"ATATT3[A-Za-z0-9_=-]{180,}", ("ATATT3",), alphabet="dashed"),
    Shape("npm-token", "npm access token", r"npm_[A-Za-z0-9]{36}", ("npm_",), check=base62_crc32),
    Shape(
        "pypi-token",
        "PyPI API token",
        r"pypi-AgE[A-Za-z0-9_-]{60,}",
        ("pypi-AgE",),
        check=macaroon,
        alphabet="dashed",
    ),
    Shape("rubygems-token", "RubyGems API key", r"rubygems_[0-9a-f]{48}", ("rubygems_",)),
    Shape("crates-token", "crates.io API token", r"cio[A-Za-z0-9]{32}", ("cio",), check=mixed(4.0)),
    Shape("nuget-key", "NuGet API key", r"oy2[a-z0-9]{43}", ("oy2",), check=mixed(3.8)),
    Shape("docker-token", "Docker Hub access token", r"dckr_[po]at_[A-Za-z0-9_-]{27,}", ("dckr_pat_", "dckr_oat_")),
    Shape(
        "artifactory-token",
        "Artifactory reference token",
        r"cmVmdGtuOj[A-Za-z0-9]{40,}",  # base64 of "reftkn:"
        ("cmVmdGtuOj",),
    ),
    Shape(
        "azure-devops-token",
        "Azure DevOps personal access token",
        r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
        ("AZDO",),
        shown=False,
    ),
    Shape(
        "grafana-token",
        "Grafana service account token",
        r"glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}",
        ("glsa_",),
        check=hex_crc32,
    ),
    Shape("grafana-cloud-token", "Grafana Cloud token", r"glc_eyJ[A-Za-z0-9+/=]{40,}", ("glc_eyJ",), alphabet="base64"),
    Shape(
        "sentry-token",
        "Sentry auth token",
        r"sntry[su]_[A-Za-z0-9+/=_]{60,}",
        ("sntrys_", "sntryu_"),
        severity=Severity.HIGH,
        alphabet="base64",
    ),
)
