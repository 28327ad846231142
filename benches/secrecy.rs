//! Precision and recall of the mask: `cargo bench --bench secrecy`. With `SECRECY_FOLDER=path/to/yaml/files` the names of all
//! properties of these files that are hidden are listed, too.

#[path = "secrecy/measure.rs"]
mod measure;

use osweb_config::source::SourceFile;
use osweb_config::workspace::LoadedFile;

fn main() {
    let figures = measure::measure();
    println!("{} secrets, {} harmless properties", figures.secrets, figures.harmless);
    println!(
        "recall {:.2} %, precision {:.2} %, {:.2} % of the harmless hidden",
        100.0 * figures.recall(),
        100.0 * figures.precision(),
        100.0 * figures.hidden()
    );
    figures.missed.iter().for_each(|name| println!("  shown, but a secret: {name}"));
    figures.wrong.iter().for_each(|name| println!("  hidden, but harmless: {name}"));
    let Some(folder) = std::env::var_os("SECRECY_FOLDER") else { return };
    let (mut all, mut hidden) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let Ok(source) = SourceFile::read(&path) else { continue };
        let file = LoadedFile::parse(source, None);
        for property in &file.reading.properties {
            all += 1;
            if file.mask().hides(property) {
                hidden += 1;
                println!("{}: {}", path.display(), property.name);
            }
        }
    }
    println!("{hidden} of {all} properties are hidden");
}
