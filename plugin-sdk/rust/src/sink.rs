//! Sinks: tables that are written elsewhere.

use crate::arrow::ArrowArray;
use crate::exports;
use crate::fields::Field;
use crate::growing::Growing;
use crate::options::{self, Options};
use crate::rows::Rows;
use crate::schema::ArrowSchema;
use crate::types::{Argument, Value};
use std::cell::UnsafeCell;

const DONE: i32 = 0;

/// Writes rows of a table, whatever its columns are.
pub trait Sink: Sized {
    /// What the table's `WITH` clause may say: a struct that `options!` makes, or `()`.
    type Options: Options;

    /// Begins to write.
    fn open(options: Self::Options, fields: &[Field], writer: Writer) -> Result<Self, String>;

    fn write(&mut self, rows: &Rows) -> Result<(), String>;

    /// The stream is quiet: what was written should be seen, as far as it can be without ending.
    fn flush(&mut self) -> Result<(), String> {
        Ok(())
    }

    /// All was written, and must be durable now. Of a sink of two phases, `commit` is called
    /// instead.
    fn finish(&mut self) -> Result<(), String> {
        self.flush()
    }
}

/// A sink whose rows appear when they are committed. Drop discards what was not prepared.
pub trait TwoPhaseSink: Sink {
    /// Makes what was written since the last time durable, but not visible.
    ///
    /// Returns what is to be committed, in texts from which another instance can do it.
    fn prepare(&mut self, epoch: i64) -> Result<Vec<String>, String>;

    /// Makes it visible, in this order. Does nothing for what is visible already.
    fn commit(&mut self, committables: &[&str]) -> Result<(), String>;

    /// Commits what earlier runs of the same owner have prepared and not committed, and discards
    /// whatever else they have left behind.
    fn recover(&mut self, committables: &[&str]) -> Result<(), String>;
}

/// Which writer of a table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer<'a> {
    /// From 0.
    pub subtask: usize,
    /// How many writers there are.
    pub parallelism: usize,
    /// Unique to this run.
    pub job: &'a str,
    /// The same for all runs that go on where another has ended.
    pub owner: &'a str,
}

struct State<S> {
    sink: Option<S>,
    fields: Vec<Field>,
    texts: Growing,
}

/// What writes, in an instance of its own.
pub struct Writing<S>(UnsafeCell<State<S>>);

// A guest has one thread.
unsafe impl<S> Sync for Writing<S> {}

fn code(result: Result<(), String>) -> i32 {
    match result {
        Ok(()) => DONE,
        Err(message) => exports::fail_all(message),
    }
}

impl<S: Sink> Writing<S> {
    /// Not opened.
    #[allow(clippy::declare_interior_mutable_const)]
    pub const NEW: Writing<S> = Writing(UnsafeCell::new(State {
        sink: None,
        fields: Vec::new(),
        texts: Growing::EMPTY,
    }));

    #[allow(clippy::mut_from_ref)]
    unsafe fn state(&self) -> &mut State<S> {
        &mut *self.0.get()
    }

    unsafe fn sink(&self) -> &mut S {
        self.state().sink.as_mut().expect("opened before")
    }

