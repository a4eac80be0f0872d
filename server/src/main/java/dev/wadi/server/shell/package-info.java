/// The interactive shell: `wadi sql`.
///
/// {@link dev.wadi.server.shell.Shell} reads lines from a person, {@link
/// dev.wadi.server.shell.ScriptRunner} goes through a text; both take it apart into {@link
/// dev.wadi.server.shell.statement.Statement}s. SQL goes to the {@link
/// dev.wadi.server.shell.Session}, which sends it to a server through {@link
/// dev.wadi.server.flight.client.FlightSqlClient} and shows what comes, row by row, as {@link
/// dev.wadi.server.shell.display} has it; what begins with a backslash goes to {@link
/// dev.wadi.server.shell.Commands}. To add a command: a constant of {@link
/// dev.wadi.server.shell.CommandName}, and the compiler asks for the rest.
///
/// JLine is known here only. It edits lines with history and completion on whatever a terminal
/// turns out to be, which is more than a shell should do by itself.
package dev.wadi.server.shell;
