package dev.wadi.engine.join;
