//! An object of the input before its kind is read.

use crate::input::FileId;
use crate::yaml::NodeId;
use gatewright_contract::ObjectRef;

/// What makes an object one: kind, namespace, name.
pub type ObjectKey = (String, Option<String>, String);

/// An object of the input, and where its tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its name as people write it.
    pub reference: ObjectRef,
    /// The file.
    pub file: FileId,
    /// Its root in that file's tree.
    pub node: NodeId,
}

/// Whose kind an object is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// The Gateway API's own.
    GatewayApi,
    /// Part of Kubernetes.
    Kubernetes,
    /// Of somebody's CustomResourceDefinition.
    Other,
}

impl Object {
    /// The group of its `apiVersion`; empty for the core group.
    pub fn group(&self) -> &str {
        self.reference.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// The group, with the old home of Ingress folded into the new one.
    pub(super) fn group_family(&self) -> &str {
        match self.group() {
            "extensions" => "networking.k8s.io",
            group => group,
        }
    }

    pub(super) fn family(&self) -> Family {
        let group = self.group();
        match group {
            "gateway.networking.k8s.io" | "gateway.networking.x-k8s.io" => Family::GatewayApi,
            "" | "apps" | "batch" | "autoscaling" | "policy" | "extensions" => Family::Kubernetes,
            _ if group.ends_with(".k8s.io") && !group.contains("x-k8s.io") => Family::Kubernetes,
            _ => Family::Other,
        }
    }

    /// Whether it lives in no namespace.
    pub fn is_cluster_scoped(kind: &str) -> bool {
        matches!(
            kind,
            "IngressClass"
                | "GatewayClass"
                | "Namespace"
                | "Node"
                | "PersistentVolume"
                | "StorageClass"
                | "ClusterRole"
                | "ClusterRoleBinding"
                | "CustomResourceDefinition"
                | "PriorityClass"
                | "ClusterIssuer"
        )
    }

    /// What is wrong with its name or namespace: code, message, help.
    pub(super) fn name_problem(&self) -> Option<(&'static str, String, &'static str)> {
        let kind = &self.reference.kind;
        let Some(name) = self.reference.name.as_ref().filter(|name| !name.is_empty()) else {
            let help = "give it a metadata.name; routes are named after it";
            return Some((
                "core/missing-name",
                format!("this {kind} has no metadata.name and was not converted"),
                help,
            ));
        };
        let namespace = self.reference.namespace.as_deref();
        let texts = [Some(name.as_str()), namespace];
        if texts.iter().flatten().any(|text| text.contains("{{")) {
            let help = "render the chart first, then convert what comes out: helm template RELEASE CHART | gatewright convert -";
            return Some(("core/helm-template", format!("the name of this {kind} is an unrendered template"), help));
        }
        if texts.iter().flatten().any(|text| text.contains("${")) {
            let help = "fill the variables in first, for instance with envsubst";
            return Some(("core/variable", format!("the name of this {kind} holds an unset variable"), help));
        }
        if !is_object_name(name) || namespace.is_some_and(|text| !is_namespace(text)) {
            let help = "names are lower case letters, digits, `-` and `.`; namespaces have no `.`";
            let shown = namespace.map(|text| format!("{text}/")).unwrap_or_default() + name;
            return Some(("core/invalid-name", format!("`{shown}` is no valid name for an object"), help));
        }
        None
    }
}

/// Whether an object can have this name.
pub fn is_object_name(text: &str) -> bool {
    is_dns(text, 253, b'.')
}

/// Whether a namespace can have this name.
pub fn is_namespace(text: &str) -> bool {
    is_dns(text, 63, b'-')
}

/// Whether an annotation can have this key: a name of at most 63 characters, and perhaps a domain before it.
pub fn is_annotation_key(text: &str) -> bool {
    let (prefix, name) = text.rsplit_once('/').unwrap_or(("", text));
    let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    (prefix.is_empty() && !text.starts_with('/') || is_object_name(&prefix.to_ascii_lowercase()))
        && name.len() <= 63
        && ends(name.bytes().next())
        && ends(name.bytes().last())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn is_dns(text: &str, longest: usize, also: u8) -> bool {
    let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= longest
        && ends(text.bytes().next())
        && ends(text.bytes().last())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == also)
        && text.split('.').all(|part| ends(part.bytes().next()) && ends(part.bytes().last()))
}
