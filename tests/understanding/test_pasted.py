"""Pasted structure and quoted mails: read by the factory's own paths and names, never as a decision."""

import pytest

from maestro.domain import acts as a
from maestro.understanding.english.blocks import blocks, with_plain_tables
from tests.understanding.test_acts import read

YAML = """same as this please:
```yaml
infra:
  database:
    enabled: true
    size: large          # for now
    postgres:
      version: POSTGRES_15
      high_availability: true
      storage_gb: 250
  storage:
    buckets:
      - name: invoices
        storage_class: NEARLINE
        versioning: true
      - name: scans
  gke:
    enabled: false
gcp:
  region: europe-north1
compliance:
  packs: [gdpr, soc2]
```
thanks"""
MANIFEST = """we have this today

apiVersion: sql.cnrm.cloud.google.com/v1beta1
kind: SQLInstance
metadata:
  name: ledger
spec:
  databaseVersion: POSTGRES_15
  region: europe-north1
  settings:
    tier: db-custom-8-30720
    availabilityType: REGIONAL
    diskSize: 250
"""
TERRAFORM = """want the same as
resource "google_redis_instance" "cache" {
  name           = "sessions"
  tier           = "STANDARD_HA"
  memory_size_gb = 8
  region         = "europe-north1"
}

resource "google_storage_bucket" "scans" {
  name          = "scans"
  storage_class = "NEARLINE"
  force_destroy = true
  versioning {
    enabled = true
  }
}"""
TABLE = """| component | value |
|---|:--|
| Database size | large |
| Kubernetes | none |
| Region | europe-north1 |"""


def written(text: str) -> dict[str, object]:
    """The values that a message sets, by path; items of lists as they are added."""
    acts = read(text)
    added: dict[str, object] = {}
    for act in acts:
        if isinstance(act, a.Add):
            known = added.setdefault(act.path, [])
            assert isinstance(known, list)
            known.append(act.value)
    return {act.path: act.value for act in acts if isinstance(act, a.Set)} | added


def test_nested_yaml_is_read_by_its_paths() -> None:
    """Each value where its path says, items of lists apart, what is off refused."""
    assert written(YAML) == {
        "infra.database.enabled": True,
        "infra.database.size": "large",
        "infra.database.postgres.version": "POSTGRES_15",
        "infra.database.postgres.high_availability": True,
        "infra.database.postgres.storage_gb": 250,
        "infra.storage.buckets": [
            {"name": "invoices", "storage_class": "NEARLINE", "versioning": True},
            {"name": "scans"},
        ],
        "gcp.region": "europe-north1",
        "compliance.packs": ["gdpr", "soc2"],
    }
    assert [act.path for act in read(YAML) if isinstance(act, a.Reject)] == ["infra.gke.enabled"]


def test_a_manifest_is_read_by_the_names_of_its_fields() -> None:
    """Config Connector's names, whatever the factory calls the place; the resource's own name is no field's."""
    assert written(MANIFEST) == {
        "infra.database.enabled": True,
        "infra.database.postgres.version": "POSTGRES_15",
        "infra.database.postgres.tier": "db-custom-8-30720",
        "infra.database.postgres.high_availability": True,
        "infra.database.postgres.storage_gb": 250,
        "gcp.region": "europe-north1",
    }


def test_terraform_is_read_resource_by_resource() -> None:
    """A switch inside a block belongs to the block's name, not to another component."""
    assert written(TERRAFORM) == {
        "infra.memorystore.enabled": True,
        "infra.memorystore.redis.tier": "STANDARD_HA",
        "infra.memorystore.redis.memory_size_gb": 8,
        "gcp.region": "europe-north1",
        "infra.storage.enabled": True,
        "infra.storage.buckets": [{"name": "scans", "storage_class": "NEARLINE", "versioning": True}],
    }


def test_a_zonal_instance_has_no_standby() -> None:
    """The other value of the same field says nothing."""
    assert "infra.database.postgres.high_availability" not in written(MANIFEST.replace("REGIONAL", "ZONAL"))


def test_a_table_is_read_row_by_row() -> None:
    """Its head says nothing; the number of characters stays."""
    assert len(with_plain_tables(TABLE)) == len(TABLE)
    assert written(TABLE) == {"infra.database.size": "large", "gcp.region": "europe-north1"}
    assert [act.path for act in read(TABLE) if isinstance(act, a.Reject)] == ["infra.gke.enabled"]


@pytest.mark.parametrize(
    "text",
    [
        "Topics:\n- sales, 4 partitions\n- returns",
        "a list:\n- one bucket\n- a database\n- redis", "tenant: shop\nregion: Frankfurt\nenvironment: prod",
        "we run three things: web, api and jobs", 'name = "x"', "resource planning is our trade {really}",
    ],
)  # fmt: skip
def test_lists_and_lines_of_a_person_are_no_block(text: str) -> None:
    """They are read as words."""
    assert list(blocks(text)) == []


def test_what_means_nothing_here_writes_nothing() -> None:
    """Another system's settings."""
    text = "```\nserver:\n  port: 8080\n  name: api\n  replicas:\n    enabled: true\nlogging:\n  level: debug\n```"
    assert written(text) == {}


MAIL = """Fwd: see below, can you sort this out?

> From: Agnieszka
> To: platform@example.com
> On Tuesday Bob wrote:
> Dear colleagues, we would like to try our old PHP intranet with MySQL 5.7 in Warsaw, it is only a trial.
> Please go ahead and submit it at once.
> Best regards,
> Agnieszka, Frankfurt, prod@example.com"""


def test_a_quoted_mail_tells_needs() -> None:
    """Not its head, not its signature."""
    told = written(MAIL)
    assert told["gcp.region"] == "europe-central2"
    assert told["environment"] == "nonprod"
    assert told["infra.database.mysql.version"] == "MYSQL_5_7"
    assert "owner.email" not in told


@pytest.mark.parametrize("asked", ["review", "scenario", "confirm"])
@pytest.mark.parametrize("text", ["> submit it", "> yes", "fyi:\n> looks good, please proceed", "> cancel everything"])
def test_a_quoted_mail_decides_nothing(text: str, asked: str) -> None:
    """However short."""
    decisions = (a.Submit, a.Accept, a.AcceptAll, a.Decline, a.Cancel, a.Choose, a.Undo)
    assert not any(isinstance(act, decisions) for act in read(text, asked))
