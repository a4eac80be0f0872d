//! Values as texts: numbers with a point, times as of ISO 8601.

use crate::fields::{Cell, Kind};
use std::fmt::Write;

const DAY_SECONDS: i64 = 86_400;

impl Kind {
    /// Whether values can be read from texts and written as such: all but intervals, lists,
    /// structs and maps.
    pub fn has_text(self) -> bool {
        !matches!(self, Kind::Duration | Kind::Months) && !self.is_nested()
    }

    /// The value that a text means, if it means one.
    pub fn parse(self, text: &str) -> Result<Cell<'_>, String> {
        let value = match self {
            Kind::Boolean => match text {
                "true" => Some(Cell::Boolean(true)),
                "false" => Some(Cell::Boolean(false)),
                _ => None,
            },
            Kind::F32 | Kind::F64 => text.parse().ok().map(Cell::Float),
            Kind::Text | Kind::Json => Some(Cell::Text(text)),
            Kind::Bytes => Some(Cell::Bytes(text.as_bytes())),
            Kind::Date => date(text).map(Cell::Integer),
            Kind::Time => time(text, 6).map(Cell::Integer),
            Kind::Timestamp => timestamp(text, 6).map(Cell::Integer),
            Kind::TimestampUtc => timestamp(text.strip_suffix('Z').unwrap_or(text), 6)
                .map(Cell::Integer),
            Kind::TimestampNanos => timestamp(text, 9).map(Cell::Integer),
            Kind::Decimal { scale, .. } => decimal(text, scale).map(Cell::Integer),
            Kind::Duration | Kind::Months | Kind::List | Kind::Struct | Kind::Map => None,
            _ => text.parse().ok().map(Cell::Integer),
        };
        value
            .filter(|value| self.takes(value))
            .ok_or_else(|| format!("expected {}, found '{}'", self.name(), text))
    }

    /// What the values are called in messages.
    pub fn name(self) -> String {
        match self {
            Kind::Boolean => "true or false".to_owned(),
            Kind::F32 | Kind::F64 => "a number".to_owned(),
            Kind::Text => "a text".to_owned(),
            Kind::Json => "a JSON document".to_owned(),
            Kind::Bytes => "bytes".to_owned(),
            Kind::Date => "a date".to_owned(),
            Kind::Time => "a time of day".to_owned(),
            Kind::Timestamp | Kind::TimestampUtc | Kind::TimestampNanos => {
                "a timestamp".to_owned()
            }
            Kind::Decimal { precision, scale } => {
                format!("a number of {} digits, {} of them decimals", precision, scale)
            }
            Kind::Duration | Kind::Months => "an interval".to_owned(),
            Kind::List | Kind::Struct | Kind::Map => "an array, a struct or a map".to_owned(),
            _ => {
                let (least, most) = self.range();
                format!("a whole number from {} to {}", least, most)
            }
        }
    }
}

impl Cell<'_> {
    /// Appends the value of a kind as a text; nothing for null, and for what has no text.
    pub fn write_text(&self, kind: Kind, to: &mut Vec<u8>) {
        match self {
            Cell::Text(text) => to.extend_from_slice(text.as_bytes()),
            Cell::Bytes(bytes) => to.extend_from_slice(bytes),
            _ => {
                let mut text = String::new();
                write(kind, self, &mut text);
                to.extend_from_slice(text.as_bytes());
            }
        }
    }
}

/// Appends a value of a kind, but bytes; nothing for null, and for what has no text.
pub(crate) fn write(kind: Kind, cell: &Cell, to: &mut String) {
    let _ = match cell {
        Cell::Null | Cell::Bytes(_) => return,
        Cell::Text(text) => return to.push_str(text),
        Cell::Boolean(value) => write!(to, "{}", value),
        Cell::Float(value) if kind == Kind::F32 => write!(to, "{}", *value as f32),
        Cell::Float(value) => write!(to, "{}", value),
        Cell::Integer(value) => match kind {
            Kind::Duration | Kind::Months => return,
            Kind::Decimal { scale, .. } => return write_decimal(*value, scale, to),
            Kind::Date => return write_date(*value as i64, to),
            Kind::Time => return write_time(*value as i64, 6, to),
            Kind::Timestamp => return write_timestamp(*value as i64, 6, to),
            Kind::TimestampUtc => {
                write_timestamp(*value as i64, 6, to);
                return to.push('Z');
            }
            Kind::TimestampNanos => return write_timestamp(*value as i64, 9, to),
            // Few are so large, and with the others a processor is quicker.
            _ => match i64::try_from(*value) {
                Ok(value) => write!(to, "{}", value),
                Err(_) => write!(to, "{}", value),
            },
        },
    };
}

