{{- define "harbour.metadata" -}}
metadata:
  name: {{ list .Values.service .suffix | compact | join "-" | quote }}
  namespace: services
  labels:
    service: {{ .Values.service | quote }}
    tier: {{ .Values.tier }}
    {{- range .Values.controls }}
    control/{{ . }}: "yes"
    {{- end }}
{{- end -}}
