//! Rows of any columns, as a sink gets them.

use crate::arrow::{ArrowArray, Column};
use crate::describe::Type;
use crate::json;
use crate::schema::ArrowSchema;
use crate::types::Argument;

/// A column that a sink gets, or what is inside of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: String,
    /// An Arrow format string: `l` is BIGINT, `u` TEXT, and so on.
    pub format: String,
    pub nullable: bool,
    /// Whether the texts are JSON documents.
    pub json: bool,
    /// What a list, a struct or a map consists of, as Arrow has it.
    pub inside: Vec<Field>,
}

impl Field {
    pub(crate) fn of(schema: &ArrowSchema) -> Field {
        Field {
            name: schema.name().to_owned(),
            format: schema.format().to_owned(),
            nullable: schema.nullable(),
            json: schema.is_json(),
            inside: Field::all(schema),
        }
    }

    /// What something consists of.
    pub(crate) fn all(schema: &ArrowSchema) -> Vec<Field> {
        schema.children().into_iter().map(Field::of).collect()
    }
}

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
pub struct Rows<'a> {
    fields: &'a [Field],
    columns: Vec<Column>,
    change: Option<Column>,
    len: usize,
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    rows: &'a Rows<'a>,
    number: usize,
}

impl<'a> Rows<'a> {
    /// # Safety
    /// The array has these columns, and perhaps one of changes.
    pub(crate) unsafe fn of(array: &ArrowArray, fields: &'a [Field]) -> Rows<'a> {
        let mut left = array.columns();
        let columns = fields.iter().map(|_| left.next()).collect();
        let change = if left.len() > 0 { Some(left.next()) } else { None };
        Rows {
            fields,
            columns,
            change,
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

    pub fn iter(&'a self) -> impl Iterator<Item = Row<'a>> + 'a {
        (0..self.len).map(move |number| Row { rows: self, number })
    }
}

impl<'a> Row<'a> {
    /// The value of a column, `None` if it is null.
    ///
    /// # Panics
    /// If the column has another type.
    pub fn get<T: Argument<'a>>(&self, column: usize) -> Option<T> {
        let field = &self.rows.fields[column];
        let fits = match T::TYPE {
            Type::Plain(format) => *format == field.format,
            Type::Json => field.json,
            _ => false,
        };
        assert!(fits, "column '{}' is of the type '{}'", field.name, field.format);
        let values = &self.rows.columns[column];
        unsafe {
            if values.is_valid(self.number) {
                Some(T::read(values, self.number))
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
        let columns = self.rows.fields.iter().zip(&self.rows.columns);
        unsafe { json::object(columns, self.number, to) };
    }
}
