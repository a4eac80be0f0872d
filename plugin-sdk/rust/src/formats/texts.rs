//! Values as texts, for formats that consist of such: numbers with a point, times as of ISO 8601.

use super::cells::{Cell, Kind};

const DAY_MICROS: i128 = 86_400_000_000;

impl Kind {
    /// Whether values can be read from texts and written as such: all but intervals.
    pub fn has_text(self) -> bool {
        !matches!(self, Kind::Duration | Kind::Months)
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
            Kind::Duration | Kind::Months => None,
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
            _ => {
                let (least, most) = self.range();
                format!("a whole number from {} to {}", least, most)
            }
        }
    }
}

impl Cell<'_> {
    /// Appends the value of a kind as a text; nothing for null, and for intervals.
    pub fn write_text(&self, kind: Kind, to: &mut Vec<u8>) {
        let text = match (self, kind) {
            (Cell::Null, _) | (_, Kind::Duration | Kind::Months) => return,
            (Cell::Text(text), _) => return to.extend_from_slice(text.as_bytes()),
            (Cell::Bytes(bytes), _) => return to.extend_from_slice(bytes),
            (Cell::Boolean(value), _) => value.to_string(),
            (Cell::Float(value), Kind::F32) => (*value as f32).to_string(),
            (Cell::Float(value), _) => value.to_string(),
            (Cell::Integer(days), Kind::Date) => date_text(*days),
            (Cell::Integer(micros), Kind::Time) => time_text(*micros, 6),
            (Cell::Integer(micros), Kind::Timestamp) => timestamp_text(*micros, 6),
            (Cell::Integer(micros), Kind::TimestampUtc) => timestamp_text(*micros, 6) + "Z",
            (Cell::Integer(nanos), Kind::TimestampNanos) => timestamp_text(*nanos, 9),
            (Cell::Integer(value), Kind::Decimal { scale, .. }) => decimal_text(*value, scale),
            (Cell::Integer(value), _) => value.to_string(),
        };
        to.extend_from_slice(text.as_bytes());
    }
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

fn decimal_text(value: i128, scale: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = value.unsigned_abs().to_string();
    let scale = scale as usize;
    if scale == 0 {
        return format!("{}{}", sign, digits);
    }
    let padded = format!("{:0>width$}", digits, width = scale + 1);
    let (whole, decimals) = padded.split_at(padded.len() - scale);
    format!("{}{}.{}", sign, whole, decimals)
}

// Days since 1970-01-01 of a day in the Gregorian calendar. Years begin in March here, so that the
// day that is sometimes missing is the last.
fn days(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i128) -> (i128, i128, i128) {
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
    let year = digits(parts.next()?, 4, 4)?;
    let month = digits(parts.next()?, 2, 2)?;
    let day = digits(parts.next()?, 2, 2)?;
    let date = days(year, month, day);
    // A day that does not exist is another one.
    if (1..=12).contains(&month) && civil(date) == (year, month, day) {
        Some(date)
    } else {
        None
    }
}

fn date_text(days: i128) -> String {
    let (year, month, day) = civil(days);
    format!("{:04}-{:02}-{:02}", year, month, day)
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

fn time_text(value: i128, decimals: usize) -> String {
    let unit = 10i128.pow(decimals as u32);
    let seconds = value / unit;
    let clock = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    match value % unit {
        0 => clock,
        rest => {
            let digits = format!("{:0>width$}", rest, width = decimals);
            format!("{}.{}", clock, digits.trim_end_matches('0'))
        }
    }
}

fn day(decimals: usize) -> i128 {
    DAY_MICROS * 10i128.pow(decimals as u32 - 6)
}

fn timestamp(text: &str, decimals: usize) -> Option<i128> {
    let (on, at) = text.split_once(|between| between == 'T' || between == ' ')?;
    Some(date(on)? * day(decimals) + time(at, decimals)?)
}

fn timestamp_text(value: i128, decimals: usize) -> String {
    let day = day(decimals);
    let at = time_text(value.rem_euclid(day), decimals);
    format!("{}T{}", date_text(value.div_euclid(day)), at)
}
