"""The fields of Kubernetes' core types, second half of the alphabet.

One type a line (continued lines are indented): its name, then `field:type`. Types: s text, n number, b boolean,
u any scalar, * anything; `{T}` a map, `[T]` a set, `[T]key,key` a list by keys, `[T]!` and `{T}!` are replaced as a
whole, as are types that start with `!`. `=value` is what a key is when it is left out. A table of facts.
"""

TYPES = """
PhotonPersistentDiskVolumeSource fsType:s pdID:s
Pod metadata:ObjectMeta spec:PodSpec status:*
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]!
 requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]!
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:[s]! mismatchLabelKeys:[s]! namespaceSelector:LabelSelector
 namespaces:[s]! topologyKey:s
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]!
 requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]!
PodCertificateProjection certificateChainPath:s credentialBundlePath:s keyPath:s keyType:s maxExpirationSeconds:n
 signerName:s userAnnotations:{s}
PodDNSConfig nameservers:[s]! options:[PodDNSConfigOption]! searches:[s]!
PodDNSConfigOption name:s value:s
PodOS name:s
PodReadinessGate conditionType:s
PodResourceClaim name:s resourceClaimName:s resourceClaimTemplateName:s
PodSchedulingGate name:s
PodSchedulingGroup podGroupName:s
PodSecurityContext appArmorProfile:AppArmorProfile fsGroup:n fsGroupChangePolicy:s runAsGroup:n runAsNonRoot:b
 runAsUser:n seLinuxChangePolicy:s seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[n]!
 supplementalGroupsPolicy:s sysctls:[Sysctl]! windowsOptions:WindowsSecurityContextOptions
PodSpec activeDeadlineSeconds:n affinity:Affinity automountServiceAccountToken:b containers:[Container]name
 dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[EphemeralContainer]name
 hostAliases:[HostAlias]ip hostIPC:b hostNetwork:b hostPID:b hostUsers:b hostname:s hostnameOverride:s
 imagePullSecrets:[LocalObjectReference]name initContainers:[Container]name nodeName:s nodeSelector:{s}! os:PodOS
 overhead:{u} preemptionPolicy:s priority:n priorityClassName:s readinessGates:[PodReadinessGate]!
 resourceClaims:[PodResourceClaim]name resources:ResourceRequirements restartPolicy:s runtimeClassName:s
 schedulerName:s schedulingGates:[PodSchedulingGate]name schedulingGroup:PodSchedulingGroup
 securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b
 subdomain:s terminationGracePeriodSeconds:n tolerations:[Toleration]!
 topologySpreadConstraints:[TopologySpreadConstraint]topologyKey,whenUnsatisfiable volumes:[Volume]name
PodTemplate metadata:ObjectMeta template:PodTemplateSpec
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PortworxVolumeSource fsType:s readOnly:b volumeID:s
Preconditions resourceVersion:s uid:s
PreferredSchedulingTerm preference:NodeSelectorTerm weight:n
Probe exec:ExecAction failureThreshold:n grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:n periodSeconds:n
 successThreshold:n tcpSocket:TCPSocketAction terminationGracePeriodSeconds:n timeoutSeconds:n
ProjectedVolumeSource defaultMode:n sources:[VolumeProjection]!
QuobyteVolumeSource group:s readOnly:b registry:s tenant:s user:s volume:s
RBDPersistentVolumeSource fsType:s image:s keyring:s monitors:[s]! pool:s readOnly:b secretRef:SecretReference user:s
RBDVolumeSource fsType:s image:s keyring:s monitors:[s]! pool:s readOnly:b secretRef:LocalObjectReference user:s
ReplicationController metadata:ObjectMeta spec:ReplicationControllerSpec status:*
ReplicationControllerSpec minReadySeconds:n replicas:n selector:{s}! template:PodTemplateSpec
ResourceClaim name:s request:s
ResourceFieldSelector !containerName:s divisor:u resource:s
ResourceQuota metadata:ObjectMeta spec:ResourceQuotaSpec status:*
ResourceQuotaSpec hard:{u} scopeSelector:ScopeSelector scopes:[s]!
ResourceRequirements claims:[ResourceClaim]name limits:{u} requests:{u}
SELinuxOptions level:s role:s type:s user:s
ScaleIOPersistentVolumeSource fsType:s gateway:s protectionDomain:s readOnly:b secretRef:SecretReference sslEnabled:b
 storageMode:s storagePool:s system:s volumeName:s
ScaleIOVolumeSource fsType:s gateway:s protectionDomain:s readOnly:b secretRef:LocalObjectReference sslEnabled:b
 storageMode:s storagePool:s system:s volumeName:s
ScopeSelector !matchExpressions:[ScopedResourceSelectorRequirement]!
ScopedResourceSelectorRequirement operator:s scopeName:s values:[s]!
SeccompProfile localhostProfile:s type:s
Secret data:{s} immutable:b metadata:ObjectMeta stringData:{s} type:s
SecretEnvSource name:s optional:b
SecretKeySelector !key:s name:s optional:b
SecretProjection items:[KeyToPath]! name:s optional:b
SecretReference !name:s namespace:s
SecretVolumeSource defaultMode:n items:[KeyToPath]! optional:b secretName:s
SecurityContext allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:b
 procMount:s readOnlyRootFilesystem:b runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxOptions:SELinuxOptions
 seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
Service metadata:ObjectMeta spec:ServiceSpec status:*
ServiceAccount automountServiceAccountToken:b imagePullSecrets:[LocalObjectReference]! metadata:ObjectMeta
 secrets:[ObjectReference]name
ServiceAccountTokenProjection audience:s expirationSeconds:n path:s
ServicePort appProtocol:s name:s nodePort:n port:n=0 protocol:s=TCP targetPort:u
ServiceSpec allocateLoadBalancerNodePorts:b clusterIP:s clusterIPs:[s]! externalIPs:[s]! externalName:s
 externalTrafficPolicy:s healthCheckNodePort:n internalTrafficPolicy:s ipFamilies:[s]! ipFamilyPolicy:s
 loadBalancerClass:s loadBalancerIP:s loadBalancerSourceRanges:[s]! ports:[ServicePort]port,protocol
 publishNotReadyAddresses:b selector:{s}! sessionAffinity:s sessionAffinityConfig:SessionAffinityConfig
 trafficDistribution:s type:s
SessionAffinityConfig clientIP:ClientIPConfig
SleepAction seconds:n
StorageOSPersistentVolumeSource fsType:s readOnly:b secretRef:ObjectReference volumeName:s volumeNamespace:s
StorageOSVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s
Sysctl name:s value:s
TCPSocketAction host:s port:u
Taint effect:s key:s timeAdded:u value:s
Toleration effect:s key:s operator:s tolerationSeconds:n value:s
TopologySelectorLabelRequirement key:s values:[s]!
TopologySelectorTerm !matchLabelExpressions:[TopologySelectorLabelRequirement]!
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:[s]! maxSkew:n minDomains:n nodeAffinityPolicy:s
 nodeTaintsPolicy:s topologyKey:s whenUnsatisfiable:s
TypedLocalObjectReference !apiGroup:s kind:s name:s
TypedObjectReference apiGroup:s kind:s name:s namespace:s
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource
 azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource
 csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource
 fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource
 gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource
 hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource name:s nfs:NFSVolumeSource
 persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource
 portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource
 scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource
 vsphereVolume:VsphereVirtualDiskVolumeSource
VolumeDevice devicePath:s name:s
VolumeMount mountPath:s mountPropagation:s name:s readOnly:b recursiveReadOnly:s subPath:s subPathExpr:s
VolumeNodeAffinity required:NodeSelector
VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection
 downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection secret:SecretProjection
 serviceAccountToken:ServiceAccountTokenProjection
VolumeResourceRequirements limits:{u} requests:{u}
VsphereVirtualDiskVolumeSource fsType:s storagePolicyID:s storagePolicyName:s volumePath:s
WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm weight:n
WindowsSecurityContextOptions gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s
"""
