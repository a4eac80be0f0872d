//! Columns inside of lists and structs of a result: how long they get is known at the end.

/// A column that grows by one value after the other.
#[derive(Default)]
pub struct Growing {
    rows: usize,
    nulls: usize,
    validity: Vec<u8>,
    /// The values, one after another or as bits, or the ends of what is in `bytes` or inside.
    values: Vec<u8>,
    bytes: Vec<u8>,
    inside: Vec<Growing>,
}

impl Growing {
    pub(crate) const EMPTY: Growing = Growing {
        rows: 0,
        nulls: 0,
        validity: Vec::new(),
        values: Vec::new(),
        bytes: Vec::new(),
        inside: Vec::new(),
    };

    pub(crate) fn with(inside: Vec<Growing>) -> Growing {
        Growing {
            inside,
            ..Growing::default()
        }
    }

    pub(crate) fn with_offsets(inside: Vec<Growing>) -> Growing {
        let mut column = Growing::with(inside);
        column.append(0i32);
        column
    }

    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// How much memory the values take.
    pub(crate) fn bytes(&self) -> usize {
        let inside: usize = self.inside.iter().map(Growing::bytes).sum();
        self.values.len() + self.bytes.len() + inside
    }

    pub(crate) fn inside(&self) -> &[Growing] {
        &self.inside
    }

    pub(crate) fn inside_mut(&mut self) -> &mut [Growing] {
        &mut self.inside
    }

    /// What a struct consists of.
    pub fn fields(&mut self) -> std::slice::IterMut<'_, Growing> {
        self.inside.iter_mut()
    }

    pub(crate) fn buffers(&self) -> [*mut u8; 3] {
        let validity = if self.nulls == 0 {
            std::ptr::null()
        } else {
            self.validity.as_ptr()
        };
        let second = self.values.as_ptr();
        [validity, second, self.bytes.as_ptr()].map(|pointer| pointer as *mut u8)
    }

    /// Counts one more row.
    pub fn add_row(&mut self, valid: bool) {
        if self.rows & 7 == 0 {
            self.validity.push(0);
        }
        self.validity[self.rows >> 3] |= (valid as u8) << (self.rows & 7);
        self.nulls += !valid as usize;
        self.rows += 1;
    }

    fn append<T: Copy>(&mut self, value: T) {
        let start = &value as *const T as *const u8;
        let bytes = unsafe { std::slice::from_raw_parts(start, std::mem::size_of::<T>()) };
        self.values.extend_from_slice(bytes);
    }

    pub(crate) fn push_fixed<T: Copy>(&mut self, value: T, valid: bool) {
        self.append(value);
        self.add_row(valid);
    }

    pub(crate) fn push_bit(&mut self, value: bool, valid: bool) {
        if self.rows & 7 == 0 {
            self.values.push(0);
        }
        self.values[self.rows >> 3] |= (value as u8) << (self.rows & 7);
        self.add_row(valid);
    }

    pub(crate) fn push_bytes(&mut self, value: &[u8], valid: bool) {
        self.bytes.extend_from_slice(value);
        self.append(self.bytes.len() as i32);
        self.add_row(valid);
    }

    pub(crate) fn end_list(&mut self, valid: bool) {
        self.append(self.inside[0].len() as i32);
        self.add_row(valid);
    }
}
