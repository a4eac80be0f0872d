//! Joins text at compile time, for the description.

pub const SDK_VERSION: &str = "0.1.0";

pub const fn boolean(value: bool) -> &'static str {
    if value {
        "true"
    } else {
        "false"
    }
}

pub const fn nulls(strict: bool) -> &'static str {
    if strict {
        "strict"
    } else {
        "called"
    }
}

pub const fn length(parts: &[&str]) -> usize {
    let mut length = 0;
    let mut part = 0;
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

pub const fn join<const LENGTH: usize>(parts: &[&str]) -> [u8; LENGTH] {
    let mut joined = [0; LENGTH];
    let mut end = 0;
    let mut part = 0;
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            joined[end] = bytes[i];
            end += 1;
            i += 1;
        }
        part += 1;
    }
    joined
}
