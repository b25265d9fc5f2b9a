//! Which fields, values and kinds did an earlier release not have yet?

use super::edition::Channel;
use super::tree::Tree;
use std::path::Path;

/// The field history of the Gateway API, up to a release.
pub(super) struct History {
    text: String,
    /// A tag such as `v1.4.1`.
    release: &'static str,
    channel: Channel,
}

impl History {
    /// The file of it.
    pub(super) fn read(reference: &Path, release: &'static str, channel: Channel) -> Result<History, String> {
        let path = reference.join("gateway-api/gateway-api-history.txt");
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(History { text, release, channel })
    }

    /// Whether the release served a kind.
    pub(super) fn served(&self, kind: (&str, &str)) -> Result<bool, String> {
        let tags = self.text.lines().find(|line| line.starts_with("tags ")).ok_or("the history has no tags")?;
        let column = tags.split('\'').skip(1).step_by(2).position(|tag| tag == self.release);
        let column = column.ok_or_else(|| format!("the history has no {}", self.release))?;
        let row = self.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let row = row.into_iter().find(|row| row.first() == Some(&kind.0) && row.get(1) == Some(&kind.1));
        let cell = row.and_then(|row| row.get(column + 2).copied()).unwrap_or("--");
        Ok(cell.contains(match self.channel {
            Channel::Standard => 'S',
            Channel::Experimental => 'E',
        }))
    }

    /// Takes away what came after the release.
    pub(super) fn narrow(&self, tree: &mut Tree, kind: (&str, &str)) {
        let heading = format!("## {} {}", kind.0, kind.1);
        let section = self.text.lines().skip_while(|line| *line != heading).skip(1);
        for line in section.take_while(|line| !line.starts_with("##")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [path, experimental, standard, ..] = words.as_slice() else { continue };
            let since = match self.channel {
                Channel::Standard => standard.trim_start_matches("std:"),
                Channel::Experimental => experimental.trim_start_matches("exp:"),
            };
            if since != "None" && number(since) <= number(self.release) {
                continue;
            }
            match path.split_once('=') {
                Some((path, value)) => tree.forbid(path, value),
                None => tree.remove(path),
            }
        }
    }
}

fn number(tag: &str) -> Vec<u32> {
    tag.trim_start_matches('v').split('.').filter_map(|part| part.parse().ok()).collect()
}
