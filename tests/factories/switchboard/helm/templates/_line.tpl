{{/* Metadata of a resource. Takes root and an optional part. */}}
{{- define "line.metadata" -}}
metadata:
  name: {{ list .root.Values.line .root.Values.phase .part | compact | join "-" | quote }}
  namespace: lines
  labels:
    line: {{ .root.Values.line | quote }}
    phase: {{ .root.Values.phase | quote }}
    country: {{ .root.Values.country | quote }}
    switchboard.example/grade: {{ .root.Values.grade | quote }}
    {{- range .root.Values.secrets_told }}
    protects/{{ . }}: "yes"
    {{- end }}
  annotations:
    switchboard.example/cost-object: {{ .root.Values.contact.cost_object | quote }}
    switchboard.example/floor-manager: {{ .root.Values.contact.floor_manager | quote }}
{{- end }}
