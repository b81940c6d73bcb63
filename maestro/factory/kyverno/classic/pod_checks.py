"""The controls of the Pod Security Standards: each finds the fields of a Pod that it forbids or misses.

A finding is a field with the values that are wrong in it; which check holds when is the table of `pod_controls`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from maestro.domain.record import dataclass

Pod = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """A field that breaks a control; no values where it is missing, or (not `required`) where it is there at all."""

    field: str
    values: tuple[str, ...] = ()
    listed: bool = False  # the field holds a list, of which these values are wrong
    required: bool = True


Find = Callable[[Pod], list[Finding]]


def _map(value: Any, *keys: str) -> dict[str, Any]:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def containers(pod: Pod) -> Iterator[tuple[str, dict[str, Any]]]:
    """The path of each container with the container, init containers first."""
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        for index, container in enumerate(_items(_map(pod, "spec").get(kind))):
            yield f"spec.{kind}[{index}]", container if isinstance(container, dict) else {}


def _contexts(pod: Pod, *, with_pod: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """The security contexts that are given."""
    if with_pod:
        yield "spec.securityContext", _map(pod, "spec", "securityContext")
    for path, container in containers(pod):
        yield f"{path}.securityContext", _map(container, "securityContext")


def privileged(pod: Pod) -> list[Finding]:
    """Privileged containers."""
    return [
        Finding(f"{path}.privileged", ("true",))
        for path, context in _contexts(pod)
        if context.get("privileged") is True
    ]


def host_namespaces(pod: Pod) -> list[Finding]:
    """The host's namespaces."""
    spec = _map(pod, "spec")
    return [Finding(f"spec.{key}", ("true",)) for key in ("hostNetwork", "hostPID", "hostIPC") if spec.get(key) is True]


def host_ports(pod: Pod) -> list[Finding]:
    """Ports of the host."""
    return [
        Finding(f"{path}.ports[{index}].hostPort", (str(int(port["hostPort"])),))
        for path, container in containers(pod)
        for index, port in enumerate(_items(container.get("ports")))
        if isinstance(port, dict) and port.get("hostPort")
    ]


_DEFAULT_CAPABILITIES = frozenset(
    {"AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD"}
    | {"NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"}
)


def _forbidden_items(path: str, items: Any, allowed: frozenset[str]) -> list[Finding]:
    found = sorted({_text(item) for item in _items(items)} - allowed)
    return [Finding(path, tuple(found), listed=True)] if found else []


def capabilities_baseline(pod: Pod) -> list[Finding]:
    """Capabilities beyond the default set."""
    found = []
    for path, context in _contexts(pod):
        added = _map(context, "capabilities").get("add")
        found += _forbidden_items(f"{path}.capabilities.add", added, _DEFAULT_CAPABILITIES)
    return found


def capabilities_restricted(pod: Pod) -> list[Finding]:
    """Containers that do not drop all capabilities, or add more than one."""
    missing, added = [], []
    for path, context in _contexts(pod):
        capabilities = _map(context, "capabilities")
        dropped = [_text(item) for item in _items(capabilities.get("drop"))]
        if "ALL" not in dropped:
            missing.append(Finding(f"{path}.capabilities.drop", tuple(sorted(set(dropped))), listed=True))
        if context.get("capabilities") is not None:
            allowed = frozenset({"NET_BIND_SERVICE"})
            added += _forbidden_items(f"{path}.capabilities.add", capabilities.get("add"), allowed)
    return missing + added


def host_path(pod: Pod) -> list[Finding]:
    """Volumes of the host."""
    return [
        Finding(
            f"spec.volumes[{index}].hostPath",
            tuple(filter(None, (_text(_map(volume, "hostPath").get("path")),))),
            required=False,
        )
        for index, volume in enumerate(_items(_map(pod, "spec").get("volumes")))
        if isinstance(volume, dict) and volume.get("hostPath") is not None
    ]


def proc_mount(pod: Pod) -> list[Finding]:
    """Unmasked /proc."""
    return [
        Finding(f"{path}.procMount", (_text(context["procMount"]),))
        for path, context in _contexts(pod)
        if context.get("procMount") not in {None, "Default"}
    ]


def host_process(pod: Pod) -> list[Finding]:
    """Windows host processes."""
    return [
        Finding(f"{path}.windowsOptions.hostProcess", ("true",))
        for path, context in _contexts(pod, with_pod=True)
        if _map(context, "windowsOptions").get("hostProcess") is True
    ]


def selinux(allowed: frozenset[str]) -> Find:
    """SELinux types that are not allowed, and users or roles at all."""

    def find(pod: Pod) -> list[Finding]:
        found = []
        for path, context in _contexts(pod, with_pod=True):
            options = _map(context, "seLinuxOptions")
            if options and _text(options.get("type")) not in allowed:
                found.append(Finding(f"{path}.seLinuxOptions.type", (_text(options.get("type")),)))
            found += [
                Finding(f"{path}.seLinuxOptions.{key}", (_text(options[key]),))
                for key in ("user", "role")
                if options.get(key)
            ]
        return found

    return find


