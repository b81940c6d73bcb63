"""Keys of model providers, chat, mail, payment and other services."""

from maestro.domain.findings import Severity
from maestro.guard.shapes.base import Shape
from maestro.guard.shapes.checks import discord_id, mixed

HIGH, MEDIUM = Severity.HIGH, Severity.MEDIUM

MODELS: tuple[Shape, ...] = (
    Shape(
        "anthropic-key", "Anthropic API key", r"sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20,}", ("sk-ant-",), alphabet="dashed"
    ),
    Shape("openrouter-key", "OpenRouter API key", r"sk-or-v1-[0-9a-f]{64}", ("sk-or-",)),
    Shape(
        "openai-key",
        "OpenAI API key",
        r"sk-(?:proj|svcacct|admin|service|None)-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{48}",
        ("sk-",),
        alphabet="dashed",
    ),
    Shape(
        "model-provider-key",
        "model provider's API key",
        r"sk-[A-Za-z0-9]{32,}",
        ("sk-",),
        severity=HIGH,
        check=mixed(3.0),
    ),
    Shape("huggingface-token", "Hugging Face token", r"(?:hf_|api_org_)[A-Za-z0-9]{34,}", ("hf_", "api_org_")),
    Shape("groq-key", "Groq API key", r"gsk_[A-Za-z0-9]{52}", ("gsk_",)),
    Shape("xai-key", "xAI API key", r"xai-[A-Za-z0-9]{80}", ("xai-",)),
    Shape("perplexity-key", "Perplexity API key", r"pplx-[A-Za-z0-9]{48}", ("pplx-",)),
    Shape("replicate-token", "Replicate API token", r"r8_[A-Za-z0-9]{37}", ("r8_",)),
)

MESSAGES: tuple[Shape, ...] = (
    Shape(
        "slack-token",
        "Slack token",
        r"xox[abceoprsd](?:\.xox[bp])?-(?:[0-9]+-)?[0-9A-Za-z-]{10,}",
        ("xox",),
        check=mixed(2.5),
        alphabet="dashed",
    ),
    Shape("slack-app-token", "Slack app-level token", r"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[0-9a-f]{32,}", ("xapp-",)),
    Shape(
        "slack-webhook",
        "Slack webhook address",
        r"https://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/([A-Za-z0-9_]{8,}/[A-Za-z0-9_]{8,}/[A-Za-z0-9_/]{16,})",
        ("hooks.slack",),
        severity=HIGH,
        shown=False,
    ),
    Shape(
        "discord-webhook",
        "Discord webhook address",
        r"https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/([0-9]{17,20}/[A-Za-z0-9_-]{60,})",
        ("/api/webhooks/",),
        severity=HIGH,
        shown=False,
        alphabet="dashed",
    ),
    Shape(
        "discord-token",
        "Discord bot token",
        r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
        (".",),
        check=discord_id,
        alphabet="dashed",
        shown=False,
    ),
    Shape(
        "teams-webhook",
        "Microsoft Teams webhook address",
        r"https://[a-z0-9-]+\.webhook\.office\.com/webhookb2/([0-9a-f@/-]{36,}[A-Za-z0-9@/-]*)",
        ("webhook.office.com",),
        severity=HIGH,
        shown=False,
    ),
    Shape(
        "telegram-token",
        "Telegram bot token",
        r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}",
        (":AA",),
        alphabet="dashed",
        shown=False,
    ),
    Shape("sendgrid-key", "SendGrid API key", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", ("SG.",), alphabet="dashed"),
    Shape("twilio-key", "Twilio API key", r"SK[0-9a-f]{32}", ("SK",), severity=HIGH),
    Shape(
        "twilio-token",
        "Twilio auth token",
        r"(?i:twilio[a-z0-9_. -]{0,24})[\"']?[ \t]*[=:][ \t]*[\"']?([0-9a-f]{32})",
        ("twilio",),
        folded=True,
        shown=False,
    ),
    Shape("mailgun-key", "Mailgun API key", r"key-[0-9a-f]{32}", ("key-",), severity=MEDIUM),
    Shape("mailchimp-key", "Mailchimp API key", r"[0-9a-f]{32}-us[0-9]{1,2}", ("-us",), severity=HIGH, shown=False),
    Shape("brevo-key", "Brevo API key", r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}", ("xkeysib-",)),
)

SERVICES: tuple[Shape, ...] = (
    Shape("stripe-key", "Stripe live key", r"[sr]k_(?:live|prod)_[A-Za-z0-9]{10,}", ("k_live_", "k_prod_")),
    Shape("stripe-test-key", "Stripe test key", r"[sr]k_test_[A-Za-z0-9]{10,}", ("k_test_",), severity=MEDIUM),
    Shape("stripe-webhook", "Stripe webhook secret", r"whsec_[A-Za-z0-9+/=]{32,}", ("whsec_",), alphabet="base64"),
    Shape(
        "shopify-token",
        "Shopify token",
        r"shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
    ),
    Shape(
        "square-token",
        "Square token",
        r"(?:sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}|EAAA[A-Za-z0-9_-]{60})",
        ("sq0", "EAAA"),
        alphabet="dashed",
    ),
    Shape("linear-key", "Linear API key", r"lin_(?:api|oauth)_[A-Za-z0-9]{40,}", ("lin_",)),
    Shape("notion-token", "Notion token", r"ntn_[A-Za-z0-9]{40,}", ("ntn_",)),
    Shape("figma-token", "Figma token", r"figd_[A-Za-z0-9_-]{36,}", ("figd_",), severity=HIGH),
    Shape("postman-key", "Postman API key", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}", ("PMAK-",), severity=HIGH),
    Shape("airtable-token", "Airtable token", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}", ("pat",), severity=HIGH),
    Shape(
        "dynatrace-token",
        "Dynatrace token",
        r"dt0[a-z]{1}[0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}",
        ("dt0",),
        severity=HIGH,
    ),
    Shape("sonar-token", "SonarQube token", r"sq[pua]_[0-9a-f]{40}", ("sqp_", "squ_", "sqa_"), severity=HIGH),
    Shape("buildkite-token", "Buildkite token", r"bkua_[0-9a-f]{40}", ("bkua_",), severity=HIGH),
    Shape("tailscale-key", "Tailscale key", r"tskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]{16,}", ("tskey-",)),
    Shape("contentful-token", "Contentful management token", r"CFPAT-[A-Za-z0-9_-]{43}", ("CFPAT-",), severity=HIGH),
)
