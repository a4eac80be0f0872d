//! Formats: records become rows, and rows records.

mod new_rows;

pub use new_rows::NewRows;

use crate::arrow::ArrowArray;
use crate::exports;
use crate::fields::Field;
use crate::growing::Growing;
use crate::options::{self, Options};
use crate::rejected::Rejected;
use crate::rows::{Row, Rows};
use crate::schema::ArrowSchema;
use crate::types::Argument;
use new_rows::MadeRows;
use std::cell::UnsafeCell;

const DONE: i32 = 0;
const AGAIN: i32 = 2;
/// Of a call: the host takes no more than a few times as much.
const BYTES_MAX: usize = 1 << 20;

/// A format as a table has it.
pub trait Format: Sized {
    /// What a table may say besides: a struct that `options!` makes, or `()`.
    type Options: Options;

    /// Prepares for a table, which has these columns, or says why not.
    fn open(columns: &[Field], options: Self::Options) -> Result<Self, String>;
}

/// A format that can be read.
pub trait Decode: Format {
    /// Makes rows of a record: sets columns of a row and ends it, any number of times. An error
    /// rejects the record.
    fn decode(&mut self, record: &[u8], rows: &mut NewRows) -> Result<(), String>;
}

/// A format that can be written.
pub trait Encode: Format {
    /// Appends the record of a row. An error rejects the row.
    fn encode(&mut self, row: &Row, record: &mut Vec<u8>) -> Result<(), String>;
}

struct State<F> {
    format: Option<F>,
    fields: Vec<Field>,
    /// The next record, and what was made of the one before.
    next: usize,
    made: MadeRows,
    rejected: Option<Rejected>,
    /// What the host is given: which record each row is made of, and the columns.
    origins: Growing,
    columns: Vec<Growing>,
}

/// A format that is in use.
pub struct Opened<F>(UnsafeCell<State<F>>);

// A guest has one thread.
unsafe impl<F> Sync for Opened<F> {}

impl<F: Format> Opened<F> {
    /// Not opened yet.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const NEW: Opened<F> = Opened(UnsafeCell::new(State {
        format: None,
        fields: Vec::new(),
        next: 0,
        made: MadeRows::EMPTY,
        rejected: None,
        origins: Growing::EMPTY,
        columns: Vec::new(),
    }));

    /// # Safety
    /// The batch and the schema are as the host made them.
    pub unsafe fn open(&self, options: &ArrowArray, columns: &ArrowSchema) -> i32 {
        exports::start();
        let state = &mut *self.0.get();
        match state.open(<&str>::read(&options.columns().next(), 0), columns) {
            Ok(()) => DONE,
            Err(message) => exports::fail_all(message),
        }
    }

    /// Makes the next rows of a batch of records.
    ///
    /// # Safety
    /// The arrays are as the host made them for the columns that it opened the format with.
    pub unsafe fn decode(&self, input: &ArrowArray, output: &mut ArrowArray) -> i32
    where
        F: Decode,
    {
        exports::start();
        let state = &mut *self.0.get();
        state.origins = Growing::default();
        state.columns = state.fields.iter().map(|field| field.kind.growing()).collect();
        let code = state.fill(input, output.length as usize);
        state.give(output);
        code
    }

    /// Makes a record of each row.
    ///
    /// # Safety
    /// The arrays are as the host made them for the columns that it opened the format with.
    pub unsafe fn encode(&self, input: &ArrowArray, output: &mut ArrowArray) -> i32
    where
        F: Encode,
    {
        exports::start();
        let state = &mut *self.0.get();
        let rows = Rows::of(input, &state.fields);
        let format = state.format.as_mut().expect("the format is not open");
        output.fill_bytes(|row, record| format.encode(&rows.get(row), record))
    }
}

impl<F: Format> State<F> {
    unsafe fn open(&mut self, options: &str, columns: &ArrowSchema) -> Result<(), String> {
        self.fields = Field::all(columns);
        if let Some(field) = self.fields.iter().find(|field| field.kind.is_nested()) {
            return Err(format!("column '{}' is {}", field.name, field.kind.name()));
        }
        self.format = Some(F::open(&self.fields, options::parse(options))?);
        Ok(())
    }

