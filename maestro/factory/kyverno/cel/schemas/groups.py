"""The fields of the types of Kubernetes' named API groups.

One type a line (continued lines are indented): its name, then `field:type`. Types: s text, n number, b boolean,
u any scalar, * anything; `{T}` a map, `[T]` a set, `[T]key,key` a list by keys, `[T]!` and `{T}!` are replaced as a
whole, as are types that start with `!`. `=value` is what a key is when it is left out. A table of facts.
"""

TYPES = """
apps/v1.ControllerRevision data:*! metadata:ObjectMeta revision:n
apps/v1.DaemonSet metadata:ObjectMeta spec:apps/v1.DaemonSetSpec status:*
apps/v1.DaemonSetSpec minReadySeconds:n revisionHistoryLimit:n selector:LabelSelector template:PodTemplateSpec
 updateStrategy:apps/v1.DaemonSetUpdateStrategy
apps/v1.DaemonSetUpdateStrategy rollingUpdate:apps/v1.RollingUpdateDaemonSet type:s
apps/v1.Deployment metadata:ObjectMeta spec:apps/v1.DeploymentSpec status:*
apps/v1.DeploymentSpec minReadySeconds:n paused:b progressDeadlineSeconds:n replicas:n revisionHistoryLimit:n
 selector:LabelSelector strategy:apps/v1.DeploymentStrategy template:PodTemplateSpec
apps/v1.DeploymentStrategy rollingUpdate:apps/v1.RollingUpdateDeployment type:s
apps/v1.ReplicaSet metadata:ObjectMeta spec:apps/v1.ReplicaSetSpec status:*
apps/v1.ReplicaSetSpec minReadySeconds:n replicas:n selector:LabelSelector template:PodTemplateSpec
apps/v1.RollingUpdateDaemonSet maxSurge:u maxUnavailable:u
apps/v1.RollingUpdateDeployment maxSurge:u maxUnavailable:u
apps/v1.RollingUpdateStatefulSetStrategy maxUnavailable:u partition:n
apps/v1.StatefulSet metadata:ObjectMeta spec:apps/v1.StatefulSetSpec status:*
apps/v1.StatefulSetOrdinals start:n
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:s whenScaled:s
apps/v1.StatefulSetSpec minReadySeconds:n ordinals:apps/v1.StatefulSetOrdinals
 persistentVolumeClaimRetentionPolicy:apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:s
 replicas:n revisionHistoryLimit:n selector:LabelSelector serviceName:s template:PodTemplateSpec
 updateStrategy:apps/v1.StatefulSetUpdateStrategy volumeClaimTemplates:[PersistentVolumeClaim]!
apps/v1.StatefulSetUpdateStrategy rollingUpdate:apps/v1.RollingUpdateStatefulSetStrategy type:s
autoscaling/v1.CrossVersionObjectReference !apiVersion:s kind:s name:s
autoscaling/v1.HorizontalPodAutoscaler metadata:ObjectMeta spec:autoscaling/v1.HorizontalPodAutoscalerSpec status:*
autoscaling/v1.HorizontalPodAutoscalerSpec maxReplicas:n minReplicas:n
 scaleTargetRef:autoscaling/v1.CrossVersionObjectReference targetCPUUtilizationPercentage:n
autoscaling/v2.ContainerResourceMetricSource container:s name:s target:autoscaling/v2.MetricTarget
autoscaling/v2.CrossVersionObjectReference apiVersion:s kind:s name:s
autoscaling/v2.ExternalMetricSource metric:autoscaling/v2.MetricIdentifier target:autoscaling/v2.MetricTarget
autoscaling/v2.HPAScalingPolicy periodSeconds:n type:s value:n
autoscaling/v2.HPAScalingRules policies:[autoscaling/v2.HPAScalingPolicy]! selectPolicy:s stabilizationWindowSeconds:n
 tolerance:u
autoscaling/v2.HorizontalPodAutoscaler metadata:ObjectMeta spec:autoscaling/v2.HorizontalPodAutoscalerSpec status:*
autoscaling/v2.HorizontalPodAutoscalerBehavior scaleDown:autoscaling/v2.HPAScalingRules
 scaleUp:autoscaling/v2.HPAScalingRules
autoscaling/v2.HorizontalPodAutoscalerSpec behavior:autoscaling/v2.HorizontalPodAutoscalerBehavior maxReplicas:n
 metrics:[autoscaling/v2.MetricSpec]! minReplicas:n scaleTargetRef:autoscaling/v2.CrossVersionObjectReference
autoscaling/v2.MetricIdentifier name:s selector:LabelSelector
autoscaling/v2.MetricSpec containerResource:autoscaling/v2.ContainerResourceMetricSource
 external:autoscaling/v2.ExternalMetricSource object:autoscaling/v2.ObjectMetricSource
 pods:autoscaling/v2.PodsMetricSource resource:autoscaling/v2.ResourceMetricSource type:s
autoscaling/v2.MetricTarget averageUtilization:n averageValue:u type:s value:u
autoscaling/v2.ObjectMetricSource describedObject:autoscaling/v2.CrossVersionObjectReference
 metric:autoscaling/v2.MetricIdentifier target:autoscaling/v2.MetricTarget
autoscaling/v2.PodsMetricSource metric:autoscaling/v2.MetricIdentifier target:autoscaling/v2.MetricTarget
autoscaling/v2.ResourceMetricSource name:s target:autoscaling/v2.MetricTarget
batch/v1.CronJob metadata:ObjectMeta spec:batch/v1.CronJobSpec status:*
batch/v1.CronJobSpec concurrencyPolicy:s failedJobsHistoryLimit:n jobTemplate:batch/v1.JobTemplateSpec schedule:s
 startingDeadlineSeconds:n successfulJobsHistoryLimit:n suspend:b timeZone:s
batch/v1.Job metadata:ObjectMeta spec:batch/v1.JobSpec status:*
batch/v1.JobSpec activeDeadlineSeconds:n backoffLimit:n backoffLimitPerIndex:n completionMode:s completions:n
 managedBy:s manualSelector:b maxFailedIndexes:n parallelism:n podFailurePolicy:batch/v1.PodFailurePolicy
 podReplacementPolicy:s selector:LabelSelector successPolicy:batch/v1.SuccessPolicy suspend:b template:PodTemplateSpec
 ttlSecondsAfterFinished:n
batch/v1.JobTemplateSpec metadata:ObjectMeta spec:batch/v1.JobSpec
batch/v1.PodFailurePolicy rules:[batch/v1.PodFailurePolicyRule]!
batch/v1.PodFailurePolicyOnExitCodesRequirement containerName:s operator:s values:[n]
batch/v1.PodFailurePolicyOnPodConditionsPattern status:s type:s
batch/v1.PodFailurePolicyRule action:s onExitCodes:batch/v1.PodFailurePolicyOnExitCodesRequirement
 onPodConditions:[batch/v1.PodFailurePolicyOnPodConditionsPattern]!
batch/v1.SuccessPolicy rules:[batch/v1.SuccessPolicyRule]!
batch/v1.SuccessPolicyRule succeededCount:n succeededIndexes:s
coordination/v1.Lease metadata:ObjectMeta spec:coordination/v1.LeaseSpec
coordination/v1.LeaseSpec acquireTime:u holderIdentity:s leaseDurationSeconds:n leaseTransitions:n preferredHolder:s
 renewTime:u strategy:s
discovery/v1.Endpoint addresses:[s] conditions:discovery/v1.EndpointConditions deprecatedTopology:{s}
 hints:discovery/v1.EndpointHints hostname:s nodeName:s targetRef:ObjectReference zone:s
discovery/v1.EndpointConditions ready:b serving:b terminating:b
discovery/v1.EndpointHints forNodes:[discovery/v1.ForNode]! forZones:[discovery/v1.ForZone]!
discovery/v1.EndpointPort !appProtocol:s name:s port:n protocol:s
discovery/v1.EndpointSlice addressType:s endpoints:[discovery/v1.Endpoint]! metadata:ObjectMeta
 ports:[discovery/v1.EndpointPort]!
discovery/v1.ForNode name:s
discovery/v1.ForZone name:s
networking/v1.HTTPIngressPath backend:networking/v1.IngressBackend path:s pathType:s
networking/v1.HTTPIngressRuleValue paths:[networking/v1.HTTPIngressPath]!
networking/v1.IPAddress metadata:ObjectMeta spec:networking/v1.IPAddressSpec
networking/v1.IPAddressSpec parentRef:networking/v1.ParentReference
networking/v1.IPBlock cidr:s except:[s]!
networking/v1.Ingress metadata:ObjectMeta spec:networking/v1.IngressSpec status:*
networking/v1.IngressBackend resource:TypedLocalObjectReference service:networking/v1.IngressServiceBackend
networking/v1.IngressClass metadata:ObjectMeta spec:networking/v1.IngressClassSpec
networking/v1.IngressClassParametersReference apiGroup:s kind:s name:s namespace:s scope:s
networking/v1.IngressClassSpec controller:s parameters:networking/v1.IngressClassParametersReference
networking/v1.IngressRule host:s http:networking/v1.HTTPIngressRuleValue
networking/v1.IngressServiceBackend name:s port:networking/v1.ServiceBackendPort
networking/v1.IngressSpec defaultBackend:networking/v1.IngressBackend ingressClassName:s
 rules:[networking/v1.IngressRule]! tls:[networking/v1.IngressTLS]!
networking/v1.IngressTLS hosts:[s]! secretName:s
networking/v1.NetworkPolicy metadata:ObjectMeta spec:networking/v1.NetworkPolicySpec
networking/v1.NetworkPolicyEgressRule ports:[networking/v1.NetworkPolicyPort]! to:[networking/v1.NetworkPolicyPeer]!
networking/v1.NetworkPolicyIngressRule from:[networking/v1.NetworkPolicyPeer]!
 ports:[networking/v1.NetworkPolicyPort]!
networking/v1.NetworkPolicyPeer ipBlock:networking/v1.IPBlock namespaceSelector:LabelSelector
 podSelector:LabelSelector
networking/v1.NetworkPolicyPort endPort:n port:u protocol:s
networking/v1.NetworkPolicySpec egress:[networking/v1.NetworkPolicyEgressRule]!
 ingress:[networking/v1.NetworkPolicyIngressRule]! podSelector:LabelSelector policyTypes:[s]!
networking/v1.ParentReference group:s name:s namespace:s resource:s
networking/v1.ServiceBackendPort !name:s number:n
networking/v1.ServiceCIDR metadata:ObjectMeta spec:networking/v1.ServiceCIDRSpec status:*
networking/v1.ServiceCIDRSpec cidrs:[s]!
policy/v1.Eviction deleteOptions:DeleteOptions metadata:ObjectMeta
policy/v1.PodDisruptionBudget metadata:ObjectMeta spec:policy/v1.PodDisruptionBudgetSpec status:*
policy/v1.PodDisruptionBudgetSpec maxUnavailable:u minAvailable:u selector:LabelSelector unhealthyPodEvictionPolicy:s
rbac/v1.AggregationRule clusterRoleSelectors:[LabelSelector]!
rbac/v1.ClusterRole aggregationRule:rbac/v1.AggregationRule metadata:ObjectMeta rules:[rbac/v1.PolicyRule]!
rbac/v1.ClusterRoleBinding metadata:ObjectMeta roleRef:rbac/v1.RoleRef subjects:[rbac/v1.Subject]!
rbac/v1.PolicyRule apiGroups:[s]! nonResourceURLs:[s]! resourceNames:[s]! resources:[s]! verbs:[s]!
rbac/v1.Role metadata:ObjectMeta rules:[rbac/v1.PolicyRule]!
rbac/v1.RoleBinding metadata:ObjectMeta roleRef:rbac/v1.RoleRef subjects:[rbac/v1.Subject]!
rbac/v1.RoleRef !apiGroup:s kind:s name:s
rbac/v1.Subject !apiGroup:s kind:s name:s namespace:s
scheduling/v1.PriorityClass description:s globalDefault:b metadata:ObjectMeta preemptionPolicy:s value:n
storage/v1.CSIDriver metadata:ObjectMeta spec:storage/v1.CSIDriverSpec
storage/v1.CSIDriverSpec attachRequired:b fsGroupPolicy:s nodeAllocatableUpdatePeriodSeconds:n podInfoOnMount:b
 preventPodSchedulingIfMissing:b requiresRepublish:b seLinuxMount:b serviceAccountTokenInSecrets:b storageCapacity:b
 tokenRequests:[storage/v1.TokenRequest]! volumeLifecycleModes:[s]
storage/v1.CSINode metadata:ObjectMeta spec:storage/v1.CSINodeSpec
storage/v1.CSINodeDriver allocatable:storage/v1.VolumeNodeResources name:s nodeID:s topologyKeys:[s]!
storage/v1.CSINodeSpec drivers:[storage/v1.CSINodeDriver]name
storage/v1.CSIStorageCapacity capacity:u maximumVolumeSize:u metadata:ObjectMeta nodeTopology:LabelSelector
 storageClassName:s
storage/v1.StorageClass allowVolumeExpansion:b allowedTopologies:[TopologySelectorTerm]! metadata:ObjectMeta
 mountOptions:[s]! parameters:{s} provisioner:s reclaimPolicy:s volumeBindingMode:s
storage/v1.TokenRequest audience:s expirationSeconds:n
storage/v1.VolumeAttachment metadata:ObjectMeta spec:storage/v1.VolumeAttachmentSpec status:*
storage/v1.VolumeAttachmentSource inlineVolumeSpec:PersistentVolumeSpec persistentVolumeName:s
storage/v1.VolumeAttachmentSpec attacher:s nodeName:s source:storage/v1.VolumeAttachmentSource
storage/v1.VolumeAttributesClass driverName:s metadata:ObjectMeta parameters:{s}
storage/v1.VolumeNodeResources count:n
"""
