"""The Pod Security Standards: each control violated once, versions, exclusions, controllers."""

from typing import Any

import pytest

from maestro.factory.kyverno.model import Document
from tests.factory.kyverno.classic.policies import deployment, judge, pod, policy, results, rule

SAFE: dict[str, Any] = {
    "allowPrivilegeEscalation": False,
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
    "capabilities": {"drop": ["ALL"]},
}


def standard(level: str = "baseline", version: str = "latest", **more: Any) -> Document:
    """A policy of one standard."""
    return policy(rule(("Pod",), validate={"podSecurity": {"level": level, "version": version, **more}}))


def container(image: str = "nginx", **security: Any) -> Document:
    """A container with a security context."""
    return {"name": "a", "image": image, "securityContext": security}


BASELINE = {
    "host process": pod(securityContext={"windowsOptions": {"hostProcess": True}}),
    "host network": pod(hostNetwork=True),
    "host pid": pod(hostPID=True),
    "privileged": pod(container(privileged=True)),
    "capabilities": pod(container(capabilities={"add": ["SYS_ADMIN"]})),
    "host path": pod(volumes=[{"name": "v", "hostPath": {"path": "/"}}]),
    "host port": pod({"name": "a", "image": "x", "ports": [{"containerPort": 1, "hostPort": 1}]}),
    "selinux": pod(securityContext={"seLinuxOptions": {"user": "u"}}),
    "proc mount": pod(container(procMount="Unmasked")),
    "seccomp": pod(securityContext={"seccompProfile": {"type": "Unconfined"}}),
    "sysctls": pod(securityContext={"sysctls": [{"name": "kernel.msgmax", "value": "1"}]}),
}
RESTRICTED = {
    "escalation": pod(container(**{**SAFE, "allowPrivilegeEscalation": True})),
    "root": pod(container(**{**SAFE, "runAsNonRoot": False})),
    "user": pod(container(**{**SAFE, "runAsUser": 0})),
    "no seccomp": pod(container(**{**SAFE, "seccompProfile": None})),
    "not dropped": pod(container(**{**SAFE, "capabilities": {}})),
    "volume": pod(container(**SAFE), volumes=[{"name": "v", "nfs": {"server": "s", "path": "/"}}]),
}


@pytest.mark.parametrize("resource", BASELINE.values(), ids=list(BASELINE))
def test_baseline(resource: Document) -> None:
    """Every control of the baseline is one of the restricted level too."""
    assert results(standard(), resource) == ["fail"]
    assert results(standard("restricted"), resource) == ["fail"]


@pytest.mark.parametrize(
    ("resource", "fields"),
    [
        (
            BASELINE["capabilities"],
            "spec.containers[0].securityContext.capabilities.add is forbidden, forbidden values found: [SYS_ADMIN]",
        ),
        (BASELINE["host pid"], "spec.hostPID is forbidden, forbidden values found: true"),
        (RESTRICTED["no seccomp"], "spec.containers[0].securityContext.seccompProfile.type: Required value"),
        (RESTRICTED["volume"], "spec.volumes[0].nfs: Forbidden"),
    ],
)
def test_what_is_missing_and_what_is_forbidden_is_told_as_the_tools_tell_it(resource: Document, fields: str) -> None:
    """Lists as Go prints them; a field below a template stands there."""
    assert f"[{fields}]" in judge(standard("restricted"), resource)[0].message
    below = f"[{fields.replace('spec.', 'spec.template.spec.', 1)}]"
    assert below in judge(standard("restricted"), deployment(resource))[0].message


def test_any_level_but_the_baseline_is_the_restricted_one() -> None:
    """Kyverno, measured: `privileged` runs every control, although the standard says that it forbids nothing."""
    assert results(standard("privileged"), pod()) == ["fail"]
    assert results(standard("privileged"), pod(container(**SAFE))) == ["pass"]


@pytest.mark.parametrize("resource", RESTRICTED.values(), ids=list(RESTRICTED))
def test_restricted(resource: Document) -> None:
    """What the baseline lets pass and the restricted level does not."""
    assert results(standard(), resource) == ["pass"]
    assert results(standard("restricted"), resource) == ["fail"]


def test_a_safe_pod_passes() -> None:
    """At either level; Windows pods need less from 1.25 on."""
    assert results(standard("restricted"), pod(container(**SAFE))) == ["pass"]
    windows = pod(container(runAsNonRoot=True), os={"name": "windows"})
    assert results(standard("restricted"), windows) == ["pass"]
    assert results(standard("restricted", "v1.24"), windows) == ["fail"]


def test_exclusions_by_control_image_and_field() -> None:
    """Only what they name is let through."""
    privileged = pod(container(privileged=True))
    by_image = {"controlName": "Privileged Containers", "images": ["nginx*"]}
    assert results(standard(exclude=[by_image]), privileged) == ["pass"]
    assert results(standard(exclude=[{**by_image, "images": ["redis*"]}]), privileged) == ["fail"]
    added = pod(container(capabilities={"add": ["SYS_ADMIN"]}))
    by_value = {
        "controlName": "Capabilities",
        "images": ["*"],
        "restrictedField": "spec.containers[*].securityContext.capabilities.add",
        "values": ["SYS_ADMIN"],
    }
    assert results(standard(exclude=[by_value]), added) == ["pass"]
    assert results(standard(exclude=[{**by_value, "values": ["NET_RAW"]}]), added) == ["fail"]


def test_controllers_and_messages() -> None:
    """A template is judged as its Pods would be, and the message names level and control."""
    (response,) = judge(standard(), deployment(pod(hostNetwork=True)))
    assert (response.rule, response.result) == ("autogen-r", "fail")
    assert '"baseline:latest"' in response.message
    assert "host namespaces" in response.message
