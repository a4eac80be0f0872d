//! Whether a text is a JSON document, as the host will look at it.

/// Deeper ones, and longer numbers, the host does not take.
const DEPTH_MAX: usize = 1000;
const NUMBER_LENGTH_MAX: usize = 1000;

pub(crate) fn is_json(text: &str) -> bool {
    let mut scanner = Scanner {
        text: text.as_bytes(),
        at: 0,
    };
    scanner.document().is_some()
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    // The next byte that is not a blank, which stays.
    fn ahead(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.peek()
    }

    fn take(&mut self, expected: u8) -> Option<()> {
        if self.ahead()? == expected {
            self.at += 1;
            Some(())
        } else {
            None
        }
    }

    // A document may be deep: what is open is kept here, and not on the stack.
    fn document(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            match self.ahead()? {
                bracket @ (b'[' | b'{') => {
                    self.at += 1;
                    open.push(bracket);
                    if open.len() > DEPTH_MAX {
                        return None;
                    }
                    if self.take(bracket + 2).is_none() {
                        self.key(bracket)?;
                        continue;
                    }
                    open.pop();
                }
                _ => self.scalar()?,
            }
            while let Some(&bracket) = open.last() {
                if self.take(b',').is_some() {
                    self.key(bracket)?;
                    break;
                }
                self.take(bracket + 2)?;
                open.pop();
            }
            if open.is_empty() {
                return if self.ahead().is_none() { Some(()) } else { None };
            }
        }
    }

    fn key(&mut self, bracket: u8) -> Option<()> {
        if bracket == b'{' {
            self.take(b'"')?;
            self.rest_of_string()?;
            self.take(b':')?;
        }
        Some(())
    }

    fn scalar(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.rest_of_string()
            }
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let end = self.at + word.len();
        if self.text.get(self.at..end)? == word && self.ends(end) {
            self.at = end;
            Some(())
        } else {
            None
        }
    }

    // Whether nothing but a blank or a bracket is behind a word or a number.
    fn ends(&self, end: usize) -> bool {
        matches!(
            self.text.get(end),
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b']' | b'}')
        )
    }

    fn rest_of_string(&mut self) -> Option<()> {
        loop {
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => match self.next()? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => {
                        let digits = self.text.get(self.at..self.at + 4)?;
                        if !digits.iter().all(u8::is_ascii_hexdigit) {
                            return None;
                        }
                        self.at += 4;
                    }
                    _ => return None,
                },
                control if control < b' ' => return None,
                _ => {}
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek()? == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        if self.at - start <= NUMBER_LENGTH_MAX && self.ends(self.at) {
            Some(())
        } else {
            None
        }
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > start {
            Some(())
        } else {
            None
        }
    }
}
