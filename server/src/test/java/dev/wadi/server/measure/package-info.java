/// Measurements of single parts with JMH, run by `./wadi bench --micro`; whole queries are measured
/// by `./wadi bench`, and a server with many clients by `./wadi bench --serving`, checkpoints by
/// `./wadi bench --checkpoints`.
package dev.wadi.server.measure;
