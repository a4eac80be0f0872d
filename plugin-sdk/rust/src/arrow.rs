//! Batches, as they lie in memory: the Arrow C Data Interface.

use crate::exports;
use crate::types::Returned;

/// The C struct of the same name.
#[repr(C)]
pub struct ArrowArray {
    length: i64,
    null_count: i64,
    offset: i64,
    buffer_count: i64,
    child_count: i64,
    buffers: *mut *mut u8,
    children: *mut *mut ArrowArray,
    dictionary: *mut ArrowArray,
    release: usize,
    private_data: *mut u8,
}

/// A column of arguments.
pub struct Column {
    validity: *const u8,
    /// The values, or the offsets into `bytes`.
    pub(crate) values: *const u8,
    pub(crate) bytes: *const u8,
}

/// The columns of a batch, one after another.
pub struct Columns {
    next: *mut *mut ArrowArray,
}

/// Where results go.
pub struct Output {
    validity: *mut u8,
    /// The values, or the offsets into `bytes`.
    values: *mut u8,
    pub(crate) bytes: Vec<u8>,
}

impl Columns {
    /// # Safety
    /// The batch has one more column.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)]
    pub unsafe fn next(&mut self) -> Column {
        let array = &**self.next;
        self.next = self.next.add(1);
        Column {
            validity: *array.buffers,
            values: *array.buffers.add(1),
            // The host's tables have room for three pointers whatever the type.
            bytes: *array.buffers.add(2),
        }
    }
}

impl Column {
    /// # Safety
    /// The column has this row.
    #[inline(always)]
    pub unsafe fn is_valid(&self, row: usize) -> bool {
        self.validity.is_null() || bit(self.validity, row)
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
    /// The column has this row.
    #[inline(always)]
    pub(crate) unsafe fn set_null(&mut self, row: usize) {
        *self.validity.add(row >> 3) &= !(1 << (row & 7));
    }
}

impl ArrowArray {
    /// # Safety
    /// This is a batch of arguments as the host made it.
    #[inline(always)]
    pub unsafe fn columns(&self) -> Columns {
        Columns {
            next: self.children,
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
        };
        if R::VARIABLE {
            output.set(0, 0i32);
        }
        let all = strict && self.null_count == 0;
        let mut failed = None;
        for row in 0..rows {
            if all || bit(output.validity, row) && asked(row) {
                if let Err(message) = compute(row).write(&mut output, row) {
                    failed = Some((row, message));
                    break;
                }
            } else {
                R::write_null(&mut output, row);
            }
        }
        if R::VARIABLE {
            *self.buffers.add(2) = output.bytes.as_mut_ptr();
        }
        exports::keep_bytes(output.bytes);
        match failed {
            None => 0,
            Some((row, message)) => exports::fail(row as i32, message),
        }
    }
}
