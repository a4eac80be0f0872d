/// Holds the manual to what it says: its shell commands are run against a server.
package dev.wadi.server.document;
