//! Aggregates that databases rarely have.

mod digest;

use digest::Digest;

wadi::plugin! { name: "stats", version: "1.0.0" }

wadi::aggregate! {
    /// The mean of values that have weights; null without weight.
    fn weighted_avg(value: f64, weight: f64) -> Option<f64>;
    state { sum: f64, weights: f64, rows: i64 }
    add(state) {
        state.sum += value * weight;
        state.weights += weight;
        state.rows += 1;
    }
    remove(state) {
        state.sum -= value * weight;
        state.weights -= weight;
        state.rows -= 1;
    }
    merge(state, other) {
        state.sum += other.sum;
        state.weights += other.weights;
        state.rows += other.rows;
    }
    result(state) {
        // Without rows there may be a rest of rounding.
        if state.rows == 0 || state.weights == 0.0 {
            None
        } else {
            Some(state.sum / state.weights)
        }
    }
}

wadi::aggregate! {
    /// About the value below which a share of the values is, from a t-digest: exact for few values,
    /// else closest at both ends. The share, from 0 to 1, is that of the last row.
    fn digest_quantile(value: f64, share: f64) -> Option<f64>;
    state { digest: Vec<u8>, share: f64 }
    add(state) {
        let mut digest = Digest::read(&state.digest);
        digest.add(value);
        state.digest = digest.write();
        state.share = share;
    }
    merge(state, other) {
        let mut digest = Digest::read(&state.digest);
        digest.merge(&Digest::read(&other.digest));
        state.digest = digest.write();
        state.share = other.share;
    }
    result(state) { Digest::read(&state.digest).quantile(state.share) }
}
