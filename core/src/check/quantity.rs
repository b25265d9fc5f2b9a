//! Is this text a quantity, or a range of addresses, as loosely as the definitions' patterns have it?

use std::net::{Ipv4Addr, Ipv6Addr};

/// A range of addresses. The pattern is anchored on no side: what stands before the address or behind the digits is
/// anybody's.
pub(super) fn range(text: &str) -> bool {
    text.match_indices('/').any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        after.starts_with(|digit: char| digit.is_ascii_digit())
            && before.char_indices().any(|(start, _)| before.get(start..).is_some_and(is_address))
    })
}

fn is_address(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok() || text.parse::<Ipv6Addr>().is_ok()
}

/// A number with a sign, a fraction and a unit, all at will: `-1.5Ki`, `2e3`.
pub(super) fn quantity(text: &str) -> bool {
    let Some(unit) = number(text) else { return false };
    let two = unit.strip_suffix('i').is_some_and(|power| one_of(power, "KMGTPE"));
    let exponent = unit.strip_prefix(['e', 'E']).and_then(number).is_some_and(str::is_empty);
    unit.is_empty() || two || one_of(unit, "numkMGTPE") || exponent
}

/// What follows a number.
fn number(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = text.len() - whole.len();
    let Some(rest) = whole.strip_prefix('.') else { return (digits > 0).then_some(whole) };
    let after = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    (digits > 0 || after.len() < rest.len()).then_some(after)
}

/// A whole number that does not begin with 0, with or without a unit.
pub(super) fn whole_quantity(text: &str) -> bool {
    let unit = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let two = unit.strip_suffix('i').is_some_and(|power| one_of(power, "EPTGMK"));
    text.starts_with(|digit: char| ('1'..='9').contains(&digit)) && (unit.is_empty() || two || one_of(unit, "EPTGMk"))
}

fn one_of(text: &str, letters: &str) -> bool {
    text.chars().count() == 1 && letters.contains(text)
}

#[cfg(test)]
mod tests {
    use super::{quantity, range, whole_quantity};

    #[test]
    fn ranges_have_an_address_and_a_length() {
        for text in ["10.0.0.0/8", "2001:db8::/32", "::/0", "x10.0.0.0/8y", "fe80::1/128"] {
            assert!(range(text), "{text}");
        }
        for text in ["10.0.0.0", "10.0.0/8", "10.0.0.0/", "10.0.0.0/x", "", "/8"] {
            assert!(!range(text), "{text}");
        }
    }

    #[test]
    fn quantities_have_a_number_and_a_unit_at_will() {
        for text in ["1", "1.", ".5", "-1.5Ki", "+2e3", "10Mi", "3m", "1E"] {
            assert!(quantity(text), "{text}");
        }
        for text in ["", ".", "Ki", "1Kib", "1e", "1 Ki", "1Ni"] {
            assert!(!quantity(text), "{text}");
        }
        assert!(whole_quantity("1048576") && whole_quantity("10Mi") && whole_quantity("5k"));
        assert!(!whole_quantity("0") && !whole_quantity("05") && !whole_quantity("1.5Mi") && !whole_quantity("1m"));
    }
}
