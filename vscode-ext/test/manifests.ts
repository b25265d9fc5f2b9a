// Manifests that the tests under Node and in a browser have in common.

import { readFileSync } from "node:fs";

export const SHOP = readFileSync(new URL("../../examples/nginx.yaml", import.meta.url), "utf8");

/** An Ingress of one path. */
export function ingress(name: string, annotations = "", rest = ""): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: shop${annotations === "" ? "" : `\n  annotations:\n    ${annotations}`}
spec:
  ingressClassName: nginx
  rules:
    - host: ${name}.example
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 80}}}}
${rest}`;
}
