//! What the host says of columns: the Arrow C Data Interface.

use std::ffi::CStr;
use std::os::raw::c_char;

const NULLABLE: i64 = 2;

/// The C struct of the same name.
#[repr(C)]
pub struct ArrowSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const u8,
    flags: i64,
    child_count: i64,
    children: *const *const ArrowSchema,
    dictionary: *const ArrowSchema,
    release: usize,
    private_data: *const u8,
}

impl ArrowSchema {
    pub(crate) fn name(&self) -> &str {
        text(self.name)
    }

    pub(crate) fn format(&self) -> &str {
        text(self.format)
    }

    pub(crate) fn nullable(&self) -> bool {
        self.flags & NULLABLE != 0
    }

    /// Whether it is marked as JSON. Metadata is a number of keys with their values, each with its
    /// length before it; the host gives no other mark.
    pub(crate) fn is_json(&self) -> bool {
        !self.metadata.is_null()
    }

    /// The columns of a batch.
    pub(crate) fn children(&self) -> Vec<&ArrowSchema> {
        (0..self.child_count as usize)
            .map(|i| unsafe { &**self.children.add(i) })
            .collect()
    }
}

/// Of the host, which gives what it should.
fn text<'a>(pointer: *const c_char) -> &'a str {
    unsafe { CStr::from_ptr(pointer) }.to_str().expect("UTF-8")
}
