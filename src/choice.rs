//! Closed lists of names: of each the value, the word that is typed and written, and a line that describes it.

/// A closed list of names. The first one is the default.
pub trait Choice: Copy + 'static {
    /// All of them, in the order in which they are documented.
    const ALL: &'static [Self];

    /// The word on the command line and in reports.
    fn as_str(self) -> &'static str;

    /// What it is, in one line.
    fn summary(self) -> &'static str;

    /// The one of this name.
    fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.as_str() == name)
    }
}

/// Defines an enum with its [`Choice`]: the doc comment of a variant is its summary, so that nothing is listed twice.
macro_rules! choices {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $Name:ident {
            $(#[doc = $summary:literal] $Variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $visibility enum $Name {
            $(#[doc = $summary] $Variant,)+
        }

        impl $crate::choice::Choice for $Name {
            const ALL: &'static [Self] = &[$(Self::$Variant),+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)+
                }
            }

            fn summary(self) -> &'static str {
                match self {
                    $(Self::$Variant => $summary.trim_ascii(),)+
                }
            }
        }

        impl Default for $Name {
            fn default() -> Self {
                <Self as $crate::choice::Choice>::ALL[0]
            }
        }
    };
}

pub(crate) use choices;
