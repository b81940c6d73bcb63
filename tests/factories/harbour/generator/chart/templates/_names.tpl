{{- define "harbour.metadata" -}}
metadata:
  name: {{ .Values.service }}{{ with .suffix }}-{{ . }}{{ end }}
  namespace: services
  labels:
    service: {{ .Values.service }}
    tier: {{ .Values.tier }}
    {{- range .Values.controls }}
    control/{{ . }}: "yes"
    {{- end }}
{{- end -}}
