//! Which Rust type is which SQL type.

use crate::arrow::{bit, Column, Columns, Output};
use crate::describe::Type;
use crate::growing::Growing;

/// A type that a function can take.
pub trait Argument<'a>: Sized {
    /// How the description has it.
    const TYPE: &'static Type;
    /// Whether the function sees nulls.
    const NULLABLE: bool = false;
    /// Whether it is all arguments from here to the last.
    const VARIADIC: bool = false;

    /// The argument's column, of those that are left.
    ///
    /// # Safety
    /// It is there.
    #[inline(always)]
    unsafe fn column(columns: &mut Columns) -> Column {
        columns.next()
    }

    /// # Safety
    /// The column is of this type and has this row, which is not null.
    unsafe fn read(column: &Column, row: usize) -> Self;
}

/// A type of values that results consist of.
pub trait Value: Sized {
    /// How the description has it.
    const TYPE: &'static Type;
    /// Whether a value may be null.
    const NULLABLE: bool = false;
    /// Whether values differ in length.
    const OFFSETS: bool = false;

    /// Columns for what a list or struct consists of.
    fn inside() -> Vec<Growing> {
        Vec::new()
    }

    /// # Safety
    /// The output is of this type and has this row.
    unsafe fn write(self, output: &mut Output, row: usize);

    /// # Safety
    /// The output is of this type and has this row.
    unsafe fn write_null(output: &mut Output, row: usize);

    /// A column of such values inside of a list or struct.
    fn growing() -> Growing {
        let inside = Self::inside();
        if Self::OFFSETS {
            Growing::with_offsets(inside)
        } else {
            Growing::with(inside)
        }
    }

    /// Appends a value to a column inside of a list or struct.
    fn push(self, to: &mut Growing);

    fn push_null(to: &mut Growing);
}

/// A type that a function can return.
pub trait Returned: Sized {
    /// How the description has it.
    const TYPE: &'static Type;
    /// Whether the result may be null.
    const NULLABLE: bool;
    /// Whether values differ in length.
    const OFFSETS: bool;

    /// Columns for what a list or struct consists of.
    fn inside() -> Vec<Growing>;

    /// # Safety
    /// The output is of this type and has this row.
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String>;

    /// # Safety
    /// The output is of this type and has this row.
    unsafe fn write_null(output: &mut Output, row: usize);
}

impl<T: Value> Returned for T {
    const TYPE: &'static Type = T::TYPE;
    const NULLABLE: bool = T::NULLABLE;
    const OFFSETS: bool = T::OFFSETS;

    fn inside() -> Vec<Growing> {
        T::inside()
    }

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        Value::write(self, output, row);
        Ok(())
    }

    #[inline(always)]
    unsafe fn write_null(output: &mut Output, row: usize) {
        T::write_null(output, row);
    }
}

impl<T: Value, E: ToString> Returned for Result<T, E> {
    const TYPE: &'static Type = T::TYPE;
    const NULLABLE: bool = T::NULLABLE;
    const OFFSETS: bool = T::OFFSETS;

    fn inside() -> Vec<Growing> {
        T::inside()
    }

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) -> Result<(), String> {
        match self {
            Ok(value) => {
                Value::write(value, output, row);
                Ok(())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    #[inline(always)]
    unsafe fn write_null(output: &mut Output, row: usize) {
        T::write_null(output, row);
    }
}

/// A value of fixed width in a result.
macro_rules! fixed_width_value {
    ($zero:expr) => {
        #[inline(always)]
        unsafe fn write(self, output: &mut Output, row: usize) {
            output.set(row, self);
        }

        #[inline(always)]
        unsafe fn write_null(output: &mut Output, row: usize) {
            output.set_null(row);
        }

        fn push(self, to: &mut Growing) {
            to.push_fixed(self, true);
        }

        fn push_null(to: &mut Growing) {
            let zero: Self = $zero;
            to.push_fixed(zero, false);
        }
    };
}

macro_rules! fixed_width {
    ($type:ty, $format:literal, $zero:expr) => {
        impl<'a> Argument<'a> for $type {
            const TYPE: &'static Type = &Type::Plain($format);

            #[inline(always)]
            unsafe fn read(column: &Column, row: usize) -> Self {
                (column.values as *const Self).add(row).read_unaligned()
            }
        }

        impl Value for $type {
            const TYPE: &'static Type = &Type::Plain($format);

            fixed_width_value!($zero);
        }
    };
}

macro_rules! newtype {
    ($(#[$meta:meta])* $name:ident, $value:ty, $format:literal) => {
        $(#[$meta])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $value);

        fixed_width!($name, $format, $name(0));
    };
}

fixed_width!(i8, "c", 0);
fixed_width!(u8, "C", 0);
fixed_width!(i16, "s", 0);
fixed_width!(u16, "S", 0);
fixed_width!(i32, "i", 0);
fixed_width!(u32, "I", 0);
fixed_width!(i64, "l", 0);
fixed_width!(u64, "L", 0);
fixed_width!(f32, "f", 0.0);
fixed_width!(f64, "g", 0.0);

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
    const TYPE: &'static Type = &Type::Plain(Self::FORMAT);

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        (column.values as *const Self).add(row).read_unaligned()
    }
}

impl<const P: u8, const S: u8> Value for Decimal<P, S> {
    const TYPE: &'static Type = &Type::Plain(Self::FORMAT);

    fixed_width_value!(Decimal::<P, S>(0));
}

impl<'a> Argument<'a> for bool {
    const TYPE: &'static Type = &Type::Plain("b");

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        bit(column.values, row)
    }
}

impl Value for bool {
    const TYPE: &'static Type = &Type::Plain("b");

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) {
        output.set_bit(row, self);
    }

    #[inline(always)]
    unsafe fn write_null(output: &mut Output, row: usize) {
        output.set_null(row);
    }

    fn push(self, to: &mut Growing) {
        to.push_bit(self, true);
    }

    fn push_null(to: &mut Growing) {
        to.push_bit(false, false);
    }
}

