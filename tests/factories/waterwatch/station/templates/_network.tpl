{{/* Name of a part of this network. */}}
{{- define "network.name" -}}
{{ .Values.zone }}-{{ .Values.stage }}
{{- end }}

{{/* What all objects of a network carry: where it is, whether it counts, and what it watches. */}}
{{- define "network.labels" -}}
water.example/zone: {{ .Values.zone }}
water.example/stage: {{ .Values.stage }}
water.example/watch: {{ .Values.watch }}
{{- end }}
