//! A sink that posts rows to a URL, as JSON lines. It prepares whole requests, which stand in the
//! checkpoint, and sends them when that is published: at least once, but a request that is sent
//! again is the same to the byte, with the same `Idempotency-Key`, so that who gets it can drop it.

use wadi::http::Request;
use wadi::{Field, Rows, Sink, TwoPhaseSink, Writer};

wadi::plugin! { name: "webhook", version: "1.0.0", needs: ["http"] }

/// Of the rows between two checkpoints, which wait here: the host takes no more than 16 MiB.
const BYTES_MAX: usize = 8 << 20;

wadi::options! {
    struct WebhookOptions {
        /// Where to post to; its host must be granted: http:HOST
        url: String,
        /// How many rows a request has at most
        rows: i64 = 1000 where { minimum: 1, maximum: 100000 },
    }
}

struct Webhook {
    options: WebhookOptions,
    /// What the keys of this writer begin with, in all runs.
    key: String,
    /// Bodies of requests, of which the last takes more rows.
    bodies: Vec<String>,
    rows_of_last: i64,
    bytes: usize,
}

wadi::two_phase_sink! {
    /// Posts rows to a URL
    webhook: Webhook
}

impl Sink for Webhook {
    type Options = WebhookOptions;

    fn open(options: WebhookOptions, _fields: &[Field], writer: Writer) -> Result<Self, String> {
        Ok(Webhook {
            options,
            key: format!("{}-{}", writer.owner, writer.subtask),
            bodies: Vec::new(),
            rows_of_last: 0,
            bytes: 0,
        })
    }

    fn write(&mut self, rows: &Rows) -> Result<(), String> {
        for row in rows.iter() {
            if self.bodies.is_empty() || self.rows_of_last == self.options.rows {
                self.bodies.push(String::new());
                self.rows_of_last = 0;
            }
            let body = self.bodies.last_mut().expect("one was pushed");
            let before = body.len();
            row.write_json(body);
            body.push('\n');
            self.bytes += body.len() - before;
            self.rows_of_last += 1;
        }
        if self.bytes > BYTES_MAX {
            return Err(format!(
                "there are more than {} bytes between two checkpoints; make them more often",
                BYTES_MAX
            ));
        }
        Ok(())
    }
}

impl TwoPhaseSink for Webhook {
    /// The key of each request in a line, and its body behind it.
    fn prepare(&mut self, epoch: i64) -> Result<Vec<String>, String> {
        self.bytes = 0;
        let bodies = std::mem::take(&mut self.bodies);
        let requests = bodies.iter().enumerate();
        Ok(requests.map(|(i, body)| format!("{}-{}-{}\n{}", self.key, epoch, i, body)).collect())
    }

    fn commit(&mut self, committables: &[&str]) -> Result<(), String> {
        for committable in committables {
            let (key, body) = committable.split_once('\n').ok_or("it has no key")?;
            let reply = Request::post(self.options.url.as_str(), body)
                .header("content-type", "application/x-ndjson")
                .header("idempotency-key", key)
                .send()?;
            if !reply.is_ok() {
                return Err(format!("the server answered {}", reply.status));
            }
        }
        Ok(())
    }

    /// What was not committed was never sent.
    fn recover(&mut self, committables: &[&str]) -> Result<(), String> {
        self.commit(committables)
    }
}
