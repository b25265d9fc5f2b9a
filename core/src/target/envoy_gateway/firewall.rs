//! A web application firewall: none is Envoy Gateway's own, and a program that is loaded is for people to choose. What to
//! load, and with which rules, can be said.

use crate::grant::{Grant, Shortfall};
use gatewright_contract::Waf;

/// Directives that the reader may copy at once; what is longer is left to the manifest.
const SHORT: usize = 12;

/// Why it is not kept, and the part of an EnvoyExtensionPolicy that would keep it.
pub(super) fn firewall(waf: &Waf) -> Grant {
    let why = "a firewall is a program of its own, loaded by an EnvoyExtensionPolicy".to_owned();
    let mut directives = vec!["Include @recommended-conf"];
    if waf.core_rules {
        directives.extend(["Include @crs-setup-conf", "Include @owasp_crs/*.conf"]);
    }
    let own: Vec<&str> = waf.rules.iter().flat_map(|rules| rules.lines()).map(str::trim).collect();
    let own: Vec<&str> = own.into_iter().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let plain = own.len() <= SHORT && own.iter().all(|line| !line.ends_with('\\') && !line.starts_with("Include "));
    let rest = if own.is_empty() || plain {
        directives.extend(&own);
        ""
    } else {
        ", then those of your snippet"
    };
    let listed: Vec<String> = directives.iter().map(|line| format!("'{}'", line.replace('\'', "''"))).collect();
    let advice = format!(
        "put a firewall before the Gateway, or load Coraza, which reads the rules of ModSecurity, in an EnvoyExtensionPolicy \
         for the route: `wasm: [{{name: waf, code: {{type: Image, image: {{url: ghcr.io/corazawaf/coraza-proxy-wasm:VERSION}}}}, \
         config: {{default_directives: own, directives_map: {{own: [{}]}}}}}}]`{rest}; its recommended settings refuse bodies \
         over 128 kB once `SecRuleEngine On` is set, so give `SecRequestBodyLimit` too, and try it before you open the route",
        listed.join(", ")
    );
    Grant::Refused(Shortfall::new(why, &advice))
}

#[cfg(test)]
mod tests {
    use super::firewall;
    use crate::grant::Grant;
    use gatewright_contract::Waf;

    fn advice(core_rules: bool, rules: Option<&str>) -> String {
        let waf = Waf { engine: "modsecurity".to_owned(), core_rules, rules: rules.map(str::to_owned) };
        let Grant::Refused(short) = firewall(&waf) else { panic!("it is never kept") };
        short.advice.to_string()
    }

    #[test]
    fn the_advice_names_the_rules_that_there_were() {
        let said = advice(true, Some("# ours\nSecRuleEngine On\n  SecRule ARGS '@rx a' \"id:1,deny\"\n"));
        let list = "own: ['Include @recommended-conf', 'Include @crs-setup-conf', 'Include @owasp_crs/*.conf', \
                    'SecRuleEngine On', 'SecRule ARGS ''@rx a'' \"id:1,deny\"']";
        assert!(said.contains(list), "{said}");
        assert!(!said.contains("snippet"), "{said}");
    }

    #[test]
    fn rules_over_several_lines_or_of_files_are_left_to_the_snippet() {
        for rules in ["SecRule ARGS \\\n \"@rx a\" \"id:1\"", "Include /etc/nginx/owasp-modsecurity-crs/nginx.conf"] {
            let said = advice(false, Some(rules));
            assert!(said.contains("own: ['Include @recommended-conf']"), "{said}");
            assert!(said.contains("then those of your snippet"), "{said}");
        }
    }
}
