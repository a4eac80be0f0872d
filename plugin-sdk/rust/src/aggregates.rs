//! Aggregates: the states of groups come and go as columns.

use crate::arrow::{ArrowArray, Column, Columns};
use crate::exports;
use crate::growing::Growing;
use crate::types::{Argument, Value};

/// The state of a group, as columns.
pub trait State: Sized + Default {
    /// # Safety
    /// The columns are of this type and have this row, which is not null in all of them.
    unsafe fn read(columns: Columns, row: usize) -> Self;

    /// Columns for states.
    fn columns() -> Vec<Growing>;

    fn push(self, columns: &mut [Growing]);

    fn push_null(columns: &mut [Growing]);
}

unsafe fn state<S: State>(columns: Columns, row: usize) -> Option<S> {
    let mut present = false;
    for i in 0..columns.len() {
        present |= columns.get(i).is_valid(row);
    }
    if present {
        Some(S::read(columns, row))
    } else {
        None
    }
}

unsafe fn group(column: &Column, row: usize) -> usize {
    i32::read(column, row) as usize
}

/// Changes the states of the groups that rows are of.
///
/// # Safety
/// The arrays are as the host made them for aggregates with this state.
unsafe fn change<S: State>(output: *mut ArrowArray, change: impl FnOnce(&mut [Option<S>])) -> i32 {
    exports::start();
    let groups = (*output).length as usize;
    let before = (*output).columns();
    let mut states: Vec<Option<S>> = (0..groups).map(|i| state(before, i)).collect();
    change(&mut states);
    let mut columns = S::columns();
    for changed in states {
        match changed {
            Some(changed) => changed.push(&mut columns),
            None => S::push_null(&mut columns),
        }
    }
    (*output).point_inside_at(&columns);
    exports::keep(Vec::new(), columns);
    0
}

/// Adds rows, or takes them back.
///
/// # Safety
/// The arrays are as the host made them for such an aggregate.
pub unsafe fn update<S: State>(
    input: *const ArrowArray,
    output: *mut ArrowArray,
    retracts: bool,
    each: impl Fn(&mut S, Columns, usize, bool),
) -> i32 {
    let rows = (*input).length as usize;
    let mut arguments = (*input).columns();
    let groups = arguments.next();
    let signs = if retracts {
        Some(arguments.next())
    } else {
        None
    };
    change(output, |states: &mut [Option<S>]| {
        for row in 0..rows {
            let added = signs.as_ref().map_or(true, |signs| i8::read(signs, row) > 0);
            let state = states[group(&groups, row)].get_or_insert_with(S::default);
            each(state, arguments, row, added);
        }
    })
}

/// Adds partial results.
///
/// # Safety
/// The arrays are as the host made them for such an aggregate.
pub unsafe fn merge<S: State>(
    input: *const ArrowArray,
    output: *mut ArrowArray,
    each: impl Fn(&mut S, S),
) -> i32 {
    let rows = (*input).length as usize;
    let mut partial = (*input).columns();
    let groups = partial.next();
    change(output, |states: &mut [Option<S>]| {
        for row in 0..rows {
            if let Some(other) = state::<S>(partial, row) {
                match &mut states[group(&groups, row)] {
                    Some(present) => each(present, other),
                    absent => *absent = Some(other),
                }
            }
        }
    })
}

/// Makes results of states.
///
/// # Safety
/// The arrays are as the host made them for such an aggregate.
pub unsafe fn results<S: State, R: Value>(
    input: *const ArrowArray,
    output: *mut ArrowArray,
    of: impl Fn(&S) -> R,
) -> i32 {
    let states = (*input).columns();
    (*output).fill(
        true,
        |_| true,
        |row| of(&state::<S>(states, row).unwrap_or_default()),
    )
}

/// Whether an argument is as the function wants it.
///
/// # Safety
/// The column is of this type and has this row.
pub unsafe fn takes<'a, T: Argument<'a>>(column: &Column, row: usize) -> bool {
    T::NULLABLE || column.is_valid(row)
}

