{{- define "wadi.name" -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "wadi.labels" -}}
app.kubernetes.io/name: wadi
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
