//! Which kinds of targets' own does the engine write, and which members of them?
//!
//! Members that it never writes are left out of the data, so the check refuses them. The definitions are those of the
//! oldest release of a target that is told apart, unless a kind has members that are written for a later one alone.

use super::definition;
use super::edition::Kind;
use super::ledger::Ledger;
use super::reader::Reader;
use super::tree::Tree;
use serde_yaml_ng::Value;
use std::path::Path;

/// A kind of a target's own.
pub(super) struct Extension {
    /// The folder of its definitions.
    folder: &'static str,
    api_version: &'static str,
    kind: &'static str,
    /// The members of `spec` that are written: `directResponse.statusCode` keeps that and nothing else below it, `tcp.`
    /// an empty `tcp`.
    members: &'static [&'static str],
}

impl Extension {
    /// Every one.
    pub(super) const ALL: &'static [Extension] = &[
        Extension::of_envoy_gateway(
            "HTTPRouteFilter",
            &[
                "directResponse.statusCode",
                "directResponse.contentType",
                "directResponse.body.type",
                "directResponse.body.inline",
                "urlRewrite.path",
            ],
        ),
        Extension::of_envoy_gateway(
            "SecurityPolicy",
            &[
                "targetRefs",
                "basicAuth.users",
                "cors",
                "jwt.optional",
                "jwt.providers.name",
                "jwt.providers.issuer",
                "jwt.providers.audiences",
                "jwt.providers.remoteJWKS.uri",
                "jwt.providers.localJWKS",
                "jwt.providers.extractFrom",
                "jwt.providers.claimToHeaders",
                "oidc.provider.issuer",
                "oidc.provider.authorizationEndpoint",
                "oidc.provider.tokenEndpoint",
                "oidc.clientID",
                "oidc.clientSecret",
                "oidc.redirectURL",
                "oidc.logoutPath",
                "oidc.scopes",
                "oidc.forwardAccessToken",
                "authorization.defaultAction",
                "authorization.rules.action",
                "authorization.rules.principal.clientCIDRs",
                "extAuth.headersToExtAuth",
                "extAuth.http.backendRefs",
                "extAuth.http.pathOverride",
                "extAuth.http.headersToBackend",
            ],
        ),
        Extension::of_envoy_gateway(
            "BackendTrafficPolicy",
            &[
                "targetRefs",
                "rateLimit.local.rules.clientSelectors.headers",
                "rateLimit.local.rules.clientSelectors.sourceCIDR",
                "rateLimit.local.rules.limit",
                "rateLimit.global.rules.clientSelectors.headers",
                "rateLimit.global.rules.clientSelectors.sourceCIDR",
                "rateLimit.global.rules.limit",
                "rateLimit.global.rules.shared",
                "requestBuffer",
                "compressor.type",
                "compressor.minContentLength",
                "timeout.tcp",
                "timeout.http.requestTimeout",
                "timeout.http.streamIdleTimeout",
                "circuitBreaker.maxConnections",
                "circuitBreaker.maxParallelRequests",
                "circuitBreaker.maxPendingRequests",
                "healthCheck.active.type",
                "healthCheck.active.tcp.",
                "healthCheck.active.grpc.",
                "healthCheck.active.http.path",
                "healthCheck.active.http.hostname",
                "healthCheck.active.http.expectedStatuses",
                "healthCheck.active.interval",
                "healthCheck.active.timeout",
                "healthCheck.active.healthyThreshold",
                "healthCheck.active.unhealthyThreshold",
                "healthCheck.passive.consecutive5XxErrors",
                "healthCheck.passive.interval",
                "healthCheck.passive.baseEjectionTime",
                "healthCheck.passive.maxEjectionPercent",
                "faultInjection.delay",
                "faultInjection.abort",
                "retry.numRetries",
                "retry.retryOn",
                "loadBalancer.type",
                "loadBalancer.consistentHash.type",
                "loadBalancer.consistentHash.cookie",
                "loadBalancer.consistentHash.headers",
                "loadBalancer.consistentHash.queryParams",
            ],
        ),
        Extension::of_envoy_gateway(
            "ClientTrafficPolicy",
            &[
                "targetRefs",
                "tls.clientValidation.mode",
                "tls.clientValidation.caCertificateRefs",
                "tls.minVersion",
                "tls.maxVersion",
                "tls.ciphers",
                "tls.alpnProtocols",
                "headers.xForwardedClientCert",
                "headers.withUnderscoresAction",
                "clientIPDetection.xForwardedFor.trustedCIDRs",
                "clientIPDetection.customHeader.name",
                "proxyProtocol",
                "connection.connectionLimit.maxRequestsPerConnection",
                "http2.maxConcurrentStreams",
                "timeout.http.idleTimeout",
                "timeout.http.requestHeadersReceivedTimeout",
            ],
        )
        .since("envoy-gateway-v1.9.0"),
        Extension::of_envoy_gateway(
            "EnvoyProxy",
            &[
                "telemetry.accessLog.disable",
                "telemetry.accessLog.settings.format.type",
                "telemetry.accessLog.settings.format.text",
                "telemetry.accessLog.settings.format.json",
                "telemetry.accessLog.settings.sinks.type",
                "telemetry.accessLog.settings.sinks.file",
            ],
        ),
        Extension::of_envoy_gateway(
            "EnvoyPatchPolicy",
            &[
                "targetRef",
                "type",
                "jsonPatches.type",
                "jsonPatches.name",
                "jsonPatches.operation.op",
                "jsonPatches.operation.jsonPath",
                "jsonPatches.operation.path",
                "jsonPatches.operation.value",
            ],
        ),
        Extension::of_envoy_gateway("Backend", &["endpoints.fqdn", "tls.insecureSkipVerify", "tls.sni"]),
    ];

    const fn of_envoy_gateway(kind: &'static str, members: &'static [&'static str]) -> Extension {
        let (folder, api_version) = ("envoy-gateway-v1.8.3", "gateway.envoyproxy.io/v1alpha1");
        Extension { folder, api_version, kind, members }
    }

    /// The same as a later release defines it, whose members are written for that release alone.
    const fn since(self, folder: &'static str) -> Extension {
        Extension { folder, ..self }
    }

    /// Its name and version.
    pub(super) fn kind(&self) -> Kind {
        (self.kind.to_owned(), self.api_version.to_owned())
    }

    /// What it asks of its objects.
    pub(super) fn read(&self, reference: &Path, ledger: &Ledger) -> Result<Tree, String> {
        let folder = reference.join("crds").join(self.folder);
        let definitions = definition::read(&folder)?;
        let found = definitions.into_iter().find(|one| one.kind == self.kind && one.api_version == self.api_version);
        let mut schema = found.ok_or_else(|| format!("{}: no {}", folder.display(), self.kind))?.schema;
        let spec = schema.get_mut("properties").and_then(|all| all.get_mut("spec"));
        let spec = spec.ok_or_else(|| format!("{}: no spec", self.kind))?;
        let paths: Vec<Vec<&str>> = self.members.iter().map(|path| path.split('.').collect()).collect();
        prune(spec, &paths).ok_or_else(|| format!("{}: a member that is written is not there", self.kind))?;
        Reader::new(self.kind, ledger).object(&schema)
    }
}

/// Keeps the members at these paths. A path that ends keeps all below it.
fn prune(schema: &mut Value, paths: &[Vec<&str>]) -> Option<()> {
    if paths.iter().any(Vec::is_empty) {
        return Some(());
    }
    if let Some(items) = schema.get_mut("items") {
        return prune(items, paths);
    }
    let members = schema.get_mut("properties")?.as_mapping_mut()?;
    members.retain(|name, _| paths.iter().any(|path| path.first().copied() == name.as_str()));
    for (name, member) in members {
        let below: Vec<Vec<&str>> = paths
            .iter()
            .filter(|path| path.first().copied() == name.as_str())
            .map(|path| path.get(1..).unwrap_or_default().to_vec())
            .collect();
        prune(member, &below)?;
    }
    Some(())
}
