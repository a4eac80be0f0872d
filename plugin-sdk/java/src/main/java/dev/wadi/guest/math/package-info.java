/// The functions of `java.lang.Math` that WebAssembly has no operation for. Results are within two
/// units in the last place of the exact ones, and the same everywhere.
package dev.wadi.guest.math;
