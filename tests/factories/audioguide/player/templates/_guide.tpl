{{/* Name of a part of this guide. */}}
{{- define "guide.name" -}}
{{ .Values.exhibition }}-{{ .Values.showing }}
{{- end }}

{{/* What all objects of a guide carry: whose it is, for whom, and how the pictures may be used. */}}
{{- define "guide.labels" -}}
museum.example/exhibition: {{ .Values.exhibition }}
museum.example/showing: {{ .Values.showing }}
museum.example/audience: {{ .Values.audience }}
museum.example/rights: {{ .Values.rights }}
{{- end }}
