//! A source that asks a server over HTTP for events, again and again: `GET URL?after=ID&limit=N`
//! is answered with at most so many lines `ID TAB TEXT`, the IDs ascending, from the first event
//! behind that ID on; with none if there is nothing new.

use std::time::{Duration, Instant};
use wadi::http::{self, Response};
use wadi::{Batch, Poll, Source};

wadi::plugin! { name: "poll", version: "1.0.0", needs: ["http", "clock"] }

/// Of an answer, which the host takes up to 4 MiB of.
const EVENTS_MAX: usize = 1000;

wadi::options! {
    struct PollOptions {
        /// Where to ask; its host must be granted: http:HOST
        url: String,
        /// How long to wait when there was nothing new, or no answer
        interval_ms: i64 = 1000 where { minimum: 1, maximum: 86400000 },
        /// How often there may be no answer, one time after another, before reading fails
        failures: i64 = 10 where { minimum: 0 },
        /// Whether the table ends when there is nothing new
        ends: bool = false,
    }
}

wadi::record! {
    struct Event { id: i64, text: String }
}

struct Events {
    options: PollOptions,
    /// Of the last event that was given to the host: what a run goes on after.
    last: i64,
    failures: i64,
    next: Option<Instant>,
}

wadi::source! {
    /// Events that a server has, in the order of their numbers
    poll: Events { bounded: "ends" }
}

impl Source for Events {
    type Options = PollOptions;
    type Row = Event;

    fn open(options: PollOptions, _split: &str, position: Option<&str>) -> Result<Self, String> {
        let last = match position {
            Some(text) => text.parse().map_err(|_| format!("'{}' is no number of an event", text))?,
            None => 0,
        };
        Ok(Events { options, last, failures: 0, next: None })
    }

    /// Asks for as many events as the batch takes, so that none is kept here that the position does
    /// not tell of.
    fn poll(&mut self, batch: &mut Batch<Event>) -> Result<Poll, String> {
        if self.next.map_or(false, |next| Instant::now() < next) {
            return Ok(Poll::Nothing);
        }
        let separator = if self.options.url.contains('?') { '&' } else { '?' };
        let limit = batch.room().min(EVENTS_MAX);
        let url = format!("{}{}after={}&limit={}", self.options.url, separator, self.last, limit);
        match http::get(url) {
            Ok(response) if response.is_ok() => self.read(&response, batch),
            Ok(response) if response.status == 429 || response.status >= 500 => {
                self.fail(format!("the server answered {}", response.status))
            }
            Ok(response) => Err(format!("the server answered {}", response.status)),
            Err(reason) => self.fail(reason),
        }
    }

    fn position(&self) -> String {
        self.last.to_string()
    }
}

impl Events {
    fn read(&mut self, response: &Response, batch: &mut Batch<Event>) -> Result<Poll, String> {
        self.failures = 0;
        let text = response.text().map_err(|error| error.to_string())?;
        let mut before = None;
        for line in text.lines() {
            if batch.is_full() {
                return Ok(Poll::More);
            }
            let event = event(line).ok_or_else(|| format!("'{}' is no event", line))?;
            if before.map_or(false, |before| event.id <= before) {
                return Err(format!("event {} does not follow the one before", event.id));
            }
            before = Some(event.id);
            // A server may begin further back than it was asked to.
            if event.id > self.last {
                self.last = event.id;
                batch.push(event);
            }
        }
        if !batch.is_empty() {
            return Ok(Poll::More);
        }
        self.wait();
        Ok(if self.options.ends { Poll::End } else { Poll::Nothing })
    }

    fn fail(&mut self, reason: String) -> Result<Poll, String> {
        self.failures += 1;
        if self.failures > self.options.failures {
            return Err(format!("no answer {} times: {}", self.failures, reason));
        }
        wadi::log!(Warn, "asking again: {}", reason);
        self.wait();
        Ok(Poll::Nothing)
    }

    fn wait(&mut self) {
        self.next = Some(Instant::now() + Duration::from_millis(self.options.interval_ms as u64));
    }
}

fn event(line: &str) -> Option<Event> {
    let (id, text) = line.split_once('\t')?;
    Some(Event { id: id.parse().ok()?, text: text.to_owned() })
}
