//! Sources: tables that are read from elsewhere, a split at a time.

use crate::arrow::ArrowArray;
use crate::describe::Type;
use crate::exports;
use crate::growing::Growing;
use crate::options::{self, Options};
use crate::schema::ArrowSchema;
use crate::types::{Argument, Value};
use std::cell::UnsafeCell;
use std::marker::PhantomData;

const DONE: i32 = 0;
const AGAIN: i32 = 2;
const END: i32 = 3;
/// Of a batch: the host takes no more than a few times as much.
const BYTES_MAX: usize = 1 << 20;

/// What is read of a table: one split of it.
pub trait Source: Sized {
    /// What the table's `WITH` clause may say: a struct that `options!` makes, or `()`.
    type Options: Options;
    /// The table's columns: a struct that `record!` makes.
    type Row: Value;

    /// The parts of the table that can be read independently, by names that stay the same.
    fn splits(_options: &Self::Options, _parallelism: usize) -> Result<Vec<String>, String> {
        Ok(vec!["0".to_owned()])
    }

    /// Begins with a split, or goes on at what `position` has returned.
    fn open(options: Self::Options, split: &str, position: Option<&str>) -> Result<Self, String>;

    /// Appends rows to the batch until it is full, or there are none for the moment.
    fn poll(&mut self, batch: &mut Batch<Self::Row>) -> Result<Poll, String>;

    /// Where to go on after the rows so far.
    fn position(&self) -> String;
}

/// Whether there will be more rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poll {
    More,
    /// None for the moment.
    Nothing,
    /// No more, ever.
    End,
}

/// Rows on their way to the host.
pub struct Batch<R> {
    rows: Growing,
    most: usize,
    wait_millis: u32,
    of: PhantomData<R>,
}

impl<R: Value> Batch<R> {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it takes no more rows.
    pub fn is_full(&self) -> bool {
        self.len() >= self.most || self.rows.bytes() >= BYTES_MAX
    }

    /// How many rows it takes, unless they are long.
    pub fn room(&self) -> usize {
        self.most - self.len()
    }

    pub fn push(&mut self, row: R) {
        assert!(self.len() < self.most, "the batch is full");
        row.push(&mut self.rows);
    }

    /// How long rows may be held back to make the batch larger.
    pub fn wait_millis(&self) -> u32 {
        self.wait_millis
    }
}

struct Open<S: Source> {
    source: S,
    /// Which columns of a row are wanted.
    columns: Vec<usize>,
    ended: bool,
    batch: Batch<S::Row>,
}

struct State<S: Source> {
    open: Option<Open<S>>,
    texts: Growing,
}

/// What reads a split, in an instance of its own.
pub struct Reader<S: Source>(UnsafeCell<State<S>>);

// A guest has one thread.
unsafe impl<S: Source> Sync for Reader<S> {}

