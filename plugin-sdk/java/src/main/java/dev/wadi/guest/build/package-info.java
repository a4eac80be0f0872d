/// The last step of a plugin's build.
package dev.wadi.guest.build;