    unsafe fn fill(&mut self, input: &ArrowArray, most: usize) -> i32
    where
        F: Decode,
    {
        let records = input.columns().next();
        let format = self.format.as_mut().expect("the format is not open");
        while self.origins.len() < most && bytes(&self.columns) < BYTES_MAX {
            if self.made.give(&self.fields, &mut self.columns) {
                self.origins.push_fixed(self.next as i32 - 1, true);
            } else if self.next < input.length as usize {
                let record = <&[u8]>::read(&records, self.next);
                let mut rows = self.made.begin(&self.fields);
                if let Err(message) = format.decode(record, &mut rows) {
                    self.made.clear();
                    Rejected::add(&mut self.rejected, self.next, &message);
                }
                self.next += 1;
            } else {
                self.next = 0;
                return self.rejected.take().map_or(DONE, Rejected::report);
            }
        }
        AGAIN
    }

    unsafe fn give(&self, output: &mut ArrowArray) {
        output.length = self.origins.len() as i64;
        (**output.children).point_at(&self.origins);
        for (i, column) in self.columns.iter().enumerate() {
            (**output.children.add(i + 1)).point_at(column);
        }
    }
}

fn bytes(columns: &[Growing]) -> usize {
    columns.iter().map(Growing::bytes).sum()
}

/// Makes a format of a type that is a `Format` and `Decode`, `Encode` or both:
///
/// ```ignore
/// wadi::format! {
///     /// Pairs of keys and values.
///     logfmt: Logfmt, decode, encode
/// }
/// ```
///
/// Tables have it as `format = 'logfmt'`, and its options as `logfmt.strict = 'true'`. Records are
/// lines; `message` after the directions says that they are messages, whatever is in them. The
/// format must keep nothing from record to record: it may be opened anew between any two.
#[macro_export]
macro_rules! format {
    (
        #[doc = $line:literal] $(#[doc = $more:literal])*
        $name:ident : $type:ty $(, $way:ident)+
    ) => {
        const _: () = {
            static FORMAT: $crate::formats::Opened<$type> = $crate::formats::Opened::NEW;

            #[export_name = concat!("wadi_format_", stringify!($name), "_open")]
            unsafe extern "C" fn open(
                options: *const $crate::ArrowArray,
                columns: *const $crate::ArrowSchema,
            ) -> i32 {
                FORMAT.open(&*options, &*columns)
            }

            $($crate::format_way!($way export $name);)+

            use $crate::describe::Part::{All, Line, Text};
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"formats\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_format_"),
                Text(stringify!($name)),
                Text("\",\"description\":\""),
                Line($line),
                $(Text(" "), Line($more),)*
                Text("\",\"options\":"),
                All(<<$type as $crate::formats::Format>::Options as $crate::Options>::SCHEMA),
                $($crate::format_way!($way description),)+
                Text("}]}\n"),
            ];
            $crate::describe_section!(PARTS);
        };
    };
}

/// What a word after a format's type stands for.
#[doc(hidden)]
#[macro_export]
macro_rules! format_way {
    (decode description) => {
        $crate::describe::Part::Text(",\"decodes\":true")
    };
    (encode description) => {
        $crate::describe::Part::Text(",\"encodes\":true")
    };
    (message description) => {
        $crate::describe::Part::Text(",\"framing\":\"none\"")
    };
    (decode export $name:ident) => {
        #[export_name = concat!("wadi_format_", stringify!($name), "_decode")]
        unsafe extern "C" fn decode(
            input: *const $crate::ArrowArray,
            output: *mut $crate::ArrowArray,
        ) -> i32 {
            FORMAT.decode(&*input, &mut *output)
        }
    };
    (encode export $name:ident) => {
        #[export_name = concat!("wadi_format_", stringify!($name), "_encode")]
        unsafe extern "C" fn encode(
            input: *const $crate::ArrowArray,
            output: *mut $crate::ArrowArray,
        ) -> i32 {
            FORMAT.encode(&*input, &mut *output)
        }
    };
    (message export $name:ident) => {};
}
