/// `wadi doctor`: whether a server would feel well here.
///
/// Each {@link dev.wadi.server.doctor.Check} looks at one thing and gives a {@link
/// dev.wadi.server.doctor.Finding}. To add one: a method of `Checkup` and its line in the list.
package dev.wadi.server.doctor;