impl<S: Source> Reader<S> {
    /// Not opened.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const NEW: Reader<S> = Reader(UnsafeCell::new(State {
        open: None,
        texts: Growing::EMPTY,
    }));

    #[allow(clippy::mut_from_ref)]
    unsafe fn state(&self) -> &mut State<S> {
        &mut *self.0.get()
    }

    /// # Safety
    /// The arrays are as the ABI says.
    pub unsafe fn splits(&self, input: &ArrowArray, output: &mut ArrowArray) -> i32 {
        exports::start();
        let mut columns = input.columns();
        let options = options::parse(<&str>::read(&columns.next(), 0));
        let parallelism = i32::read(&columns.next(), 0);
        match S::splits(&options, parallelism as usize) {
            Ok(ids) => self.give(ids, output),
            Err(message) => exports::fail_all(message),
        }
    }

    unsafe fn give(&self, texts: Vec<String>, output: &mut ArrowArray) -> i32 {
        let column = &mut self.state().texts;
        *column = <String as Value>::growing();
        texts.into_iter().for_each(|text| text.push(column));
        output.give(std::iter::once(&*column), column.len());
        DONE
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn open(&self, input: &ArrowArray, schema: &ArrowSchema) -> i32 {
        exports::start();
        let mut parameters = input.columns();
        let options = options::parse(<&str>::read(&parameters.next(), 0));
        let split = <&str>::read(&parameters.next(), 0);
        let position = <Option<&str>>::read(&parameters.next(), 0);
        let wanted = schema.children();
        let columns = wanted.iter().map(|column| index::<S::Row>(column.name())).collect();
        match S::open(options, split, position) {
            Ok(source) => {
                self.state().open = Some(Open {
                    source,
                    columns,
                    ended: false,
                    batch: Batch {
                        rows: S::Row::growing(),
                        most: 0,
                        wait_millis: 0,
                        of: PhantomData,
                    },
                });
                DONE
            }
            Err(message) => exports::fail_all(message),
        }
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn poll(&self, input: &ArrowArray, output: &mut ArrowArray) -> i32 {
        let mut parameters = input.columns();
        let open = self.state().open.as_mut().expect("opened before");
        open.batch.rows = S::Row::growing();
        open.batch.most = i32::read(&parameters.next(), 0) as usize;
        open.batch.wait_millis = i32::read(&parameters.next(), 0) as u32;
        if open.ended {
            return END;
        }
        match open.source.poll(&mut open.batch) {
            Ok(poll) => {
                open.ended = poll == Poll::End;
                open.give(output)
            }
            Err(message) => exports::fail_all(message),
        }
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn position(&self, output: &mut ArrowArray) -> i32 {
        let open = self.state().open.as_ref().expect("opened before");
        self.give(vec![open.source.position()], output)
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn close(&self) -> i32 {
        self.state().open = None;
        DONE
    }
}

impl<S: Source> Open<S> {
    unsafe fn give(&self, output: &mut ArrowArray) -> i32 {
        if self.batch.is_empty() {
            return if self.ended { END } else { AGAIN };
        }
        let inside = self.batch.rows.inside();
        output.give(self.columns.iter().map(|i| &inside[*i]), self.batch.len());
        DONE
    }
}

/// Which field of a row has a name.
fn index<R: Value>(name: &str) -> usize {
    match R::TYPE {
        Type::Struct { fields } => fields
            .iter()
            .position(|field| field.name == name)
            .expect("a column of the description"),
        _ => unreachable!("rows are structs"),
    }
}

/// Makes a connector of a type that implements `Source`: `WITH (connector = 'walk', ...)`. In
/// braces may stand whether tables end (`bounded: true`, or the name of an option that tables have
/// which do), and the column of the event time.
///
/// ```ignore
/// wadi::source! {
///     /// Random walks
///     walk: Walk { bounded: "rows", event_time: "ts" }
/// }
/// ```
#[macro_export]
macro_rules! source {
    (
        #[doc = $doc:literal] $(#[doc = $more:literal])*
        $name:ident : $source:ty $({ $($key:ident : $value:expr),* $(,)? })?
    ) => {
        const _: () = {
            use $crate::describe::Part::{All, Columns, Line, Text};
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"sources\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_source_"),
                Text(stringify!($name)),
                Text("\",\"description\":\""),
                Line($doc),
                $(Text(" "), Line($more),)*
                Text("\",\"options\":"),
                All(<<$source as $crate::Source>::Options as $crate::Options>::SCHEMA),
                Text(",\"columns\":"),
                Columns(<<$source as $crate::Source>::Row as $crate::Value>::TYPE),
                $($(
                    Text(",\""),
                    Text(stringify!($key)),
                    Text("\":"),
                    Text(stringify!($value)),
                )*)?
                Text("}]}\n"),
            ];
            $crate::describe_section!(PARTS);

            static READER: $crate::Reader<$source> = $crate::Reader::NEW;

            #[export_name = concat!("wadi_source_", stringify!($name), "_splits")]
            unsafe extern "C" fn splits(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                READER.splits(&*input, &mut *output)
            }

            #[export_name = concat!("wadi_source_", stringify!($name), "_open")]
            unsafe extern "C" fn open(
                input: *const $crate::ArrowArray,
                columns: *const $crate::ArrowSchema,
            ) -> i32 {
                READER.open(&*input, &*columns)
            }

            #[export_name = concat!("wadi_source_", stringify!($name), "_poll")]
            unsafe extern "C" fn poll(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                READER.poll(&*input, &mut *output)
            }

            #[export_name = concat!("wadi_source_", stringify!($name), "_position")]
            unsafe extern "C" fn position(
                _input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                READER.position(&mut *output)
            }

            #[export_name = concat!("wadi_source_", stringify!($name), "_close")]
            unsafe extern "C" fn close(
                _input: *const $crate::ArrowArray,
                _output: *mut $crate::ArrowArray,
            ) -> i32 {
                READER.close()
            }
        };
    };
}
