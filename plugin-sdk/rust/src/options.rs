//! Options of tables: what `WITH (...)` says, checked by the host, as a struct.

use crate::describe::Part;

/// What the host gives as the value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Text(String),
    /// A number as it was written.
    Number(String),
    Flag(bool),
}

/// A struct of options, as `options!` makes them.
pub trait Options: Sized {
    /// The JSON schema.
    #[doc(hidden)]
    const SCHEMA: &'static [Part];

    #[doc(hidden)]
    fn of(values: &[(String, Given)]) -> Self;
}

/// No options.
impl Options for () {
    const SCHEMA: &'static [Part] = &[Part::Text("{}")];

    fn of(_: &[(String, Given)]) -> Self {}
}

/// A type that an option may have: `String`, `i64`, `f64`, `bool`, and `Option` of these.
pub trait OptionValue: Sized {
    #[doc(hidden)]
    const TYPE: &'static str;
    #[doc(hidden)]
    const OPTIONAL: bool = false;

    /// The host has checked that it is there, and of the type.
    #[doc(hidden)]
    fn of(value: Option<&Given>) -> Self;
}

impl OptionValue for String {
    const TYPE: &'static str = "string";

    fn of(value: Option<&Given>) -> Self {
        match value {
            Some(Given::Text(text)) => text.clone(),
            other => unreachable!("not a text: {:?}", other),
        }
    }
}

impl OptionValue for bool {
    const TYPE: &'static str = "boolean";

    fn of(value: Option<&Given>) -> Self {
        matches!(value, Some(Given::Flag(true)))
    }
}

macro_rules! number {
    ($type:ty, $name:literal) => {
        impl OptionValue for $type {
            const TYPE: &'static str = $name;

            fn of(value: Option<&Given>) -> Self {
                match value {
                    Some(Given::Number(text)) => text.parse().expect("a number that fits"),
                    other => unreachable!("not a number: {:?}", other),
                }
            }
        }
    };
}

number!(i64, "integer");
number!(f64, "number");

impl<T: OptionValue> OptionValue for Option<T> {
    const TYPE: &'static str = T::TYPE;
    const OPTIONAL: bool = true;

    fn of(value: Option<&Given>) -> Self {
        value.map(|value| T::of(Some(value)))
    }
}

/// Reads the object that the host gives.
pub(crate) fn parse<T: Options>(json: &str) -> T {
    let mut parser = Parser(json.as_bytes(), 0);
    T::of(&parser.object())
}

/// Of what the host has made: whatever else comes is a bug of the host's.
struct Parser<'a>(&'a [u8], usize);

impl Parser<'_> {
    fn object(&mut self) -> Vec<(String, Given)> {
        let mut values = Vec::new();
        self.expect(b'{');
        while self.0[self.1] != b'}' {
            if !values.is_empty() {
                self.expect(b',');
            }
            let name = self.text();
            self.expect(b':');
            values.push((name, self.value()));
        }
        values
    }

    fn expect(&mut self, byte: u8) {
        assert_eq!(self.0[self.1] as char, byte as char, "at {}", self.1);
        self.1 += 1;
    }

    fn value(&mut self) -> Given {
        if self.0[self.1] == b'"' {
            return Given::Text(self.text());
        }
        let start = self.1;
        while !matches!(self.0[self.1], b',' | b'}') {
            self.1 += 1;
        }
        match &self.0[start..self.1] {
            b"true" => Given::Flag(true),
            b"false" => Given::Flag(false),
            number => Given::Number(String::from_utf8_lossy(number).into_owned()),
        }
    }

    fn text(&mut self) -> String {
        self.expect(b'"');
        let mut bytes = Vec::new();
        loop {
            let byte = self.0[self.1];
            self.1 += 1;
            match byte {
                b'"' => return String::from_utf8(bytes).expect("UTF-8"),
                b'\\' => self.escape(&mut bytes),
                other => bytes.push(other),
            }
        }
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) {
        let byte = self.0[self.1];
        self.1 += 1;
        match byte {
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'u' => {
                let unit = self.unit();
                let point = if (0xD800..0xDC00).contains(&unit) {
                    self.1 += 2; // the second half is escaped, too
                    0x10000 + ((unit - 0xD800) << 10) + (self.unit() - 0xDC00)
                } else {
                    unit
                };
                let character = char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER);
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => bytes.push(other),
        }
    }

    fn unit(&mut self) -> u32 {
        let digits = std::str::from_utf8(&self.0[self.1..self.1 + 4]).expect("digits");
        self.1 += 4;
        u32::from_str_radix(digits, 16).expect("digits")
    }
}

/// Makes a struct of the options that tables have:
///
/// ```ignore
/// wadi::options! {
///     struct WalkOptions {
///         /// How many rows there are; without end if missing
///         rows: Option<i64>,
///         /// How many walkers there are
///         walkers: i64 = 4 where { minimum: 1, maximum: 100 },
///         /// Which way
///         way: String = "up" where { enum: ["up", "down"] },
///     }
/// }
/// ```
///
/// Without a default and without `Option`, a table must have it.
#[macro_export]
macro_rules! options {
    ($(#[$meta:meta])* $visible:vis struct $name:ident {
        $(
            #[doc = $doc:literal] $(#[doc = $more:literal])*
            $field:ident : $type:ty
                $(= $default:literal)?
                $(where { $($keyword:ident : $limit:expr),+ $(,)? })?
        ),+ $(,)?
    }) => {
        $(#[$meta])*
        $visible struct $name {
            $(#[doc = $doc] $(#[doc = $more])* $visible $field: $type),+
        }

        impl $crate::Options for $name {
            const SCHEMA: &'static [$crate::describe::Part] = {
                use $crate::describe::Part::{All, Line, Names, Text};
                &[
                    Text("{\"type\":\"object\",\"required\":"),
                    Names(&[$((
                        stringify!($field),
                        $crate::is_required!($type $(, $default)?),
                    )),+]),
                    Text(",\"properties\":{"),
                    $crate::joined_options!($(
                        All(&[
                            Text("\""),
                            Text(stringify!($field)),
                            Text("\":{\"type\":\""),
                            Text(<$type as $crate::OptionValue>::TYPE),
                            Text("\",\"description\":\""),
                            Line($doc),
                            $(Text(" "), Line($more),)*
                            Text("\""),
                            $(Text(",\"default\":"), Text(stringify!($default)),)?
                            $($(
                                Text(",\""),
                                Text(stringify!($keyword)),
                                Text("\":"),
                                Text(stringify!($limit)),
                            )+)?
                            Text("}"),
                        ])
                    ),+),
                    Text("}}"),
                ]
            };

            fn of(values: &[(String, $crate::Given)]) -> Self {
                let find = |name| {
                    values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
                };
                $name {
                    $($field: <$type as $crate::OptionValue>::of(find(stringify!($field)))),+
                }
            }
        }
    };
}

/// Whether a table must have an option.
#[doc(hidden)]
#[macro_export]
macro_rules! is_required {
    ($type:ty) => {
        !<$type as $crate::OptionValue>::OPTIONAL
    };
    ($type:ty, $default:literal) => {
        false
    };
}

/// Parts with commas between them.
#[doc(hidden)]
#[macro_export]
macro_rules! joined_options {
    ($first:expr $(, $other:expr)*) => {
        $crate::describe::Part::All(&[
            $first,
            $($crate::describe::Part::Text(","), $other,)*
        ])
    };
}
