{{/* Which Google APIs a tenant needs. */}}

{{/* The components in use, in words that the validation policy of project services knows. */}}
{{- define "tenant.components" -}}
{{- $infra := .Values.infra -}}
{{- $used := list -}}
{{- range $name := list "gke" "cloud_run" "memorystore" "storage" "dataproc" "pubsub" "eventarc" "secret_manager" "dns" -}}
{{- if (index $infra $name).enabled -}}{{- $used = append $used $name -}}{{- end -}}
{{- end -}}
{{- if $infra.database.enabled -}}
{{- if or $infra.database.postgres $infra.database.mysql -}}{{- $used = append $used "sql" -}}{{- end -}}
{{- if $infra.database.alloydb -}}{{- $used = append $used "alloydb" -}}{{- end -}}
{{- end -}}
{{ join "," $used }}
{{- end }}

{{/* The APIs of those components, what every project needs, and what the request adds; sorted, each once. */}}
{{- define "tenant.services" -}}
{{- $of := dict
  "gke" (list "container" "artifactregistry")
  "cloud_run" (list "run" "artifactregistry")
  "sql" (list "sqladmin" "servicenetworking")
  "alloydb" (list "alloydb" "servicenetworking")
  "memorystore" (list "redis" "servicenetworking")
  "storage" (list "storage")
  "dataproc" (list "dataproc" "storage")
  "pubsub" (list "pubsub")
  "eventarc" (list "eventarc" "pubsub" "run")
  "secret_manager" (list "secretmanager")
  "dns" (list "dns") -}}
{{- $all := list "compute.googleapis.com" "iam.googleapis.com" "logging.googleapis.com" "monitoring.googleapis.com" -}}
{{- range splitList "," (include "tenant.components" .) -}}
{{- range (index $of .) | default list -}}{{- $all = append $all (printf "%s.googleapis.com" .) -}}{{- end -}}
{{- end -}}
{{ concat $all .Values.project_services | uniq | sortAlpha | join "," }}
{{- end }}
