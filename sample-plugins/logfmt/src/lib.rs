//! The format of many programs' logs: `level=info msg="it works" took=1.5`.

mod pairs;

use pairs::{write_value, Pairs};
use wadi::formats::{Decode, Encode, Format, NewRows};
use wadi::{Cell, Field, Row};

wadi::plugin! { name: "logfmt", version: "1.0.0" }

wadi::format! {
    /// Pairs of keys and values, as programs log them: level=info msg="it works".
    logfmt: Logfmt, decode, encode
}

wadi::options! {
    struct LogfmtOptions {
        /// Whether a key that is no column makes a record malformed.
        strict: bool = false,
        /// What is written and read for NULL; without it, the pair is left out.
        missing: Option<String>,
    }
}

struct Logfmt {
    columns: Vec<Field>,
    options: LogfmtOptions,
}

impl Format for Logfmt {
    type Options = LogfmtOptions;

    fn open(columns: &[Field], options: LogfmtOptions) -> Result<Self, String> {
        for column in columns {
            if !column.kind.has_text() {
                return Err(format!("column '{}' cannot be {}", column.name, column.kind.name()));
            }
            if column.name.is_empty() || column.name.bytes().any(pairs::ends_key) {
                return Err(format!("'{}' cannot be a key", column.name));
            }
        }
        if options.missing.as_deref() == Some("") {
            return Err("logfmt.missing is empty, which is the value of a key alone".to_owned());
        }
        Ok(Logfmt {
            columns: columns.to_vec(),
            options,
        })
    }
}

impl Decode for Logfmt {
    fn decode(&mut self, record: &[u8], rows: &mut NewRows) -> Result<(), String> {
        let mut any = false;
        let mut pairs = Pairs::of(record)?;
        while let Some((key, value)) = pairs.next()? {
            any = true;
            match self.columns.iter().position(|column| column.name == key) {
                Some(i) => rows.set(i, self.cell(i, &value)?)?,
                None if self.options.strict => return Err(format!("'{}' is no column", key)),
                None => {}
            }
        }
        // An empty line is no row.
        if any {
            rows.end_row();
        }
        Ok(())
    }
}

impl Logfmt {
    fn cell<'a>(&self, i: usize, value: &'a str) -> Result<Cell<'a>, String> {
        if self.options.missing.as_deref() == Some(value) {
            return Ok(Cell::Null);
        }
        let column = &self.columns[i];
        column
            .kind
            .parse(value)
            .map_err(|expected| format!("'{}': {}", column.name, expected))
    }
}

impl Encode for Logfmt {
    fn encode(&mut self, row: &Row, record: &mut Vec<u8>) -> Result<(), String> {
        let start = record.len();
        let mut text = Vec::new();
        for (i, column) in self.columns.iter().enumerate() {
            let cell = row.cell(i);
            text.clear();
            match (&cell, &self.options.missing) {
                (Cell::Null, None) => continue,
                (Cell::Null, Some(missing)) => text.extend_from_slice(missing.as_bytes()),
                _ => cell.write_text(column.kind, &mut text),
            }
            if record.len() > start {
                record.push(b' ');
            }
            record.extend_from_slice(column.name.as_bytes());
            record.push(b'=');
            write_value(&text, record).map_err(|why| format!("'{}': {}", column.name, why))?;
        }
        if record.len() == start {
            return Err("without logfmt.missing, nothing is left of a row of NULLs".to_owned());
        }
        Ok(())
    }
}
