/// Tests of what the SDK for Java says of plugins that it cannot build.
package dev.wadi.sdk.guest;
