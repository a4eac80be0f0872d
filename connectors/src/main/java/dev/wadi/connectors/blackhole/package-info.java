/// The sink that forgets: for measuring, and for running a pipeline for its errors only.
package dev.wadi.connectors.blackhole;
