//! A t-digest: the values in the middle are kept as means of many, those at the ends one by one.

/// How many means there are at most, about.
const MEANS: f64 = 100.0;

/// How many values come together before they are merged into means.
const FRESH: usize = 200;

#[derive(Clone, Copy)]
struct Mean {
    value: f64,
    count: f64,
}

/// The means in ascending order, then fresh values as they came.
pub struct Digest {
    all: Vec<Mean>,
    sorted: usize,
}

impl Digest {
    /// Of its bytes: the number of sorted means, then value and count of each.
    pub fn read(bytes: &[u8]) -> Digest {
        let mut numbers = bytes
            .chunks_exact(8)
            .map(|chunk| f64::from_le_bytes(chunk.try_into().unwrap()));
        let sorted = numbers.next().unwrap_or(0.0) as usize;
        let mut all = Vec::with_capacity(bytes.len() / 16 + 1);
        while let (Some(value), Some(count)) = (numbers.next(), numbers.next()) {
            all.push(Mean { value, count });
        }
        Digest { all, sorted }
    }

    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + 16 * self.all.len());
        bytes.extend_from_slice(&(self.sorted as f64).to_le_bytes());
        for mean in &self.all {
            bytes.extend_from_slice(&mean.value.to_le_bytes());
            bytes.extend_from_slice(&mean.count.to_le_bytes());
        }
        bytes
    }

    pub fn add(&mut self, value: f64) {
        if !value.is_nan() {
            self.push(Mean { value, count: 1.0 });
        }
    }

    pub fn merge(&mut self, other: &Digest) {
        for mean in &other.all {
            self.push(*mean);
        }
    }

    fn push(&mut self, mean: Mean) {
        self.all.push(mean);
        if self.all.len() - self.sorted > FRESH {
            self.compress();
        }
    }

    fn total(&self) -> f64 {
        self.all.iter().map(|mean| mean.count).sum()
    }

    // Neighbours become one mean as long as it is small for its place: few at the ends.
    fn compress(&mut self) {
        let total = self.total();
        self.all.sort_by(|a, b| a.value.total_cmp(&b.value));
        let mut merged: Vec<Mean> = Vec::with_capacity(self.all.len());
        let mut before = 0.0;
        for mean in &self.all {
            if let Some(last) = merged.last_mut() {
                let count = last.count + mean.count;
                let middle = (before + count / 2.0) / total;
                if count <= (4.0 * total * middle * (1.0 - middle) / MEANS).max(1.0) {
                    last.value += (mean.value - last.value) * mean.count / count;
                    last.count = count;
                    continue;
                }
                before += last.count;
            }
            merged.push(*mean);
        }
        self.sorted = merged.len();
        self.all = merged;
    }

    pub fn quantile(mut self, share: f64) -> Option<f64> {
        self.all.sort_by(|a, b| a.value.total_cmp(&b.value));
        let wanted = share.clamp(0.0, 1.0) * (self.total() - 1.0);
        let mut before = 0.0;
        let mut last: Option<(f64, f64)> = None;
        for mean in &self.all {
            // Where the mean lies, as if its values were next to each other.
            let place = before + (mean.count - 1.0) / 2.0;
            if place >= wanted {
                return Some(match last {
                    Some((at, value)) if place > at => {
                        value + (mean.value - value) * (wanted - at) / (place - at)
                    }
                    _ => mean.value,
                });
            }
            before += mean.count;
            last = Some((place, mean.value));
        }
        last.map(|(_, value)| value)
    }
}