// Digits only: `parse` would take a sign.
fn digits(text: &str, least: usize, most: usize) -> Option<i128> {
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    if all && (least..=most).contains(&text.len()) {
        text.parse().ok()
    } else {
        None
    }
}

// A fraction as an integer of so many digits. More digits than there are in the kind mean no value.
fn fraction(text: &str, most: usize) -> Option<i128> {
    let value = digits(text, 1, most)?;
    Some(value * 10i128.pow((most - text.len()) as u32))
}

fn decimal(text: &str, scale: u8) -> Option<i128> {
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut value = digits(whole, 1, 38)?.checked_mul(10i128.pow(scale.into()))?;
    if !decimals.is_empty() {
        // Zeros at the end say nothing.
        let kept = decimals.trim_end_matches('0');
        if kept.is_empty() {
            digits(decimals, 1, 38)?;
        } else {
            value = value.checked_add(fraction(kept, scale.into())?)?;
        }
    }
    Some(if negative { -value } else { value })
}

fn write_decimal(value: i128, scale: u8, to: &mut String) {
    let scale = scale as usize;
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if value < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    let _ = write!(to, "{}{}{}{}", sign, whole, point, decimals);
}

// Days since 1970-01-01 of a day in the Gregorian calendar. Years begin in March here, so that the
// day that is sometimes missing is the last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

fn date(text: &str) -> Option<i128> {
    let mut parts = text.splitn(3, '-');
    let year = digits(parts.next()?, 4, 4)? as i64;
    let month = digits(parts.next()?, 2, 2)? as i64;
    let day = digits(parts.next()?, 2, 2)? as i64;
    let date = days(year, month, day);
    // A day that does not exist is another one.
    if (1..=12).contains(&month) && civil(date) == (year, month, day) {
        Some(date.into())
    } else {
        None
    }
}

fn write_date(days: i64, to: &mut String) {
    let (year, month, day) = civil(days);
    let sign = if year > 9999 { "+" } else if year < 0 { "-" } else { "" };
    let _ = write!(to, "{}{:04}-{:02}-{:02}", sign, year.abs(), month, day);
}

fn time(text: &str, decimals: usize) -> Option<i128> {
    let (clock, rest) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.splitn(3, ':');
    let hour = digits(parts.next()?, 2, 2)?;
    let minute = digits(parts.next()?, 2, 2)?;
    let second = digits(parts.next().unwrap_or("00"), 2, 2)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let rest = if clock.len() == text.len() {
        0
    } else {
        fraction(rest, decimals)?
    };
    Some((hour * 3600 + minute * 60 + second) * 10i128.pow(decimals as u32) + rest)
}

fn write_time(value: i64, decimals: usize, to: &mut String) {
    let unit = 10i64.pow(decimals as u32);
    let seconds = value / unit;
    let _ = write!(to, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    write_fraction(value % unit, decimals, to);
}

/// Appends what is behind a point, if it is not 0.
pub(crate) fn write_fraction(value: i64, decimals: usize, to: &mut String) {
    if value != 0 {
        let digits = format!("{:0width$}", value, width = decimals);
        let _ = write!(to, ".{}", digits.trim_end_matches('0'));
    }
}

fn day(decimals: usize) -> i64 {
    DAY_SECONDS * 10i64.pow(decimals as u32)
}

fn timestamp(text: &str, decimals: usize) -> Option<i128> {
    let (on, at) = text.split_once(|between| between == 'T' || between == ' ')?;
    Some(date(on)? * day(decimals) as i128 + time(at, decimals)?)
}

fn write_timestamp(value: i64, decimals: usize, to: &mut String) {
    let day = day(decimals);
    write_date(value.div_euclid(day), to);
    to.push('T');
    write_time(value.rem_euclid(day), decimals, to);
}
