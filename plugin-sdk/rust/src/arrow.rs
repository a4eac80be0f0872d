//! Batches, as they lie in memory: the Arrow C Data Interface.

use crate::exports;
use crate::growing::Growing;
use crate::rejected::Rejected;
use crate::types::Returned;

/// The C struct of the same name.
#[repr(C)]
pub struct ArrowArray {
    pub(crate) length: i64,
    null_count: i64,
    offset: i64,
    buffer_count: i64,
    pub(crate) child_count: i64,
    pub(crate) buffers: *mut *mut u8,
    pub(crate) children: *mut *mut ArrowArray,
    dictionary: *mut ArrowArray,
    release: usize,
    private_data: *mut u8,
}

/// A column of arguments.
#[derive(Clone, Copy)]
pub struct Column {
    validity: *const u8,
    /// The values, or the offsets into `bytes` or into what is inside.
    pub(crate) values: *const u8,
    pub(crate) bytes: *const u8,
    inside: Columns,
}

/// The columns of a batch, or of a list or struct, one after another.
#[derive(Clone, Copy)]
pub struct Columns {
    next: *mut *mut ArrowArray,
    left: usize,
}

/// Where results go.
pub struct Output {
    validity: *mut u8,
    /// The values, or the offsets into `bytes`.
    values: *mut u8,
    pub(crate) bytes: Vec<u8>,
    pub(crate) inside: Vec<Growing>,
}

impl Columns {
    /// # Safety
    /// The batch has one more column.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)]
    pub unsafe fn next(&mut self) -> Column {
        let array = &**self.next;
        self.next = self.next.add(1);
        self.left -= 1;
        Column {
            validity: *array.buffers,
            values: *array.buffers.add(1),
            // The host's tables have room for three pointers whatever the type.
            bytes: *array.buffers.add(2),
            inside: array.columns(),
        }
    }

    /// All that are left, as if they were inside of one column.
    #[inline(always)]
    pub(crate) fn rest(&mut self) -> Column {
        let inside = *self;
        self.left = 0;
        Column {
            validity: std::ptr::null(),
            values: std::ptr::null(),
            bytes: std::ptr::null(),
            inside,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.left
    }

    /// # Safety
    /// There is such a column.
    #[inline(always)]
    pub(crate) unsafe fn get(&self, i: usize) -> Column {
        let mut from = Columns {
            next: self.next.add(i),
            left: self.left - i,
        };
        from.next()
    }
}

impl Column {
    /// # Safety
    /// The column has this row.
    #[inline(always)]
    pub unsafe fn is_valid(&self, row: usize) -> bool {
        self.validity.is_null() || bit(self.validity, row)
    }

    /// What a list or struct consists of.
    #[inline(always)]
    pub fn inside(&self) -> Columns {
        self.inside
    }

    /// # Safety
    /// This is a column of texts, bytes or lists, and it has this row.
    #[inline(always)]
    pub(crate) unsafe fn range(&self, row: usize) -> (usize, usize) {
        let offsets = (self.values as *const i32).add(row);
        let start = offsets.read_unaligned() as usize;
        (start, offsets.add(1).read_unaligned() as usize)
    }
}

#[inline(always)]
pub(crate) unsafe fn bit(bits: *const u8, row: usize) -> bool {
    *bits.add(row >> 3) >> (row & 7) & 1 != 0
}

impl Output {
    /// # Safety
    /// `T` is the column's type, and the column has this row.
    #[inline(always)]
    pub(crate) unsafe fn set<T>(&mut self, row: usize, value: T) {
        (self.values as *mut T).add(row).write_unaligned(value);
    }

    /// # Safety
    /// This is a column of bits, and it has this row.
    #[inline(always)]
    pub(crate) unsafe fn set_bit(&mut self, row: usize, value: bool) {
        let byte = self.values.add(row >> 3);
        let mask = 1 << (row & 7);
        *byte = if value { *byte | mask } else { *byte & !mask };
    }

    /// # Safety
    /// This is a column of texts or bytes, and it has this row.
    #[inline(always)]
    pub(crate) unsafe fn end_value(&mut self, row: usize) {
        self.set(row + 1, self.bytes.len() as i32);
    }

    /// # Safety
    /// This is a column of lists, and it has this row.
    #[inline(always)]
    pub(crate) unsafe fn end_list(&mut self, row: usize) {
        self.set(row + 1, self.inside[0].len() as i32);
    }

