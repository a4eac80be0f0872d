/// Texts of SQL, as far as a shell has to understand them: where a statement ends ({@link
/// dev.wadi.server.shell.statement.Statement}), what kind it is ({@link
/// dev.wadi.server.shell.statement.StatementKind}), and what a session keeps of it ({@link
/// dev.wadi.server.shell.statement.SessionDefinitions}). What it means, only the server knows.
package dev.wadi.server.shell.statement;
