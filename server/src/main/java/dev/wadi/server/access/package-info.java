/// Who may do what.
///
/// A request carries the secret of a token; {@link dev.wadi.server.access.Tokens} turns it into a
/// {@link dev.wadi.server.access.Caller} with a {@link dev.wadi.server.access.Role}, and each route
/// says which role it needs. A server that has handed out no token serves its own machine only, and
/// whoever is there may do everything.
package dev.wadi.server.access;
