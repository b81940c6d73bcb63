{{/* Metadata of a resource. Takes root and an optional name. */}}
{{- define "delta.metadata" -}}
metadata:
  name: {{ list .root.Values.product .root.Values.landscape (.name | default "" | replace "." "-") | compact | join "-" | quote }}
  namespace: streams
  labels:
    product: {{ .root.Values.product | quote }}
    landscape: {{ .root.Values.landscape | quote }}
    site: {{ .root.Values.site | quote }}
    classification: {{ .root.Values.classification | quote }}
    delta.example/throughput: {{ .root.Values.throughput | quote }}
  annotations:
    delta.example/steward: {{ .root.Values.steward.email | quote }}
{{- end }}
