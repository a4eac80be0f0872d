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
//! one of the type `Result<T, E>` may be an error, which rejects the row: it fails the query, unless
//! that does without such rows. Arrays are
//! `Items<T>` and `List<T>`, structs are made by `record!`, and a last argument of the type
//! `Rest<T>` may be repeated.
//!
//! `aggregate!` makes an aggregate, and `table!` a table function, which makes any number of rows of
//! a row of arguments: its body gives an iterator.
//!
//! ```ignore
//! wadi::table! {
//!     fn tokens(text: &str) -> (position: i64, word: &str) {
//!         text.split_whitespace().enumerate().map(|(i, word)| (i as i64 + 1, word))
//!     }
//! }
//! ```
//!
//! `format!` makes a format, in which connectors read and write: a type that knows the columns of a
//! table makes rows of records, and records of rows.
//!
//! `async_scalar!` makes a function that asks another system over HTTP, with many requests on their
//! way at once; [`http::get`] and [`http::post`] wait for one. [`log!`], [`metrics`] and
//! [`variable`] are for telling what happens, and for being told what to do.
//!
//! What happens between host and guest is in `ABI.md`, two folders up.

#[doc(hidden)]
pub mod aggregates;
mod arrow;
mod document;
mod exports;
mod fields;
pub mod formats;
mod growing;
mod host;
pub mod http;
mod json;
mod nested;
mod options;
mod rejected;
mod rows;
mod schema;
mod sink;
mod source;
mod table;
mod texts;
mod types;

#[doc(hidden)]
pub mod describe;

pub use arrow::{ArrowArray, Column, Columns, Output};
pub use fields::{Cell, Field, Kind};
pub use growing::Growing;
pub use host::{log, metrics, variable, Level};
pub use nested::{Items, List, Rest};
#[doc(hidden)]
pub use options::Given;
pub use options::{OptionValue, Options};
pub use rows::{Change, Row, Rows};
pub use schema::ArrowSchema;
pub use sink::{Sink, TwoPhaseSink, Writer, Writing};
pub use source::{Batch, Poll, Reader, Source};
pub use table::Table;
pub use types::{
    Argument, Date, Decimal, Duration, Json, Months, Returned, Time, Timestamp, TimestampNanos,
    TimestampUtc, Value,
};

/// Names the plugin: once per plugin. What it cannot do without may follow, as in
/// `needs: ["http", "env:BASE_URL"]`: its functions cannot be called before that was granted.
#[macro_export]
macro_rules! plugin {
    (
        name: $name:literal, version: $version:literal
        $(, needs: [$($need:literal),* $(,)?])? $(,)?
    ) => {
        const _: () = {
            use $crate::describe::Part::Text;
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"abi\":1,\"name\":\""),
                Text($name),
                Text("\",\"version\":\""),
                Text($version),
                Text("\",\"sdk\":\"rust "),
                Text($crate::describe::SDK_VERSION),
                Text("\"}\n"),
                $($(Text("{\"capabilities\":[\""), Text($need), Text("\"]}\n"),)*)?
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
            use $crate::describe::Part::{Text, Type};
            const STRICT: bool = !(<$first_type as $crate::Argument>::NULLABLE
                $(|| <$type as $crate::Argument>::NULLABLE)*);
            const VARIADIC: bool = <$first_type as $crate::Argument>::VARIADIC
                $(|| <$type as $crate::Argument>::VARIADIC)*;
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"functions\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_scalar_"),
                Text(stringify!($name)),
                Text("\",\"kind\":\"scalar\","),
                $crate::described_arguments!(STRICT, $first: $first_type $(, $arg: $type)*),
                Text(",\"returns\":{"),
                Type(<$result as $crate::Returned>::TYPE),
                Text(",\"nullable\":"),
                Text($crate::describe::boolean(
                    <$result as $crate::Returned>::NULLABLE || !STRICT,
                )),
                Text("},\"nulls\":\""),
                Text($crate::describe::nulls(STRICT)),
                Text("\",\"variadic\":"),
                Text($crate::describe::boolean(VARIADIC)),
                Text(",\"volatility\":\""),
                Text($volatility),
                Text("\"}]}\n"),
            ];
            $crate::describe_section!(PARTS);

            #[export_name = concat!("wadi_scalar_", stringify!($name))]
            unsafe extern "C" fn batch(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                let mut columns = (*input).columns();
                let $first = <$first_type as $crate::Argument>::column(&mut columns);
                $(let $arg = <$type as $crate::Argument>::column(&mut columns);)*
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

/// The arguments of a function in its description.
#[doc(hidden)]
#[macro_export]
macro_rules! described_arguments {
    ($strict:expr, $first:ident : $first_type:ty $(, $arg:ident : $type:ty)*) => {{
        const PARTS: &[$crate::describe::Part] = &[
            $crate::describe::Part::Text("\"args\":["),
            $crate::described_argument!("{\"name\":\"", $strict, $first: $first_type),
            $($crate::described_argument!(",{\"name\":\"", $strict, $arg: $type),)*
            $crate::describe::Part::Text("]"),
        ];
        $crate::describe::Part::All(PARTS)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! described_argument {
    ($start:literal, $strict:expr, $arg:ident : $type:ty) => {{
        const PARTS: &[$crate::describe::Part] = &[
            $crate::describe::Part::Text($start),
            $crate::describe::Part::Text(stringify!($arg)),
            $crate::describe::Part::Text("\","),
            $crate::describe::Part::Type(<$type as $crate::Argument>::TYPE),
            $crate::describe::Part::Text(",\"nullable\":"),
            $crate::describe::Part::Text($crate::describe::boolean(
                <$type as $crate::Argument>::NULLABLE || $strict,
            )),
            $crate::describe::Part::Text("}"),
        ];
        $crate::describe::Part::All(PARTS)
    }};
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
