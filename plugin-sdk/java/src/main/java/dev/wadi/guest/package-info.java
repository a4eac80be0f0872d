/// What the functions of a plugin are marked with.
package dev.wadi.guest;
