/// The demo: real flights, enriched, measured by a Wasm function and counted per airport and day.
/// {@link dev.wadi.server.demo.FlightsDemo} does with a server what any user can do, through its
/// HTTP interface alone. Data and SQL are in the folder `demo` of the checkout.
package dev.wadi.server.demo;
