//! Columns of tables, whose types are known when the plugin runs.

use crate::arrow::{bit, Column};
use crate::document;
use crate::growing::Growing;
use crate::schema::ArrowSchema;
use crate::types::Argument;

/// A column of a table, or what is inside of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// False if the table is declared to have no nulls there.
    pub nullable: bool,
    /// What a list, a struct or a map consists of, as Arrow has it.
    pub inside: Vec<Field>,
}

/// What values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Boolean,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
    Text,
    Json,
    Bytes,
    /// Days since 1970-01-01.
    Date,
    /// Microseconds since midnight.
    Time,
    /// Microseconds since 1970-01-01, without time zone.
    Timestamp,
    /// Microseconds since 1970-01-01 UTC.
    TimestampUtc,
    /// Nanoseconds since 1970-01-01, without time zone.
    TimestampNanos,
    /// Microseconds.
    Duration,
    Months,
    /// The value times ten to the power of the scale.
    Decimal { precision: u8, scale: u8 },
    List,
    Struct,
    Map,
}

/// A value of a column that is no list, struct or map. Times and decimals are the integers that
/// their kind says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Null,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl Field {
    fn of(schema: &ArrowSchema) -> Field {
        let kind = if schema.is_json() { Some(Kind::Json) } else { Kind::of(schema.format()) };
        Field {
            name: schema.name().to_owned(),
            kind: kind.expect("a type of this version"),
            nullable: schema.nullable(),
            inside: Field::all(schema),
        }
    }

    /// What something consists of.
    pub(crate) fn all(schema: &ArrowSchema) -> Vec<Field> {
        schema.children().into_iter().map(Field::of).collect()
    }
}

impl Kind {
    /// That of an Arrow format string.
    pub(crate) fn of(format: &str) -> Option<Kind> {
        Some(match format {
            "b" => Kind::Boolean,
            "c" => Kind::I8,
            "C" => Kind::U8,
            "s" => Kind::I16,
            "S" => Kind::U16,
            "i" => Kind::I32,
            "I" => Kind::U32,
            "l" => Kind::I64,
            "L" => Kind::U64,
            "f" => Kind::F32,
            "g" => Kind::F64,
            "u" => Kind::Text,
            "z" => Kind::Bytes,
            "tdD" => Kind::Date,
            "ttu" => Kind::Time,
            "tsu:" => Kind::Timestamp,
            "tsu:UTC" => Kind::TimestampUtc,
            "tsn:" => Kind::TimestampNanos,
            "tDu" => Kind::Duration,
            "tiM" => Kind::Months,
            "+l" => Kind::List,
            "+s" => Kind::Struct,
            "+m" => Kind::Map,
            _ => {
                let (precision, scale) = format.strip_prefix("d:")?.split_once(',')?;
                Kind::Decimal {
                    precision: precision.parse().ok()?,
                    scale: scale.parse().ok()?,
                }
            }
        })
    }

    /// Whether values consist of others.
    pub fn is_nested(self) -> bool {
        matches!(self, Kind::List | Kind::Struct | Kind::Map)
    }

    /// The least and the greatest integer that a value may be.
    pub(crate) fn range(self) -> (i128, i128) {
        match self {
            Kind::I8 => (i8::MIN.into(), i8::MAX.into()),
            Kind::U8 => (0, u8::MAX.into()),
            Kind::I16 => (i16::MIN.into(), i16::MAX.into()),
            Kind::U16 => (0, u16::MAX.into()),
            Kind::I32 | Kind::Date | Kind::Months => (i32::MIN.into(), i32::MAX.into()),
            Kind::U32 => (0, u32::MAX.into()),
            Kind::U64 => (0, u64::MAX.into()),
            Kind::Time => (0, 86_400_000_000 - 1),
            Kind::Decimal { precision, .. } => {
                let most = 10i128.pow(precision.into()) - 1;
                (-most, most)
            }
            _ => (i64::MIN.into(), i64::MAX.into()),
        }
    }

