"""Credentials of clouds and of what runs in them."""

from maestro.domain.findings import Severity
from maestro.guard.shapes.base import Shape
from maestro.guard.shapes.checks import base32_id, mixed

_ROTATE = (
    "Deactivate the key, make a new one and keep it in a secret store; better, use workload identity without keys."
)

CLOUDS: tuple[Shape, ...] = (
    Shape(
        "aws-access-key-id",
        "AWS access key id",
        r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
        ("AKIA", "ASIA", "ABIA", "ACCA"),
        check=base32_id,
        remedy=_ROTATE,
    ),
    Shape(
        "aws-secret-key",
        "AWS secret access key",
        r"(?i:(?:aws|amazon)[a-z0-9_. -]{0,24}(?:secret|key)[a-z0-9_. -]{0,20}|secret_?access_?key)[\"']?"
        r"[ \t]*(?:=>|:=|=|:)[ \t]*[\"']?([A-Za-z0-9/+]{40})",
        ("aws", "amazon", "secretaccesskey", "secret_access_key", "secret_accesskey", "secretaccess_key"),
        check=mixed(3.7),
        alphabet="base64",
        folded=True,
        shown=False,
        remedy=_ROTATE,
    ),
    Shape(
        "aws-session-token",
        "AWS session token",
        r"IQoJb3JpZ2lu[A-Za-z0-9/+=]{100,}",
        ("IQoJb3JpZ2lu",),
        alphabet="base64",
    ),
    Shape("aws-bedrock-key", "AWS Bedrock API key", r"ABSK[A-Za-z0-9+/]{100,}={0,2}", ("ABSK",), alphabet="base64"),
    Shape(
        "gcp-service-account",
        "GCP service account key",
        r"\"private_key_id\"\s*:\s*\"([0-9a-f]{40})\"",
        ("private_key_id",),
        alphabet="none",
        shown=False,
        remedy=_ROTATE,
    ),
    Shape(
        "google-api-key",
        "Google API key",
        r"AIza[0-9A-Za-z_-]{35}",
        ("AIza",),
        severity=Severity.HIGH,
        alphabet="dashed",
    ),
    Shape(
        "google-oauth-secret",
        "Google OAuth client secret",
        r"GOCSPX-[A-Za-z0-9_-]{28}",
        ("GOCSPX-",),
        alphabet="dashed",
    ),
    Shape(
        "google-access-token", "Google OAuth access token", r"ya29\.[0-9A-Za-z_-]{30,}", ("ya29.",), alphabet="dashed"
    ),
    Shape(
        "google-refresh-token", "Google OAuth refresh token", r"1//0[0-9A-Za-z_-]{40,}", ("1//0",), alphabet="dashed"
    ),
    Shape("google-hmac-id", "Google Cloud Storage HMAC key id", r"GOOG1E[A-Z0-9]{55}", ("GOOG1E",)),
    Shape(
        "azure-storage-key",
        "Azure storage account key",
        r"(?i:account_?key|storage_?key)[\"']?\s*[=:]\s*[\"']?([A-Za-z0-9+/]{86}==)",
        ("accountkey", "account_key", "storagekey", "storage_key"),
        alphabet="none",
        folded=True,
        shown=False,
    ),
    Shape(
        "azure-sas",
        "Azure shared access signature",
        r"[?&;]sig=([A-Za-z0-9%+/]{40,}(?:%3[Dd]|=))",
        ("sig=",),
        severity=Severity.HIGH,
        alphabet="none",
        shown=False,
    ),
    Shape(
        "azure-bus-key",
        "Azure messaging access key",
        r"SharedAccessKey=([A-Za-z0-9+/]{43}=)",
        ("SharedAccessKey=",),
        alphabet="none",
        shown=False,
    ),
    Shape(
        "azure-client-secret",
        "Azure application client secret",
        r"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
        ("Q~",),
        alphabet="dashed",
        shown=False,
    ),
    Shape("digitalocean-token", "DigitalOcean token", r"do[opr]_v1_[0-9a-f]{64}", ("doo_v1_", "dop_v1_", "dor_v1_")),
    Shape("alibaba-key-id", "Alibaba Cloud access key id", r"LTAI[A-Za-z0-9]{12,20}", ("LTAI",), check=mixed(3.3)),
    Shape("heroku-key", "Heroku API key", r"HRKU-[A-Za-z0-9_-]{36,}", ("HRKU-",), alphabet="dashed"),
    Shape("fly-token", "Fly.io access token", r"fm[12][ar]?_[A-Za-z0-9+/=_-]{100,}", ("fm1", "fm2"), alphabet="base64"),
    Shape("databricks-token", "Databricks token", r"dapi[0-9a-f]{32}(?:-[0-9])?", ("dapi",)),
    Shape("planetscale-token", "PlanetScale token", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,}", ("pscale_",)),
    Shape("supabase-token", "Supabase access token", r"sb(?:p|_secret)_[A-Za-z0-9_-]{31,}", ("sbp_", "sb_secret_")),
    Shape(
        "terraform-token",
        "Terraform Cloud token",
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}",
        (".atlasv1.",),
        alphabet="dashed",
        shown=False,
    ),
    Shape("pulumi-token", "Pulumi access token", r"pul-[0-9a-f]{40}", ("pul-",)),
    Shape(
        "vault-token",
        "HashiCorp Vault token",
        r"hv[sbr]\.[A-Za-z0-9_-]{24,}",
        ("hvs.", "hvb.", "hvr."),
        alphabet="dashed",
    ),
    Shape("doppler-token", "Doppler token", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,}", ("dp.",)),
    Shape(
        "onepassword-token",
        "1Password service account token",
        r"ops_eyJ[A-Za-z0-9+/_-]{200,}={0,2}",
        ("ops_eyJ",),
        alphabet="base64",
    ),
    Shape("newrelic-key", "New Relic user key", r"NRAK-[A-Z0-9]{27}", ("NRAK-",), severity=Severity.HIGH),
)
