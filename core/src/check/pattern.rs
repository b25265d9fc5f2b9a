//! Which form does each pattern of the definitions stand for?

use super::generated::pattern::Pattern;
use super::{quantity, syntax};

impl Pattern {
    /// Whether a text has this form.
    pub(super) fn matches(self, text: &str) -> bool {
        match self {
            Pattern::AbsoluteUri => syntax::uri(text),
            Pattern::AddressType => syntax::address_type(text),
            Pattern::CertificateSet => syntax::certificate_set(text),
            Pattern::Cidr => quantity::range(text),
            Pattern::CorsOrigin => syntax::origin(text),
            Pattern::Duration => syntax::duration(text).is_some(),
            Pattern::HeaderName => syntax::header_name(text),
            Pattern::HeaderValue => syntax::header_value(text),
            Pattern::Kind => syntax::kind(text),
            Pattern::Label => syntax::label(text),
            Pattern::LabelValue => syntax::label_value(text),
            Pattern::OriginPattern => syntax::origin_pattern(text),
            Pattern::Path => syntax::path(text),
            Pattern::PlainName => syntax::plain_name(text),
            Pattern::Protocol => syntax::protocol(text),
            Pattern::Quantity => quantity::quantity(text),
            Pattern::Subdomain => syntax::subdomain(text),
            Pattern::SubdomainOrEmpty => text.is_empty() || syntax::subdomain(text),
            Pattern::WholeQuantity => quantity::whole_quantity(text),
            Pattern::WildcardSubdomain => syntax::wildcard_subdomain(text),
        }
    }

    /// The form, for a person.
    pub(super) fn says(self) -> &'static str {
        match self {
            Pattern::AbsoluteUri => "a URI with a scheme and `//`",
            Pattern::AddressType => "`IPAddress`, `Hostname`, `NamedAddress`, or a domain, `/` and a name",
            Pattern::CertificateSet => "`System`, or a domain, `/` and a name",
            Pattern::Cidr => "a range of addresses such as `10.0.0.0/8`",
            Pattern::CorsOrigin => {
                "`*`, or `http://` or `https://` with a host, which may begin with `*.`, and a port at will"
            }
            Pattern::Duration => {
                "a duration such as `1m30s`: at most four whole numbers of at most five digits, each with h, m, s or ms"
            }
            Pattern::HeaderName => "the name of a header",
            Pattern::HeaderValue => "printable characters with single blanks between",
            Pattern::Kind => "letters, digits and `-`, beginning with a letter and not ending with `-`",
            Pattern::Label => "lower-case letters, digits and `-`, beginning and ending with one of the first two",
            Pattern::LabelValue => "letters, digits, `-`, `_` and `.`, beginning and ending with one of the first two",
            Pattern::OriginPattern => "`*`, or `http://` or `https://` with a host and a port at will",
            Pattern::PlainName => "letters, digits and `-`",
            Pattern::Path => {
                "made of the characters a path may have (others are written `%` and two hexadecimal digits)"
            }
            Pattern::Protocol => "a protocol's name, or a domain, `/` and one",
            Pattern::Quantity => "a quantity such as `10Mi`",
            Pattern::Subdomain => {
                "lower-case letters, digits, `-` and `.`, each label beginning and ending with one of the first two"
            }
            Pattern::SubdomainOrEmpty => {
                "empty, or lower-case letters, digits, `-` and `.`, each label beginning and ending with one of the first two"
            }
            Pattern::WholeQuantity => "a whole number that is not 0, with or without a unit such as `Mi`",
            Pattern::WildcardSubdomain => "a host name in lower case, of which only the first label may be `*`",
        }
    }
}
