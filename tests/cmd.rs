//! Commands as data: each `tests/cmd/*.toml` is a command line with its standard output, standard error, exit code and,
//! where files are written, the folder afterwards. `TRYCMD=overwrite` writes what a changed program prints; read it.

#[test]
fn commands_print_and_end_as_written() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
