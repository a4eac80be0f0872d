/// The program `wadi`: {@link dev.wadi.server.WadiMain} hands its arguments to a class of {@link
/// dev.wadi.server.command}, one per command.
package dev.wadi.server;
