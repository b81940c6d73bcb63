{{/* Names, labels and references that every resource shares. */}}

{{/* The namespace of the tenant. */}}
{{- define "tenant.namespace" -}}
t-{{ .Values.tenant_code }}-{{ .Values.environment }}
{{- end }}

{{/*
The stem of cloud names: short enough for a project id (30 characters), unique by a hash of
organisation, tenant and environment, since project ids and buckets are global.
*/}}
{{- define "tenant.stem" -}}
{{- $hash := printf "%s/%s/%s" .Values.gcp.org_id .Values.tenant_code .Values.environment | sha256sum | trunc 6 -}}
{{ printf "%s-%s-%s" (trunc 15 .Values.tenant_code) (ternary "p" "n" (eq .Values.environment "prod")) $hash }}
{{- end }}

{{/* A cloud name: the stem and a suffix, cut to a limit. Takes root, suffix, limit. */}}
{{- define "tenant.cloudName" -}}
{{ printf "%s-%s" (include "tenant.stem" .root) .suffix | trunc (.limit | default 63 | int) | trimSuffix "-" }}
{{- end }}

{{/* The Kubernetes name of a resource. Takes root, kind and an optional name. */}}
{{- define "tenant.name" -}}
{{- $base := printf "%s-%s-%s" (lower .kind) .root.Values.tenant_code .root.Values.environment -}}
{{ if .name }}{{ $base }}-{{ .name }}{{ else }}{{ $base }}{{ end }}
{{- end }}

{{/* Labels of every resource; the packs and the residency are labels, so that policies can select by them. */}}
{{- define "tenant.labels" -}}
tenant: {{ .Values.tenant_code | quote }}
environment: {{ .Values.environment | quote }}
{{- with .Values.owner.cost_center }}
cost-center: {{ lower . | quote }}
{{- end }}
{{- range .Values.compliance.packs }}
pack-{{ . }}: "true"
{{- end }}
{{- with .Values.compliance.data_residency }}
data-residency: {{ . | quote }}
{{- end }}
helm.sh/chart: {{ printf "%s-%s" $.Chart.Name $.Chart.Version | quote }}
app.kubernetes.io/managed-by: {{ $.Release.Service | quote }}
{{- end }}

{{/*
Metadata of a resource. Takes root, kind and optionally name, size (the abstraction that sizing policies
turn into concrete fields), project (false: no project annotation) and annotations.
*/}}
{{- define "tenant.metadata" -}}
metadata:
  name: {{ include "tenant.name" . }}
  namespace: {{ include "tenant.namespace" .root }}
  labels:
    {{- include "tenant.labels" .root | nindent 4 }}
    {{- with .size }}
    tenant-factory/size: {{ . | quote }}
    {{- end }}
  annotations:
    {{- if ne (toString .project) "false" }}
    cnrm.cloud.google.com/project-id: {{ .project | default (include "tenant.stem" .root) | quote }}
    {{- end }}
    tenant-factory/request: {{ printf "%s/%s" .root.Values.tenant_code .root.Values.environment | quote }}
    {{- range $key, $value := .annotations }}
    {{ $key }}: {{ $value | quote }}
    {{- end }}
{{- end }}

{{/* Whether something needs private services access: SQL, AlloyDB and Redis do. */}}
{{- define "tenant.needsPrivateServices" -}}
{{- if or .Values.infra.database.enabled .Values.infra.memorystore.enabled -}}true{{- end -}}
{{- end }}

{{/* Fails where a list names something twice: two resources of one name would overwrite each other. */}}
{{- define "tenant.unique" -}}
{{- $seen := dict -}}
{{- range .items -}}
{{- if hasKey $seen .name -}}{{ fail (printf "%s: the name %q is used twice; names must differ" $.path .name) }}{{- end -}}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- end }}
