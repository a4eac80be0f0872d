//! Sine and cosine in a few straight lines, for angles that occur. The standard library's are as
//! exact, but made for any number: the calls and the care for huge ones cost a quarter of a
//! distance's time.

use std::f64::consts::FRAC_2_PI;

/// Beyond this many radians the reduction to a quarter turn would lose digits: NaN.
const RADIANS_MAX: f64 = 1e6;
/// A quarter turn in two parts. The first ends in so many zeros that multiples of it are exact.
const QUARTER_HIGH: f64 = 1.570_796_326_734_125_6;
const QUARTER_LOW: f64 = 6.077_100_506_506_192e-11;
/// Adding and subtracting it rounds to an integer: 1.5 times two to the power of 52.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

#[inline]
pub fn sin(radians: f64) -> f64 {
    wave(radians, 0)
}

#[inline]
pub fn cos(radians: f64) -> f64 {
    wave(radians, 1)
}

/// The sine of an angle that is some quarter turns ahead.
#[inline]
fn wave(radians: f64, quarters_ahead: i32) -> f64 {
    let known = if radians.abs() <= RADIANS_MAX {
        radians
    } else {
        f64::NAN
    };
    let quarters = known * FRAC_2_PI + ROUNDER - ROUNDER;
    let rest = known - quarters * QUARTER_HIGH - quarters * QUARTER_LOW;
    let quadrant = quarters as i32 + quarters_ahead;
    let height = if quadrant & 1 == 0 {
        sin_series(rest)
    } else {
        cos_series(rest)
    };
    if quadrant & 2 == 0 {
        height
    } else {
        -height
    }
}

// Taylor series. Within an eighth of a turn, what they leave out is below the last digit.

#[inline]
fn sin_series(x: f64) -> f64 {
    let y = x * x;
    let s13 = 1.0 / 6_227_020_800.0 - y * (1.0 / 1_307_674_368_000.0);
    let s9 = 1.0 / 362_880.0 - y * (1.0 / 39_916_800.0 - y * s13);
    x - x * y * (1.0 / 6.0 - y * (1.0 / 120.0 - y * (1.0 / 5_040.0 - y * s9)))
}

#[inline]
fn cos_series(x: f64) -> f64 {
    let y = x * x;
    let c14 = 1.0 / 87_178_291_200.0 - y * (1.0 / 20_922_789_888_000.0);
    let c10 = 1.0 / 3_628_800.0 - y * (1.0 / 479_001_600.0 - y * c14);
    1.0 - y * (0.5 - y * (1.0 / 24.0 - y * (1.0 / 720.0 - y * (1.0 / 40_320.0 - y * c10))))
}
