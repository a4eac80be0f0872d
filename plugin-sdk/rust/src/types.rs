//! Which Rust type is which SQL type.

use crate::arrow::{bit, Column, Output};

/// A type that a function can take.
pub trait Argument<'a>: Sized {
    /// The Arrow format string.
    const FORMAT: &'static str;
    /// Whether the function sees nulls.
    const NULLABLE: bool = false;

    /// # Safety
    /// The column is of this type and has this row, which is not null.
    unsafe fn read(column: &Column, row: usize) -> Self;
}

/// A type that a function can return.
pub trait Returned: Sized {
    /// The Arrow format string.
    const FORMAT: &'static str;
    /// Whether the result may be null.
    const NULLABLE: bool = false;
    /// Whether values differ in length.
    const VARIABLE: bool = false;

    /// # Safety
    /// The output is of this type and has this row.
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String>;

    /// # Safety
    /// The output is of this type and has this row.
    #[inline(always)]
    unsafe fn write_null(output: &mut Output, row: usize) {
        output.set_null(row);
        if Self::VARIABLE {
            output.end_value(row);
        }
    }
}

macro_rules! fixed_width {
    ($type:ty, $format:literal) => {
        impl<'a> Argument<'a> for $type {
            const FORMAT: &'static str = $format;

            #[inline(always)]
            unsafe fn read(column: &Column, row: usize) -> Self {
                (column.values as *const Self).add(row).read_unaligned()
            }
        }

        impl Returned for $type {
            const FORMAT: &'static str = $format;

            #[inline(always)]
            unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
                output.set(row, self);
                Ok(())
            }
        }
    };
}

macro_rules! newtype {
    ($(#[$meta:meta])* $name:ident, $value:ty, $format:literal) => {
        $(#[$meta])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $value);

        fixed_width!($name, $format);
    };
}

fixed_width!(i8, "c");
fixed_width!(u8, "C");
fixed_width!(i16, "s");
fixed_width!(u16, "S");
fixed_width!(i32, "i");
fixed_width!(u32, "I");
fixed_width!(i64, "l");
fixed_width!(u64, "L");
fixed_width!(f32, "f");
fixed_width!(f64, "g");

newtype! {
    /// DATE: days since 1970-01-01.
    Date, i32, "tdD"
}
newtype! {
    /// TIME: microseconds since midnight.
    Time, i64, "ttu"
}
newtype! {
    /// TIMESTAMP: microseconds since 1970-01-01 00:00:00, without time zone.
    Timestamp, i64, "tsu:"
}
newtype! {
    /// TIMESTAMP WITH TIME ZONE: microseconds since 1970-01-01 00:00:00 UTC.
    TimestampUtc, i64, "tsu:UTC"
}
newtype! {
    /// TIMESTAMP(9): nanoseconds since 1970-01-01 00:00:00, without time zone.
    TimestampNanos, i64, "tsn:"
}
newtype! {
    /// INTERVAL of days and smaller units: microseconds.
    Duration, i64, "tDu"
}
newtype! {
    /// INTERVAL of years and months: months.
    Months, i32, "tiM"
}

/// DECIMAL(P, S): the value times ten to the power of S.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal<const P: u8, const S: u8>(pub i128);

impl<const P: u8, const S: u8> Decimal<P, S> {
    const FORMAT_BYTES: [u8; 7] = [
        b'd',
        b':',
        b'0' + P / 10,
        b'0' + P % 10,
        b',',
        b'0' + S / 10,
        b'0' + S % 10,
    ];
    const FORMAT: &'static str = match std::str::from_utf8(&Self::FORMAT_BYTES) {
        Ok(format) => format,
        Err(_) => panic!("precision and scale have at most two digits"),
    };
}

impl<'a, const P: u8, const S: u8> Argument<'a> for Decimal<P, S> {
    const FORMAT: &'static str = Self::FORMAT;

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        (column.values as *const Self).add(row).read_unaligned()
    }
}

impl<const P: u8, const S: u8> Returned for Decimal<P, S> {
    const FORMAT: &'static str = Self::FORMAT;

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        output.set(row, self);
        Ok(())
    }
}

impl<'a> Argument<'a> for bool {
    const FORMAT: &'static str = "b";

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        bit(column.values, row)
    }
}

impl Returned for bool {
    const FORMAT: &'static str = "b";

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        output.set_bit(row, self);
        Ok(())
    }
}

impl<'a> Argument<'a> for &'a [u8] {
    const FORMAT: &'static str = "z";

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        let offsets = (column.values as *const i32).add(row);
        let start = offsets.read_unaligned() as usize;
        let end = offsets.add(1).read_unaligned() as usize;
        if start == end {
            return &[]; // the pointer may be null
        }
        std::slice::from_raw_parts(column.bytes.add(start), end - start)
    }
}

impl<'a> Argument<'a> for &'a str {
    const FORMAT: &'static str = "u";

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        // The host gives valid UTF-8 only.
        std::str::from_utf8_unchecked(<&[u8]>::read(column, row))
    }
}

macro_rules! variable_width {
    ($type:ty, $format:literal, |$value:ident| $bytes:expr) => {
        impl Returned for $type {
            const FORMAT: &'static str = $format;
            const VARIABLE: bool = true;

            #[inline(always)]
            unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
                let $value = &self;
                output.bytes.extend_from_slice($bytes);
                output.end_value(row);
                Ok(())
            }
        }
    };
}

variable_width!(String, "u", |text| text.as_bytes());
variable_width!(&str, "u", |text| text.as_bytes());
variable_width!(Vec<u8>, "z", |bytes| bytes);
variable_width!(&[u8], "z", |bytes| bytes);

impl<'a, T: Argument<'a>> Argument<'a> for Option<T> {
    const FORMAT: &'static str = T::FORMAT;
    const NULLABLE: bool = true;

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        if column.is_valid(row) {
            Some(T::read(column, row))
        } else {
            None
        }
    }
}

impl<T: Returned> Returned for Option<T> {
    const FORMAT: &'static str = T::FORMAT;
    const NULLABLE: bool = true;
    const VARIABLE: bool = T::VARIABLE;

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        match self {
            Some(value) => value.write(output, row),
            None => {
                T::write_null(output, row);
                Ok(())
            }
        }
    }
}

impl<T: Returned, E: ToString> Returned for Result<T, E> {
    const FORMAT: &'static str = T::FORMAT;
    const NULLABLE: bool = T::NULLABLE;
    const VARIABLE: bool = T::VARIABLE;

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        match self {
            Ok(value) => value.write(output, row),
            Err(error) => Err(error.to_string()),
        }
    }
}
