//! What every plugin exports besides its functions, and what it keeps from call to call.

use crate::growing::Growing;
use std::alloc::Layout;
use std::cell::UnsafeCell;

/// The struct that `wadi_error` points at.
#[repr(C)]
struct ErrorReport {
    code: i32,
    row: i32,
    message: *const u8,
    length: usize,
}

struct State {
    started: bool,
    report: ErrorReport,
    message: String,
    bytes: Vec<u8>,
    inside: Vec<Growing>,
}

struct Global(UnsafeCell<State>);

// A guest has one thread.
unsafe impl Sync for Global {}

static STATE: Global = Global(UnsafeCell::new(State {
    started: false,
    report: ErrorReport {
        code: 0,
        row: -1,
        message: std::ptr::null(),
        length: 0,
    },
    message: String::new(),
    bytes: Vec::new(),
    inside: Vec::new(),
}));

const ERROR: i32 = 1;
const PANIC: i32 = 2;

unsafe fn state() -> &'static mut State {
    &mut *STATE.0.get()
}

/// Says that a function failed because of a row, and returns what it returns then.
pub(crate) fn fail(row: usize, message: String) -> i32 {
    report(ERROR, message);
    unsafe { state() }.report.row = row as i32;
    ERROR
}

/// Says that something failed, and returns what is returned then.
pub(crate) fn fail_all(message: String) -> i32 {
    report(ERROR, message);
    ERROR
}

fn report(code: i32, message: String) {
    let state = unsafe { state() };
    state.message = message;
    state.report = ErrorReport {
        code,
        row: -1,
        message: state.message.as_ptr(),
        length: state.message.len(),
    };
}

/// Sees to it that the message of a panic reaches the host.
#[inline(always)]
pub(crate) fn start() {
    let state = unsafe { state() };
    if !state.started {
        state.started = true;
        listen_to_panics();
    }
}

#[cold]
fn listen_to_panics() {
    std::panic::set_hook(Box::new(|panic| report(PANIC, panic.to_string())));
}

/// The buffer of the last result, empty, with the room it had.
pub(crate) fn take_bytes() -> Vec<u8> {
    let mut bytes = std::mem::take(unsafe { &mut state().bytes });
    bytes.clear();
    bytes
}

/// Keeps a result until the host has copied it.
#[inline(always)]
pub(crate) fn keep(bytes: Vec<u8>, inside: Vec<Growing>) {
    let state = unsafe { state() };
    state.bytes = bytes;
    state.inside = inside;
}

/// Runs the constructors of WASI's libc, once, before any other call. If nobody called them, the
/// linker would have every export do so, and each time they keep some memory.
///
/// # Safety
/// As the ABI says.
#[cfg(target_os = "wasi")]
#[no_mangle]
pub unsafe extern "C" fn _initialize() {
    extern "C" {
        fn __wasm_call_ctors();
    }
    __wasm_call_ctors();
}

/// Memory for the host, null if there is none.
///
/// # Safety
/// As the ABI says: `align` is a power of two.
#[no_mangle]
pub unsafe extern "C" fn wadi_alloc(size: usize, align: usize) -> *mut u8 {
    match Layout::from_size_align(size, align) {
        Ok(layout) if size > 0 => std::alloc::alloc(layout),
        _ => std::ptr::null_mut(),
    }
}

/// Takes memory back.
///
/// # Safety
/// As the ABI says: it came from `wadi_alloc` with the same size and alignment.
#[no_mangle]
pub unsafe extern "C" fn wadi_free(pointer: *mut u8, size: usize, align: usize) {
    if let Ok(layout) = Layout::from_size_align(size, align) {
        std::alloc::dealloc(pointer, layout);
    }
}

/// The last error.
#[no_mangle]
pub extern "C" fn wadi_error() -> *const u8 {
    unsafe { &state().report as *const ErrorReport as *const u8 }
}