/// Makes an aggregate:
///
/// ```ignore
/// wadi::aggregate! {
///     /// The mean of values that have weights.
///     fn weighted_avg(value: f64, weight: i64) -> Option<f64>;
///     state { sum: f64, weights: i64 }
///     add(state) {
///         state.sum += value * weight as f64;
///         state.weights += weight;
///     }
///     remove(state) {
///         state.sum -= value * weight as f64;
///         state.weights -= weight;
///     }
///     merge(state, other) {
///         state.sum += other.sum;
///         state.weights += other.weights;
///     }
///     result(state) {
///         if state.weights == 0 { None } else { Some(state.sum / state.weights as f64) }
///     }
/// }
/// ```
///
/// The state is a struct whose fields begin with their default (zero, empty); they are numbers,
/// `String`, `Vec<u8>`, `List`, or records. The host keeps it: nothing else that the code remembers
/// is there at the next call. Without `remove`, the host keeps the rows of groups that rows are
/// taken back from, and adds those that are left anew.
#[macro_export]
macro_rules! aggregate {
    (
        $(#[$meta:meta])*
        fn $name:ident $arguments:tt -> $result:ty;
        state { $first:ident : $first_type:ty $(, $field:ident : $field_type:ty)* $(,)? }
        add($add_state:ident) $add:block
        $(remove($remove_state:ident) $remove:block)?
        merge($merge_state:ident, $other:ident) $merge:block
        result($result_state:ident) $of:block
    ) => {
        $(#[$meta])*
        const _: () = {
            #[derive(Default)]
            struct Kept {
                $first: $first_type,
                $($field: $field_type),*
            }

            impl $crate::aggregates::State for Kept {
                unsafe fn read(mut columns: $crate::Columns, row: usize) -> Self {
                    Kept {
                        $first: <$first_type as $crate::Argument>::read(&columns.next(), row),
                        $($field: <$field_type as $crate::Argument>::read(&columns.next(), row)),*
                    }
                }

                fn columns() -> Vec<$crate::Growing> {
                    vec![
                        <$first_type as $crate::Value>::growing(),
                        $(<$field_type as $crate::Value>::growing()),*
                    ]
                }

                fn push(self, columns: &mut [$crate::Growing]) {
                    let mut columns = columns.iter_mut();
                    $crate::Value::push(self.$first, columns.next().unwrap());
                    $($crate::Value::push(self.$field, columns.next().unwrap());)*
                }

                fn push_null(columns: &mut [$crate::Growing]) {
                    let mut columns = columns.iter_mut();
                    <$first_type as $crate::Value>::push_null(columns.next().unwrap());
                    $(<$field_type as $crate::Value>::push_null(columns.next().unwrap());)*
                }
            }

            $crate::aggregate_rows! {
                $name $arguments [$add_state $add] [$($remove_state $remove)?]
            }

            fn merge($merge_state: &mut Kept, $other: Kept) $merge

            fn result($result_state: &Kept) -> $result $of

            #[export_name = concat!("wadi_aggregate_", stringify!($name), "_merge")]
            unsafe extern "C" fn merge_all(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                $crate::aggregates::merge(input, output, merge)
            }

            #[export_name = concat!("wadi_aggregate_", stringify!($name), "_result")]
            unsafe extern "C" fn result_of_all(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                $crate::aggregates::results(input, output, result)
            }

            use $crate::describe::Part::{All, Text, Type};
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"functions\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_aggregate_"),
                Text(stringify!($name)),
                Text("\",\"kind\":\"aggregate\",\"args\":["),
                All(ARGUMENTS),
                Text("],\"state\":[{\"name\":\""),
                Text(stringify!($first)),
                Text("\","),
                Type(<$first_type as $crate::Value>::TYPE),
                $(
                    Text("},{\"name\":\""),
                    Text(stringify!($field)),
                    Text("\","),
                    Type(<$field_type as $crate::Value>::TYPE),
                )*
                Text("}],\"returns\":{"),
                Type(<$result as $crate::Value>::TYPE),
                Text(",\"nullable\":"),
                Text($crate::describe::boolean(<$result as $crate::Value>::NULLABLE)),
                Text("},\"retracts\":"),
                Text($crate::describe::boolean(RETRACTS)),
                Text(",\"nulls\":\""),
                Text($crate::describe::nulls(STRICT)),
                Text("\"}]}\n"),
            ];
            $crate::describe_section!(PARTS);
        };
    };
}

/// What depends on the arguments of an aggregate.
#[doc(hidden)]
#[macro_export]
macro_rules! aggregate_rows {
    (
        $name:ident ($first:ident : $first_type:ty $(, $arg:ident : $type:ty)* $(,)?)
        [$add_state:ident $add:block] [$($remove_state:ident $remove:block)?]
    ) => {
        fn add($add_state: &mut Kept, $first: $first_type $(, $arg: $type)*) $add

        $crate::aggregate_remove! {
            [$($remove_state $remove)?] ($first: $first_type $(, $arg: $type)*)
        }

        const STRICT: bool = !(<$first_type as $crate::Argument>::NULLABLE
            $(|| <$type as $crate::Argument>::NULLABLE)*);

        const ARGUMENTS: &[$crate::describe::Part] = &[
            $crate::describe::Part::Text("{\"name\":\""),
            $crate::describe::Part::Text(stringify!($first)),
            $crate::describe::Part::Text("\","),
            $crate::describe::Part::Type(<$first_type as $crate::Argument>::TYPE),
            $(
                $crate::describe::Part::Text("},{\"name\":\""),
                $crate::describe::Part::Text(stringify!($arg)),
                $crate::describe::Part::Text("\","),
                $crate::describe::Part::Type(<$type as $crate::Argument>::TYPE),
            )*
            $crate::describe::Part::Text("}"),
        ];

        #[export_name = concat!("wadi_aggregate_", stringify!($name), "_update")]
        unsafe extern "C" fn update(
            input: *const $crate::ArrowArray,
            output: *mut $crate::ArrowArray,
        ) -> i32 {
            $crate::aggregates::update(
                input,
                output,
                RETRACTS,
                |state: &mut Kept, mut columns, row, added| {
                    let $first = columns.next();
                    $(let $arg = columns.next();)*
                    if $crate::aggregates::takes::<$first_type>(&$first, row)
                        $(&& $crate::aggregates::takes::<$type>(&$arg, row))*
                    {
                        let change = if added { add } else { remove };
                        change(
                            state,
                            <$first_type as $crate::Argument>::read(&$first, row)
                            $(, <$type as $crate::Argument>::read(&$arg, row))*
                        );
                    }
                },
            )
        }
    };
}

/// What takes rows back, if anything.
#[doc(hidden)]
#[macro_export]
macro_rules! aggregate_remove {
    ([] ($($arg:ident : $type:ty),+)) => {
        const RETRACTS: bool = false;
        fn remove(_: &mut Kept, $(_: $type),+) {}
    };
    ([$state:ident $remove:block] ($($arg:ident : $type:ty),+)) => {
        const RETRACTS: bool = true;
        fn remove($state: &mut Kept, $($arg: $type),+) $remove
    };
}
