//! osweb-config.
