{{/* References to the network, and the arithmetic that finds overlapping address ranges. */}}

{{/* Reference to the tenant's network: its own, or the shared one of the host project. */}}
{{- define "tenant.networkRef" -}}
{{- if eq .Values.network.mode "dedicated" -}}
name: {{ include "tenant.name" (dict "root" . "kind" "ComputeNetwork") }}
{{- else -}}
external: projects/{{ include "tenant.hostProject" . }}/global/networks/{{ .Values.platform.shared_network }}
{{- end -}}
{{- end }}

{{/* Reference to the subnet that regional resources use. */}}
{{- define "tenant.subnetworkRef" -}}
{{- if eq .Values.network.mode "dedicated" -}}
name: {{ include "tenant.name" (dict "root" . "kind" "ComputeSubnetwork" "name" (include "tenant.mainSubnet" .)) }}
{{- else -}}
external: projects/{{ include "tenant.hostProject" . }}/regions/{{ .Values.gcp.region }}/subnetworks/{{ .Values.platform.shared_subnet_prefix }}-{{ .Values.gcp.region }}
{{- end -}}
{{- end }}

{{- define "tenant.hostProject" -}}
{{ required "network.shared.host_project: the project that holds the shared network is needed; the platform team names it" .Values.network.shared.host_project }}
{{- end }}

{{/* Name of the first subnet in the tenant's region. */}}
{{- define "tenant.mainSubnet" -}}
{{- $found := "" -}}
{{- range .Values.network.dedicated.subnets -}}
{{- if and (not $found) (eq (.region | default $.Values.gcp.region) $.Values.gcp.region) -}}{{- $found = .name -}}{{- end -}}
{{- end -}}
{{ required (printf "network.dedicated.subnets: one subnet must lie in the tenant's region %s" .Values.gcp.region) $found }}
{{- end }}

{{/* First address of a range as a number. */}}
{{- define "tenant.cidrFirst" -}}
{{- $octets := splitList "." (first (splitList "/" .)) -}}
{{- $address := 0 -}}
{{- range $octets -}}{{- $address = add (mul $address 256) (int .) -}}{{- end -}}
{{ sub $address (mod $address (int (include "tenant.cidrSize" .))) }}
{{- end }}

{{/* Number of addresses of a range. */}}
{{- define "tenant.cidrSize" -}}
{{- $size := 1 -}}
{{- range until (int (sub 32 (int (last (splitList "/" .))))) -}}{{- $size = mul $size 2 -}}{{- end -}}
{{ $size }}
{{- end }}

{{/* Fails where two ranges of a list of {path, cidr} overlap. */}}
{{- define "tenant.refuseOverlap" -}}
{{- $ranges := list -}}
{{- range . -}}
{{- $first := int64 (include "tenant.cidrFirst" .cidr) -}}
{{- $end := add $first (int64 (include "tenant.cidrSize" .cidr)) -}}
{{- $new := dict "path" .path "cidr" .cidr "first" $first "end" $end -}}
{{- range $ranges -}}
{{- if and (lt (int64 .first) (int64 $new.end)) (lt (int64 $new.first) (int64 .end)) -}}
{{ fail (printf "%s: the range %s overlaps %s (%s); choose ranges that share no address" $new.path $new.cidr .cidr .path) }}
{{- end -}}
{{- end -}}
{{- $ranges = append $ranges $new -}}
{{- end -}}
{{- end }}
