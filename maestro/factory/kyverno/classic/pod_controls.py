"""The table of the Pod Security Standards: the level of each check, and what it looks for from each version on."""

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.pod_checks import (
    Find,
    Finding,
    Pod,
    apparmor,
    capabilities_baseline,
    capabilities_restricted,
    escalation,
    host_namespaces,
    host_path,
    host_ports,
    host_process,
    privileged,
    probe_hosts,
    proc_mount,
    restricted_volumes,
    run_as_non_root,
    run_as_user,
    seccomp_annotations,
    seccomp_baseline,
    seccomp_restricted,
    selinux,
    sysctls,
)


def _not_windows(find: Find) -> Find:
    """The check, for Pods that do not run Windows."""
    return lambda pod: [] if _system(pod) == "windows" else find(pod)


def _system(pod: Pod) -> object:
    spec = pod.get("spec")
    system = spec.get("os") if isinstance(spec, dict) else None
    return system.get("name") if isinstance(system, dict) else None


Version = tuple[int, int]
LATEST: Version = (9999, 0)
BASELINE, RESTRICTED = "baseline", "restricted"


@dataclass(frozen=True)
class PodCheck:
    """One control: its reason, and how it looks at a Pod from each version on."""

    id: str
    level: str
    reason: str
    versions: tuple[tuple[Version, Find], ...]
    exemptible: bool = True

    def find(self, pod: Pod, version: Version) -> list[Finding]:
        """What of the Pod breaks the control in this version."""
        chosen = self.versions[0][1]
        for since, find in self.versions[1:]:
            if version >= since:
                chosen = find
        return chosen(pod)


_SELINUX = frozenset({"", "container_t", "container_init_t", "container_kvm_t"})
_SYSCTLS = frozenset(
    {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range",
        "net.ipv4.ip_unprivileged_port_start",
    }
)
_SYSCTLS_27 = _SYSCTLS | {"net.ipv4.ip_local_reserved_ports"}
_SYSCTLS_29 = _SYSCTLS_27 | {
    f"net.ipv4.tcp_{name}" for name in ("keepalive_time", "fin_timeout", "keepalive_intvl", "keepalive_probes")
}
_SYSCTLS_32 = _SYSCTLS_29 | {"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"}
_FIRST: Version = (1, 0)

CHECKS: tuple[PodCheck, ...] = (
    PodCheck(
        "allowPrivilegeEscalation",
        RESTRICTED,
        "allowPrivilegeEscalation != false",
        (((1, 8), escalation), ((1, 25), _not_windows(escalation))),
    ),
    PodCheck("appArmorProfile", BASELINE, "forbidden AppArmor profile", ((_FIRST, apparmor),)),
    PodCheck("capabilities_baseline", BASELINE, "non-default capabilities", ((_FIRST, capabilities_baseline),)),
    PodCheck(
        "capabilities_restricted",
        RESTRICTED,
        "unrestricted capabilities",
        (((1, 22), capabilities_restricted), ((1, 25), _not_windows(capabilities_restricted))),
    ),
    PodCheck("hostNamespaces", BASELINE, "host namespaces", ((_FIRST, host_namespaces),)),
    PodCheck("hostPathVolumes", BASELINE, "hostPath volumes", ((_FIRST, host_path),)),
    PodCheck("hostPorts", BASELINE, "hostPort", ((_FIRST, host_ports),)),
    PodCheck(
        "hostProbesAndHostLifecycle", BASELINE, "probe or lifecycle host", (((1, 34), probe_hosts),), exemptible=False
    ),
    PodCheck("privileged", BASELINE, "privileged", ((_FIRST, privileged),)),
    PodCheck("procMount", BASELINE, "procMount", ((_FIRST, proc_mount),)),
    PodCheck("restrictedVolumes", RESTRICTED, "restricted volume types", ((_FIRST, restricted_volumes),)),
    PodCheck("runAsNonRoot", RESTRICTED, "runAsNonRoot != true", ((_FIRST, run_as_non_root),)),
    PodCheck("runAsUser", RESTRICTED, "runAsUser=0", (((1, 23), run_as_user),)),
    PodCheck(
        "seLinuxOptions",
        BASELINE,
        "seLinuxOptions",
        ((_FIRST, selinux(_SELINUX)), ((1, 31), selinux(_SELINUX | {"container_engine_t"}))),
    ),
    PodCheck(
        "seccompProfile_baseline",
        BASELINE,
        "seccompProfile",
        ((_FIRST, seccomp_annotations), ((1, 19), seccomp_baseline)),
    ),
    PodCheck(
        "seccompProfile_restricted",
        RESTRICTED,
        "seccompProfile",
        (((1, 19), seccomp_restricted), ((1, 25), _not_windows(seccomp_restricted))),
    ),
    PodCheck(
        "sysctls",
        BASELINE,
        "forbidden sysctls",
        (
            (_FIRST, sysctls(_SYSCTLS)),
            ((1, 27), sysctls(_SYSCTLS_27)),
            ((1, 29), sysctls(_SYSCTLS_29)),
            ((1, 32), sysctls(_SYSCTLS_32)),
        ),
    ),
    PodCheck("windowsHostProcess", BASELINE, "hostProcess", ((_FIRST, host_process),)),
)

CONTROLS: dict[str, tuple[str, ...]] = {
    "Capabilities": ("capabilities_baseline", "capabilities_restricted"),
    "Seccomp": ("seccompProfile_baseline", "seccompProfile_restricted"),
    "Privileged Containers": ("privileged",),
    "Host Ports": ("hostPorts",),
    "/proc Mount Type": ("procMount",),
    "HostProcess": ("windowsHostProcess",),
    "SELinux": ("seLinuxOptions",),
    "Host Namespaces": ("hostNamespaces",),
    "HostPath Volumes": ("hostPathVolumes",),
    "Sysctls": ("sysctls",),
    "AppArmor": ("appArmorProfile",),
    "Privilege Escalation": ("allowPrivilegeEscalation",),
    "Running as Non-root": ("runAsNonRoot",),
    "Running as Non-root user": ("runAsUser",),
    "Volume Types": ("restrictedVolumes",),
}