    /// # Safety
    /// The arrays are as the ABI says.
    pub unsafe fn open(&self, input: &ArrowArray, schema: &ArrowSchema) -> i32 {
        exports::start();
        let mut parameters = input.columns();
        let options = options::parse(<&str>::read(&parameters.next(), 0));
        let writer = Writer {
            subtask: i32::read(&parameters.next(), 0) as usize,
            parallelism: i32::read(&parameters.next(), 0) as usize,
            job: <&str>::read(&parameters.next(), 0),
            owner: <&str>::read(&parameters.next(), 0),
        };
        let state = self.state();
        state.fields = Field::all(schema);
        state.fields.retain(|field| field.name != "$change");
        code(S::open(options, &state.fields, writer).map(|sink| state.sink = Some(sink)))
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn write(&self, input: &ArrowArray) -> i32 {
        let rows = Rows::of(input, &self.state().fields);
        code(self.sink().write(&rows))
    }

    /// # Safety
    /// It was opened.
    pub unsafe fn flush(&self) -> i32 {
        code(self.sink().flush())
    }

    /// # Safety
    /// It was opened.
    pub unsafe fn finish(&self) -> i32 {
        code(self.sink().finish())
    }

    /// # Safety
    /// There is no other call.
    pub unsafe fn close(&self) -> i32 {
        self.state().sink = None;
        DONE
    }
}

impl<S: TwoPhaseSink> Writing<S> {
    /// # Safety
    /// As the ABI says.
    pub unsafe fn prepare(&self, input: &ArrowArray, output: &mut ArrowArray) -> i32 {
        let epoch = i64::read(&input.columns().next(), 0);
        match self.sink().prepare(epoch) {
            Ok(committables) => {
                let texts = &mut self.state().texts;
                *texts = <String as Value>::growing();
                committables.into_iter().for_each(|text| text.push(texts));
                output.give(std::iter::once(&*texts), texts.len());
                DONE
            }
            Err(message) => exports::fail_all(message),
        }
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn commit(&self, input: &ArrowArray) -> i32 {
        code(self.sink().commit(&texts(input)))
    }

    /// # Safety
    /// As the ABI says.
    pub unsafe fn recover(&self, input: &ArrowArray) -> i32 {
        code(self.sink().recover(&texts(input)))
    }
}

unsafe fn texts(input: &ArrowArray) -> Vec<&str> {
    let column = input.columns().next();
    (0..input.length as usize)
        .map(|row| <&str>::read(&column, row))
        .collect()
}

/// Makes a connector of a type that implements `Sink`. In braces may stand `changelog: true`, if
/// rows may be changed and taken back, and `max_parallelism`.
///
/// ```ignore
/// wadi::sink! {
///     /// Calls a URL for each row
///     hook: Hook { max_parallelism: 1 }
/// }
/// ```
#[macro_export]
macro_rules! sink {
    (
        #[doc = $doc:literal] $(#[doc = $more:literal])*
        $name:ident : $sink:ty $({ $($key:ident : $value:expr),* $(,)? })?
    ) => {
        const _: () = {
            $crate::sink_exports! {
                $name, $sink, [$doc $(, $more)*], [delivery: "at_least_once" $($(, $key: $value)*)?]
            }
            $crate::sink_export! { $name "_finish" |_input, _output| WRITING.finish() }
        };
    };
}

/// Like `sink!` of a type that implements `TwoPhaseSink`.
#[macro_export]
macro_rules! two_phase_sink {
    (
        #[doc = $doc:literal] $(#[doc = $more:literal])*
        $name:ident : $sink:ty $({ $($key:ident : $value:expr),* $(,)? })?
    ) => {
        const _: () = {
            $crate::sink_exports! {
                $name, $sink, [$doc $(, $more)*], [delivery: "two_phase" $($(, $key: $value)*)?]
            }
            $crate::sink_export! {
                $name "_prepare" |input, output| WRITING.prepare(&*input, &mut *output)
            }
            $crate::sink_export! { $name "_commit" |input, _output| WRITING.commit(&*input) }
            $crate::sink_export! { $name "_recover" |input, _output| WRITING.recover(&*input) }
        };
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! sink_exports {
    ($name:ident, $sink:ty, [$doc:literal $(, $more:literal)*], [$($key:ident : $value:expr),*]) => {
        use $crate::describe::Part::{All, Line, Text};
        const PARTS: &[$crate::describe::Part] = &[
            Text("{\"sinks\":[{\"name\":\""),
            Text(stringify!($name)),
            Text("\",\"export\":\"wadi_sink_"),
            Text(stringify!($name)),
            Text("\",\"description\":\""),
            Line($doc),
            $(Text(" "), Line($more),)*
            Text("\",\"options\":"),
            All(<<$sink as $crate::Sink>::Options as $crate::Options>::SCHEMA),
            $(
                Text(",\""),
                Text(stringify!($key)),
                Text("\":"),
                Text(stringify!($value)),
            )*
            Text("}]}\n"),
        ];
        $crate::describe_section!(PARTS);

        static WRITING: $crate::Writing<$sink> = $crate::Writing::NEW;

        #[export_name = concat!("wadi_sink_", stringify!($name), "_open")]
        unsafe extern "C" fn open(
            input: *const $crate::ArrowArray,
            columns: *const $crate::ArrowSchema,
        ) -> i32 {
            WRITING.open(&*input, &*columns)
        }

        $crate::sink_export! { $name "_write" |input, _output| WRITING.write(&*input) }
        $crate::sink_export! { $name "_flush" |_input, _output| WRITING.flush() }
        $crate::sink_export! { $name "_close" |_input, _output| WRITING.close() }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! sink_export {
    ($name:ident $call:literal |$input:ident, $output:ident| $body:expr) => {
        const _: () = {
            #[export_name = concat!("wadi_sink_", stringify!($name), $call)]
            unsafe extern "C" fn call(
                $input: *const $crate::ArrowArray,
                $output: *mut $crate::ArrowArray,
            ) -> i32 {
                $body
            }
        };
    };
}
