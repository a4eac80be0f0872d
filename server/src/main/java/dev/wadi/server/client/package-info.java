/// Talks to a running server over its HTTP interface, for the commands that need one. A problem
/// that the server reports comes out as the {@link dev.wadi.sdk.error.WadiException} it was.
package dev.wadi.server.client;
