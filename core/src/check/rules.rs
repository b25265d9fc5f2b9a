//! What do the definitions ask of several values together? Each of their expressions, as a function.
//!
//! A rule answers `None` where the expression would end in an error, as with a member that is not there: the API server
//! refuses the object then. The functions say what the expressions say, no more and no less, oddities included.

mod address;
mod filter;
mod grpc;
mod hostname;
mod listener;
mod parent;
mod path;
mod policy;
mod prefix;
mod route;
mod says;
mod tls;
mod union;
mod validation;

use super::generated::rule::Rule;
use super::view::View;
pub(super) use says::says;
use union::Pair;

/// Whether a rule holds for a value.
pub(super) fn holds(rule: Rule, this: View<'_>) -> bool {
    result(rule, this).unwrap_or(false)
}

fn result(rule: Rule, this: View<'_>) -> Option<bool> {
    match rule {
        Rule::AbortStatusNeeded => Some(this.has("httpStatus") || this.has("grpcStatus")),
        Rule::AbortStatusOnce => Some(!(this.has("httpStatus") && this.has("grpcStatus"))),
        Rule::AddressHostnameUnique => address::unique(this, "Hostname"),
        Rule::AddressHostnameValid => address::hostname(this),
        Rule::AddressIpUnique => address::unique(this, "IPAddress"),
        Rule::AuthBackendGroup => {
            policy::references(this, "group", &["", "multicluster.x-k8s.io", "gateway.envoyproxy.io"])
        }
        Rule::AuthBackendKind => policy::references(this, "kind", &["Service", "ServiceImport", "Backend"]),
        Rule::AuthBackendNeeded => policy::backend_needed(this),
        Rule::AuthGrpcNeeded => union::needed(this, "protocol", Pair("GRPC", "grpc")),
        Rule::AuthGrpcOnly => union::only(this, "protocol", Pair("GRPC", "grpc")),
        Rule::AuthHttpNeeded => union::needed(this, "protocol", Pair("HTTP", "http")),
        Rule::AuthHttpOnly => union::only(this, "protocol", Pair("HTTP", "http")),
        Rule::BackendRedirectPrefix => prefix::of_backends(this, "requestRedirect"),
        Rule::BackendRewritePrefix => prefix::of_backends(this, "urlRewrite"),
        Rule::BackendTimeoutWithinRequest => route::timeouts(this),
        Rule::BalancerPlain => Some(!matches!(this.text_of("type")?, "BackendUtilization" | "DynamicModule")),
        Rule::BodyInlineNeeded => Some(this.has("inline") || this.text_of("type").is_some_and(|kind| kind != "Inline")),
        Rule::BodyReferenceNeeded => Some(this.text_of("type").is_none_or(|kind| kind != "ValueRef")),
        Rule::CaNeeded => validation::some(this),
        Rule::CaNotBoth => validation::not_both(this),
        Rule::CertificateDetailsMode => policy::certificate_details(this),
        Rule::CertificateNeeded => listener::certificate(this),
        Rule::CiphersTooNew => tls::ciphers_needed(this),
        Rule::ClientIdNeeded => Some(this.has("clientID")),
        Rule::ClientTargetKind => policy::target_kinds(this, &["Gateway", "ListenerSet"]),
        Rule::CookieOnly => Some(!this.has("cookieConfig") || this.text_of("type")? == "Cookie"),
        Rule::CookiePermanentTimeout => route::permanent(this),
        Rule::CheckGrpcOnly => union::only(this, "type", Pair("GRPC", "grpc")),
        Rule::CheckHttpExact => union::exactly(this, "type", Pair("HTTP", "http")),
        Rule::CheckTcpExact => union::exactly(this, "type", Pair("TCP", "tcp")),
        Rule::CorsForbidden => union::filter_only(this, Pair("CORS", "cors")),
        Rule::CorsNeeded => union::filter_needed(this, Pair("CORS", "cors")),
        Rule::CorsOnce => filter::once(this, "CORS"),
        Rule::EndpointNeeded => Some(this.has("fqdn")),
        Rule::DetectionOnly => {
            Some(["xForwardedFor", "customHeader"].iter().filter(|name| this.has(name)).count() == 1)
        }
        Rule::EndpointsAlike => policy::endpoints_alike(this),
        Rule::ExtensionRefForbidden => union::filter_only(this, Pair("ExtensionRef", "extensionRef")),
        Rule::ExtensionRefNeeded => union::filter_needed(this, Pair("ExtensionRef", "extensionRef")),
        Rule::ExternalAuthForbidden => union::filter_only(this, Pair("ExternalAuth", "externalAuth")),
        Rule::ExternalAuthNeeded => union::filter_needed(this, Pair("ExternalAuth", "externalAuth")),
        Rule::FaultNeeded => Some(this.has("delay") || this.has("abort")),
        Rule::FractionAtMostOne => Some(this.int_of("numerator")? <= this.int_of("denominator")?),
        Rule::FullPathNeeded => union::needed(this, "type", Pair("ReplaceFullPath", "replaceFullPath")),
        Rule::FullPathOnly => union::only(this, "type", Pair("ReplaceFullPath", "replaceFullPath")),
        Rule::GrpcMatchTotal | Rule::HttpMatchTotal => route::match_total(this, rule),
        Rule::GrpcMethodValid => grpc::method(this),
        Rule::GrpcServiceOrMethod => grpc::either(this),
        Rule::GrpcServiceValid => grpc::service(this),
        Rule::HashByHeaders => Some(this.text_of("type")? != "Header"),
        Rule::HashCookieExact => union::exactly(this, "type", Pair("Cookie", "cookie")),
        Rule::HashExact => union::exactly(this, "type", Pair("ConsistentHash", "consistentHash")),
        Rule::HashHeadersExact => union::exactly(this, "type", Pair("Headers", "headers")),
        Rule::HashQueryExact => union::exactly(this, "type", Pair("QueryParams", "queryParams")),
        Rule::HostnameLabels => hostname::labels(this),
        Rule::HostnameNotIp => hostname::not_ip(this),
        Rule::HostnameWildcard => hostname::wildcard(this),
        Rule::HttpAuthNeeded => Some(this.has("http")),
        Rule::KeyPrefixLength => {
            Some(this.keys().all(|key| key.split('/').next().unwrap_or(key).chars().count() < 253))
        }
        Rule::KeysQualified => Some(this.keys().all(super::syntax::qualified)),
        Rule::ListenerDistinct => listener::distinct(this),
        Rule::ListenerHostnameForbidden => listener::hostname_forbidden(this),
        Rule::ListenerHttpsTerminates => listener::https_terminates(this),
        Rule::ListenerNameUnique => listener::name_unique(this),
        Rule::ListenerSetDistinct => listener::set_distinct(this),
        Rule::ListenerTlsForbidden => listener::tls_forbidden(this),
        Rule::ListenerTlsModeNeeded => listener::tls_mode_needed(this),
        Rule::LogFileNeeded => Some(this.text_of("type")? == "File" && this.has("file")),
        Rule::LogFormNeeded => {
            let (text, json) = (this.has("text"), this.has("json"));
            Some(match this.text_of("type") {
                Some("Text") => text && !json,
                Some(_) => json && !text,
                None => text || json,
            })
        }
        Rule::MirrorPercentOrFraction => Some(!(this.has("percent") && this.has("fraction"))),
        Rule::ParentSectionNeeded => parent::section_needed(this),
        Rule::ParentSectionOrPortNeeded => parent::section_or_port_needed(this),
        Rule::ParentSectionOrPortUnique => parent::section_or_port_unique(this),
        Rule::ParentSectionUnique => parent::section_unique(this),
        Rule::PathAbsolute => path::plain(this, |value| value.starts_with('/')),
        Rule::PathCharacters => path::plain(this, super::syntax::path),
        Rule::PathDotDotEnd => path::plain(this, |value| !value.ends_with("/..")),
        Rule::PathDotDotSegment => path::plain(this, |value| !value.contains("/../")),
        Rule::PathDotEnd => path::plain(this, |value| !value.ends_with("/.")),
        Rule::PathDotSegment => path::plain(this, |value| !value.contains("/./")),
        Rule::PathDoubleSlash => path::plain(this, |value| !value.contains("//")),
        Rule::PathEncodedSlashLower => path::plain(this, |value| !value.contains("%2f")),
        Rule::PathEncodedSlashUpper => path::plain(this, |value| !value.contains("%2F")),
        Rule::PathFragment => path::plain(this, |value| !value.contains('#')),
        Rule::PathType => path::known(this),
        Rule::PolicyTargetGroup => policy::target_groups(this),
        Rule::PortTlsUnique => listener::ports_unique(this),
        Rule::PrefixNeeded => union::needed(this, "type", Pair("ReplacePrefixMatch", "replacePrefixMatch")),
        Rule::PrefixOnly => union::only(this, "type", Pair("ReplacePrefixMatch", "replacePrefixMatch")),
        Rule::PrincipalNeeded => Some(this.has("clientCIDRs")),
        Rule::RedirectForbidden => union::filter_only(this, Pair("RequestRedirect", "requestRedirect")),
        Rule::RedirectNeeded => union::filter_needed(this, Pair("RequestRedirect", "requestRedirect")),
        Rule::RedirectOnce => filter::once(this, "RequestRedirect"),
        Rule::RedirectOrRewrite => filter::not_both(this),
        Rule::RedirectPrefix => prefix::of_rule(this, "requestRedirect"),
        Rule::RedirectWithoutBackends => route::redirect_alone(this),
        Rule::RegexMatchNeeded => union::filter_needed(this, Pair("ReplaceRegexMatch", "replaceRegexMatch")),
        Rule::RequestHeadersForbidden => {
            union::filter_only(this, Pair("RequestHeaderModifier", "requestHeaderModifier"))
        }
        Rule::RequestHeadersNeeded => {
            union::filter_needed(this, Pair("RequestHeaderModifier", "requestHeaderModifier"))
        }
        Rule::RequestHeadersOnce => filter::once(this, "RequestHeaderModifier"),
        Rule::RequestMirrorForbidden => union::filter_only(this, Pair("RequestMirror", "requestMirror")),
        Rule::RequestMirrorNeeded => union::filter_needed(this, Pair("RequestMirror", "requestMirror")),
        Rule::ResponseHeadersForbidden => {
            union::filter_only(this, Pair("ResponseHeaderModifier", "responseHeaderModifier"))
        }
        Rule::ResponseHeadersNeeded => {
            union::filter_needed(this, Pair("ResponseHeaderModifier", "responseHeaderModifier"))
        }
        Rule::ResponseHeadersOnce => filter::once(this, "ResponseHeaderModifier"),
        Rule::RewriteForbidden => union::filter_only(this, Pair("URLRewrite", "urlRewrite")),
        Rule::RewriteNeeded => union::filter_needed(this, Pair("URLRewrite", "urlRewrite")),
        Rule::RewriteOnce => filter::once(this, "URLRewrite"),
        Rule::RewritePrefix => prefix::of_rule(this, "urlRewrite"),
        Rule::RuleNameUnique => route::rule_names(this),
        Rule::SanHostnameNeeded => validation::name_needed(this, Pair("Hostname", "hostname")),
        Rule::SanHostnameOnly => validation::name_only(this, Pair("Hostname", "hostname")),
        Rule::SanUriNeeded => validation::name_needed(this, Pair("URI", "uri")),
        Rule::SanUriOnly => validation::name_only(this, Pair("URI", "uri")),
        Rule::SecurityTargetKind => policy::target_kinds(this, &["Gateway", "HTTPRoute", "GRPCRoute", "TCPRoute"]),
        Rule::SelectorNeeded => Some(this.has("headers") || this.has("sourceCIDR")),
        Rule::ServicePortNeeded => route::service_port(this),
        Rule::StarAlone => Some(this.len() <= 1 || this.items().all(|item| item.text() != Some("*"))),
        Rule::TargetSectionNeeded => parent::target_section_needed(this),
        Rule::TargetSectionUnique => parent::target_section_unique(this),
        Rule::TargetsNeeded => Some(this.has("targetRefs")),
        Rule::TrustedNeeded => Some(this.has("trustedCIDRs")),
        Rule::VersionOrder => tls::versions_in_order(this),
        Rule::TokenKeysHere => {
            let (inline, named) = (this.has("inline"), this.has("valueRef"));
            Some(match this.text_of("type")? {
                "Inline" => inline && !named,
                "ValueRef" => named && !inline,
                _ => false,
            })
        }
        Rule::TokenKeysNeeded => Some(this.has("remoteJWKS") || this.has("localJWKS")),
        Rule::TokenKeysOnce => Some(!(this.has("remoteJWKS") && this.has("localJWKS"))),
        Rule::TrafficTargetKind => {
            policy::target_kinds(this, &["Gateway", "HTTPRoute", "GRPCRoute", "UDPRoute", "TCPRoute", "TLSRoute"])
        }
    }
}
