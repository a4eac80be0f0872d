/// Whom plugins may ask, and where the names lead.
package dev.wadi.wasm.http;
