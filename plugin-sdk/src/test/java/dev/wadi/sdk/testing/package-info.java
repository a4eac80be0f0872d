/// What the tests of every module share.
package dev.wadi.sdk.testing;
