//! The rows that a function returned an error for.

use crate::arrow::ArrowArray;
use crate::growing::Growing;
use std::cell::UnsafeCell;

const REJECTED: i32 = 4;

pub(crate) struct Rejected {
    rows: Growing,
    messages: Growing,
}

/// What the host is given, which must stay where it is.
struct Report {
    rejected: Rejected,
    arrays: [ArrowArray; 3],
    children: [*mut ArrowArray; 2],
    buffers: [[*mut u8; 3]; 3],
}

struct Global(UnsafeCell<Report>);

// A guest has one thread.
unsafe impl Sync for Global {}

static REPORT: Global = Global(UnsafeCell::new(Report {
    rejected: Rejected {
        rows: Growing::EMPTY,
        messages: Growing::EMPTY,
    },
    arrays: [ArrowArray::EMPTY; 3],
    children: [std::ptr::null_mut(); 2],
    buffers: [[std::ptr::null_mut(); 3]; 3],
}));

impl Rejected {
    #[cold]
    pub(crate) fn add(rejected: &mut Option<Rejected>, row: usize, message: &str) {
        let rejected = rejected.get_or_insert_with(|| Rejected {
            rows: Growing::EMPTY,
            messages: Growing::with_offsets(Vec::new()),
        });
        rejected.rows.push_fixed(row as i32, true);
        rejected.messages.push_bytes(message.as_bytes(), true);
    }

    /// Keeps them for the host to ask for, and returns what a function returns then.
    #[cold]
    pub(crate) fn report(self) -> i32 {
        let report = unsafe { &mut *REPORT.0.get() };
        report.rejected = self;
        let columns = [&report.rejected.rows, &report.rejected.messages];
        for i in 0..3 {
            report.buffers[i] = if i == 0 {
                [std::ptr::null_mut(); 3]
            } else {
                columns[i - 1].buffers()
            };
            report.arrays[i].length = columns[0].len() as i64;
            report.arrays[i].buffers = report.buffers[i].as_mut_ptr();
        }
        report.children = [&mut report.arrays[1] as *mut _, &mut report.arrays[2] as *mut _];
        report.arrays[0].child_count = 2;
        report.arrays[0].children = report.children.as_mut_ptr();
        REJECTED
    }
}

/// The rows that the last call rejected.
#[no_mangle]
pub extern "C" fn wadi_rejected() -> *const ArrowArray {
    unsafe { &(*REPORT.0.get()).arrays[0] }
}