def sysctls(allowed: frozenset[str]) -> Find:
    """Kernel parameters that are not safe."""

    def find(pod: Pod) -> list[Finding]:
        given = _items(_map(pod, "spec", "securityContext").get("sysctls"))
        names = [(index, _text(_map({"item": item}, "item").get("name"))) for index, item in enumerate(given)]
        path = "spec.securityContext.sysctls"
        return [Finding(f"{path}[{index}].name", (name,)) for index, name in names if name not in allowed]

    return find


_PROFILES = frozenset({"RuntimeDefault", "Localhost"})
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
_SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"


def _bad_profiles(pod: Pod, key: str) -> list[Finding]:
    return [
        Finding(f"{path}.{key}.type", (_text(_map(context, key).get("type")),))
        for path, context in _contexts(pod, with_pod=True)
        if context.get(key) is not None and _text(_map(context, key).get("type")) not in _PROFILES
    ]


def apparmor(pod: Pod) -> list[Finding]:
    """AppArmor profiles other than the default and local ones."""
    found = _bad_profiles(pod, "appArmorProfile")
    for key, value in _map(pod, "metadata", "annotations").items():
        text = _text(value)
        if key.startswith(_APPARMOR) and text not in {"", "runtime/default"} and not text.startswith("localhost/"):
            found.append(Finding(f"metadata.annotations[{key}]", (text,)))
    return found


def seccomp_annotations(pod: Pod) -> list[Finding]:
    """Seccomp profiles of the time of annotations."""
    annotations = _map(pod, "metadata", "annotations")
    keys = [_SECCOMP_POD] + [_SECCOMP_CONTAINER + _text(container.get("name")) for _, container in containers(pod)]
    given = {key: _text(annotations[key]) for key in keys if key in annotations}
    return [
        Finding(f"metadata.annotations[{key}]", (value,))
        for key, value in given.items()
        if value not in {"runtime/default", "docker/default"} and not value.startswith("localhost/")
    ]


def seccomp_baseline(pod: Pod) -> list[Finding]:
    """Seccomp profiles that are switched off."""
    return _bad_profiles(pod, "seccompProfile")


def seccomp_restricted(pod: Pod) -> list[Finding]:
    """Seccomp profiles that are switched off or missing."""
    if explicit := _bad_profiles(pod, "seccompProfile"):
        return explicit
    if _map(pod, "spec", "securityContext").get("seccompProfile") is not None:
        return []
    return [
        Finding(f"{path}.seccompProfile.type")
        for path, context in _contexts(pod)
        if context.get("seccompProfile") is None
    ]


def escalation(pod: Pod) -> list[Finding]:
    """Containers that may gain privileges, or do not say that they may not."""
    found = []
    for path, container in containers(pod):
        field = f"{path}.securityContext.allowPrivilegeEscalation"
        if container.get("securityContext") is None:
            found.append(Finding(field))
            continue
        value = _map(container, "securityContext").get("allowPrivilegeEscalation")
        if value is not False:
            found.append(Finding(field, ("nil" if value is None else "true",)))
    return found


def run_as_non_root(pod: Pod) -> list[Finding]:
    """Containers that may run as root."""
    path, pod_value = "spec.securityContext.runAsNonRoot", _map(pod, "spec", "securityContext").get("runAsNonRoot")
    explicit = [Finding(path, ("false",))] if pod_value is False else []
    implicit = []
    for container_path, context in _contexts(pod):
        value = context.get("runAsNonRoot")
        if value is False:
            explicit.append(Finding(f"{container_path}.runAsNonRoot", ("false",)))
        elif value is None and pod_value is not True:
            implicit.append(Finding(f"{container_path}.runAsNonRoot"))
    return explicit + implicit


def run_as_user(pod: Pod) -> list[Finding]:
    """The user 0."""
    return [
        Finding(f"{path}.runAsUser", ("0",))
        for path, context in _contexts(pod, with_pod=True)
        if context.get("runAsUser") is not None and context["runAsUser"] == 0
    ]


_VOLUMES = frozenset(
    (
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    )
)


def restricted_volumes(pod: Pod) -> list[Finding]:
    """Volumes of other kinds than the harmless ones."""
    found = []
    for index, volume in enumerate(_items(_map(pod, "spec").get("volumes"))):
        kinds = (
            [key for key, value in volume.items() if key != "name" and value is not None]
            if isinstance(volume, dict)
            else []
        )
        if not _VOLUMES & set(kinds):
            found.append(Finding(f"spec.volumes[{index}].{kinds[0] if kinds else 'unknown'}", required=False))
    return found


def probe_hosts(pod: Pod) -> list[Finding]:
    """Probes and lifecycle handlers that name a host."""
    found = []
    for path, container in containers(pod):
        handlers = [container.get(key) for key in ("livenessProbe", "readinessProbe", "startupProbe")]
        handlers += [_map(container, "lifecycle").get(key) for key in ("postStart", "preStop")]
        hosts = [_map(handler, key).get("host") for handler in handlers for key in ("httpGet", "tcpSocket")]
        found += [Finding(path, (_text(host),)) for host in hosts if host]
    return found
