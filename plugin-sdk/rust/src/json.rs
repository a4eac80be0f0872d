//! Values as JSON, in the way of Wadi's own format `json`.

use crate::arrow::{Column, Columns};
use crate::fields::{Cell, Field, Kind};
use crate::texts;
use std::fmt::{Debug, Write};

/// # Safety
/// The columns begin with those of these fields, and have this row.
pub(crate) unsafe fn object(fields: &[Field], columns: Columns, row: usize, to: &mut String) {
    let mut separator = '{';
    for (i, field) in fields.iter().enumerate() {
        to.push(separator);
        string(&field.name, to);
        to.push(':');
        value(field, &columns.get(i), row, to);
        separator = ',';
    }
    to.push_str(if separator == '{' { "{}" } else { "}" });
}

unsafe fn value(field: &Field, column: &Column, row: usize, to: &mut String) {
    if !column.is_valid(row) {
        to.push_str("null");
        return;
    }
    match field.kind {
        Kind::List => list(field, column, row, to),
        Kind::Struct => object(&field.inside, column.inside(), row, to),
        Kind::Map => map(field, column, row, to),
        kind => match kind.read(column, row) {
            Cell::Float(number) if kind == Kind::F32 => {
                float(number as f32, number.is_finite(), to)
            }
            Cell::Float(number) => float(number, number.is_finite(), to),
            // In one line: line feeds in JSON can only be blanks.
            Cell::Text(text) if kind == Kind::Json => to.push_str(&text.replace(['\n', '\r'], " ")),
            Cell::Text(text) => string(text, to),
            cell if is_bare(kind) => text(kind, &cell, to),
            cell => {
                to.push('"');
                text(kind, &cell, to);
                to.push('"');
            }
        },
    }
}

// Numbers and truth values; what else there is has no quotes inside.
fn is_bare(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Bytes
            | Kind::Date
            | Kind::Time
            | Kind::Timestamp
            | Kind::TimestampUtc
            | Kind::TimestampNanos
            | Kind::Duration
            | Kind::Months
    )
}

fn float(value: impl Debug, is_finite: bool, to: &mut String) {
    let quote = if is_finite { "" } else { "\"" };
    let _ = write!(to, "{}{:?}{}", quote, value, quote);
}

unsafe fn list(field: &Field, column: &Column, row: usize, to: &mut String) {
    let (start, end) = column.range(row);
    let items = column.inside().get(0);
    to.push('[');
    for item in start..end {
        if item > start {
            to.push(',');
        }
        value(&field.inside[0], &items, item, to);
    }
    to.push(']');
}

// An object, whose keys are texts whatever the map's keys are.
unsafe fn map(field: &Field, column: &Column, row: usize, to: &mut String) {
    let (start, end) = column.range(row);
    let mut entries = column.inside().get(0).inside();
    let (keys, values) = (entries.next(), entries.next());
    let fields = &field.inside[0].inside;
    to.push('{');
    for entry in start..end {
        if entry > start {
            to.push(',');
        }
        let mut name = String::new();
        key(&fields[0], &keys, entry, &mut name);
        string(&name, to);
        to.push(':');
        value(&fields[1], &values, entry, to);
    }
    to.push('}');
}

unsafe fn key(field: &Field, column: &Column, row: usize, to: &mut String) {
    if field.kind.is_nested() || matches!(field.kind, Kind::F32 | Kind::F64) {
        value(field, column, row, to);
    } else {
        text(field.kind, &field.kind.read(column, row), to);
    }
}

/// A value that is not null, without quotes.
fn text(kind: Kind, cell: &Cell, to: &mut String) {
    match (kind, cell) {
        (Kind::Bytes, Cell::Bytes(bytes)) => base64(bytes, to),
        (Kind::Duration, Cell::Integer(micros)) => duration(*micros as i64, to),
        (Kind::Months, Cell::Integer(number)) => months(*number as i32, to),
        _ => texts::write(kind, cell, to),
    }
}

fn string(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(to, "\\u{:04X}", control as u32);
            }
            other => to.push(other),
        }
    }
    to.push('"');
}

fn base64(bytes: &[u8], to: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let byte = |i: usize| *three.get(i).unwrap_or(&0) as usize;
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            if i <= three.len() {
                to.push(DIGITS[bits >> (18 - 6 * i) & 63] as char);
            } else {
                to.push('=');
            }
        }
    }
}

fn duration(micros: i64, to: &mut String) {
    let sign = if micros < 0 { "-" } else { "" };
    let seconds = micros.unsigned_abs() / 1_000_000;
    let rest = (micros.unsigned_abs() % 1_000_000) as i64;
    to.push_str("PT");
    for (units, name) in [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M')] {
        if units != 0 {
            let _ = write!(to, "{}{}{}", sign, units, name);
        }
    }
    if seconds % 60 != 0 || rest != 0 || to.ends_with('T') {
        let _ = write!(to, "{}{}", sign, seconds % 60);
        texts::write_fraction(rest, 6, to);
        to.push('S');
    }
}

fn months(months: i32, to: &mut String) {
    to.push('P');
    for (units, name) in [(months / 12, 'Y'), (months % 12, 'M')] {
        if units != 0 {
            let _ = write!(to, "{}{}", units, name);
        }
    }
    if months == 0 {
        to.push_str("0D");
    }
}
