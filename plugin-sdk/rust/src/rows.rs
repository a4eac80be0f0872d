//! Rows of any columns, as a sink or a format gets them.

use crate::arrow::{ArrowArray, Column, Columns};
use crate::describe::Type;
use crate::fields::{Cell, Field, Kind};
use crate::json;
use crate::types::Argument;

/// What happens to a row, if a query changes rows that it has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Insert,
    /// A row that is about to be replaced.
    UpdateBefore,
    /// The one that replaces it.
    UpdateAfter,
    Delete,
}

/// Rows to be written.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    fields: &'a [Field],
    columns: Columns,
    change: Option<Column>,
    len: usize,
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    rows: Rows<'a>,
    number: usize,
}

impl<'a> Rows<'a> {
    /// # Safety
    /// The array has these columns, and perhaps one of changes.
    pub(crate) unsafe fn of(array: &ArrowArray, fields: &'a [Field]) -> Rows<'a> {
        let columns = array.columns();
        let changes = columns.len() > fields.len();
        Rows {
            fields,
            columns,
            change: if changes { Some(columns.get(fields.len())) } else { None },
            len: array.length as usize,
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn fields(&self) -> &'a [Field] {
        self.fields
    }

    pub(crate) fn get(&self, number: usize) -> Row<'a> {
        Row { rows: *self, number }
    }

    pub fn iter(&self) -> impl Iterator<Item = Row<'a>> + 'a {
        let rows = *self;
        (0..self.len).map(move |number| rows.get(number))
    }
}

impl<'a> Row<'a> {
    pub fn fields(&self) -> &'a [Field] {
        self.rows.fields
    }

    fn column(&self, column: usize) -> Column {
        assert!(column < self.rows.fields.len(), "there is no column {}", column);
        unsafe { self.rows.columns.get(column) }
    }

    /// The value of a column, whatever its type.
    ///
    /// # Panics
    /// If the column is one of lists, structs or maps.
    pub fn cell(&self, column: usize) -> Cell<'a> {
        let field = &self.rows.fields[column];
        assert!(!field.kind.is_nested(), "column '{}' is of {:?}", field.name, field.kind);
        unsafe { field.kind.read(&self.column(column), self.number) }
    }

    /// The value of a column, `None` if it is null.
    ///
    /// # Panics
    /// If the column has another type.
    pub fn get<T: Argument<'a>>(&self, column: usize) -> Option<T> {
        let field = &self.rows.fields[column];
        let fits = match T::TYPE {
            Type::Plain("u") => matches!(field.kind, Kind::Text | Kind::Json),
            Type::Plain(format) => Kind::of(format) == Some(field.kind),
            Type::Json => field.kind == Kind::Json,
            _ => false,
        };
        assert!(fits, "column '{}' is of {:?}", field.name, field.kind);
        let values = self.column(column);
        unsafe {
            if values.is_valid(self.number) {
                Some(T::read(&values, self.number))
            } else {
                None
            }
        }
    }

    /// What happens to it.
    pub fn change(&self) -> Change {
        let code = match &self.rows.change {
            Some(column) => unsafe { i8::read(column, self.number) },
            None => 0,
        };
        match code {
            1 => Change::UpdateBefore,
            2 => Change::UpdateAfter,
            3 => Change::Delete,
            _ => Change::Insert,
        }
    }

    /// Appends the row as a JSON object.
    pub fn write_json(&self, to: &mut String) {
        unsafe { json::object(self.rows.fields, self.rows.columns, self.number, to) };
    }
}