    /// # Safety
    /// The column has this row.
    #[inline(always)]
    pub unsafe fn set_null(&mut self, row: usize) {
        *self.validity.add(row >> 3) &= !(1 << (row & 7));
    }
}

impl Output {
    /// What a list or struct consists of.
    #[inline(always)]
    pub fn inside(&mut self) -> std::slice::IterMut<'_, Growing> {
        self.inside.iter_mut()
    }
}

impl ArrowArray {
    pub(crate) const EMPTY: ArrowArray = ArrowArray {
        length: 0,
        null_count: 0,
        offset: 0,
        buffer_count: 0,
        child_count: 0,
        buffers: std::ptr::null_mut(),
        children: std::ptr::null_mut(),
        dictionary: std::ptr::null_mut(),
        release: 0,
        private_data: std::ptr::null_mut(),
    };

    /// # Safety
    /// This is a batch of arguments as the host made it.
    #[inline(always)]
    pub unsafe fn columns(&self) -> Columns {
        Columns {
            next: self.children,
            left: self.child_count as usize,
        }
    }

    /// # Safety
    /// This is an array for results as the host made it, and the column is of its type.
    pub(crate) unsafe fn point_at(&mut self, column: &Growing) {
        self.length = column.len() as i64;
        for (i, buffer) in column.buffers().iter().enumerate() {
            *self.buffers.add(i) = *buffer;
        }
        self.point_inside_at(column.inside());
    }

    pub(crate) unsafe fn point_inside_at(&mut self, inside: &[Growing]) {
        for (i, column) in inside.iter().enumerate() {
            (**self.children.add(i)).point_at(column);
        }
    }

    /// Makes these columns the rows that the host gets.
    ///
    /// # Safety
    /// This is an array for rows as the host made it, and these are its columns.
    pub(crate) unsafe fn give<'a>(
        &mut self,
        columns: impl Iterator<Item = &'a Growing>,
        rows: usize,
    ) {
        self.length = rows as i64;
        for (i, column) in columns.enumerate() {
            (**self.children.add(i)).point_at(column);
        }
    }

    /// Computes the rows that are asked for: what the host left valid and `asked` agrees to.
    ///
    /// # Safety
    /// This is an array for results of the type `R` as the host made it.
    #[inline(always)]
    pub unsafe fn fill<R: Returned>(
        &mut self,
        strict: bool,
        asked: impl Fn(usize) -> bool,
        compute: impl Fn(usize) -> R,
    ) -> i32 {
        exports::start();
        let rows = self.length as usize;
        let mut output = Output {
            validity: *self.buffers,
            values: *self.buffers.add(1),
            bytes: exports::take_bytes(),
            inside: R::inside(),
        };
        if R::OFFSETS {
            output.set(0, 0i32);
        }
        let all = strict && self.null_count == 0;
        let mut rejected = None;
        for row in 0..rows {
            if all || bit(output.validity, row) && asked(row) {
                if let Err(message) = compute(row).write(&mut output, row) {
                    Rejected::add(&mut rejected, row, &message);
                    R::write_null(&mut output, row);
                }
            } else {
                R::write_null(&mut output, row);
            }
        }
        if R::OFFSETS && output.inside.is_empty() {
            *self.buffers.add(2) = output.bytes.as_mut_ptr();
        }
        self.point_inside_at(&output.inside);
        exports::keep(output.bytes, output.inside);
        rejected.map_or(0, Rejected::report)
    }

    /// Makes bytes of each row, by appending to those of the rows before.
    ///
    /// # Safety
    /// This is an array for results of bytes as the host made it, of which all rows are asked for.
    pub(crate) unsafe fn fill_bytes(
        &mut self,
        mut append: impl FnMut(usize, &mut Vec<u8>) -> Result<(), String>,
    ) -> i32 {
        let rows = self.length as usize;
        let mut output = Output {
            validity: *self.buffers,
            values: *self.buffers.add(1),
            bytes: exports::take_bytes(),
            inside: Vec::new(),
        };
        let mut rejected = None;
        output.set(0, 0i32);
        for row in 0..rows {
            let start = output.bytes.len();
            if let Err(message) = append(row, &mut output.bytes) {
                output.bytes.truncate(start);
                output.set_null(row);
                Rejected::add(&mut rejected, row, &message);
            }
            output.end_value(row);
        }
        *self.buffers.add(2) = output.bytes.as_mut_ptr();
        exports::keep(output.bytes, output.inside);
        rejected.map_or(0, Rejected::report)
    }
}
