//! Requests over HTTP, to hosts that were granted: `http:HOST`.

use crate::arrow::Column;
use crate::nested::List;
use crate::types::Argument;

crate::record! {
    /// A request: to be sent at once, or given to the host by a function whose results come later.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Request {
        method: String,
        url: String,
        headers: List<String>,
        body: Option<Vec<u8>>,
    }
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    pub status: i32,
    /// Each `name: value`, with the name in lower case.
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, url: impl Into<String>) -> Request {
        Request {
            method: method.to_owned(),
            url: url.into(),
            headers: List(Vec::new()),
            body: None,
        }
    }

    pub fn get(url: impl Into<String>) -> Request {
        Request::new("GET", url)
    }

    pub fn post(url: impl Into<String>, body: impl Into<Vec<u8>>) -> Request {
        Request::new("POST", url).body(body)
    }

    pub fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.0.push(format!("{}: {}", name, value));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Request {
        self.body = Some(body.into());
        self
    }

    /// Sends it and waits for the response. What is waited counts against the time that a call may
    /// take; a function of which there are many calls had better be an `async_scalar!`.
    pub fn send(&self) -> Result<Response, String> {
        let headers: Vec<Slice> = self.headers.0.iter().map(|text| text.as_bytes().into()).collect();
        let call = Call {
            method: self.method.as_bytes().into(),
            url: self.url.as_bytes().into(),
            headers: Slice {
                start: headers.as_ptr() as *const u8,
                length: headers.len(),
            },
            body: match &self.body {
                Some(body) => body.as_slice().into(),
                None => Slice { start: std::ptr::null(), length: 0 },
            },
        };
        let mut sizes = Sizes { status: 0, headers: 0, body: 0 };
        let failed = unsafe { imports::http(&call, &mut sizes) } != 0;
        let mut lines = vec![0; sizes.headers];
        let mut body = vec![0; sizes.body];
        unsafe { imports::http_read(lines.as_mut_ptr(), body.as_mut_ptr()) };
        if failed {
            return Err(String::from_utf8_lossy(&body).into_owned());
        }
        let lines = String::from_utf8_lossy(&lines);
        Ok(Response {
            status: sizes.status,
            headers: lines.lines().map(str::to_owned).collect(),
            body,
        })
    }
}

/// Gets what is at a URL; see [`Request::send`].
pub fn get(url: impl Into<String>) -> Result<Response, String> {
    Request::get(url).send()
}

/// Posts something to a URL; see [`Request::send`].
pub fn post(url: impl Into<String>, body: impl Into<Vec<u8>>) -> Result<Response, String> {
    Request::post(url, body).send()
}

impl Response {
    /// Whether the status says that all went well.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|header| {
            let (found, value) = header.split_once(": ")?;
            if found.eq_ignore_ascii_case(name) {
                Some(value)
            } else {
                None
            }
        })
    }

    /// The body as text.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.body)
    }

    /// # Safety
    /// The columns are those of responses and have this row.
    #[doc(hidden)]
    pub unsafe fn read(columns: &[Column; 3], row: usize) -> Option<Response> {
        let [status, headers, body] = columns;
        Some(Response {
            status: Option::read(status, row)?,
            headers: <List<String>>::read(headers, row).0,
            body: Argument::read(body, row),
        })
    }
}

/// What a function may say when it is asked for a request, and what it gets then.
pub trait Asking {
    type Reply;

    fn reply(response: Option<Response>) -> Self::Reply;
}

impl Asking for Request {
    type Reply = Response;

    // The host gives one for each request.
    fn reply(response: Option<Response>) -> Response {
        response.expect("a response")
    }
}

impl Asking for Option<Request> {
    type Reply = Option<Response>;

    fn reply(response: Option<Response>) -> Option<Response> {
        response
    }
}

impl<T: Asking, E> Asking for Result<T, E> {
    type Reply = T::Reply;

    fn reply(response: Option<Response>) -> T::Reply {
        T::reply(response)
    }
}

#[repr(C)]
struct Slice {
    start: *const u8,
    length: usize,
}

impl From<&[u8]> for Slice {
    fn from(bytes: &[u8]) -> Slice {
        Slice {
            start: bytes.as_ptr(),
            length: bytes.len(),
        }
    }
}

#[repr(C)]
struct Call {
    method: Slice,
    url: Slice,
    headers: Slice,
    body: Slice,
}

#[repr(C)]
struct Sizes {
    status: i32,
    headers: usize,
    body: usize,
}

#[cfg(target_arch = "wasm32")]
mod imports {
    #[link(wasm_import_module = "wadi")]
    extern "C" {
        pub(super) fn http(request: *const super::Call, response: *mut super::Sizes) -> i32;
        pub(super) fn http_read(headers: *mut u8, body: *mut u8);
    }
}

// For tests that run without a host.
#[cfg(not(target_arch = "wasm32"))]
mod imports {
    pub(super) unsafe fn http(_: *const super::Call, _: *mut super::Sizes) -> i32 {
        1
    }
    pub(super) unsafe fn http_read(_: *mut u8, _: *mut u8) {}
}

