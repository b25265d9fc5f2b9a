//! Does an address lie in a range?

use std::net::IpAddr;

/// A list of ranges as the controller reads it; none where one is wrong.
pub(super) fn ranges(text: &str) -> Option<Vec<(IpAddr, u8)>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(range).collect()
}

/// One range, or one address.
fn range(text: &str) -> Option<(IpAddr, u8)> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let length = length.map_or(Some(most), |length| length.parse().ok())?;
    (length <= most).then_some((address, length))
}

/// Whether one of the ranges holds an address.
pub(super) fn holds(ranges: &[(IpAddr, u8)], address: IpAddr) -> bool {
    ranges.iter().any(|(base, length)| match (base, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            same(u128::from(base.to_bits()), u128::from(address.to_bits()), 32 - u32::from(*length))
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => same(base.to_bits(), address.to_bits(), 128 - u32::from(*length)),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    })
}

/// Whether two numbers are the same above their lowest bits.
fn same(one: u128, other: u128, ignored: u32) -> bool {
    (one ^ other).checked_shr(ignored).unwrap_or(0) == 0
}
