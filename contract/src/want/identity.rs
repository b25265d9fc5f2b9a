//! Wants that ask who a client is: by a token it brings, or by a provider where it signs in.

use super::Named;
use serde::{Deserialize, Serialize};

/// See [`crate::Want::Jwt`]. A token passes that one of the providers has signed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Jwt {
    /// Who may sign.
    pub providers: Vec<JwtProvider>,
    /// Whether a request without any token passes; one with a bad token never does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// Somebody who signs tokens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct JwtProvider {
    /// What the claim `iss` must be; `None` is anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// One of which the claim `aud` must name; empty is anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// The keys (JWKS) that tokens are signed with.
    pub keys: JwtKeys,
    /// Where tokens are looked for; empty is the header `Authorization`, behind `Bearer `.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<TokenPlace>,
    /// Claims, and the headers in which the backend gets them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<(String, String)>,
}

/// Where keys are found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum JwtKeys {
    /// At a URL.
    Url(String),
    /// Here.
    Inline(String),
    /// In a ConfigMap of the rule's own namespace.
    ConfigMap(KeyOf),
    /// In a Secret of the rule's own namespace.
    Secret(KeyOf),
}

/// A key of a Secret or ConfigMap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyOf {
    /// The object.
    pub object: Named,
    /// The key.
    pub key: String,
}

/// Where a token is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TokenPlace {
    /// In a header of the request.
    Header {
        /// Its name.
        name: String,
        /// What stands before the token: `Bearer `.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        prefix: String,
    },
    /// In a cookie.
    Cookie(String),
    /// In a parameter of the query.
    Query(String),
}

/// See [`crate::Want::Oidc`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Oidc {
    /// The provider.
    pub issuer: String,
    /// Where a client is sent to sign in; `None` is what the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_endpoint: Option<String>,
    /// Where tokens are fetched; `None` is what the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint: Option<String>,
    /// By which name the provider knows the installation.
    pub client_id: String,
    /// The password that belongs to it.
    pub client_secret: KeyOf,
    /// Where the provider sends a client back: a URL, or a path on the host that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The path that ends a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logout_path: Option<String>,
    /// What is asked for beside `openid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Whether the backend gets the access token, in the header `Authorization`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forward_access_token: bool,
}