    /// Whether a value fits.
    pub(crate) fn takes(self, cell: &Cell) -> bool {
        match (self, cell) {
            (_, Cell::Null) | (Kind::Boolean, Cell::Boolean(_)) => true,
            (Kind::F32 | Kind::F64, Cell::Float(_)) => true,
            (Kind::Text, Cell::Text(_)) => true,
            (Kind::Json, Cell::Text(text)) => document::is_json(text),
            (Kind::Bytes, Cell::Bytes(_)) => true,
            (
                Kind::Boolean | Kind::F32 | Kind::F64 | Kind::Text | Kind::Json | Kind::Bytes
                | Kind::List | Kind::Struct | Kind::Map,
                _,
            ) => false,
            (_, Cell::Integer(value)) => {
                let (least, most) = self.range();
                (least..=most).contains(value)
            }
            _ => false,
        }
    }

    /// An empty column, not of lists, structs or maps.
    pub(crate) fn growing(self) -> Growing {
        match self {
            Kind::Text | Kind::Json | Kind::Bytes => Growing::with_offsets(Vec::new()),
            _ => Growing::default(),
        }
    }

    pub(crate) fn push(self, cell: &Cell, column: &mut Growing) {
        let valid = *cell != Cell::Null;
        let integer = if let Cell::Integer(value) = cell { *value } else { 0 };
        let float = if let Cell::Float(value) = cell { *value } else { 0.0 };
        match self {
            Kind::Boolean => column.push_bit(*cell == Cell::Boolean(true), valid),
            Kind::I8 | Kind::U8 => column.push_fixed(integer as u8, valid),
            Kind::I16 | Kind::U16 => column.push_fixed(integer as u16, valid),
            Kind::I32 | Kind::U32 | Kind::Date | Kind::Months => {
                column.push_fixed(integer as u32, valid)
            }
            Kind::F32 => column.push_fixed(float as f32, valid),
            Kind::F64 => column.push_fixed(float, valid),
            Kind::Text | Kind::Json | Kind::Bytes => column.push_bytes(
                match cell {
                    Cell::Text(text) => text.as_bytes(),
                    Cell::Bytes(bytes) => bytes,
                    _ => &[],
                },
                valid,
            ),
            Kind::Decimal { .. } => column.push_fixed(integer, valid),
            _ => column.push_fixed(integer as u64, valid),
        }
    }

    /// # Safety
    /// The column is of this kind, which is no list, struct or map, and has this row.
    pub(crate) unsafe fn read<'a>(self, column: &Column, row: usize) -> Cell<'a> {
        unsafe fn fixed<T: Copy>(column: &Column, row: usize) -> T {
            (column.values as *const T).add(row).read_unaligned()
        }
        if !column.is_valid(row) {
            return Cell::Null;
        }
        match self {
            Kind::Boolean => Cell::Boolean(bit(column.values, row)),
            Kind::I8 => Cell::Integer(fixed::<i8>(column, row).into()),
            Kind::U8 => Cell::Integer(fixed::<u8>(column, row).into()),
            Kind::I16 => Cell::Integer(fixed::<i16>(column, row).into()),
            Kind::U16 => Cell::Integer(fixed::<u16>(column, row).into()),
            Kind::I32 | Kind::Date | Kind::Months => {
                Cell::Integer(fixed::<i32>(column, row).into())
            }
            Kind::U32 => Cell::Integer(fixed::<u32>(column, row).into()),
            Kind::U64 => Cell::Integer(fixed::<u64>(column, row).into()),
            Kind::F32 => Cell::Float(fixed::<f32>(column, row).into()),
            Kind::F64 => Cell::Float(fixed(column, row)),
            Kind::Text | Kind::Json => Cell::Text(<&str>::read(column, row)),
            Kind::Bytes => Cell::Bytes(<&[u8]>::read(column, row)),
            Kind::Decimal { .. } => Cell::Integer(fixed(column, row)),
            _ => Cell::Integer(fixed::<i64>(column, row).into()),
        }
    }
}
