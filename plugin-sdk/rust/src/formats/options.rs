//! What a table says to a plugin: one JSON object of texts, numbers and truth values.

/// The options of a table, with defaults where it has none. The host has checked them against the
/// plugin's description.
#[derive(Debug, Default)]
pub struct Options {
    values: Vec<(String, Value)>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Integer(i64),
    Number(f64),
    Flag(bool),
}

impl Options {
    /// Reads what the host gives.
    pub fn parse(json: &str) -> Result<Options, String> {
        let mut reader = Reader {
            text: json.as_bytes(),
            at: 0,
        };
        reader
            .object()
            .map(|values| Options { values })
            .ok_or_else(|| format!("the options are no JSON object: {}", json))
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        match self.find(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.find(name) {
            Some(Value::Integer(integer)) => Some(*integer),
            _ => None,
        }
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        match self.find(name) {
            Some(Value::Integer(integer)) => Some(*integer as f64),
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.find(name) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.text.get(self.at).copied();
        self.at += 1;
        byte
    }

    // The next byte that is not a space, which stays.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.text.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, expected: u8) -> Option<()> {
        if self.peek()? == expected {
            self.at += 1;
            Some(())
        } else {
            None
        }
    }

    fn object(&mut self) -> Option<Vec<(String, Value)>> {
        let mut values = Vec::new();
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(values);
        }
        loop {
            self.peek()?;
            let name = self.string()?;
            self.take(b':')?;
            values.push((name, self.value()?));
            if self.take(b'}').is_some() {
                return Some(values);
            }
            self.take(b',')?;
        }
    }

    fn value(&mut self) -> Option<Value> {
        if self.peek()? == b'"' {
            return self.string().map(Value::Text);
        }
        let start = self.at;
        while !matches!(
            self.text.get(self.at),
            None | Some(b',' | b'}' | b' ' | b'\t' | b'\r' | b'\n')
        ) {
            self.at += 1;
        }
        match std::str::from_utf8(&self.text[start..self.at]).ok()? {
            "true" => Some(Value::Flag(true)),
            "false" => Some(Value::Flag(false)),
            number => match number.parse() {
                Ok(integer) => Some(Value::Integer(integer)),
                Err(_) => number.parse().ok().map(Value::Number),
            },
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        self.take(b'"')?;
        loop {
            match self.next()? {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => {
                    let mut utf8 = [0; 4];
                    bytes.extend_from_slice(self.escaped()?.encode_utf8(&mut utf8).as_bytes());
                }
                byte => bytes.push(byte),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        match self.next()? {
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => self.unicode(),
            other => Some(other as char),
        }
    }

    // What UTF-16 needs two units for comes as two escapes.
    fn unicode(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if self.next()? != b'\\' || self.next()? != b'u' {
            return None;
        }
        let second = self.unit()?.checked_sub(0xdc00)?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }
}
