//! Names of environment variables: `FEATURESWITCHES_SENDEMAIL_SMTPPORT` stands for `featureSwitches.sendEmail.smtpPort`.
//!
//! Source: Spring Boot reference, "Binding From Environment Variables".

/// How a property source spells its names.
pub(super) enum Names {
    /// As they are.
    Properties,
    /// As environment variables.
    Environment,
}

impl Names {
    /// The spelling of the source with this name.
    pub(super) fn of(source: &str) -> Self {
        // Spring calls it `systemEnvironment`; sources of the same kind end with that word (`…-systemEnvironment`).
        if source.ends_with("systemEnvironment") { Self::Environment } else { Self::Properties }
    }

    /// The property that a name stands for: underscores become dots, numbers indexes.
    pub(super) fn property(&self, name: &str) -> String {
        let variable = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if matches!(self, Self::Properties) || !variable {
            return name.to_owned();
        }
        let mut property = String::with_capacity(name.len());
        for part in name.split('_').filter(|part| !part.is_empty()) {
            match part.parse::<u32>() {
                Ok(index) if !property.is_empty() => property.push_str(&format!("[{index}]")),
                _ => super::super::join(&mut property, &part.to_ascii_lowercase()),
            }
        }
        property
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_become_property_names() {
        let names = Names::of("systemEnvironment");
        assert_eq!(names.property("FEATURESWITCHES_SENDEMAIL_SMTPPORT"), "featureswitches.sendemail.smtpport");
        assert_eq!(names.property("MY_LIST_0_NAME"), "my.list[0].name");
        assert_eq!(names.property("a.b"), "a.b");
        assert_eq!(Names::of("systemProperties").property("A_B"), "A_B");
    }
}
