//! Values as JSON, in the way of Wadi's own format `json`.

use crate::arrow::Column;
use crate::rows::Field;
use crate::types::Argument;
use std::fmt::{Debug, Write};

const MICROS: i64 = 1_000_000;
const NANOS: i64 = 1_000_000_000;
const DAY_SECONDS: i64 = 86_400;

/// # Safety
/// The columns are of these fields, and have this row.
pub(crate) unsafe fn object<'a>(
    columns: impl Iterator<Item = (&'a Field, &'a Column)>,
    row: usize,
    to: &mut String,
) {
    let mut separator = '{';
    for (field, column) in columns {
        to.push(separator);
        string(&field.name, to);
        to.push(':');
        value(field, column, row, to);
        separator = ',';
    }
    to.push_str(if separator == '{' { "{}" } else { "}" });
}

unsafe fn value(field: &Field, column: &Column, row: usize, to: &mut String) {
    if !column.is_valid(row) {
        to.push_str("null");
        return;
    }
    match field.format.as_str() {
        "b" => debug(bool::read(column, row), to),
        "c" => debug(i8::read(column, row), to),
        "C" => debug(u8::read(column, row), to),
        "s" => debug(i16::read(column, row), to),
        "S" => debug(u16::read(column, row), to),
        "i" => debug(i32::read(column, row), to),
        "I" => debug(u32::read(column, row), to),
        "l" => debug(i64::read(column, row), to),
        "L" => debug(u64::read(column, row), to),
        "f" => float(f32::read(column, row), f32::is_finite, to),
        "g" => float(f64::read(column, row), f64::is_finite, to),
        "+l" => list(field, column, row, to),
        "+s" => {
            let mut inside = column.inside();
            let columns: Vec<Column> = field.inside.iter().map(|_| inside.next()).collect();
            object(field.inside.iter().zip(&columns), row, to);
        }
        "+m" => map(field, column, row, to),
        "u" if field.json => {
            // In one line: line feeds in JSON can only be blanks.
            to.push_str(&<&str>::read(column, row).replace(['\n', '\r'], " "));
        }
        format if format.starts_with("d:") => decimal(format, i128_of(column, row), to),
        _ => {
            let mut words = String::new();
            text(field, column, row, &mut words);
            string(&words, to);
        }
    }
}

fn debug(value: impl Debug, to: &mut String) {
    let _ = write!(to, "{:?}", value);
}

fn float<T: Copy + Debug>(value: T, is_finite: impl Fn(T) -> bool, to: &mut String) {
    if is_finite(value) {
        debug(value, to);
    } else {
        let _ = write!(to, "\"{:?}\"", value);
    }
}

unsafe fn i128_of(column: &Column, row: usize) -> i128 {
    (column.values as *const i128).add(row).read_unaligned()
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
        let mut key = String::new();
        text(&fields[0], &keys, entry, &mut key);
        string(&key, to);
        to.push(':');
        value(&fields[1], &values, entry, to);
    }
    to.push('}');
}

/// A value that is not null, without quotes.
unsafe fn text(field: &Field, column: &Column, row: usize, to: &mut String) {
    match field.format.as_str() {
        "u" => to.push_str(<&str>::read(column, row)),
        "z" => base64(<&[u8]>::read(column, row), to),
        "tdD" => date(i32::read(column, row) as i64, to),
        "ttu" => time(i64::read(column, row), MICROS, to),
        "tsu:" => timestamp(i64::read(column, row), MICROS, to),
        "tsu:UTC" => {
            timestamp(i64::read(column, row), MICROS, to);
            to.push('Z');
        }
        "tsn:" => timestamp(i64::read(column, row), NANOS, to),
        "tDu" => duration(i64::read(column, row), to),
        "tiM" => months(i32::read(column, row), to),
        _ => value(field, column, row, to),
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

fn decimal(format: &str, value: i128, to: &mut String) {
    let scale = format.rsplit(',').next().and_then(|digits| digits.parse().ok());
    let scale: usize = scale.expect("a scale");
    let digits = format!("{:0width$}", value.unsigned_abs(), width = scale + 1);
    if value < 0 {
        to.push('-');
    }
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    to.push_str(whole);
    if scale > 0 {
        to.push('.');
        to.push_str(fraction);
    }
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

// The days are counted from the first of March, of cycles of 400 years.
fn date(days: i64, to: &mut String) {
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle * 400 + year_of_cycle + (month <= 2) as i64;
    let sign = if year > 9999 { "+" } else if year < 0 { "-" } else { "" };
    let _ = write!(to, "{}{:04}-{:02}-{:02}", sign, year.abs(), month, day);
}

fn time(units: i64, per_second: i64, to: &mut String) {
    let seconds = units / per_second;
    let _ = write!(to, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    fraction(units % per_second, per_second, to);
}

fn fraction(units: i64, per_second: i64, to: &mut String) {
    if units != 0 {
        let width = if per_second == NANOS { 9 } else { 6 };
        let digits = format!("{:0width$}", units, width = width);
        to.push('.');
        to.push_str(digits.trim_end_matches('0'));
    }
}

fn timestamp(units: i64, per_second: i64, to: &mut String) {
    let day = DAY_SECONDS * per_second;
    date(units.div_euclid(day), to);
    to.push('T');
    time(units.rem_euclid(day), per_second, to);
}

fn duration(micros: i64, to: &mut String) {
    let sign = if micros < 0 { "-" } else { "" };
    let seconds = micros.unsigned_abs() / MICROS as u64;
    let rest = (micros.unsigned_abs() % MICROS as u64) as i64;
    to.push_str("PT");
    for (units, name) in [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M')] {
        if units != 0 {
            let _ = write!(to, "{}{}{}", sign, units, name);
        }
    }
    if seconds % 60 != 0 || rest != 0 || to.ends_with('T') {
        let _ = write!(to, "{}{}", sign, seconds % 60);
        fraction(rest, MICROS, to);
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
