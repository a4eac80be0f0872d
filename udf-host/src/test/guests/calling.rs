//! Calls what the host offers, with whatever it is given.

use wadi::http::Request;
use wadi::Items;

wadi::plugin! { name: "calling", version: "1.0.0" }

fn request(method: &str, url: &str, headers: &Items<&str>, body: Option<&str>) -> Request {
    let mut request = Request::new(method, url);
    for header in headers.iter() {
        let (name, value) = header.split_once(": ").unwrap_or((header, ""));
        request = request.header(name, value);
    }
    match body {
        Some(body) => request.body(body),
        None => request,
    }
}

wadi::scalar! {
    /// Status, headers and body, a line each.
    volatile fn fetch(method: &str, url: &str, headers: Items<&str>, body: Option<&str>)
            -> Result<String, String> {
        let reply = request(method, url, &headers, body).send()?;
        let body = String::from_utf8_lossy(&reply.body);
        Ok(format!("{}\n{}\n{}", reply.status, reply.headers.join("|"), body))
    }
}

wadi::scalar! {
    /// How many of so many requests get a reply.
    volatile fn fetch_often(url: &str, times: i64) -> i64 {
        (0..times).filter(|_| wadi::http::get(url).is_ok()).count() as i64
    }
}

wadi::scalar! {
    volatile fn tally(name: &str, value: f64) -> bool {
        wadi::metrics::counter(name, value);
        true
    }
}

wadi::scalar! {
    volatile fn observe(name: &str, value: f64) -> bool {
        wadi::metrics::histogram(name, value);
        true
    }
}

wadi::scalar! {
    volatile fn note(line: &str, times: i64) -> bool {
        for i in 0..times {
            wadi::log!(Warn, "{} {}", line, i);
        }
        true
    }
}

wadi::scalar! { volatile fn setting(name: &str) -> Option<String> { wadi::variable(name) } }

wadi::async_scalar! {
    /// What a POST of a header and a text brings, after the status.
    async(in_flight = 4, timeout_ms = 1000, retries = 2)
    fn ask(url: &str, header: &str, body: &str) -> Result<String, String>;
    request -> Result<Option<Request>, String> {
        match body {
            "" => Ok(None),
            "rejected" => Err("not asked".to_owned()),
            _ => Ok(Some(Request::post(url, body).header("x-test", header))),
        }
    }
    response(reply) {
        let reply = match reply {
            None => return Ok("nothing".to_owned()),
            Some(reply) => reply,
        };
        if reply.header("x-reject").is_some() {
            return Err(format!("{} is rejected", body));
        }
        Ok(format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body)))
    }
}
