//! What the Rust SDK offers, once each.

use wadi::{
    Date, Decimal, Duration, Items, Json, List, Months, Rest, Time, Timestamp, TimestampNanos,
    TimestampUtc,
};

wadi::plugin! { name: "everything", version: "1.0.0" }

wadi::scalar! { fn next_boolean(x: bool) -> bool { !x } }
wadi::scalar! { fn next_i8(x: i8) -> i8 { x.wrapping_add(1) } }
wadi::scalar! { fn next_u8(x: u8) -> u8 { x.wrapping_add(1) } }
wadi::scalar! { fn next_i16(x: i16) -> i16 { x + 1 } }
wadi::scalar! { fn next_u16(x: u16) -> u16 { x + 1 } }
wadi::scalar! { fn next_i32(x: i32) -> i32 { x + 1 } }
wadi::scalar! { fn next_u32(x: u32) -> u32 { x + 1 } }
wadi::scalar! { fn next_i64(x: i64) -> i64 { x + 1 } }
wadi::scalar! { fn next_u64(x: u64) -> u64 { x + 1 } }
wadi::scalar! { fn next_f32(x: f32) -> f32 { x + 1.0 } }
wadi::scalar! { fn next_f64(x: f64) -> f64 { x + 1.0 } }
wadi::scalar! { fn next_decimal(x: Decimal<38, 2>) -> Decimal<38, 2> { Decimal(x.0 + 100) } }
wadi::scalar! { fn next_date(x: Date) -> Date { Date(x.0 + 1) } }
wadi::scalar! { fn next_time(x: Time) -> Time { Time(x.0 + 1) } }
wadi::scalar! { fn next_timestamp(x: Timestamp) -> Timestamp { Timestamp(x.0 + 1) } }
wadi::scalar! { fn next_timestamp_utc(x: TimestampUtc) -> TimestampUtc { TimestampUtc(x.0 + 1) } }
wadi::scalar! {
    fn next_timestamp_nanos(x: TimestampNanos) -> TimestampNanos { TimestampNanos(x.0 + 1) }
}
wadi::scalar! { fn next_duration(x: Duration) -> Duration { Duration(x.0 + 1) } }
wadi::scalar! { fn next_months(x: Months) -> Months { Months(x.0 + 1) } }
wadi::scalar! { fn next_text(x: &str) -> String { format!("{}+", x) } }
wadi::scalar! { fn next_bytes(x: &[u8]) -> Vec<u8> { x.iter().rev().copied().collect() } }

wadi::scalar! { fn trimmed(x: &str) -> &str { x.trim() } }

wadi::scalar! {
    /// Null for odd numbers.
    fn half(x: i64) -> Option<i64> { if x % 2 == 0 { Some(x / 2) } else { None } }
}

wadi::scalar! { fn first_word(x: &str) -> Option<&str> { x.split_whitespace().next() } }

wadi::scalar! {
    fn either(a: Option<i64>, b: Option<i64>) -> Result<i64, &'static str> {
        a.or(b).ok_or("both are null")
    }
}

wadi::scalar! {
    /// A null `a` is seen, a null `b` makes the result null.
    fn plus(a: Option<i64>, b: i64) -> i64 { a.unwrap_or(0) + b }
}

wadi::scalar! {
    fn parsed(x: &str) -> Result<i64, std::num::ParseIntError> { x.parse::<i64>() }
}

wadi::scalar! { fn length_or_panic(x: &str) -> i64 { x.len() as i64 - x.find('a').unwrap() as i64 } }

wadi::scalar! {
    volatile fn calls(x: i64) -> i64 {
        static CALLS: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
        x + CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
    }
}

wadi::scalar! { fn boxed_json(x: Json<&str>) -> Json<String> { Json(format!("[{}]", x.0)) } }

wadi::scalar! { fn total(xs: Items<f64>) -> f64 { xs.iter().sum() } }
wadi::scalar! {
    fn known(xs: Items<Option<&str>>) -> i64 { xs.iter().filter(Option::is_some).count() as i64 }
}
wadi::scalar! { fn word_list(x: &str) -> List<&str> { x.split_whitespace().collect() } }
wadi::scalar! { fn joined(separator: &str, parts: Rest<&str>) -> String {
    parts.iter().collect::<Vec<_>>().join(separator)
} }
wadi::scalar! {
    fn first_of(xs: Rest<Option<i64>>) -> Option<i64> { xs.iter().flatten().next() }
}

wadi::record! { struct Place { name: String, at: Option<Point>, seen: List<Option<i32>> } }
wadi::record! { struct Point { x: f64, y: f64, exact: bool } }

