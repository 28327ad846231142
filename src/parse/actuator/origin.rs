//! Where an export says that a value comes from: `class path resource [osweb-prod.yml] - 12:14`.

/// The `origin` of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    file: Option<std::ops::Range<usize>>,
    place: Option<(usize, usize)>,
}

impl Origin {
    /// Takes an origin apart. Spring Boot ends it with `- LINE:COLUMN` where it knows the place, and puts the resource in brackets.
    pub(super) fn parse(text: &str) -> Self {
        let (resource, place) = match text.rsplit_once(" - ") {
            Some((resource, place)) => match place.split_once(':').map(|(line, column)| (line.parse(), column.parse()))
            {
                Some((Ok(line), Ok(column))) => (resource, Some((line, column))),
                _ => (text, None),
            },
            None => (text, None),
        };
        let file = resource.find('[').and_then(|open| Some(open + 1..resource[open..].rfind(']')? + open));
        Self { text: text.to_owned(), file, place }
    }

    /// The origin as the export gives it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file that it names.
    pub fn file(&self) -> Option<&str> {
        self.file.clone().map(|range| &self.text[range])
    }

    /// Line and column that it names, from 1.
    pub fn place(&self) -> Option<(usize, usize)> {
        self.place
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.file(), self.place) {
            (Some(file), Some((line, column))) => write!(f, "{file}, line {line}, column {column}"),
            (Some(file), None) => f.write_str(file),
            _ => f.write_str(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spring_boots_origins_name_file_and_place() {
        for (text, shown) in [
            ("class path resource [osweb-prod.yml] - 12:14", "osweb-prod.yml, line 12, column 14"),
            ("class path resource [application.yml] from osweb.jar - 3:1", "application.yml, line 3, column 1"),
            (r"file [C:\enaio\config\osweb-prod.yml] - 7:20", r"C:\enaio\config\osweb-prod.yml, line 7, column 20"),
            ("URL [file:config/a[1].yml] - 1:2", "file:config/a[1].yml, line 1, column 2"),
            ("System Environment Property \"A_B\"", "System Environment Property \"A_B\""),
            ("\"a.b\" from property source \"x - y\"", "\"a.b\" from property source \"x - y\""),
        ] {
            assert_eq!(Origin::parse(text).to_string(), shown);
        }
    }
}
