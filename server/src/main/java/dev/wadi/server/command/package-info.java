/// The command line: {@link dev.wadi.server.command.WadiCommand} and one class per command, which
/// reads its options and hands over to the package that does the work.
///
/// Exit codes: 0 if all went well, 1 for an error that the user can fix, 2 for wrong usage, 3 for a
/// bug of ours.
package dev.wadi.server.command;
