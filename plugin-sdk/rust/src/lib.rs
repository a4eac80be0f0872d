//! Write functions for Wadi, the streaming SQL engine.
//!
//! ```ignore
//! wadi::plugin! { name: "geo", version: "1.0.0" }
//!
//! wadi::scalar! {
//!     /// Kilometres for miles.
//!     fn kilometres(miles: f64) -> f64 {
//!         miles * 1.609344
//!     }
//! }
//! ```
//!
//! That is a whole plugin: `scalar!` makes the function callable by batches and describes it, so
//! that SQL needs no signature. An argument of the type `Option<T>` may be null; without one, the
//! function is not asked about rows with nulls. A result of the type `Option<T>` may be null, and
//! one of the type `Result<T, E>` may fail, which fails the query and names the row.
//!
//! What happens between host and guest is in `ABI.md`, two folders up.

mod arrow;
mod exports;
mod types;

#[doc(hidden)]
pub mod describe;

pub use arrow::{ArrowArray, Column, Output};
pub use exports::fail;
pub use types::{
    Argument, Date, Decimal, Duration, Months, Returned, Time, Timestamp, TimestampNanos,
    TimestampUtc,
};

/// Names the plugin: once per plugin.
#[macro_export]
macro_rules! plugin {
    (name: $name:literal, version: $version:literal $(,)?) => {
        const _: () = {
            const PARTS: &[&str] = &[
                "{\"abi\":1,\"name\":\"",
                $name,
                "\",\"version\":\"",
                $version,
                "\",\"sdk\":\"rust ",
                $crate::describe::SDK_VERSION,
                "\"}\n",
            ];
            $crate::describe_section!(PARTS);
        };
    };
}

/// Makes a scalar function of a plain one. `volatile fn` marks one whose result may differ between
/// two calls with the same arguments.
#[macro_export]
macro_rules! scalar {
    ($(#[$meta:meta])* fn $($function:tt)*) => {
        $crate::scalar_function! { "immutable", [$(#[$meta])*] $($function)* }
    };
    ($(#[$meta:meta])* volatile fn $($function:tt)*) => {
        $crate::scalar_function! { "volatile", [$(#[$meta])*] $($function)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! scalar_function {
    (
        $volatility:literal, [$(#[$meta:meta])*]
        $name:ident($first:ident : $first_type:ty $(, $arg:ident : $type:ty)* $(,)?)
            -> $result:ty $body:block
    ) => {
        $(#[$meta])*
        #[inline]
        fn $name($first: $first_type $(, $arg: $type)*) -> $result $body

        const _: () = {
            const STRICT: bool = !(<$first_type as $crate::Argument>::NULLABLE
                $(|| <$type as $crate::Argument>::NULLABLE)*);
            const PARTS: &[&str] = &[
                "{\"functions\":[{\"name\":\"",
                stringify!($name),
                "\",\"export\":\"wadi_scalar_",
                stringify!($name),
                "\",\"kind\":\"scalar\",\"args\":[{\"name\":\"",
                stringify!($first),
                "\",\"type\":\"",
                <$first_type as $crate::Argument>::FORMAT,
                "\",\"nullable\":",
                $crate::describe::boolean(<$first_type as $crate::Argument>::NULLABLE || STRICT),
                $(
                    "},{\"name\":\"",
                    stringify!($arg),
                    "\",\"type\":\"",
                    <$type as $crate::Argument>::FORMAT,
                    "\",\"nullable\":",
                    $crate::describe::boolean(<$type as $crate::Argument>::NULLABLE || STRICT),
                )*
                "}],\"returns\":{\"type\":\"",
                <$result as $crate::Returned>::FORMAT,
                "\",\"nullable\":",
                $crate::describe::boolean(<$result as $crate::Returned>::NULLABLE || !STRICT),
                "},\"nulls\":\"",
                $crate::describe::nulls(STRICT),
                "\",\"volatility\":\"",
                $volatility,
                "\"}]}\n",
            ];
            $crate::describe_section!(PARTS);

            #[export_name = concat!("wadi_scalar_", stringify!($name))]
            unsafe extern "C" fn batch(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                let mut columns = (*input).columns();
                let $first = columns.next();
                $(let $arg = columns.next();)*
                (*output).fill(
                    STRICT,
                    |row| {
                        (<$first_type as $crate::Argument>::NULLABLE || $first.is_valid(row))
                            $(&& (<$type as $crate::Argument>::NULLABLE || $arg.is_valid(row)))*
                    },
                    |row| {
                        $name(
                            <$first_type as $crate::Argument>::read(&$first, row)
                            $(, <$type as $crate::Argument>::read(&$arg, row))*
                        )
                    },
                )
            }
        };
    };
}

/// Puts text into the custom section that describes the plugin.
#[doc(hidden)]
#[macro_export]
macro_rules! describe_section {
    ($parts:expr) => {
        const LENGTH: usize = $crate::describe::length($parts);
        #[used]
        #[cfg_attr(target_arch = "wasm32", link_section = "wadi.plugin.v1")]
        static DESCRIPTION: [u8; LENGTH] = $crate::describe::join($parts);
    };
}
