package dev.wadi.engine.lookup;
