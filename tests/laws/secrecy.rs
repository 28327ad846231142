//! What is hidden and what is shown, on a labelled sample of real properties.

#[path = "../../benches/secrecy/measure.rs"]
mod measure;

#[test]
fn every_labelled_secret_is_hidden_and_hardly_anything_else() {
    let figures = measure::measure();
    assert!(figures.secrets + figures.harmless >= 1500);
    assert!(figures.recall() >= 1.0, "shown, but secrets: {:?}", figures.missed);
    assert!(figures.precision() >= 0.97 && figures.hidden() <= 0.01, "hidden, but harmless: {:?}", figures.wrong);
}
