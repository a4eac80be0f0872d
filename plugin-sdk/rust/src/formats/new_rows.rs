//! Rows on their way from a record to the host.

use crate::fields::{Cell, Field};
use crate::growing::Growing;

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
