/// Measurements of single parts with JMH, run by `./wadi bench --micro`; whole queries are measured
/// by `./wadi bench`.
package dev.wadi.server.measure;
