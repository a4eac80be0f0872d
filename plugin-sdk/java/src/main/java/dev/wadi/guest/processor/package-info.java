/// Runs in the compiler: writes, for a class of functions, the class that the host calls.
package dev.wadi.guest.processor;
