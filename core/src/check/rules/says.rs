//! What does a broken rule mean? One line each, for a person.

use crate::check::generated::rule::Rule;

/// What is wrong where a rule does not hold.
pub(in crate::check) fn says(rule: Rule) -> &'static str {
    match rule {
        Rule::AbortStatusNeeded => "one of `httpStatus` and `grpcStatus` is needed",
        Rule::AbortStatusOnce => "`httpStatus` and `grpcStatus` are both there",
        Rule::AddressHostnameUnique => "two addresses are the same host name",
        Rule::AddressHostnameValid => "an address of type Hostname is a host name in lower case",
        Rule::AddressIpUnique => "two addresses are the same IP address",
        Rule::AuthBackendGroup => {
            "`extAuth` asks an object of the core group, of multicluster.x-k8s.io or of gateway.envoyproxy.io"
        }
        Rule::AuthBackendKind => "`extAuth` asks a Service, a ServiceImport or a Backend",
        Rule::AuthBackendNeeded => "`extAuth.http` needs `backendRefs`",
        Rule::AuthGrpcNeeded => "protocol GRPC needs `grpc`",
        Rule::AuthGrpcOnly => "`grpc` needs protocol GRPC",
        Rule::AuthHttpNeeded => "protocol HTTP needs `http`",
        Rule::AuthHttpOnly => "`http` needs protocol HTTP",
        Rule::BackendRedirectPrefix | Rule::RedirectPrefix => {
            "a redirect that replaces a prefix needs exactly one match in its rule, a PathPrefix"
        }
        Rule::BackendRewritePrefix => {
            "a backend's rewrite that replaces a prefix needs exactly one match in its rule, a PathPrefix"
        }
        Rule::BackendTimeoutWithinRequest => "backendRequest is longer than request",
        Rule::BalancerPlain => "types BackendUtilization and DynamicModule need members of their own",
        Rule::BodyInlineNeeded => "a body needs `inline`",
        Rule::BodyReferenceNeeded => "a body of type ValueRef needs `valueRef`",
        Rule::CaNeeded => "one of caCertificateRefs and wellKnownCACertificates is needed",
        Rule::CaNotBoth => "caCertificateRefs and wellKnownCACertificates exclude each other",
        Rule::CertificateDetailsMode => "`certDetailsToAdd` needs mode AppendForward or SanitizeSet",
        Rule::CertificateNeeded => "mode Terminate needs certificateRefs or options",
        Rule::CiphersTooNew => "ciphers have no effect where TLS 1.3 is the least version",
        Rule::ClientIdNeeded => "`oidc` needs `clientID`",
        Rule::ClientTargetKind => "a ClientTrafficPolicy is for a Gateway or a ListenerSet",
        Rule::CookieOnly => "cookieConfig needs type Cookie",
        Rule::CookiePermanentTimeout => "a permanent cookie needs absoluteTimeout",
        Rule::CheckGrpcOnly => "`grpc` needs type GRPC",
        Rule::CheckHttpExact => "a check of type HTTP needs `http`, and no other type has it",
        Rule::CheckTcpExact => "a check of type TCP needs `tcp`, and no other type has it",
        Rule::CorsForbidden => "`cors` needs type CORS",
        Rule::CorsNeeded => "type CORS needs `cors`",
        Rule::CorsOnce => "two CORS filters in one list",
        Rule::EndpointNeeded => "an endpoint needs `fqdn`",
        Rule::DetectionOnly => "one of `xForwardedFor` and `customHeader` says which address is the client's",
        Rule::EndpointsAlike => "endpoints with a host name stand beside others",
        Rule::ExtensionRefForbidden => "`extensionRef` needs type ExtensionRef",
        Rule::ExtensionRefNeeded => "type ExtensionRef needs `extensionRef`",
        Rule::ExternalAuthForbidden => "`externalAuth` needs type ExternalAuth",
        Rule::ExternalAuthNeeded => "type ExternalAuth needs `externalAuth`",
        Rule::FaultNeeded => "one of `delay` and `abort` is needed",
        Rule::FractionAtMostOne => "the numerator exceeds the denominator (100 if there is none)",
        Rule::FullPathNeeded => "type ReplaceFullPath needs `replaceFullPath`",
        Rule::FullPathOnly => "`replaceFullPath` needs type ReplaceFullPath",
        Rule::GrpcMatchTotal | Rule::HttpMatchTotal => "the rules have more than 128 matches together",
        Rule::GrpcMethodValid => "a method is made of letters, digits and `_`, and does not begin with a digit",
        Rule::GrpcServiceOrMethod => "one of `service` and `method` is needed",
        Rule::GrpcServiceValid => "a service is made of names with dots between",
        Rule::HashByHeaders => "a hash of type Header needs `header`; Headers and `headers` are written instead",
        Rule::HashCookieExact => "a hash of type Cookie needs `cookie`, and no other type has it",
        Rule::HashExact => "type ConsistentHash needs `consistentHash`, and no other type has it",
        Rule::HashHeadersExact => "a hash of type Headers needs `headers`, and no other type has it",
        Rule::HashQueryExact => "a hash of type QueryParams needs `queryParams`, and no other type has it",
        Rule::HostnameLabels => "a host name without `*` is lower-case letters, digits, `-` and `.`",
        Rule::HostnameNotIp => "a host name is no IP address",
        Rule::HostnameWildcard => {
            "the `*` of a host name is its whole first label, and the rest a domain in lower case"
        }
        Rule::HttpAuthNeeded => "`extAuth` needs `http`",
        Rule::KeyPrefixLength => "the part of a key before `/` has at most 252 characters",
        Rule::KeysQualified => {
            "a key is a name of at most 63 letters, digits, `-`, `_` and `.`, with or without a domain and `/` before it"
        }
        Rule::ListenerDistinct | Rule::ListenerSetDistinct => {
            "two listeners have the same port, protocol and host name"
        }
        Rule::ListenerHostnameForbidden => "a listener for TCP or UDP has a host name",
        Rule::ListenerHttpsTerminates => "a listener for HTTPS has a TLS mode other than Terminate",
        Rule::ListenerNameUnique => "two listeners have the same name",
        Rule::ListenerTlsForbidden => "a listener for HTTP, TCP or UDP has `tls`",
        Rule::ListenerTlsModeNeeded => "a listener for TLS has no `tls.mode`",
        Rule::LogFileNeeded => "what is logged goes to a `file`",
        Rule::LogFormNeeded => "the form of a log needs `text` or `json`, as `type` says",
        Rule::MirrorPercentOrFraction => "`percent` and `fraction` exclude each other",
        Rule::ParentSectionNeeded => "two references to one parent, and only one of them has a sectionName",
        Rule::ParentSectionOrPortNeeded => {
            "two references to one parent, and only one of them has a sectionName, or a port"
        }
        Rule::ParentSectionOrPortUnique => "two references to one parent have the same sectionName and port",
        Rule::ParentSectionUnique => "two references to one parent have the same sectionName",
        Rule::PathAbsolute => "the path does not begin with `/`",
        Rule::PathCharacters => "the path has characters that must be written as `%` and two hexadecimal digits",
        Rule::PathDotDotEnd => "the path ends with `/..`",
        Rule::PathDotDotSegment => "the path has `/../` in it",
        Rule::PathDotEnd => "the path ends with `/.`",
        Rule::PathDotSegment => "the path has `/./` in it",
        Rule::PathDoubleSlash => "the path has `//` in it",
        Rule::PathEncodedSlashLower => "the path has `%2f` in it",
        Rule::PathEncodedSlashUpper => "the path has `%2F` in it",
        Rule::PathFragment => "the path has `#` in it",
        Rule::PathType => "the type is none of Exact, PathPrefix and RegularExpression",
        Rule::PolicyTargetGroup => "a policy is for objects of the group gateway.networking.k8s.io",
        Rule::PortTlsUnique => "two TLS configurations are for the same port",
        Rule::PrefixNeeded => "type ReplacePrefixMatch needs `replacePrefixMatch`",
        Rule::PrefixOnly => "`replacePrefixMatch` needs type ReplacePrefixMatch",
        Rule::PrincipalNeeded => "a principal has `clientCIDRs`",
        Rule::RedirectForbidden => "`requestRedirect` needs type RequestRedirect",
        Rule::RedirectNeeded => "type RequestRedirect needs `requestRedirect`",
        Rule::RedirectOnce => "two RequestRedirect filters in one list",
        Rule::RedirectOrRewrite => "a redirect and a rewrite exclude each other",
        Rule::RedirectWithoutBackends => "a rule that redirects has no backendRefs",
        Rule::RegexMatchNeeded => "type ReplaceRegexMatch needs `replaceRegexMatch`",
        Rule::RequestHeadersForbidden => "`requestHeaderModifier` needs type RequestHeaderModifier",
        Rule::RequestHeadersNeeded => "type RequestHeaderModifier needs `requestHeaderModifier`",
        Rule::RequestHeadersOnce => "two RequestHeaderModifier filters in one list",
        Rule::RequestMirrorForbidden => "`requestMirror` needs type RequestMirror",
        Rule::RequestMirrorNeeded => "type RequestMirror needs `requestMirror`",
        Rule::ResponseHeadersForbidden => "`responseHeaderModifier` needs type ResponseHeaderModifier",
        Rule::ResponseHeadersNeeded => "type ResponseHeaderModifier needs `responseHeaderModifier`",
        Rule::ResponseHeadersOnce => "two ResponseHeaderModifier filters in one list",
        Rule::RewriteForbidden => "`urlRewrite` needs type URLRewrite",
        Rule::RewriteNeeded => "type URLRewrite needs `urlRewrite`",
        Rule::RewriteOnce => "two URLRewrite filters in one list",
        Rule::RewritePrefix => "a rewrite that replaces a prefix needs exactly one match in its rule, a PathPrefix",
        Rule::RuleNameUnique => "two rules have the same name",
        Rule::SanHostnameNeeded => "type Hostname needs `hostname`",
        Rule::SanHostnameOnly => "`hostname` needs type Hostname",
        Rule::SanUriNeeded => "type URI needs `uri`",
        Rule::SanUriOnly => "`uri` needs type URI",
        Rule::SecurityTargetKind => "a SecurityPolicy is for a Gateway, HTTPRoute, GRPCRoute or TCPRoute",
        Rule::SelectorNeeded => "a selector of clients needs `headers` or `sourceCIDR`",
        Rule::ServicePortNeeded => "a reference to a Service needs `port`",
        Rule::StarAlone => "`*` stands beside other values",
        Rule::TargetSectionNeeded => "two references to one target, and only one of them has a sectionName",
        Rule::TargetSectionUnique => "two references to one target have the same sectionName",
        Rule::TargetsNeeded => "a policy needs `targetRefs`",
        Rule::TrustedNeeded => "`xForwardedFor` names whom it trusts",
        Rule::VersionOrder => "`minVersion` is no later than `maxVersion`",
        Rule::TokenKeysHere => "keys are `inline` or in `valueRef`, as `type` says",
        Rule::TokenKeysNeeded => "a provider of tokens needs `remoteJWKS` or `localJWKS`",
        Rule::TokenKeysOnce => "`remoteJWKS` and `localJWKS` exclude each other",
        Rule::TrafficTargetKind => "a BackendTrafficPolicy is for a Gateway or a route",
    }
}
