{{/* Name of a part of this drive. */}}
{{- define "drive.name" -}}
{{ .Values.drive }}-{{ .Values.run }}
{{- end }}

{{/* What all objects of a drive carry: which one it is, whether donors are real, and what is kept about them. */}}
{{- define "drive.labels" -}}
blood.example/drive: {{ .Values.drive }}
blood.example/run: {{ .Values.run }}
blood.example/records: {{ .Values.records }}
{{- end }}
