//! The functions that every SDK has in its tests, and that give the same in each: in Rust.

use wadi::{Items, List};

wadi::plugin! { name: "same", version: "1.0.0" }

wadi::scalar! {
    /// Between a and b.
    fn blend(a: f64, b: f64, share: f64) -> f64 { a + (b - a) * share }
}

wadi::scalar! {
    /// Its characters with a dot in between.
    fn dotted(text: &str) -> String {
        text.chars().map(String::from).collect::<Vec<_>>().join(".")
    }
}

wadi::scalar! {
    /// The first one that is not null.
    fn either(a: Option<i64>, b: Option<i64>) -> Option<i64> { a.or(b) }
}

wadi::scalar! {
    fn quotient(a: i64, b: i64) -> Result<i64, &'static str> {
        if b == 0 { Err("b is 0") } else { Ok(a.wrapping_div(b)) }
    }
}

wadi::scalar! {
    /// The sums of the first, the first two, and so on.
    fn sums(xs: Items<i64>) -> List<i64> {
        let mut sum = 0i64;
        xs.iter()
            .map(|x| {
                sum = sum.wrapping_add(x);
                sum
            })
            .collect()
    }
}
