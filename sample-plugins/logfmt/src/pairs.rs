//! Keys, each with a value, which stands between quotation marks if it would end too early.

use std::borrow::Cow;

pub fn ends_key(byte: u8) -> bool {
    byte <= b' ' || byte == b'=' || byte == b'"'
}

fn needs_quotes(byte: u8) -> bool {
    ends_key(byte) || byte == b'\\'
}

/// The pairs of a record, one after another.
pub struct Pairs<'a> {
    rest: &'a str,
}

impl<'a> Pairs<'a> {
    pub fn of(record: &'a [u8]) -> Result<Self, String> {
        std::str::from_utf8(record)
            .map(|rest| Pairs { rest })
            .map_err(|_| "it is not UTF-8".to_owned())
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn length_until(&self, end: impl Fn(u8) -> bool) -> usize {
        self.rest.bytes().position(end).unwrap_or(self.rest.len())
    }

    /// The next key, and its value, which is empty if it has none.
    pub fn next(&mut self) -> Result<Option<(&'a str, Cow<'a, str>)>, String> {
        self.take(self.length_until(|byte| byte > b' '));
        if self.rest.is_empty() {
            return Ok(None);
        }
        let key = self.take(self.length_until(ends_key));
        if key.is_empty() {
            return Err(format!("expected a key, found '{}'", self.shown()));
        }
        if !self.rest.starts_with('=') {
            return match self.rest.bytes().next() {
                Some(b'"') => Err(format!("expected '=' after '{}'", key)),
                _ => Ok(Some((key, Cow::Borrowed("")))),
            };
        }
        self.take(1);
        if self.rest.starts_with('"') {
            self.take(1);
            return self.quoted(key).map(|value| Some((key, value)));
        }
        let value = self.take(self.length_until(|byte| byte <= b' '));
        if value.contains('"') {
            return Err(format!("'{}' has a quotation mark inside", key));
        }
        Ok(Some((key, Cow::Borrowed(value))))
    }

    fn quoted(&mut self, key: &str) -> Result<Cow<'a, str>, String> {
        let length = self.length_until(|byte| byte == b'"' || byte == b'\\');
        let plain = self.take(length);
        if self.rest.starts_with('"') {
            self.take(1);
            return self.ended(key, Cow::Borrowed(plain));
        }
        let mut value = plain.to_owned();
        let mut rest = self.rest.chars();
        while let Some(next) = rest.next() {
            match next {
                '"' => {
                    self.rest = rest.as_str();
                    return self.ended(key, Cow::Owned(value));
                }
                '\\' => value.push(match rest.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some(escaped @ ('"' | '\\')) => escaped,
                    other => {
                        return Err(format!(
                            "'{}' has '\\{}', expected one of \\\" \\\\ \\n \\r \\t",
                            key,
                            other.map_or(String::new(), String::from)
                        ))
                    }
                }),
                other => value.push(other),
            }
        }
        Err(format!("'{}' has no quotation mark at its end", key))
    }

    fn ended(&self, key: &str, value: Cow<'a, str>) -> Result<Cow<'a, str>, String> {
        match self.rest.bytes().next() {
            Some(byte) if byte > b' ' => Err(format!("expected a space after '{}'", key)),
            _ => Ok(value),
        }
    }

    fn shown(&self) -> String {
        self.rest.chars().take(20).collect()
    }
}

/// Appends a value, between quotation marks if it needs them.
pub fn write_value(value: &[u8], to: &mut Vec<u8>) -> Result<(), &'static str> {
    if std::str::from_utf8(value).is_err() {
        return Err("its bytes are not UTF-8");
    }
    if !value.is_empty() && !value.iter().any(|byte| needs_quotes(*byte)) {
        to.extend_from_slice(value);
        return Ok(());
    }
    to.push(b'"');
    for byte in value {
        match byte {
            b'"' | b'\\' => to.extend_from_slice(&[b'\\', *byte]),
            b'\n' => to.extend_from_slice(b"\\n"),
            b'\r' => to.extend_from_slice(b"\\r"),
            b'\t' => to.extend_from_slice(b"\\t"),
            other => to.push(*other),
        }
    }
    to.push(b'"');
    Ok(())
}