/// Makes a function whose results come later. It has two bodies: what to ask another system for,
/// and what the response means.
///
/// ```ignore
/// wadi::async_scalar! {
///     /// The city that a code is of.
///     fn lookup_city(code: &str) -> Option<String>;
///     request -> Request {
///         Request::get(format!("https://api.example.com/cities/{}", code))
///     }
///     response(reply) {
///         if reply.is_ok() { Some(reply.text().ok()?.to_owned()) } else { None }
///     }
/// }
/// ```
///
/// With `request -> Option<Request>` it may do without one; `reply` is an option then. Either body
/// may give a `Result`, whose errors reject rows. Settings stand before `fn`, as in
/// `async(ordered = false, in_flight = 50, timeout_ms = 2000, retries = 1) fn`: whether rows keep
/// their order, how many wait at once, for how long, and how often a request is sent again that
/// failed.
#[macro_export]
macro_rules! async_scalar {
    ($(#[$meta:meta])* fn $($function:tt)*) => {
        $crate::async_function! { [] [$(#[$meta])*] $($function)* }
    };
    ($(#[$meta:meta])* async($first:ident = $first_value:literal
        $(, $setting:ident = $value:literal)* $(,)?) fn $($function:tt)*) => {
        $crate::async_function! {
            [
                "\"" stringify!($first) "\":" stringify!($first_value)
                $(",\"" stringify!($setting) "\":" stringify!($value))*
            ]
            [$(#[$meta])*] $($function)*
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! async_function {
    (
        [$($setting:expr)*] [$(#[$meta:meta])*]
        $name:ident($first:ident : $first_type:ty $(, $arg:ident : $type:ty)* $(,)?)
            -> $result:ty;
        request -> $request:ty $request_body:block
        response($reply:ident) $response_body:block
    ) => {
        const _: () = {
            use $crate::describe::Part::{Text, Type};
            const STRICT: bool = !(<$first_type as $crate::Argument>::NULLABLE
                $(|| <$type as $crate::Argument>::NULLABLE)*);
            const _: () = assert!(
                !(<$first_type as $crate::Argument>::VARIADIC
                    $(|| <$type as $crate::Argument>::VARIADIC)*),
                "a function whose results come later takes no Rest",
            );
            const PARTS: &[$crate::describe::Part] = &[
                Text("{\"functions\":[{\"name\":\""),
                Text(stringify!($name)),
                Text("\",\"export\":\"wadi_async_"),
                Text(stringify!($name)),
                Text("\",\"kind\":\"scalar\",\"async\":{"),
                $(Text($setting),)*
                Text("},"),
                $crate::described_arguments!(STRICT, $first: $first_type $(, $arg: $type)*),
                Text(",\"returns\":{"),
                Type(<$result as $crate::Returned>::TYPE),
                Text(",\"nullable\":"),
                Text($crate::describe::boolean(
                    <$result as $crate::Returned>::NULLABLE || !STRICT,
                )),
                Text("},\"nulls\":\""),
                Text($crate::describe::nulls(STRICT)),
                Text("\"}]}\n"),
            ];
            $crate::describe_section!(PARTS);

            $(#[$meta])*
            #[inline]
            fn request($first: $first_type $(, $arg: $type)*) -> $request $request_body

            #[inline]
            #[allow(unused_variables)]
            fn response(
                $first: $first_type $(, $arg: $type)*,
                $reply: <$request as $crate::http::Asking>::Reply,
            ) -> $result $response_body

            #[export_name = concat!("wadi_async_", stringify!($name), "_request")]
            unsafe extern "C" fn request_batch(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                let mut columns = (*input).columns();
                let $first = <$first_type as $crate::Argument>::column(&mut columns);
                $(let $arg = <$type as $crate::Argument>::column(&mut columns);)*
                (*output).fill(
                    STRICT,
                    |row| {
                        (<$first_type as $crate::Argument>::NULLABLE || $first.is_valid(row))
                            $(&& (<$type as $crate::Argument>::NULLABLE || $arg.is_valid(row)))*
                    },
                    |row| {
                        request(
                            <$first_type as $crate::Argument>::read(&$first, row)
                            $(, <$type as $crate::Argument>::read(&$arg, row))*
                        )
                    },
                )
            }

            #[export_name = concat!("wadi_async_", stringify!($name), "_response")]
            unsafe extern "C" fn response_batch(
                input: *const $crate::ArrowArray,
                output: *mut $crate::ArrowArray,
            ) -> i32 {
                let mut columns = (*input).columns();
                let $first = <$first_type as $crate::Argument>::column(&mut columns);
                $(let $arg = <$type as $crate::Argument>::column(&mut columns);)*
                let replies = [columns.next(), columns.next(), columns.next()];
                (*output).fill(
                    STRICT,
                    |row| {
                        (<$first_type as $crate::Argument>::NULLABLE || $first.is_valid(row))
                            $(&& (<$type as $crate::Argument>::NULLABLE || $arg.is_valid(row)))*
                    },
                    |row| {
                        response(
                            <$first_type as $crate::Argument>::read(&$first, row)
                            $(, <$type as $crate::Argument>::read(&$arg, row))*,
                            <$request as $crate::http::Asking>::reply(
                                $crate::http::Response::read(&replies, row),
                            ),
                        )
                    },
                )
            }
        };
    };
}
