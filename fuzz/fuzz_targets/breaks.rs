#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| osweb_config_fuzz::target("breaks")(bytes));
