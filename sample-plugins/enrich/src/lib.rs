//! Asks a service over HTTP about each row. Where the service is says `env:ENRICH_URL=...`.

use wadi::http::Request;

wadi::plugin! { name: "enrich", version: "1.0.0", needs: ["http", "env:ENRICH_URL"] }

fn url(path: &str, key: &str) -> Result<String, String> {
    let base = wadi::variable("ENRICH_URL").ok_or("ENRICH_URL is not granted")?;
    let mut url = format!("{}/{}/", base, path);
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() {
            url.push(byte as char);
        } else {
            url.push_str(&format!("%{:02X}", byte));
        }
    }
    Ok(url)
}

wadi::async_scalar! {
    /// The city that a code stands for; null if the service knows none.
    fn lookup_city(code: &str) -> Result<Option<String>, String>;
    request -> Result<Option<Request>, String> {
        if code.is_empty() {
            return Ok(None);
        }
        Ok(Some(Request::get(url("cities", code)?).header("accept", "text/plain")))
    }
    response(reply) {
        match reply {
            None => Ok(None),
            Some(reply) if reply.status == 404 => Ok(None),
            Some(reply) if reply.is_ok() => {
                let city = reply.text().map_err(|error| error.to_string())?;
                Ok(Some(city.trim().to_owned()))
            }
            Some(reply) => Err(format!("the service answered {}", reply.status)),
        }
    }
}

wadi::async_scalar! {
    /// How much a text is liked, 0 to 1; which text is scored first does not matter.
    async(ordered = false, in_flight = 20, timeout_ms = 2000, retries = 1)
    fn score(text: &str) -> Result<f64, String>;
    request -> Result<Request, String> {
        Ok(Request::post(url("scores", "")?, text).header("content-type", "text/plain"))
    }
    response(reply) {
        if !reply.is_ok() {
            return Err(format!("the service answered {}", reply.status));
        }
        let score = reply.text().map_err(|error| error.to_string())?;
        score.trim().parse().map_err(|_| format!("'{}' is not a score", score))
    }
}
