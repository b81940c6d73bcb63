{{- define "shop.name" -}}
{{ .Values.shop }}-{{ .Values.phase }}
{{- end }}

{{- define "shop.labels" -}}
shop: {{ .Values.shop }}
phase: {{ .Values.phase }}
{{- end }}
