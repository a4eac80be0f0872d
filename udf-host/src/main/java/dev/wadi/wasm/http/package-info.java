/// HTTP for plugins: what they may ask, and whom.
///
/// An administrator names hosts ({@link dev.wadi.wasm.http.HttpHost}). A request of a plugin is
/// checked in three steps: what it says ({@link dev.wadi.wasm.http.OutgoingRequest}, anything that
/// a server or a proxy could read in two ways is refused), whom it is for, and, after the name has
/// been looked up, what the address is (`AddressRules`): names are the world's, and may lead to the
/// machine itself or to its neighbours. {@link dev.wadi.wasm.http.HttpCaller} connects to the very
/// address that was checked.
package dev.wadi.wasm.http;
