//! Lists, structs, and arguments that may be repeated.

use crate::arrow::{Column, Columns, Output};
use crate::describe::{Item, Type};
use crate::growing::Growing;
use crate::types::{Argument, Value};
use std::marker::PhantomData;

/// An array that is an argument: reads its items where they lie. Items that may be null are
/// `Items<Option<T>>`; without that, the function is not asked about arrays with nulls.
pub struct Items<'a, T> {
    items: Column,
    start: usize,
    end: usize,
    of: PhantomData<&'a T>,
}

impl<'a, T: Argument<'a>> Items<'a, T> {
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    pub fn get(&self, i: usize) -> Option<T> {
        if i < self.len() {
            Some(unsafe { T::read(&self.items, self.start + i) })
        } else {
            None
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        (self.start..self.end).map(move |item| unsafe { T::read(&self.items, item) })
    }
}

impl<'a, T: Argument<'a>> Argument<'a> for Items<'a, T> {
    const TYPE: &'static Type = &Type::List {
        item: Item {
            name: "item",
            nullable: T::NULLABLE,
            of: T::TYPE,
        },
    };

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        let (start, end) = column.range(row);
        Items {
            items: column.inside().get(0),
            start,
            end,
            of: PhantomData,
        }
    }
}

/// An array that is returned, or part of what is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List<T>(pub Vec<T>);

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        List(items.into_iter().collect())
    }
}

impl<'a, T: Argument<'a>> Argument<'a> for List<T> {
    const TYPE: &'static Type = <Items<'a, T> as Argument<'a>>::TYPE;

    unsafe fn read(column: &Column, row: usize) -> Self {
        let (start, end) = column.range(row);
        let items = column.inside().get(0);
        (start..end).map(|item| T::read(&items, item)).collect()
    }
}

impl<T: Value> Value for List<T> {
    const TYPE: &'static Type = &Type::List {
        item: Item {
            name: "item",
            nullable: T::NULLABLE,
            of: T::TYPE,
        },
    };
    const OFFSETS: bool = true;

    fn inside() -> Vec<Growing> {
        vec![T::growing()]
    }

    unsafe fn write(self, output: &mut Output, row: usize) {
        for item in self.0 {
            item.push(&mut output.inside[0]);
        }
        output.end_list(row);
    }

    unsafe fn write_null(output: &mut Output, row: usize) {
        output.set_null(row);
        output.end_list(row);
    }

    fn push(self, to: &mut Growing) {
        for item in self.0 {
            item.push(&mut to.inside_mut()[0]);
        }
        to.end_list(true);
    }

    fn push_null(to: &mut Growing) {
        to.end_list(false);
    }
}

/// The last argument of a variadic function: as many as the call has, perhaps none.
pub struct Rest<'a, T> {
    columns: Columns,
    row: usize,
    of: PhantomData<&'a T>,
}

impl<'a, T: Argument<'a>> Rest<'a, T> {
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        (0..self.len()).map(move |i| unsafe { T::read(&self.columns.get(i), self.row) })
    }
}

impl<'a, T: Argument<'a>> Argument<'a> for Rest<'a, T> {
    const TYPE: &'static Type = T::TYPE;
    const NULLABLE: bool = T::NULLABLE;
    const VARIADIC: bool = true;

    #[inline(always)]
    unsafe fn column(columns: &mut Columns) -> Column {
        columns.rest()
    }

    #[inline(always)]
    unsafe fn read(column: &Column, row: usize) -> Self {
        Rest {
            columns: column.inside(),
            row,
            of: PhantomData,
        }
    }
}

/// Makes a struct that functions take and return:
///
/// ```ignore
/// wadi::record! {
///     struct Point { x: f64, y: Option<f64> }
/// }
/// ```
///
/// Its fields are of types that can be both: numbers, `String`, `Vec<u8>`, `List`, other records,
/// and `Option` of these.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $visible:vis struct $name:ident {
        $($field_visible:vis $field:ident : $type:ty),+ $(,)?
    }) => {
        $(#[$meta])*
        $visible struct $name {
            $($field_visible $field: $type),+
        }

        impl<'a> $crate::Argument<'a> for $name {
            const TYPE: &'static $crate::describe::Type = <$name as $crate::Value>::TYPE;

            #[inline(always)]
            unsafe fn read(column: &$crate::Column, row: usize) -> Self {
                let mut fields = column.inside();
                $name {
                    $($field: <$type as $crate::Argument>::read(&fields.next(), row)),+
                }
            }
        }

        impl $crate::Value for $name {
            const TYPE: &'static $crate::describe::Type = &$crate::describe::Type::Struct {
                fields: &[$(
                    $crate::describe::Item {
                        name: stringify!($field),
                        nullable: <$type as $crate::Value>::NULLABLE,
                        of: <$type as $crate::Value>::TYPE,
                    }
                ),+],
            };

            fn inside() -> Vec<$crate::Growing> {
                vec![$(<$type as $crate::Value>::growing()),+]
            }

            unsafe fn write(self, output: &mut $crate::Output, _row: usize) {
                let mut fields = output.inside();
                $($crate::Value::push(self.$field, fields.next().unwrap());)+
            }

            unsafe fn write_null(output: &mut $crate::Output, row: usize) {
                output.set_null(row);
                let mut fields = output.inside();
                $(<$type as $crate::Value>::push_null(fields.next().unwrap());)+
            }

            fn push(self, to: &mut $crate::Growing) {
                to.add_row(true);
                let mut fields = to.fields();
                $($crate::Value::push(self.$field, fields.next().unwrap());)+
            }

            fn push_null(to: &mut $crate::Growing) {
                to.add_row(false);
                let mut fields = to.fields();
                $(<$type as $crate::Value>::push_null(fields.next().unwrap());)+
            }
        }
    };
}