wadi::scalar! { fn moved(p: Point) -> Point { Point { x: p.y, y: p.x, exact: !p.exact } } }

// Identities.
wadi::scalar! { fn same_list(x: Option<List<Option<i64>>>) -> Option<List<Option<i64>>> { x } }
wadi::scalar! { fn same_bits(x: Option<List<Option<bool>>>) -> Option<List<Option<bool>>> { x } }
wadi::scalar! {
    fn same_texts(x: Option<List<List<Option<String>>>>) -> Option<List<List<Option<String>>>> { x }
}
wadi::scalar! { fn same_place(x: Option<Place>) -> Option<Place> { x } }
wadi::scalar! {
    fn same_places(x: Option<List<Option<Place>>>) -> Option<List<Option<Place>>> { x }
}

wadi::table! {
    /// So many numbers from the first.
    try fn numbers(first: i64, count: i64)
        -> (number: i64, even: bool, label: String, half: f64, small: i16)
    {
        if first >= 100_000 {
            return Err("too large");
        }
        Ok((first..first + count).map(|i| {
            let label = if i == 0 { String::new() } else { i.to_string().chars().rev().collect() };
            (i, i % 2 == 0, label, i as f64 / 2.0, i as i16)
        }))
    }
}

wadi::table! {
    fn pieces(text: Option<&str>, separator: &str) -> (piece: Option<&str>, rest: List<i64>) {
        let pieces: Vec<_> = text.map_or(vec![None], |t| t.split(separator).map(Some).collect());
        let count = pieces.len() as i64;
        let rests = (0..count).rev().map(|n| (0..n).collect());
        pieces.into_iter().zip(rests)
    }
}

wadi::aggregate! {
    fn my_sum(x: i64) -> Option<i64>;
    state { sum: i64, count: i64 }
    add(state) {
        state.sum = state.sum.wrapping_add(x);
        state.count += 1;
    }
    remove(state) {
        state.sum = state.sum.wrapping_sub(x);
        state.count -= 1;
    }
    merge(state, other) {
        state.sum = state.sum.wrapping_add(other.sum);
        state.count += other.count;
    }
    result(state) { if state.count == 0 { None } else { Some(state.sum) } }
}

wadi::aggregate! {
    /// Does not take rows back.
    fn my_avg(x: f64) -> Option<f64>;
    state { sum: f64, count: i64 }
    add(state) {
        state.sum += x;
        state.count += 1;
    }
    merge(state, other) {
        state.sum += other.sum;
        state.count += other.count;
    }
    result(state) { if state.count == 0 { None } else { Some(state.sum / state.count as f64) } }
}

wadi::aggregate! {
    /// Sees nulls; the state is of variable length.
    fn my_texts(x: Option<&str>, ending: &str) -> List<String>;
    state { texts: List<Option<String>>, length: i64 }
    add(state) {
        state.texts.0.push(x.map(|x| format!("{}{}", x, ending)));
        state.length += 1;
    }
    merge(state, other) {
        state.texts.0.extend(other.texts.0);
        state.length += other.length;
    }
    result(state) {
        let mut texts: Vec<String> =
            state.texts.0.iter().map(|x| x.clone().unwrap_or_default()).collect();
        texts.sort();
        texts.push(state.length.to_string());
        List(texts)
    }
}

wadi::options! {
    struct CountOptions {
        /// How far to count
        rows: Option<i64>,
        /// What to say
        word: Option<String>,
    }
}

wadi::record! {
    struct Counted { n: i64, shown: String, odd: bool }
}

struct Count {
    rows: i64,
    word: String,
    done: i64,
}

wadi::source! {
    /// Counts
    count: Count { bounded: true }
}

impl wadi::Source for Count {
    type Options = CountOptions;
    type Row = Counted;

    fn open(options: CountOptions, _split: &str, position: Option<&str>) -> Result<Self, String> {
        let word = options.word.unwrap_or_default();
        if word.len() > 100 {
            return Err("the word is too long".to_owned());
        }
        let done = position.map_or(Ok(0), str::parse).map_err(|_| "no position of ours")?;
        Ok(Count { rows: options.rows.unwrap_or(10), word, done })
    }

    fn poll(&mut self, batch: &mut wadi::Batch<Counted>) -> Result<wadi::Poll, String> {
        while !batch.is_full() && self.done < self.rows {
            batch.push(Counted { n: self.done, shown: self.word.clone(), odd: self.done % 2 == 1 });
            self.done += 1;
        }
        Ok(if self.done < self.rows { wadi::Poll::More } else { wadi::Poll::End })
    }

    fn position(&self) -> String {
        self.done.to_string()
    }
}
