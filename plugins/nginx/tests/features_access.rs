//! Do the annotations that guard, limit, time and log requests end as the controller's facts call for?

#[cfg(test)]
mod features_access {
    mod addresses;
    mod agreement;
    mod authentication;
    mod certificates;
    mod completeness;
    mod limits;
    mod origins;
    mod scene;
    mod tuning;
}
