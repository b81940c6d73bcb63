"""The fields of Kubernetes' core types, first half of the alphabet.

One type a line (continued lines are indented): its name, then `field:type`. Types: s text, n number, b boolean,
u any scalar, * anything; `{T}` a map, `[T]` a set, `[T]key,key` a list by keys, `[T]!` and `{T}!` are replaced as a
whole, as are types that start with `!`. `=value` is what a key is when it is left out. A table of facts.
"""

TYPES = """
AWSElasticBlockStoreVolumeSource fsType:s partition:n readOnly:b volumeID:s
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
AppArmorProfile localhostProfile:s type:s
AzureDiskVolumeSource cachingMode:s diskName:s diskURI:s fsType:s kind:s readOnly:b
AzureFilePersistentVolumeSource readOnly:b secretName:s secretNamespace:s shareName:s
AzureFileVolumeSource readOnly:b secretName:s shareName:s
Binding metadata:ObjectMeta target:ObjectReference
CSIPersistentVolumeSource controllerExpandSecretRef:SecretReference controllerPublishSecretRef:SecretReference
 driver:s fsType:s nodeExpandSecretRef:SecretReference nodePublishSecretRef:SecretReference
 nodeStageSecretRef:SecretReference readOnly:b volumeAttributes:{s} volumeHandle:s
CSIVolumeSource driver:s fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{s}
Capabilities add:[s]! drop:[s]!
CephFSPersistentVolumeSource monitors:[s]! path:s readOnly:b secretFile:s secretRef:SecretReference user:s
CephFSVolumeSource monitors:[s]! path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s
CinderPersistentVolumeSource fsType:s readOnly:b secretRef:SecretReference volumeID:s
CinderVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeID:s
ClientIPConfig timeoutSeconds:n
ClusterTrustBundleProjection labelSelector:LabelSelector name:s optional:b path:s signerName:s
ComponentCondition error:s message:s status:s type:s
ComponentStatus conditions:[ComponentCondition]type metadata:ObjectMeta
ConfigMap binaryData:{s} data:{s} immutable:b metadata:ObjectMeta
ConfigMapEnvSource name:s optional:b
ConfigMapKeySelector !key:s name:s optional:b
ConfigMapNodeConfigSource kubeletConfigKey:s name:s namespace:s resourceVersion:s uid:s
ConfigMapProjection items:[KeyToPath]! name:s optional:b
ConfigMapVolumeSource defaultMode:n items:[KeyToPath]! name:s optional:b
Container args:[s]! command:[s]! env:[EnvVar]name envFrom:[EnvFromSource]! image:s imagePullPolicy:s
 lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort]containerPort,protocol readinessProbe:Probe
 resizePolicy:[ContainerResizePolicy]! resources:ResourceRequirements restartPolicy:s
 restartPolicyRules:[ContainerRestartRule]! securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b
 terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice]devicePath
 volumeMounts:[VolumeMount]mountPath workingDir:s
ContainerPort containerPort:n=0 hostIP:s hostPort:n name:s protocol:s=TCP
ContainerResizePolicy resourceName:s restartPolicy:s
ContainerRestartRule action:s exitCodes:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator:s values:[n]
DeleteOptions apiVersion:s dryRun:[s]! gracePeriodSeconds:n ignoreStoreReadErrorWithClusterBreakingPotential:b kind:s
 orphanDependents:b preconditions:Preconditions propagationPolicy:s
DownwardAPIProjection items:[DownwardAPIVolumeFile]!
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:n path:s resourceFieldRef:ResourceFieldSelector
DownwardAPIVolumeSource defaultMode:n items:[DownwardAPIVolumeFile]!
EmptyDirVolumeSource medium:s sizeLimit:u
EndpointAddress !hostname:s ip:s nodeName:s targetRef:ObjectReference
EndpointPort !appProtocol:s name:s port:n protocol:s
EndpointSubset addresses:[EndpointAddress]! notReadyAddresses:[EndpointAddress]! ports:[EndpointPort]!
Endpoints metadata:ObjectMeta subsets:[EndpointSubset]!
EnvFromSource configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource
EnvVar name:s value:s valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector
 resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
EphemeralContainer args:[s]! command:[s]! env:[EnvVar]name envFrom:[EnvFromSource]! image:s imagePullPolicy:s
 lifecycle:Lifecycle livenessProbe:Probe name:s ports:[ContainerPort]containerPort,protocol readinessProbe:Probe
 resizePolicy:[ContainerResizePolicy]! resources:ResourceRequirements restartPolicy:s
 restartPolicyRules:[ContainerRestartRule]! securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b
 targetContainerName:s terminationMessagePath:s terminationMessagePolicy:s tty:b
 volumeDevices:[VolumeDevice]devicePath volumeMounts:[VolumeMount]mountPath workingDir:s
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
Event action:s count:n eventTime:u firstTimestamp:u involvedObject:ObjectReference lastTimestamp:u message:s
 metadata:ObjectMeta reason:s related:ObjectReference reportingComponent:s reportingInstance:s series:EventSeries
 source:EventSource type:s
EventSeries count:n lastObservedTime:u
EventSource component:s host:s
ExecAction command:[s]!
FCVolumeSource fsType:s lun:n readOnly:b targetWWNs:[s]! wwids:[s]!
FieldsV1 {u}
FileKeySelector !key:s optional:b path:s volumeName:s
FlexPersistentVolumeSource driver:s fsType:s options:{s} readOnly:b secretRef:SecretReference
FlexVolumeSource driver:s fsType:s options:{s} readOnly:b secretRef:LocalObjectReference
FlockerVolumeSource datasetName:s datasetUUID:s
GCEPersistentDiskVolumeSource fsType:s partition:n pdName:s readOnly:b
GRPCAction port:n service:s
GitRepoVolumeSource directory:s repository:s revision:s
GlusterfsPersistentVolumeSource endpoints:s endpointsNamespace:s path:s readOnly:b
GlusterfsVolumeSource endpoints:s path:s readOnly:b
HTTPGetAction host:s httpHeaders:[HTTPHeader]! path:s port:u scheme:s
HTTPHeader name:s value:s
HostAlias hostnames:[s]! ip:s
HostPathVolumeSource path:s type:s
ISCSIPersistentVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s
 lun:n portals:[s]! readOnly:b secretRef:SecretReference targetPortal:s
ISCSIVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s lun:n
 portals:[s]! readOnly:b secretRef:LocalObjectReference targetPortal:s
ImageVolumeSource pullPolicy:s reference:s
KeyToPath key:s mode:n path:s
LabelSelector !matchExpressions:[LabelSelectorRequirement]! matchLabels:{s}
LabelSelectorRequirement key:s operator:s values:[s]!
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
LimitRange metadata:ObjectMeta spec:LimitRangeSpec
LimitRangeItem default:{u} defaultRequest:{u} max:{u} maxLimitRequestRatio:{u} min:{u} type:s
LimitRangeSpec limits:[LimitRangeItem]!
LocalObjectReference !name:s
LocalVolumeSource fsType:s path:s
ManagedFieldsEntry apiVersion:s fieldsType:s fieldsV1:FieldsV1 manager:s operation:s subresource:s time:u
NFSVolumeSource path:s readOnly:b server:s
Namespace metadata:ObjectMeta spec:NamespaceSpec status:*
NamespaceSpec finalizers:[s]!
Node metadata:ObjectMeta spec:NodeSpec status:*
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm]!
 requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
NodeConfigSource configMap:ConfigMapNodeConfigSource
NodeSelector !nodeSelectorTerms:[NodeSelectorTerm]!
NodeSelectorRequirement key:s operator:s values:[s]!
NodeSelectorTerm !matchExpressions:[NodeSelectorRequirement]! matchFields:[NodeSelectorRequirement]!
NodeSpec configSource:NodeConfigSource externalID:s podCIDR:s podCIDRs:[s] providerID:s taints:[Taint]!
 unschedulable:b
ObjectFieldSelector !apiVersion:s fieldPath:s
ObjectMeta annotations:{s} creationTimestamp:u deletionGracePeriodSeconds:n deletionTimestamp:u finalizers:[s]
 generateName:s generation:n labels:{s} managedFields:[ManagedFieldsEntry]! name:s namespace:s
 ownerReferences:[OwnerReference]uid resourceVersion:s selfLink:s uid:s
ObjectReference !apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s
OwnerReference !apiVersion:s blockOwnerDeletion:b controller:b kind:s name:s uid:s
PersistentVolume metadata:ObjectMeta spec:PersistentVolumeSpec status:*
PersistentVolumeClaim metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*
PersistentVolumeClaimSpec accessModes:[s]! dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference
 resources:VolumeResourceRequirements selector:LabelSelector storageClassName:s volumeAttributesClassName:s
 volumeMode:s volumeName:s
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource claimName:s readOnly:b
PersistentVolumeSpec accessModes:[s]! awsElasticBlockStore:AWSElasticBlockStoreVolumeSource
 azureDisk:AzureDiskVolumeSource azureFile:AzureFilePersistentVolumeSource capacity:{u}
 cephfs:CephFSPersistentVolumeSource cinder:CinderPersistentVolumeSource claimRef:ObjectReference
 csi:CSIPersistentVolumeSource fc:FCVolumeSource flexVolume:FlexPersistentVolumeSource flocker:FlockerVolumeSource
 gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:GlusterfsPersistentVolumeSource
 hostPath:HostPathVolumeSource iscsi:ISCSIPersistentVolumeSource local:LocalVolumeSource mountOptions:[s]!
 nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity persistentVolumeReclaimPolicy:s
 photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource quobyte:QuobyteVolumeSource
 rbd:RBDPersistentVolumeSource scaleIO:ScaleIOPersistentVolumeSource storageClassName:s
 storageos:StorageOSPersistentVolumeSource volumeAttributesClassName:s volumeMode:s
 vsphereVolume:VsphereVirtualDiskVolumeSource
"""
