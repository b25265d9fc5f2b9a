//! Does `targets` say what each target keeps, and does `--notes` say what must be there?

use crate::desk::Desk;

#[test]
fn targets_are_compared() {
    let run = Desk::new(&[]).run(&["targets"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    let line = |want: &str| run.stdout.lines().find(|line| line.starts_with(want)).unwrap_or_default().to_owned();
    assert!(line(" ").contains("envoy-gateway") && line(" ").contains("standard"), "{}", run.stdout);
    assert!(line("client addresses").split_whitespace().eq(["client", "addresses", "yes", "no"]), "{}", run.stdout);
}

#[test]
fn a_target_says_as_which_object_and_with_what_difference() {
    let run = Desk::new(&[]).run(&["targets", "envoy-gateway@1.8"]);
    assert_eq!(run.exit, 0);
    assert!(run.stdout.starts_with("envoy-gateway 1.8: "), "{}", run.stdout);
    assert!(run.stdout.contains("SecurityPolicy (basicAuth)") && run.stdout.contains(".htpasswd"), "{}", run.stdout);
    assert_eq!(Desk::new(&[]).run(&["targets", "nobody"]).exit, 64);
}

#[test]
fn shells_complete_the_names_of_targets() {
    let run = Desk::new(&[]).run(&["completions", "bash"]);
    assert!(run.stdout.contains("envoy-gateway@1.8"), "no target among the words");
}

#[test]
fn a_note_says_what_must_be_there() {
    let ingress = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: HTTPS
    nginx.ingress.kubernetes.io/auth-type: basic
    nginx.ingress.kubernetes.io/auth-secret: users
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 443}}}}
";
    let desk = Desk::new(&[("in.yaml", ingress)]);
    let run = desk.run(&["convert", "in.yaml", "--target", "envoy-gateway", "--notes", "--quiet"]);
    for said in ["GatewayClass `eg`", "enableBackend", "kubectl create secret generic users-htpasswd", "15 seconds"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(!run.stdout.contains("Before you apply"), "{}", run.stdout);
}
