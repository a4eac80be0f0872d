//! Table functions: rows are made until the host has as many as it asks for.

use crate::arrow::ArrowArray;
use crate::exports;
use crate::growing::Growing;
use std::cell::UnsafeCell;

const DONE: i32 = 0;
const AGAIN: i32 = 2;
/// Of a call: the host takes no more than a few times as much.
const BYTES_MAX: usize = 1 << 20;

/// Appends the next row that is made of a row of arguments, if there is one.
pub type Rows = Box<dyn FnMut(&mut [Growing]) -> bool>;

struct State {
    /// The next row of arguments, and what is left of the one before.
    next: usize,
    rows: Option<Rows>,
    /// What the host is given: which row of arguments each row is made of, and the columns.
    origins: Growing,
    columns: Vec<Growing>,
}

/// Where a table function is in a batch.
pub struct Table(UnsafeCell<State>);

// A guest has one thread.
unsafe impl Sync for Table {}

impl Table {
    /// At the beginning.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const NEW: Table = Table(UnsafeCell::new(State {
        next: 0,
        rows: None,
        origins: Growing::EMPTY,
        columns: Vec::new(),
    }));

    /// Makes the next rows of a batch.
    ///
    /// # Safety
    /// The arrays are as the host made them, the columns as the description has them.
    pub unsafe fn make(
        &self,
        input: &ArrowArray,
        output: &mut ArrowArray,
        columns: Vec<Growing>,
        start: impl Fn(usize) -> Result<Rows, String>,
    ) -> i32 {
        exports::start();
        let state = &mut *self.0.get();
        state.origins = Growing::default();
        state.columns = columns;
        match state.fill(input.length as usize, output.length as usize, start) {
            Ok(code) => {
                state.give(output);
                code
            }
            Err(message) => {
                let row = std::mem::take(&mut state.next);
                exports::fail(row, message)
            }
        }
    }
}

impl State {
    fn fill(
        &mut self,
        rows: usize,
        most: usize,
        start: impl Fn(usize) -> Result<Rows, String>,
    ) -> Result<i32, String> {
        while self.origins.len() < most && self.bytes() < BYTES_MAX {
            if let Some(next) = &mut self.rows {
                if next(&mut self.columns) {
                    self.origins.push_fixed(self.next as i32 - 1, true);
                } else {
                    self.rows = None;
                }
            } else if self.next < rows {
                self.rows = Some(start(self.next)?);
                self.next += 1;
            } else {
                self.next = 0;
                return Ok(DONE);
            }
        }
        Ok(AGAIN)
    }

    fn bytes(&self) -> usize {
        self.columns.iter().map(Growing::bytes).sum()
    }

    unsafe fn give(&self, output: &mut ArrowArray) {
        let columns = std::iter::once(&self.origins).chain(&self.columns);
        output.give(columns, self.origins.len());
    }
}

/// Makes a table function: its body gives an iterator of tuples, a row each. With `try fn` it gives
/// a `Result` of one, and an error fails the query.
#[macro_export]
macro_rules! table {
    ($(#[$meta:meta])* fn $name:ident $arguments:tt -> $columns:tt $body:block) => {
        $crate::table_function! {
            $name $arguments $columns (Ok::<_, std::convert::Infallible>((move || $body)()))
        }
    };
    ($(#[$meta:meta])* try fn $name:ident $arguments:tt -> $columns:tt $body:block) => {
        $crate::table_function! { $name $arguments $columns ((move || $body)()) }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! table_function {
    (
        $name:ident
        ($first:ident : $first_type:ty $(, $arg:ident : $type:ty)* $(,)?)
        ($first_column:ident : $first_column_type:ty
            $(, $column:ident : $column_type:ty)* $(,)?)
        ($rows:expr)
    ) => {
        const _: () = {
            use $crate::describe::Part::{Text, Type};
            const STRICT: bool = !(<$first_type as $crate::Argument>::NULLABLE
                $(|| <$type as $crate::Argument>::NULLABLE)*);
            const VARIADIC: bool = <$first_type as $crate::Argument>::VARIADIC
                $(|| <$type as $crate::Argument>::VARIADIC)*;
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"functions\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_table_"),
                Text(stringify!($name)),
                Text("\",\"kind\":\"table\","),
                $crate::described_arguments!(STRICT, $first: $first_type $(, $arg: $type)*),
                Text(",\"columns\":[{\"name\":\""),
                Text(stringify!($first_column)),
                Text("\","),
                Type(<$first_column_type as $crate::Value>::TYPE),
                Text(",\"nullable\":"),
                Text($crate::describe::boolean(
                    <$first_column_type as $crate::Value>::NULLABLE,
                )),
                $(
                    Text("},{\"name\":\""),
                    Text(stringify!($column)),
                    Text("\","),
                    Type(<$column_type as $crate::Value>::TYPE),
                    Text(",\"nullable\":"),
                    Text($crate::describe::boolean(<$column_type as $crate::Value>::NULLABLE)),
                )*
                Text("}],\"nulls\":\""),
                Text($crate::describe::nulls(STRICT)),
                Text("\",\"variadic\":"),
                Text($crate::describe::boolean(VARIADIC)),
                Text("}]}\n"),
            ];
            $crate::describe_section!(PARTS);

            #[export_name = concat!("wadi_table_", stringify!($name))]
            unsafe extern "C" fn batch(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                static TABLE: $crate::Table = $crate::Table::NEW;
                let mut columns = (*input).columns();
                let $first = <$first_type as $crate::Argument>::column(&mut columns);
                $(let $arg = <$type as $crate::Argument>::column(&mut columns);)*
                let made = vec![
                    <$first_column_type as $crate::Value>::growing(),
                    $(<$column_type as $crate::Value>::growing(),)*
                ];
                TABLE.make(&*input, &mut *output, made, |row| {
                    let $first = <$first_type as $crate::Argument>::read(&$first, row);
                    $(let $arg = <$type as $crate::Argument>::read(&$arg, row);)*
                    let rows = $rows.map_err(|error| error.to_string())?;
                    let mut rows = IntoIterator::into_iter(rows);
                    Ok(Box::new(move |columns: &mut [$crate::Growing]| {
                        let row: Option<($first_column_type, $($column_type,)*)> = rows.next();
                        let mut columns = columns.iter_mut();
                        row.map(|($first_column, $($column,)*)| {
                            $crate::Value::push($first_column, columns.next().unwrap());
                            $($crate::Value::push($column, columns.next().unwrap());)*
                        })
                        .is_some()
                    }))
                })
            }
        };
    };
}
