//! A source that makes up its rows: random walks, each a split of its own.

use wadi::{Batch, Poll, Source, Timestamp};

wadi::plugin! { name: "walk", version: "1.0.0" }

wadi::options! {
    struct WalkOptions {
        /// How many steps each walker makes; without end if missing
        rows: Option<i64> where { minimum: 0 },
        /// How many walkers there are
        walkers: i64 = 4 where { minimum: 1, maximum: 1000 },
        /// What the random numbers begin with
        seed: i64 = 42,
        /// How far a step goes at most
        step: f64 = 1.0 where { minimum: 0 },
        /// Microseconds from one step to the next
        interval_micros: i64 = 1000000 where { minimum: 1 },
        /// Which way walkers go
        direction: String = "any" where { enum: ["any", "up", "down"] },
    }
}

wadi::record! {
    struct Step { walker: i64, number: i64, ts: Timestamp, value: f64, note: Option<String> }
}

/// 2020-01-01 00:00:00.
const START: i64 = 1_577_836_800_000_000;

struct Walk {
    options: WalkOptions,
    walker: i64,
    number: i64,
    random: u64,
    value: f64,
}

wadi::source! {
    /// Random walks, a row for each step
    walk: Walk { bounded: "rows", event_time: "ts" }
}

impl Source for Walk {
    type Options = WalkOptions;
    type Row = Step;

    fn splits(options: &WalkOptions, _parallelism: usize) -> Result<Vec<String>, String> {
        Ok((0..options.walkers).map(|walker| walker.to_string()).collect())
    }

    fn open(options: WalkOptions, split: &str, position: Option<&str>) -> Result<Self, String> {
        let walker = split.parse().map_err(|_| format!("there is no walker '{}'", split))?;
        let mut walk = Walk {
            walker,
            number: 0,
            random: options.seed as u64 ^ (walker as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15),
            value: 0.0,
            options,
        };
        if let Some(position) = position {
            walk.go_on_at(position)
                .ok_or_else(|| format!("'{}' is no position of a walk", position))?;
        }
        Ok(walk)
    }

    fn poll(&mut self, batch: &mut Batch<Step>) -> Result<Poll, String> {
        while !batch.is_full() {
            if self.options.rows == Some(self.number) {
                return Ok(Poll::End);
            }
            batch.push(self.step());
        }
        Ok(Poll::More)
    }

    fn position(&self) -> String {
        format!("{} {} {}", self.number, self.random, self.value.to_bits())
    }
}

impl Walk {
    fn go_on_at(&mut self, position: &str) -> Option<()> {
        let mut parts = position.split(' ');
        self.number = parts.next()?.parse().ok()?;
        self.random = parts.next()?.parse().ok()?;
        self.value = f64::from_bits(parts.next()?.parse().ok()?);
        Some(())
    }

    fn step(&mut self) -> Step {
        let share = (self.next_random() >> 11) as f64 / (1u64 << 53) as f64;
        self.value += self.options.step
            * match self.options.direction.as_str() {
                "up" => share,
                "down" => -share,
                _ => 2.0 * share - 1.0,
            };
        let number = self.number;
        self.number += 1;
        Step {
            walker: self.walker,
            number,
            ts: Timestamp(START + number * self.options.interval_micros),
            value: self.value,
            note: if number % 10 == 9 { Some(format!("step {}", number + 1)) } else { None },
        }
    }

    /// SplitMix64.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.random;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
}
