//! Which ranges hold every address but those of some ranges? No two of them hold the same address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range: its first bits, their number, and how many an address has.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Range {
    bits: u128,
    length: u32,
    width: u32,
}

/// The ranges, those of IPv4 first; `None` where one of the texts is no range, or more than `most` would be needed.
pub(super) fn others(texts: &[String], most: usize) -> Option<Vec<String>> {
    let without: Vec<Range> = texts.iter().map(|text| Range::parse(text)).collect::<Option<_>>()?;
    let mut found = Vec::new();
    let mut open = vec![Range { bits: 0, length: 0, width: 128 }, Range { bits: 0, length: 0, width: 32 }];
    while let Some(range) = open.pop() {
        if without.iter().any(|other| other.holds(range)) {
            continue;
        }
        if without.iter().any(|other| range.holds(*other)) {
            open.extend(range.halves());
        } else if found.len() == most {
            return None;
        } else {
            found.push(range.to_string());
        }
    }
    Some(found)
}

impl Range {
    fn parse(text: &str) -> Option<Range> {
        let (address, length) = text.split_once('/').map_or((text, None), |(one, two)| (one, Some(two)));
        let (bits, width) = match address.trim().parse().ok()? {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        let length: u32 = length.map_or(Some(width), |length| length.trim().parse().ok())?;
        let spare = width.checked_sub(length)?;
        Some(Range { bits: bits.checked_shr(spare).unwrap_or(0), length, width })
    }

    /// Whether every address of the other is one of this.
    fn holds(self, other: Range) -> bool {
        let longer = other.length.checked_sub(self.length);
        self.width == other.width && longer.is_some_and(|by| other.bits.checked_shr(by).unwrap_or(0) == self.bits)
    }

    /// The lower one last, so that it is looked at first.
    fn halves(self) -> [Range; 2] {
        [1, 0].map(|bit| Range { bits: self.bits << 1 | bit, length: self.length + 1, ..self })
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bits = self.bits.checked_shl(self.width - self.length).unwrap_or(0);
        let address = match u32::try_from(bits) {
            Ok(bits) if self.width == 32 => IpAddr::V4(Ipv4Addr::from_bits(bits)),
            Ok(_) | Err(_) => IpAddr::V6(Ipv6Addr::from_bits(bits)),
        };
        write!(f, "{address}/{}", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::others;

    fn of(texts: &[&str], most: usize) -> Option<Vec<String>> {
        others(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), most)
    }

    #[test]
    fn everybody_is_another_where_nobody_is_left_out() {
        assert_eq!(of(&[], 2).unwrap(), ["0.0.0.0/0", "::/0"]);
    }

    #[test]
    fn the_others_of_a_range_lie_around_it() {
        let around = ["0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/2"];
        let mut expected = around.map(str::to_owned).to_vec();
        expected.extend(["128.0.0.0/1".to_owned(), "::/0".to_owned()]);
        assert_eq!(of(&["10.0.0.0/8"], 16).unwrap(), expected);
        assert_eq!(of(&["10.0.0.0/8", "10.1.0.0/16"], 16).unwrap(), expected);
        assert_eq!(of(&["0.0.0.0/0"], 16).unwrap(), ["::/0"]);
        assert_eq!(of(&["8000::/1", "0.0.0.0/0"], 16).unwrap(), ["::/1"]);
        assert_eq!(of(&["0.0.0.0/0", "::/0"], 16).unwrap(), [""; 0]);
    }

    #[test]
    fn too_many_are_none() {
        assert_eq!(of(&["10.1.2.3"], 16), None);
        assert_eq!(of(&["10.1.2.3"], 33).unwrap().len(), 33);
        assert_eq!(of(&["office"], 16), None);
        assert_eq!(of(&["10.0.0.0/33"], 16), None);
    }
}
