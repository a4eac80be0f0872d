//! Rows whose columns are a table's: what they are is known when the plugin runs.

use super::document;
use crate::arrow::{bit, ArrowArray, Column, Columns};
use crate::growing::Growing;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// False if the table is declared to have no nulls there.
    pub nullable: bool,
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
}

/// A value. Times and decimals are the integers that their kind says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Null,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// The C struct of the same name.
#[repr(C)]
pub struct ArrowSchema {
    format: *const u8,
    name: *const u8,
    metadata: *const u8,
    flags: i64,
    child_count: i64,
    children: *const *const ArrowSchema,
}

const FLAG_NULLABLE: i64 = 2;

unsafe fn text<'a>(start: *const u8) -> &'a str {
    let mut length = 0;
    while *start.add(length) != 0 {
        length += 1;
    }
    std::str::from_utf8_unchecked(std::slice::from_raw_parts(start, length))
}

impl ArrowSchema {
    /// The columns of a batch.
    ///
    /// # Safety
    /// This is the schema of one, as the host made it.
    pub(crate) unsafe fn fields(&self) -> Result<Vec<Field>, String> {
        let columns = (0..self.child_count as usize).map(|i| &**self.children.add(i));
        columns.map(|column| column.field()).collect()
    }

    unsafe fn field(&self) -> Result<Field, String> {
        let name = text(self.name).to_owned();
        let format = text(self.format);
        // Of what the host says besides the type, only JSON is a type to SQL.
        let kind = match format {
            "u" if !self.metadata.is_null() => Some(Kind::Json),
            _ => Kind::of(format),
        };
        match kind {
            Some(kind) => Ok(Field {
                name,
                kind,
                nullable: self.flags & FLAG_NULLABLE != 0,
            }),
            None => Err(format!("column '{}' is an array, a struct or a map", name)),
        }
    }
}

impl Kind {
    fn of(format: &str) -> Option<Kind> {
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
            _ => {
                let (precision, scale) = format.strip_prefix("d:")?.split_once(',')?;
                Kind::Decimal {
                    precision: precision.parse().ok()?,
                    scale: scale.parse().ok()?,
                }
            }
        })
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

    fn growing(self) -> Growing {
        match self {
            Kind::Text | Kind::Json | Kind::Bytes => Growing::with_offsets(Vec::new()),
            _ => Growing::default(),
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
                Kind::Boolean | Kind::F32 | Kind::F64 | Kind::Text | Kind::Json | Kind::Bytes,
                _,
            ) => false,
            (_, Cell::Integer(value)) => {
                let (least, most) = self.range();
                (least..=most).contains(value)
            }
            _ => false,
        }
    }

    fn push(self, cell: &Cell, column: &mut Growing) {
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
    /// The column is of this kind and has this row.
    unsafe fn read<'a>(self, column: &Column, row: usize) -> Cell<'a> {
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
            Kind::Text | Kind::Json => Cell::Text(<&str as crate::Argument>::read(column, row)),
            Kind::Bytes => Cell::Bytes(<&[u8] as crate::Argument>::read(column, row)),
            Kind::Decimal { .. } => Cell::Integer(fixed(column, row)),
            _ => Cell::Integer(fixed::<i64>(column, row).into()),
        }
    }
}

/// A row of a batch.
pub struct Row<'a> {
    pub(crate) fields: &'a [Field],
    pub(crate) columns: Columns,
    pub(crate) row: usize,
}

impl<'a> Row<'a> {
    pub fn fields(&self) -> &'a [Field] {
        self.fields
    }

    /// The value of a column.
    pub fn get(&self, column: usize) -> Cell<'a> {
        let kind = self.fields[column].kind;
        unsafe { kind.read(&self.columns.get(column), self.row) }
    }
}

#[derive(Clone, Copy)]
enum Stored {
    Null,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    Text(usize, usize),
    Bytes(usize, usize),
}

/// Rows that are being made of a record. None of them counts if the record is rejected.
pub struct NewRows<'a> {
    fields: &'a [Field],
    made: &'a mut MadeRows,
}

/// What was made of a record, and how much of it the host has been given.
pub(crate) struct MadeRows {
    cells: Vec<Stored>,
    bytes: Vec<u8>,
    rows: usize,
    given: usize,
}

impl NewRows<'_> {
    pub fn fields(&self) -> &[Field] {
        self.fields
    }

    /// Sets a column of the row that is being made. One that is not set is null.
    pub fn set(&mut self, column: usize, value: Cell) -> Result<(), String> {
        let field = &self.fields[column];
        if !field.kind.takes(&value) {
            return Err(format!(
                "column '{}': {:?} does not fit {:?}",
                field.name, value, field.kind
            ));
        }
        let made = &mut *self.made;
        let place = made.rows * self.fields.len() + column;
        made.cells[place] = match value {
            Cell::Null => Stored::Null,
            Cell::Boolean(value) => Stored::Boolean(value),
            Cell::Integer(value) => Stored::Integer(value),
            Cell::Float(value) => Stored::Float(value),
            Cell::Text(text) => Stored::Text(made.bytes.len(), made.keep(text.as_bytes())),
            Cell::Bytes(bytes) => Stored::Bytes(made.bytes.len(), made.keep(bytes)),
        };
        Ok(())
    }

    /// Completes the row, and begins with the next.
    pub fn end_row(&mut self) {
        self.made.rows += 1;
        self.made.open(self.fields.len());
    }
}

impl MadeRows {
    pub(crate) const EMPTY: MadeRows = MadeRows {
        cells: Vec::new(),
        bytes: Vec::new(),
        rows: 0,
        given: 0,
    };

    /// Begins with a record.
    pub(crate) fn begin<'a>(&'a mut self, fields: &'a [Field]) -> NewRows<'a> {
        self.clear();
        self.open(fields.len());
        NewRows { fields, made: self }
    }

    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.bytes.clear();
        self.rows = 0;
        self.given = 0;
    }

    fn open(&mut self, columns: usize) {
        self.cells.resize((self.rows + 1) * columns, Stored::Null);
    }

    fn keep(&mut self, bytes: &[u8]) -> usize {
        self.bytes.extend_from_slice(bytes);
        self.bytes.len()
    }

    /// Appends the next row to columns, if there is one.
    pub(crate) fn give(&mut self, fields: &[Field], columns: &mut [Growing]) -> bool {
        if self.given == self.rows {
            return false;
        }
        for (i, field) in fields.iter().enumerate() {
            let cell = match self.cells[self.given * fields.len() + i] {
                Stored::Null => Cell::Null,
                Stored::Boolean(value) => Cell::Boolean(value),
                Stored::Integer(value) => Cell::Integer(value),
                Stored::Float(value) => Cell::Float(value),
                Stored::Text(start, end) => {
                    Cell::Text(unsafe { std::str::from_utf8_unchecked(&self.bytes[start..end]) })
                }
                Stored::Bytes(start, end) => Cell::Bytes(&self.bytes[start..end]),
            };
            field.kind.push(&cell, &mut columns[i]);
        }
        self.given += 1;
        true
    }
}

pub(crate) fn columns_of(fields: &[Field]) -> Vec<Growing> {
    fields.iter().map(|field| field.kind.growing()).collect()
}

/// The only text of a batch that the host made.
///
/// # Safety
/// It is one.
pub(crate) unsafe fn only_text(batch: &ArrowArray) -> &str {
    <&str as crate::Argument>::read(&batch.columns().next(), 0)
}