impl<'a> Argument<'a> for &'a [u8] {
    const TYPE: &'static Type = &Type::Plain("z");

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        let (start, end) = column.range(row);
        if start == end {
            return &[]; // the pointer may be null
        }
        std::slice::from_raw_parts(column.bytes.add(start), end - start)
    }
}

impl<'a> Argument<'a> for &'a str {
    const TYPE: &'static Type = &Type::Plain("u");

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        // The host gives valid UTF-8 only.
        std::str::from_utf8_unchecked(<&[u8]>::read(column, row))
    }
}

/// Types that are read like another and then copied.
macro_rules! owned_argument {
    ($type:ty, $borrowed:ty) => {
        impl<'a> Argument<'a> for $type {
            const TYPE: &'static Type = <$borrowed as Argument>::TYPE;

            #[inline(always)]
            unsafe fn read(column: &Column, row: usize) -> Self {
                <$borrowed>::read(column, row).to_owned()
            }
        }
    };
}

owned_argument!(String, &'a str);
owned_argument!(Vec<u8>, &'a [u8]);

macro_rules! variable_width {
    ($type:ty, $format:literal, |$value:ident| $bytes:expr) => {
        impl Value for $type {
            const TYPE: &'static Type = &Type::Plain($format);

            variable_width_value!(|$value| $bytes, b"");
        }
    };
}

macro_rules! variable_width_value {
    (|$value:ident| $bytes:expr, $empty:expr) => {
        const OFFSETS: bool = true;

        #[inline(always)]
        unsafe fn write(self, output: &mut Output, row: usize) {
            let $value = &self;
            output.bytes.extend_from_slice($bytes);
            output.end_value(row);
        }

        #[inline(always)]
        unsafe fn write_null(output: &mut Output, row: usize) {
            output.set_null(row);
            output.end_value(row);
        }

        fn push(self, to: &mut Growing) {
            let $value = &self;
            to.push_bytes($bytes, true);
        }

        fn push_null(to: &mut Growing) {
            to.push_bytes($empty, false);
        }
    };
}

variable_width!(String, "u", |text| text.as_bytes());
variable_width!(&str, "u", |text| text.as_bytes());
variable_width!(Vec<u8>, "z", |bytes| bytes);
variable_width!(&[u8], "z", |bytes| bytes);

/// JSON: a text that is a JSON document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

impl<'a, T: Argument<'a> + AsRef<str>> Argument<'a> for Json<T> {
    const TYPE: &'static Type = &Type::Json;

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        Json(T::read(column, row))
    }
}

impl<T: AsRef<str>> Value for Json<T> {
    const TYPE: &'static Type = &Type::Json;

    variable_width_value!(|json| json.0.as_ref().as_bytes(), b"");
}

impl<'a, T: Argument<'a>> Argument<'a> for Option<T> {
    const TYPE: &'static Type = T::TYPE;
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

impl<T: Value> Value for Option<T> {
    const TYPE: &'static Type = T::TYPE;
    const NULLABLE: bool = true;
    const OFFSETS: bool = T::OFFSETS;

    fn inside() -> Vec<Growing> {
        T::inside()
    }

    #[inline(always)]
    unsafe fn write(self, output: &mut Output, row: usize) {
        match self {
            Some(value) => value.write(output, row),
            None => T::write_null(output, row),
        }
    }

    #[inline(always)]
    unsafe fn write_null(output: &mut Output, row: usize) {
        T::write_null(output, row);
    }

    fn push(self, to: &mut Growing) {
        match self {
            Some(value) => value.push(to),
            None => T::push_null(to),
        }
    }

    fn push_null(to: &mut Growing) {
        T::push_null(to);
    }
}
