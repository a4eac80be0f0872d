//! What the host does for a plugin: lines of the log, figures, settings.

use std::fmt::Display;

#[cfg(target_arch = "wasm32")]
mod imports {
    #[link(wasm_import_module = "wadi")]
    extern "C" {
        pub fn log(level: i32, text: *const u8, length: usize);
        pub fn metric(kind: i32, name: *const u8, length: usize, value: f64);
    }

    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    extern "C" {
        pub fn environ_sizes_get(count: *mut usize, bytes: *mut usize) -> i32;
        pub fn environ_get(variables: *mut *const u8, bytes: *mut u8) -> i32;
    }
}

// For tests that run without a host.
#[cfg(not(target_arch = "wasm32"))]
mod imports {
    pub unsafe fn log(_level: i32, _text: *const u8, _length: usize) {}
    pub unsafe fn metric(_kind: i32, _name: *const u8, _length: usize, _value: f64) {}
    pub unsafe fn environ_sizes_get(count: *mut usize, bytes: *mut usize) -> i32 {
        *count = 0;
        *bytes = 0;
        0
    }
    pub unsafe fn environ_get(_variables: *mut *const u8, _bytes: *mut u8) -> i32 {
        0
    }
}

/// How much a line of the log matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

/// Writes a line to the log of the host, which takes so many per second. See [`crate::log!`].
pub fn log(level: Level, line: impl Display) {
    let text = line.to_string();
    unsafe { imports::log(level as i32, text.as_ptr(), text.len()) }
}

/// Writes a line to the log of the host: `log!(Warn, "no city for {}", code)`.
#[macro_export]
macro_rules! log {
    ($level:ident, $($text:tt)+) => {
        $crate::log($crate::Level::$level, format_args!($($text)+))
    };
}

/// Figures of the jobs that a plugin is used in. Needs the grant `metrics`; names are of `a` to `z`
/// and `_`.
pub mod metrics {
    use super::imports;

    /// Adds to a sum.
    pub fn counter(name: &str, value: f64) {
        unsafe { imports::metric(0, name.as_ptr(), name.len(), value) }
    }

    /// Adds a value to a distribution.
    pub fn histogram(name: &str, value: f64) {
        unsafe { imports::metric(1, name.as_ptr(), name.len(), value) }
    }
}

/// A setting that was granted as `env:NAME=VALUE`.
pub fn variable(name: &str) -> Option<String> {
    let (mut count, mut bytes) = (0, 0);
    unsafe { imports::environ_sizes_get(&mut count, &mut bytes) };
    let mut variables = vec![std::ptr::null(); count];
    let mut text = vec![0u8; bytes];
    unsafe { imports::environ_get(variables.as_mut_ptr(), text.as_mut_ptr()) };
    text.split(|byte| *byte == 0).find_map(|variable| {
        let text = std::str::from_utf8(variable).ok()?;
        let value = text.strip_prefix(name)?.strip_prefix('=')?;
        Some(value.to_owned())
    })
}
